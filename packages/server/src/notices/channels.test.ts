import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { demoSecrets, startNeighbours, type Neighbours } from '@ankomst/neighbours';
import webPush from 'web-push';
import { createMailer } from './email.ts';
import { isPushService, sendPush, type PushConfig, type PushSubscription } from './push.ts';
import { sendSms } from './sms.ts';
import { pingWords } from './words.ts';

let neighbours: Neighbours;
const dataDir = mkdtempSync(join(tmpdir(), 'ankomst-notices-'));
before(async () => {
  neighbours = await startNeighbours({ dataDir, authorityUrl: 'http://127.0.0.1:1', ports: { eid: 0, register: 0, catcher: 0, smtp: 0, cards: 0 } });
});
after(async () => {
  await neighbours.close();
  rmSync(dataDir, { recursive: true });
});

interface Caught { channel: string; to: string; subject?: string; text: string; payload?: { title: string; dir: string; url: string } }
const caught = async (query: string): Promise<Caught[]> => (await fetch(`${neighbours.urls.catcher}/messages?${query}`)).json() as Promise<Caught[]>;
const control = (settings: Record<string, boolean>): Promise<Response> =>
  fetch(`${neighbours.urls.catcher}/control`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(settings) });

const vapid = { subject: 'mailto:test@ankomst.example', ...webPush.generateVAPIDKeys() };
const pushConfig = (): PushConfig => ({ vapid, extraOrigins: [neighbours.urls.catcher] });

test('a ping reaches the phone by push, in Arabic, and the same one twice shows once', async () => {
  const device = await (await fetch(`${neighbours.urls.catcher}/devices`, { method: 'POST' })).json() as PushSubscription & { id: string };
  const words = pingWords('ar', 'Ankomst');
  assert.deepEqual(await sendPush(pushConfig(), device, words, '/my', 'ping-1'), { channel: 'push', status: 'sent' });
  assert.deepEqual(await sendPush(pushConfig(), device, words, '/my', 'ping-1'), { channel: 'push', status: 'sent' });
  const [shown, again] = await caught('channel=push');
  assert.equal(again, undefined);
  assert.equal(shown?.payload?.title, words.title);
  assert.equal(shown?.payload?.dir, 'rtl');
  assert.equal(shown?.payload?.url, '/my');
  await fetch(`${neighbours.urls.catcher}/devices/${device.id}`, { method: 'DELETE' });
  assert.equal((await sendPush(pushConfig(), device, words, '/my', 'ping-2')).status, 'gone');
});

test('only push services are called: an endpoint is what somebody else wrote', async () => {
  assert.ok(isPushService('https://fcm.googleapis.com/fcm/send/x', []));
  assert.ok(isPushService('https://web.push.apple.com/x', []));
  for (const endpoint of ['http://127.0.0.1:3102/people', 'http://fcm.googleapis.com/x', 'https://fcm.googleapis.com.evil.example/x', 'https://user@fcm.googleapis.com/x', 'file:///etc/passwd', 'no address']) {
    assert.equal(isPushService(endpoint, []), false, endpoint);
  }
});

test('mail and SMS arrive once, with words only', async () => {
  const mailer = createMailer({ host: '127.0.0.1', port: Number(new URL(neighbours.urls.smtp).port), secure: false, from: 'ankomst@ankomst.example' });
  const words = pingWords('uk', 'Ankomst');
  assert.deepEqual(await mailer.send('sarah@example.org', words, 'ping-3'), { channel: 'email', status: 'sent' });
  mailer.close();
  const sms = { url: `${neighbours.urls.catcher}/sms`, key: demoSecrets.keys.catcher };
  assert.equal((await sendSms(sms, '+46700000001', words, 'ping-3')).status, 'sent');
  assert.equal((await sendSms(sms, '+46700000001', words, 'ping-3')).status, 'sent');
  const [mail] = await caught('channel=email');
  assert.equal(mail?.subject, words.title);
  assert.match(mail!.text, /Увійдіть/);
  assert.equal((await caught('channel=sms')).length, 1);
});

test('a service that is down is a failure worth trying again, a wrong key or a closed port too or not', async () => {
  const words = pingWords('sv', 'Ankomst');
  const sms = { url: `${neighbours.urls.catcher}/sms`, key: demoSecrets.keys.catcher };
  await control({ down: true });
  assert.deepEqual(await sendSms(sms, '+46700000002', words, 'ping-4'), { channel: 'sms', status: 'failed', why: 'HTTP 503', again: true });
  await control({ down: false });
  assert.deepEqual(await sendSms({ ...sms, key: 'wrong' }, '+46700000002', words, 'ping-4'), { channel: 'sms', status: 'failed', why: 'HTTP 401', again: false });
  const closed = createServer().listen(0, '127.0.0.1');
  await once(closed, 'listening');
  const { port } = closed.address() as AddressInfo;
  closed.close();
  assert.deepEqual(await sendSms({ ...sms, url: `http://127.0.0.1:${port}/sms` }, '+46700000002', words, 'ping-4'), { channel: 'sms', status: 'failed', why: 'ECONNREFUSED', again: true });
});

test('no words of a ping say what the case is about', () => {
  for (const language of ['sv', 'en', 'ar', 'uk', 'pt', 'so']) {
    const { title, body } = pingWords(language, 'Ankomst');
    assert.doesNotMatch(`${title} ${body}`, /tillstånd|permit|barn|child|beslut|decision|http|تصريح|дозвіл|autoriza|criança|decisão/i);
  }
  assert.equal(pingWords('so', 'Ankomst').language, 'en');
});
