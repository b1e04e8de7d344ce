import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { generateKeyPair } from 'jose';
import { bearer, postForm, postJose, postJson, readEvent, startBench, until } from '../../test/harness.ts';
import type { Bench } from '../../test/harness.ts';

const key = bearer('demo-tax-key');
const priya = '199102269843';
const solrosen = '5599900015';

describe('tax agency', () => {
  let bench: Bench;
  before(async () => { bench = await startBench({ clock: () => new Date('2026-11-22T12:00:00Z') }); });
  after(() => bench.close());

  const get = async (path: string) => {
    const answer = await fetch(`${bench.urls.tax}${path}`, { headers: key });
    return { status: answer.status, body: await answer.json() as Record<string, any> };
  };
  const salaries = async (from: string, to: string, person = priya) => (await get(`/salaries?person=${person}&employer=${solrosen}&from=${from}&to=${to}`)).body.months;

  test('answers what was declared, month by month', async () => {
    const months = await salaries('2024-01', '2026-12');
    assert.equal(months.length, 23, 'December 2024 to October 2026');
    assert.deepEqual(months[0], { month: '2024-12', gross: 3_150_000 });
    assert.deepEqual(await salaries('2026-11', '2026-12'), []);
    assert.deepEqual(await salaries('2024-01', '2026-12', '197903189806'), []);
    assert.equal((await get(`/salaries?person=${priya}&employer=${solrosen}&from=2026&to=2026-13`)).status, 400);
    assert.equal((await fetch(`${bench.urls.tax}/salaries?person=${priya}`)).status, 401);
  });

  test('answers how it sees an employer', async () => {
    assert.deepEqual((await get(`/employers/${solrosen}`)).body, { number: solrosen, registered: true, unpaid: 0, reported: false });
    assert.equal((await get('/employers/5599900049')).body.reported, true);
    assert.match((await get('/employers/5599900049')).body.reportedWhy, /lower than the offers/);
    assert.deepEqual((await get('/employers/5599900064')).body, { number: '5599900064', registered: false, unpaid: 0, reported: false });
    assert.equal((await postForm(`${bench.urls.tax}/employers/${solrosen}/form`, { registered: 'on', unpaid: '12 500,50', reported: 'on', reportedWhy: ' Late. ' })).status, 303);
    assert.deepEqual((await get(`/employers/${solrosen}`)).body, { number: solrosen, registered: true, unpaid: 1_250_050, reported: true, reportedWhy: 'Late.' });
    assert.equal((await postForm(`${bench.urls.tax}/employers/${solrosen}/form`, { unpaid: 'much' })).status, 422);
  });

  test('three months without salary are told once a month', async () => {
    const press = () => postForm(`${bench.urls.tax}/employments/${priya}-${solrosen}/missing`, {});
    assert.equal((await press()).status, 303);
    assert.equal((await press()).status, 303);
    const arrival = await until('the event', () => bench.authority.arrivals[0]);
    assert.equal(arrival.path, '/exchange/tax/events');
    const { type, occurredOn, data } = await readEvent(bench.urls.tax, arrival.body);
    assert.deepEqual([type, occurredOn, data], ['SalaryMissing', '2026-11-22', { person: priya, employer: solrosen, months: ['2026-08', '2026-09', '2026-10'] }]);
    assert.equal((await get('/events')).body.length, 1);
    assert.deepEqual((await salaries('2026-06', '2026-12')).map((one: { month: string }) => one.month), ['2026-06', '2026-07']);
    await bench.restart();
    assert.equal((await salaries('2026-06', '2026-12')).length, 2);
  });

  test('an employment can be added, but none that cannot be', async () => {
    const add = (employment: object) => postJson(`${bench.urls.tax}/employments`, [employment], key);
    assert.equal((await add({ person: '198509219823', employer: solrosen, from: '2026-09', gross: 3_447_000 })).status, 201);
    assert.equal((await salaries('2026-01', '2026-12', '198509219823')).length, 2);
    assert.equal((await postForm(`${bench.urls.tax}/employments/198509219823-${solrosen}/missing`, {})).status, 409, 'too early to miss three');
    assert.equal((await postForm(`${bench.urls.tax}/employments/none/missing`, {})).status, 404);
    assert.equal((await postForm(`${bench.urls.tax}/employments/form`, { person: '19790318-9806', employer: solrosen, from: '2026-01', gross: '34 470' })).status, 303);
    assert.deepEqual(await salaries('2026-10', '2026-10', '197903189806'), [{ month: '2026-10', gross: 3_447_000 }]);
    for (const wrong of [{ person: '198509219824' }, { employer: '5599900016' }, { from: '2026-13' }]) {
      assert.equal((await add({ person: '198509219823', employer: solrosen, from: '2026-09', gross: 1, ...wrong })).status, 422, JSON.stringify(wrong));
    }
    assert.equal((await add({ person: '198509219823', employer: solrosen, from: '2026-09', gross: -1 })).status, 400);
  });

  test('takes notices of permits from the authority alone, each once, also of people without a number', async () => {
    const send = async (message: object, signer?: CryptoKey) => (await postJose(`${bench.urls.tax}/notices/permits`, await bench.authority.sign(message, signer))).status;
    const permit = { kind: 'temporary', validFrom: '2026-12-01', validTo: '2028-11-30', decision: 'd1' };
    const christopher = { name: { given: 'Christopher', family: 'Souza Lima' }, birthDate: '1991-06-14', employer: solrosen, permit };
    assert.equal(await send({ type: 'PermitGranted', jti: 'n1', data: christopher }), 201);
    assert.equal(await send({ type: 'PermitGranted', jti: 'n1', data: christopher }), 200);
    assert.equal(await send({ type: 'PermitGranted', jti: 'n2', data: { number: priya, permit } }), 201);
    assert.equal(await send({ type: 'PermitGranted', jti: 'n3', data: { permit } }), 400, 'of nobody');
    assert.equal(await send({ type: 'PermitGranted', jti: 'n4', data: { name: christopher.name, permit } }), 400, 'a name alone is nobody');
    assert.equal(await send({ type: 'PermitGranted', jti: 'n5', data: christopher }, (await generateKeyPair('ES256')).privateKey), 401);
    const { body } = await get('/notices/permits');
    assert.deepEqual(body.map((one: { jti: string }) => one.jti), ['n1', 'n2']);
    const page = await (await fetch(`${bench.urls.tax}/notices`)).text();
    assert.match(page, /Christopher Souza Lima.*born 1991-06-14/s);
    assert.match(page, /Priya Nair/);
  });
});
