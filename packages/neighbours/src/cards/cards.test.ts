import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { compactVerify, createRemoteJWKSet, generateKeyPair } from 'jose';
import { postForm, postJose, postJson, startBench, until } from '../../test/harness.ts';
import type { Bench } from '../../test/harness.ts';

const photo = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]);
const data = {
  nameLines: ['DOE', 'MONA'], birthDate: '2026-11-03', citizenship: 'SY', validTo: '2028-11-20',
  photo: photo.toString('base64'), photoSha256: createHash('sha256').update(photo).digest('hex'),
};

describe('card producer', () => {
  let bench: Bench;
  beforeEach(async () => { bench = await startBench(); });
  afterEach(() => bench.close());

  const order = async (orderId: string, change: object = {}) =>
    postJose(`${bench.urls.cards}/orders`, await bench.authority.sign({ type: 'CardOrdered', orderId, data: { ...data, ...change } }));
  const orders = async () => await (await fetch(`${bench.urls.cards}/orders`)).json() as Record<string, unknown>[];
  const event = async (n: number) => {
    const jws = await until(`event ${n}`, () => bench.authority.arrivals[n - 1]);
    assert.equal(jws.path, '/exchange/card-producer/events');
    const keys = createRemoteJWKSet(new URL('/.well-known/jwks.json', bench.urls.cards));
    return JSON.parse(new TextDecoder().decode((await compactVerify(jws.body, keys)).payload)) as Record<string, any>;
  };

  test('makes an ordered card once and reports it', async () => {
    assert.equal((await order('o1')).status, 202);
    const again = await order('o1');
    assert.equal(again.status, 200);
    assert.equal((await order('o1', { validTo: '2030-01-01' })).status, 409);
    const { type, data: reported } = await event(1);
    assert.equal(type, 'CardProduced');
    assert.equal(reported.orderId, 'o1');
    assert.match(reported.cardNumber, /^[A-Z]\d{8}$/);
    assert.equal((await orders()).length, 1);
    const page = await (await fetch(bench.urls.cards)).text();
    assert.ok(page.includes(reported.cardNumber) && page.includes('<svg'));
  });

  test('takes orders from the authority alone, with the photo they name', async () => {
    const { privateKey } = await generateKeyPair('ES256');
    const forged = await bench.authority.sign({ type: 'CardOrdered', orderId: 'o1', data }, privateKey);
    assert.equal((await postJose(`${bench.urls.cards}/orders`, forged)).status, 401);
    assert.equal((await order('o2', { photoSha256: 'ab' })).status, 422);
    assert.equal((await order('o3', { photo: Buffer.from('GIF').toString('base64') })).status, 422);
    assert.equal((await order('o4', { nameLines: 'DOE' })).status, 400);
    assert.deepEqual(await orders(), []);
  });

  test('reports a spoilt card with its reason', async () => {
    await bench.close();
    bench = await startBench({ cardSeconds: 60 });
    await order('o1');
    assert.equal((await postForm(`${bench.urls.cards}/orders/o1/fail`, { reason: 'The photo is too dark.' })).status, 303);
    assert.deepEqual((await event(1)).data, { orderId: 'o1', reason: 'The photo is too dark.' });
    assert.equal((await orders())[0]!.state, 'failed');
  });

  test('goes on after a restart where it stopped', async () => {
    await postJson(`${bench.urls.cards}/control`, { paused: true });
    await order('o1');
    await bench.restart();
    await until('the card', async () => (await orders())[0]!.state === 'produced');
    assert.equal(bench.authority.arrivals.length, 0, 'the pause outlives the restart');
    await postJson(`${bench.urls.cards}/control`, { reset: true });
    assert.equal((await event(1)).type, 'CardProduced');
  });

  test('says when it cannot fetch the authority\'s keys', async () => {
    await bench.authority.close();
    assert.equal((await order('o1')).status, 503);
    bench.authority.close = async () => {};
  });
});
