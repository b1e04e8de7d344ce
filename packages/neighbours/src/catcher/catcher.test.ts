import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { createTransport } from 'nodemailer';
import webpush from 'web-push';
import { bearer, postForm, postJson, startBench } from '../../test/harness.ts';
import type { Bench } from '../../test/harness.ts';
import type { Message } from './messages.ts';

const key = bearer('demo-catcher-key');
const vapid = webpush.generateVAPIDKeys();
const news = { title: 'أنكومست', body: 'هناك جديد في قضيتك. سجّل الدخول لقراءته.' };

describe('catcher', () => {
  let bench: Bench;
  beforeEach(async () => { bench = await startBench(); });
  afterEach(() => bench.close());

  const messages = async (query = '') => await (await fetch(`${bench.urls.catcher}/messages${query}`)).json() as Message[];
  const createPhone = async (body: object = {}) =>
    await (await postJson(`${bench.urls.catcher}/devices`, { label: 'Sarah', applicationServerKey: vapid.publicKey, ...body })).json() as webpush.PushSubscription & { id: string };
  const push = async (phone: webpush.PushSubscription, payload: string | Buffer, options: webpush.RequestOptions = {}) => {
    const details = webpush.generateRequestDetails(phone, payload, { vapidDetails: { subject: 'mailto:it@ankomst.example', ...vapid }, TTL: 60, ...options });
    return fetch(details.endpoint, { method: 'POST', headers: details.headers as Record<string, string>, body: new Uint8Array(details.body as Buffer) });
  };
  const mailer = () => {
    const { hostname, port } = new URL(bench.urls.smtp);
    return createTransport({ host: hostname, port: Number(port), secure: false, ignoreTLS: true });
  };

  test('a push in Arabic is encrypted on the way and read on the phone', async () => {
    const phone = await createPhone();
    assert.equal((await push(phone, JSON.stringify(news), { urgency: 'high', topic: 'news' })).status, 201);
    const [message] = await messages('?channel=push');
    assert.deepEqual(message!.payload, news);
    assert.equal(message!.text, news.body);
    assert.deepEqual([message!.urgency, message!.topic, message!.to], ['high', 'news', 'Sarah']);
    assert.match(await (await fetch(`${bench.urls.catcher}/devices/${phone.id}`)).text(), /هناك جديد/);
  });

  test('a push with wrong sender, audience, coding or age is refused; a removed phone is gone', async () => {
    const phone = await createPhone();
    const other = webpush.generateVAPIDKeys();
    assert.equal((await push(phone, 'x', { vapidDetails: { subject: 'mailto:x@x.example', ...other } })).status, 403);
    const elsewhere = { ...phone, endpoint: phone.endpoint.replace('127.0.0.1', 'localhost') };
    assert.equal((await push(elsewhere, 'x')).status, 403, 'the token is for another push service');
    assert.equal((await fetch(phone.endpoint, { method: 'POST', headers: { 'content-type': 'application/octet-stream' }, body: 'x' })).status, 401);
    const { 'Content-Length': _length, ...signed } = webpush.generateRequestDetails(phone, 'x', { vapidDetails: { subject: 'mailto:x@x.example', ...vapid } }).headers as Record<string, string>;
    const send = (headers: Record<string, string>, body: BodyInit) => fetch(phone.endpoint, { method: 'POST', headers: { ...signed, ...headers }, body });
    assert.equal((await send({ 'content-encoding': 'aesgcm' }, new Uint8Array(200))).status, 400);
    assert.equal((await send({}, new Uint8Array(5000))).status, 413);
    assert.equal((await send({}, new Uint8Array(200))).status, 201);
    assert.match((await messages())[0]!.problem!, /could not decrypt/);
    assert.equal((await push({ ...phone, endpoint: `${bench.urls.catcher}/push/unknown` }, 'x')).status, 404);
    assert.equal((await fetch(`${bench.urls.catcher}/devices/${phone.id}`, { method: 'DELETE' })).status, 204);
    assert.equal((await push(phone, 'x')).status, 410);
  });

  test('a message encrypted for one phone cannot be read by another', async () => {
    const [one, two] = [await createPhone(), await createPhone({ label: 'Adam' })];
    await push({ ...one, endpoint: two.endpoint }, 'secret');
    const [message] = await messages();
    assert.equal(message!.text, '');
    assert.ok(message!.problem);
  });

  test('a push repeated under its id is shown once on each phone', async () => {
    const phones = [await createPhone(), await createPhone({ label: 'Adam' })];
    for (const phone of [...phones, ...phones]) assert.equal((await push(phone, 'news', { headers: { 'X-Message-Id': 'p1' } })).status, 201);
    assert.deepEqual((await messages()).map(({ to }) => to).sort(), ['Adam', 'Sarah']);
  });

  test('an SMS with the same id is kept once, with another content refused', async () => {
    const send = (body: object, headers: Record<string, string> = key) => postJson(`${bench.urls.catcher}/sms`, body, headers);
    assert.equal((await send({ to: '+46700000000', text: 'Nytt', id: 'a' }, {})).status, 401);
    assert.equal((await send({ to: '+46700000000', text: 'Nytt', id: 'a' })).status, 201);
    assert.equal((await send({ to: '+46700000000', text: 'Nytt', id: 'a' })).status, 200);
    assert.equal((await send({ to: '+46700000000', text: 'Annat', id: 'a' })).status, 409);
    assert.equal((await send({ to: 1, text: 'Nytt' })).status, 400);
    assert.equal((await messages()).length, 1);
    await postJson(`${bench.urls.catcher}/control`, { duplicate: true });
    await send({ to: '+46700000001', text: 'Nytt', id: 'b' });
    assert.equal((await messages('?to=%2B46700000001')).length, 2, 'a careless carrier');
  });

  test('mail is taken for each recipient, in any script, once for each message id', async () => {
    const mail = { from: 'no-reply@ankomst.example', to: 'sarah@example.org, adam@example.org', subject: 'Новини у вашій справі', text: 'Увійдіть, щоб прочитати.', messageId: '<m1@ankomst.example>' };
    await mailer().sendMail(mail);
    await mailer().sendMail(mail);
    const kept = await messages('?channel=email');
    assert.deepEqual(kept.map(({ to }) => to).sort(), ['adam@example.org', 'sarah@example.org']);
    assert.deepEqual([kept[0]!.subject, kept[0]!.text], [mail.subject, mail.text]);
    await postJson(`${bench.urls.catcher}/control`, { down: true });
    await assert.rejects(mailer().sendMail({ ...mail, messageId: '<m2@ankomst.example>' }), { responseCode: 421 });
  });

  test('a letter is kept as the PDF it came as', async () => {
    const pdf = Buffer.from('%PDF-1.7\n%test');
    const letter = { id: 'l1', address: ['Sarah Doe', 'Storgatan 12', '753 31 Uppsala'], pdf: pdf.toString('base64') };
    assert.equal((await postJson(`${bench.urls.catcher}/letters`, letter, key)).status, 201);
    assert.equal((await postJson(`${bench.urls.catcher}/letters`, letter, key)).status, 200);
    const [message] = await messages();
    assert.deepEqual(Buffer.from(await (await fetch(bench.urls.catcher + message!.pdf)).arrayBuffer()), pdf);
    assert.equal((await postJson(`${bench.urls.catcher}/letters`, { ...letter, id: 'l2', pdf: 'bm8=' }, key)).status, 400);
    assert.equal((await fetch(`${bench.urls.catcher}/letters/..%2Fcatcher.sqlite`)).status, 404);
  });

  test('messages are listed newest first, filtered, and are there after a restart', async () => {
    const times = ['2026-11-03T10:00:00.000Z', '2026-11-03T10:00:01.000Z', '2026-11-03T10:00:02.000Z'];
    await bench.close();
    let now = 0;
    bench = await startBench({ clock: () => new Date(times[now]!) });
    for (; now < 3; now++) await postJson(`${bench.urls.catcher}/sms`, { to: `+4670000000${now}`, text: `<b>${now}</b>` }, key);
    now = 2;
    assert.deepEqual((await messages()).map(({ text }) => text), ['<b>2</b>', '<b>1</b>', '<b>0</b>']);
    assert.equal((await messages(`?since=${times[1]}`)).length, 1);
    assert.equal((await messages('?to=00001&channel=sms')).length, 1);
    await bench.restart();
    assert.equal((await messages()).length, 3);
    const page = await (await fetch(`${bench.urls.catcher}/?refresh=5`)).text();
    assert.match(page, /http-equiv="refresh" content="5"/);
    assert.ok(page.includes('&lt;b&gt;2&lt;/b&gt;') && page.includes('dir="auto"') && !page.includes('<script'));
  });

  test('phones can be made and thrown away from the page', async () => {
    const made = await postForm(`${bench.urls.catcher}/devices`, { label: 'سارة' });
    assert.equal(made.status, 303);
    const page = await fetch(bench.urls.catcher + made.headers.get('location'));
    assert.match(await page.text(), /سارة/);
    assert.equal((await postForm(`${bench.urls.catcher}${made.headers.get('location')}/remove`, {})).status, 303);
    assert.equal((await fetch(bench.urls.catcher + made.headers.get('location'))).status, 410);
  });
});
