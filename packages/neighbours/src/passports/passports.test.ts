import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { bearer, postForm, postJson, startBench } from '../../test/harness.ts';
import type { Bench } from '../../test/harness.ts';

const key = bearer('demo-passports-key');
const christopher = { country: 'BR', number: 'FY482913', birthDate: '1991-06-14', validTo: '2032-03-09' };

describe('passport validity', () => {
  let bench: Bench;
  let today = '2026-11-22';
  before(async () => { bench = await startBench({ clock: () => new Date(`${today}T12:00:00Z`) }); });
  after(() => bench.close());

  const check = async (change: object = {}) => {
    const answer = await postJson(`${bench.urls.passports}/checks`, { ...christopher, ...change }, key);
    return { status: answer.status, body: await answer.json() as { status: string; checkedAt: string } };
  };
  const statusOf = async (change: object = {}) => (await check(change)).body.status;

  test('tells valid, expired, lost and unknown apart', async () => {
    assert.deepEqual((await check()).body, { status: 'valid', checkedAt: '2026-11-22T12:00:00.000Z' });
    assert.equal(await statusOf({ number: 'fy 482-913' }), 'valid', 'as people type it');
    assert.equal(await statusOf({ number: 'FS118204', validTo: '2021-08-30' }), 'expired');
    assert.equal(await statusOf({ number: 'FX300771', validTo: '2031-01-17' }), 'lost');
    assert.equal(await statusOf({ number: 'FY482914' }), 'unknown');
    for (const other of [{ birthDate: '1991-06-15' }, { validTo: '2032-03-10' }, { country: 'PT' }]) assert.equal(await statusOf(other), 'unknown', JSON.stringify(other));
  });

  test('is valid on its last day, and expired on the next', async () => {
    today = '2032-03-09';
    assert.equal(await statusOf(), 'valid');
    today = '2032-03-10';
    assert.equal(await statusOf(), 'expired');
    today = '2026-11-22';
  });

  test('a passport can be reported lost and found, and others added', async () => {
    await postForm(`${bench.urls.passports}/passports/BR-FY482913/lost`, {});
    assert.equal(await statusOf(), 'lost');
    await bench.restart();
    assert.equal(await statusOf(), 'lost');
    await postForm(`${bench.urls.passports}/passports/BR-FY482913/lost`, {});
    assert.equal(await statusOf(), 'valid');
    assert.equal((await postJson(`${bench.urls.passports}/passports`, [{ ...christopher, number: 'AB123456', lost: false }], key)).status, 201);
    assert.equal(await statusOf({ number: 'AB123456' }), 'valid');
  });

  test('refuses what cannot be a passport, and those without the key', async () => {
    for (const wrong of [{ country: 'Brazil' }, { number: '' }, { number: '<script>' }, { birthDate: '14/06/1991' }, { extra: 1 }]) {
      assert.equal((await check(wrong)).status, 400, JSON.stringify(wrong));
    }
    assert.equal((await postJson(`${bench.urls.passports}/checks`, christopher)).status, 401);
    assert.equal((await postJson(`${bench.urls.passports}/control`, { duplicate: true })).status, 400, 'it sends nothing');
  });
});
