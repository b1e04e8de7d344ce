import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from './browser.ts';
import { examples } from './examples.ts';

/** The enhancement script in a real browser, against a server that writes down what it is sent. */
interface Seen { method: string; url: string; type: string; body: Buffer }
let browser: Browser;
let server: Server;
let origin: string;
let seen: Seen[] = [];
let pages: Map<string, string>;
const streams = new Set<ServerResponse>();
const assets = (name: string): Buffer => readFileSync(new URL(`../assets/${name}`, import.meta.url));

before(async () => {
  pages = new Map((await examples('sv')).map((example) => [`/${example.name}`, example.html]));
  server = createServer((request, response) => { void answer(request, response); });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await openBrowser();
});
after(async () => {
  await browser.close();
  server.closeAllConnections();
  server.close();
});

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = request.url!.split('?')[0]!;
  const asset = /^\/(?:assets\/)?((?:ankomst|sw|mark)\.[a-z]+)$/.exec(url)?.[1];
  if (asset) return void response.setHeader('content-type', asset.endsWith('.css') ? 'text/css' : asset.endsWith('.js') ? 'text/javascript' : 'image/svg+xml').end(assets(asset));
  if (url.endsWith('/live')) {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write('retry: 100\n\n');
    streams.add(response);
    return;
  }
  if (url.startsWith('/lists/')) {
    seen.push({ method: 'GET', url: request.url!, type: '', body: Buffer.alloc(0) });
    return void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ entries: [{ code: '5120', name: 'Kockar och kallskänkor', found: 'kock' }] }));
  }
  if (request.method === 'GET') return void response.writeHead(pages.has(url) ? 200 : 404, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': "default-src 'self'" }).end(pages.get(url) ?? '');
  const body = Buffer.concat(await Array.fromAsync(request as AsyncIterable<Buffer>));
  seen.push({ method: request.method!, url, type: request.headers['content-type'] ?? '', body });
  if (request.method === 'PATCH') return void response.writeHead(200, { 'content-type': 'application/json' }).end('{"savedAt":"2026-11-22T10:14:00.000Z"}');
  if (url.endsWith('/files') && body.includes('avtal.pdf')) return void response.writeHead(415, { 'content-type': 'application/problem+json' }).end(JSON.stringify({ code: 'file-script', text: 'Filen avtal.pdf innehåller ett program.' }));
  if (url.endsWith('/files')) return void response.writeHead(201, { 'content-type': 'application/json' }).end('{"documents":["d9"]}');
  setTimeout(() => response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>sent</title>'), 300);
}

async function open(name: string): Promise<Page> {
  seen = [];
  const page = await (await browser.newContext()).newPage();
  page.on('pageerror', (error) => assert.fail(error));
  await page.goto(`${origin}/${name}`);
  return page;
}
async function until(what: () => boolean): Promise<void> {
  for (let i = 0; i < 200 && !what(); i++) await new Promise((resolve) => setTimeout(resolve, 25));
  assert.ok(what(), 'did not happen within five seconds');
}

test('what is typed is kept while it is typed, with its page and token, and the page says so', async () => {
  const page = await open('form-passport-details');
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'problems', 'the error summary has focus');
  await page.fill('[name="person.passport-number"]', 'N0١٢٣');
  await until(() => seen.length > 0);
  const sent = JSON.parse(seen[0]!.body.toString()) as { csrf: string; page: string; fields: Record<string, string> };
  assert.deepEqual([seen[0]!.method, seen[0]!.url, sent.page, sent.fields['person.passport-number'], sent.fields['person.passport-valid-to.day']], ['PATCH', '/case/c-417/draft', 'passport-details', 'N0١٢٣', '31']);
  assert.ok(sent.csrf.length > 0 && !('once' in sent.fields));
  await page.waitForFunction(() => /^Sparat \d\d:\d\d$/.test(document.querySelector('[data-draft]')!.textContent));
  await page.context().close();
});

test('a large photo is made smaller before it is sent, and the page comes back', async () => {
  const page = await open('form-passport-image');
  const photo = Buffer.from(await page.evaluate(() => {
    const canvas = document.createElement('canvas');
    canvas.width = 2600;
    canvas.height = 1600;
    const context = canvas.getContext('2d')!;
    const noise = context.createImageData(2600, 1600);
    for (let i = 0; i < noise.data.length; i++) noise.data[i] = i % 4 === 3 ? 255 : (i * 2654435761) >>> 24;
    context.putImageData(noise, 0, 0);
    return canvas.toDataURL('image/jpeg', 0.95).split(',')[1]!;
  }), 'base64');
  assert.ok(photo.length > 1_000_000);
  const reloaded = page.waitForEvent('load');
  await page.setInputFiles('input[type=file]', { name: 'pass.jpg', mimeType: 'image/jpeg', buffer: photo });
  await reloaded;
  const upload = seen.find((request) => request.url === '/case/c-417/files')!;
  assert.match(upload.type, /^multipart\/form-data/);
  assert.ok(upload.body.length < photo.length / 1.2, `${upload.body.length} of ${photo.length}`);
  const text = upload.body.toString('latin1');
  for (const part of ['name="csrf"', 'name="page"', 'name="file:person.passport-image"; filename="pass.jpg"', 'image/jpeg']) assert.ok(text.includes(part), part);
  await page.context().close();
});

test('several files are sent one after another; one that is refused says why, in words, and the page stays', async () => {
  const page = await open('form-passport-image');
  const file = (name: string) => ({ name, mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7') });
  await page.setInputFiles('input[type=file]', [file('a.pdf'), file('avtal.pdf'), file('b.pdf')]);
  await page.waitForFunction(() => document.querySelector('input[type=file] + p[role=alert], input[type=file] ~ p[role=alert]')?.textContent === 'Filen avtal.pdf innehåller ett program.');
  assert.equal(seen.filter((request) => request.url === '/case/c-417/files').length, 3);
  assert.equal(await page.locator('progress').count(), 0);
  await page.context().close();
});

test('names out of a code list are suggested while one types', async () => {
  const page = await open('form-code-chosen');
  await page.fill('input[type=search]', 'kock');
  await page.waitForFunction(() => (document.querySelector('datalist option') as HTMLOptionElement | null)?.value === 'Kockar och kallskänkor');
  assert.deepEqual(seen.filter((request) => request.method === 'GET').map((request) => request.url), ['/lists/jobs?q=kock']);
  await page.context().close();
});

test('Enter in a field goes on; it does not change the language', async () => {
  const page = await open('form-passport-details');
  await Promise.all([page.waitForEvent('load'), page.locator('[name="person.passport-number"]').press('Enter')]);
  const posted = new URLSearchParams(seen.find((request) => request.method === 'POST')!.body.toString());
  assert.deepEqual([posted.get('do'), posted.get('language')], ['continue', null]);
  await page.context().close();
});

test('a second press sends nothing twice', async () => {
  const page = await open('withdraw');
  const button = page.locator('main form button');
  await Promise.all([page.waitForURL('**/withdraw'), button.dblclick()]);
  await until(() => seen.length > 0);
  await new Promise((resolve) => setTimeout(resolve, 500));
  assert.equal(seen.filter((request) => request.method === 'POST').length, 1);
  await page.context().close();
});

test('the case’s page follows the case', async () => {
  const page = await open('case');
  await until(() => streams.size > 0);
  pages.set('/case', pages.get('/case-decided')!);
  for (const stream of streams) stream.write('event: changed\ndata: {}\n\n');
  await page.waitForFunction(() => document.querySelector('[data-news]')!.textContent !== '');
  assert.match(await page.locator('main').innerText(), /Läs beslutet/);
  await page.context().close();
});

test('push is offered only on a press, and a push shows that there is news, in the person’s language and direction', async () => {
  const context = await browser.newContext();
  await context.grantPermissions(['notifications'], { origin });
  const page = await context.newPage();
  await page.goto(`${origin}/sent`);
  assert.equal(await page.locator('[data-push] button').isVisible(), true);
  // Subscribing needs a push service; the worker and what it shows need none.
  const session = await context.newCDPSession(page);
  const registered = new Promise<string>((resolve) => {
    session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => { if (registrations[0]) resolve(registrations[0].registrationId); });
  });
  await session.send('ServiceWorker.enable');
  await page.evaluate(async () => { await navigator.serviceWorker.register('/sw.js'); await navigator.serviceWorker.ready; });
  const data = JSON.stringify({ title: 'Ankomst', body: 'هناك جديد في قضيتك.', lang: 'ar', dir: 'rtl', url: '/case/c-417' });
  await session.send('ServiceWorker.deliverPushMessage', { origin, registrationId: await registered, data });
  const shown = await page.waitForFunction(async () => {
    const [first] = await (await navigator.serviceWorker.ready).getNotifications();
    return first && { title: first.title, body: first.body, dir: first.dir, lang: first.lang, url: (first.data as { url: string }).url };
  });
  assert.deepEqual(await shown.jsonValue(), { title: 'Ankomst', body: 'هناك جديد في قضيتك.', dir: 'rtl', lang: 'ar', url: '/case/c-417' });
  await context.close();
});
