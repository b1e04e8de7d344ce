import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { bearer, postForm, postJson, readEvent, startBench, until } from '../../test/harness.ts';
import type { Bench } from '../../test/harness.ts';

const key = bearer('demo-court-key');
const hash = 'ab'.repeat(32);

describe('court', () => {
  let bench: Bench;
  before(async () => { bench = await startBench({ clock: () => new Date('2026-12-03T12:00:00Z') }); });
  after(() => bench.close());

  const appeal = (id: string, change: object = {}) => ({
    id, caseNumber: '2026-000123', decision: { id: 'd1', hash }, lodgedOn: '2026-12-01', appellant: 'Christopher Souza Lima',
    text: 'The salary was misread.', documents: [{ name: 'offer.pdf', sha256: hash }], ...change,
  });
  const post = async (path: string, body: object) => {
    const answer = await postJson(`${bench.urls.court}${path}`, body, key);
    return { status: answer.status, body: await answer.json() as { courtNumber: string; state: string; code?: string } };
  };
  const lodge = (id: string, change?: object) => post('/appeals', appeal(id, change));
  const rule = (id: string, outcome: string, reasons = 'Because.') => postForm(`${bench.urls.court}/appeals/${id}/ruling`, { outcome, reasons });

  test('takes an appeal once, and gives it a number of its own', async () => {
    const first = await lodge('a1');
    assert.deepEqual([first.status, first.body.courtNumber], [201, 'UM 4001-26']);
    const again = await lodge('a1');
    assert.deepEqual([again.status, again.body.courtNumber], [200, 'UM 4001-26']);
    assert.equal((await lodge('a1', { text: 'Something else.' })).status, 409);
    assert.equal((await lodge('a2')).body.courtNumber, 'UM 4002-26');
    const page = await (await fetch(bench.urls.court)).text();
    assert.match(page, /UM 4001-26/);
    assert.match(page, /The salary was misread/);
  });

  test('rules once, with reasons, and tells the authority', async () => {
    assert.equal((await rule('a1', 'upheld', ' ')).status, 400, 'no reasons');
    assert.equal((await rule('a1', 'postponed')).status, 400);
    assert.equal((await rule('a1', 'referred-back', 'The authority must look at the salary anew.')).status, 303);
    assert.equal((await rule('a1', 'upheld')).status, 409);
    const arrival = await until('the event', () => bench.authority.arrivals[0]);
    assert.equal(arrival.path, '/exchange/court/events');
    const { type, data } = await readEvent(bench.urls.court, arrival.body);
    assert.equal(type, 'CourtRuled');
    assert.deepEqual(data, { id: 'a1', caseNumber: '2026-000123', courtNumber: 'UM 4001-26', outcome: 'referred-back', reasons: 'The authority must look at the salary anew.', ruledOn: '2026-12-03' });
    assert.equal((await post('/appeals/a1/withdrawal', {})).status, 409);
  });

  test('an appeal can be withdrawn until it is ruled on', async () => {
    assert.deepEqual((await post('/appeals/a2/withdrawal', {})).body.state, 'withdrawn');
    assert.equal((await post('/appeals/a2/withdrawal', {})).status, 200);
    assert.equal((await rule('a2', 'upheld')).status, 409);
    assert.equal((await post('/appeals/none/withdrawal', {})).status, 404);
  });

  test('refuses what cannot be an appeal, and those without the key', async () => {
    for (const wrong of [{ decision: { id: 'd1', hash: 'short' } }, { lodgedOn: 'yesterday' }, { documents: [{ name: 'x' }] }, { appellant: '' }]) {
      assert.equal((await lodge('a3', wrong)).status, 400, JSON.stringify(wrong));
    }
    assert.equal((await postJson(`${bench.urls.court}/appeals`, appeal('a3'))).status, 401);
  });

  test('goes on after a restart where it stopped', async () => {
    await postJson(`${bench.urls.court}/control`, { paused: true });
    await lodge('a4');
    await rule('a4', 'changed');
    await bench.restart();
    assert.equal(bench.authority.arrivals.length, 1, 'the pause outlives the restart');
    await postJson(`${bench.urls.court}/control`, { reset: true });
    const arrival = await until('the event', () => bench.authority.arrivals[1]);
    assert.equal((await readEvent(bench.urls.court, arrival.body)).data.outcome, 'changed');
    assert.equal((await lodge('a5')).body.courtNumber, 'UM 4004-26');
  });
});
