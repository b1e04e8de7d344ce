import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { bearer, postForm, postJson, readEvent, startBench, until } from '../../test/harness.ts';
import type { Bench } from '../../test/harness.ts';

const key = bearer('demo-union-key');
const request = {
  id: 'u1', caseNumber: '2026-000123', occupation: { code: '5120', text: 'Kockar och kallskänkor' }, salary: 3_447_000, hours: 40,
  agreement: 'Visita–HRF', employer: { number: '5599900015', name: 'Restaurang Solrosen AB' },
};

describe('union', () => {
  let bench: Bench;
  beforeEach(async () => { bench = await startBench(); });
  afterEach(() => bench.close());

  const ask = async (change: object = {}) => (await postJson(`${bench.urls.union}/requests`, { ...request, ...change }, key)).status;
  const event = async (n: number) => {
    const { path, body } = await until(`event ${n}`, () => bench.authority.arrivals[n - 1]);
    assert.equal(path, '/exchange/union/events');
    return readEvent(bench.urls.union, body);
  };

  test('answers by its page, once', async () => {
    assert.equal(await ask(), 202);
    assert.equal(await ask(), 200);
    assert.equal(await ask({ salary: 1 }), 409);
    const answer = (opinion: string) => postForm(`${bench.urls.union}/requests/u1/answer`, { opinion, text: 'Too few hours.' });
    assert.equal((await answer('perhaps')).status, 400);
    assert.equal((await answer('objects')).status, 303);
    assert.equal((await answer('agrees')).status, 303, 'the first answer stands');
    const { type, data } = await event(1);
    assert.deepEqual([type, data], ['UnionAnswered', { id: 'u1', caseNumber: '2026-000123', opinion: 'objects', text: 'Too few hours.' }]);
    assert.equal((await (await fetch(`${bench.urls.union}/events`)).json() as unknown[]).length, 1);
    assert.equal((await postForm(`${bench.urls.union}/requests/none/answer`, { opinion: 'agrees' })).status, 404);
  });

  test('answers by itself when it is set to, also after a restart', async () => {
    assert.equal((await postForm(`${bench.urls.union}/habit`, { seconds: '0', opinion: 'agrees' })).status, 303);
    await ask();
    assert.equal((await event(1)).data.opinion, 'agrees');
    await postForm(`${bench.urls.union}/habit`, { seconds: '1', opinion: 'none' });
    await ask({ id: 'u2' });
    await bench.restart();
    assert.deepEqual([(await event(2)).data.id, (await event(2)).data.opinion], ['u2', 'none']);
    assert.equal((await postForm(`${bench.urls.union}/habit`, { seconds: 'soon', opinion: 'none' })).status, 400);
  });

  test('refuses what cannot be a request, and those without the key', async () => {
    for (const wrong of [{ salary: -1 }, { hours: 400 }, { employer: { number: '559990-0015', name: 'x' } }, { person: 'Christopher' }]) {
      assert.equal(await ask(wrong), 400, JSON.stringify(wrong));
    }
    assert.equal(await ask({ agreement: null }), 202);
    assert.equal((await postJson(`${bench.urls.union}/requests`, request)).status, 401);
  });
});
