// The desk's shell kept in the browser: opens at once on a thin line, fetches the next one beside. Only the app's own
// files, which hold no personal data; what the server tells of people is never kept. FILES and NAME are filled in when built.
const files = ['FILES'];
const name = 'desk-NAME';

addEventListener('install', (event) => {
  event.waitUntil(caches.open(name).then((cache) => cache.addAll(['/desk/', ...files])).then(() => skipWaiting()));
});
addEventListener('activate', (event) => {
  event.waitUntil(caches.keys().then((names) => Promise.all(names.filter((one) => one.startsWith('desk-') && one !== name).map((one) => caches.delete(one)))).then(() => clients.claim()));
});
addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== 'GET' || url.origin !== location.origin || !url.pathname.startsWith('/desk') || url.pathname.startsWith('/desk/api/')) return;
  if (event.request.mode === 'navigate') event.respondWith(shell());
  else if (url.pathname.startsWith('/desk/assets/')) event.respondWith(kept(event.request));
});

// The kept shell and its files belong together; a newer one comes with its own worker.
async function shell() {
  const cache = await caches.open(name);
  return await cache.match('/desk/') ?? fetch('/desk/');
}
async function kept(request) {
  const cache = await caches.open(name);
  const found = await cache.match(request);
  if (found) return found;
  const answer = await fetch(request);
  if (answer.ok) await cache.put(request, answer.clone());
  return answer;
}
