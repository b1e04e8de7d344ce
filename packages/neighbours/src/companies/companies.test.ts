import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { bearer, postForm, postJson, readEvent, startBench, until } from '../../test/harness.ts';
import type { Bench } from '../../test/harness.ts';
import type { Company } from './company.ts';

const key = bearer('demo-companies-key');
const solrosen = '5599900015';

describe('company register', () => {
  let bench: Bench;
  before(async () => { bench = await startBench(); });
  after(() => bench.close());

  const get = async (path: string) => {
    const answer = await fetch(`${bench.urls.companies}${path}`, { headers: key });
    return { status: answer.status, body: await answer.json() as Company & { companies: Company[]; code: string } };
  };

  test('answers who a company is, and who signs for which', async () => {
    const { body } = await get(`/companies/${solrosen}`);
    assert.deepEqual([body.name, body.status, body.signatories], ['Restaurang Solrosen AB', 'active', [{ number: '197903189806', name: 'Maria Lindqvist', alone: true }]]);
    const { companies } = (await get('/companies?signatory=196808309832')).body;
    assert.deepEqual(companies.map(({ number, status }) => [number, status]), [['5599900031', 'bankrupt'], ['5599900049', 'active']]);
    assert.deepEqual((await get('/companies?signatory=198807049815')).body.companies, []);
    assert.ok((await get('/companies/5599900023')).body.signatories.every(({ alone }) => !alone));
    assert.deepEqual(await get('/companies/5599900016').then(({ status, body: { code } }) => [status, code]), [404, 'wrong-number']);
    assert.deepEqual(await get('/companies/5599900064').then(({ status, body: { code } }) => [status, code]), [404, 'no-such-company']);
    assert.equal((await fetch(`${bench.urls.companies}/companies/${solrosen}`)).status, 401);
  });

  test('a change by the page is told once, and kept', async () => {
    const change = (fields: object) => postForm(`${bench.urls.companies}/companies/${solrosen}/change`, { ...fields });
    const erik = { 'number-0': '197903189806', 'name-0': 'Maria Lindqvist', 'alone-0': 'on', 'number-1': '19880704-9815', 'name-1': 'Erik Sand' };
    assert.equal((await change({ status: 'active', ...erik })).status, 303);
    assert.equal((await change({ status: 'active', ...erik })).status, 303, 'nothing is new');
    const arrival = await until('the event', () => bench.authority.arrivals[0]);
    assert.equal(arrival.path, '/exchange/company-register/events');
    const { type, data } = await readEvent(bench.urls.companies, arrival.body);
    assert.deepEqual([type, data.number, data.changed], ['CompanyChanged', solrosen, ['signatories']]);
    assert.deepEqual(data.company.signatories[1], { number: '198807049815', name: 'Erik Sand', alone: false });
    await bench.restart();
    assert.equal((await get(`/companies/${solrosen}`)).body.signatories.length, 2);
    assert.equal((await (await fetch(`${bench.urls.companies}/events`)).json() as unknown[]).length, 1);
  });

  test('refuses what cannot be, by page and by program', async () => {
    const page = `${bench.urls.companies}/companies/${solrosen}/change`;
    assert.equal((await postForm(page, { status: 'asleep' })).status, 400);
    assert.equal((await postForm(page, { status: 'active', 'number-0': '198807049816', 'name-0': 'Erik Sand' })).status, 400, 'check digit');
    assert.equal((await postForm(page, { status: 'active', 'number-0': '198807049815', 'name-0': '' })).status, 400, 'no name');
    const { body: company } = await get('/companies/5599900023');
    const add = (companies: object[]) => postJson(`${bench.urls.companies}/companies`, companies, key);
    assert.equal((await add([{ ...company, number: '5599900064', name: 'Ny AB' }, { ...company, number: '5599900024' }])).status, 422);
    assert.equal((await get('/companies/5599900064')).status, 404, 'all or none');
    assert.equal((await add([{ ...company, number: '5599900064', name: 'Ny AB' }])).status, 201);
    assert.equal((await get('/companies/5599900064')).body.name, 'Ny AB');
  });

  test('begins anew when told to forget', async () => {
    await postJson(`${bench.urls.companies}/control`, { forget: true });
    assert.equal((await get('/companies/5599900064')).status, 404);
    assert.equal((await get(`/companies/${solrosen}`)).body.signatories.length, 1);
  });
});
