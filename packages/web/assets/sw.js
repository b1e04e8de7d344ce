// @ts-check
/// <reference lib="webworker" />
/**
 * For push only: it keeps nothing and answers no requests. The words come in the message, in the person's
 * language; they never say what the news is, because phones are shared.
 */
const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));

worker.addEventListener('install', () => { worker.skipWaiting(); });
worker.addEventListener('activate', (event) => { event.waitUntil(worker.clients.claim()); });

worker.addEventListener('push', (event) => {
  /** @type {{ title?: string, body?: string, lang?: string, dir?: NotificationDirection, url?: string }} */
  let news = {};
  try {
    news = event.data?.json() ?? {};
  } catch { /* an unreadable message is still news */ }
  event.waitUntil(worker.registration.showNotification(news.title ?? 'Ankomst', {
    body: news.body, lang: news.lang, dir: news.dir ?? 'auto', tag: news.url ?? 'news', data: { url: news.url ?? '/my' },
  }));
});

worker.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const url = new URL(event.notification.data?.url ?? '/my', worker.location.origin);
  // Only our own pages, whatever a message says.
  const target = url.origin === worker.location.origin ? url.href : worker.location.origin;
  event.waitUntil((async () => {
    const windows = await worker.clients.matchAll({ type: 'window' });
    const open = windows.find((window) => window.url === target);
    await (open ? open.focus() : worker.clients.openWindow(target));
  })());
});
