import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { freePorts, startNeighbours } from '@ankomst/neighbours';
import type { Neighbours } from '@ankomst/neighbours';
import { readConfig } from '../../config.ts';
import type { Config } from '../../config.ts';
import { PartnerRefused } from '../../notices/send-signed.ts';
import { Problem } from '../../problem.ts';
import { neighbourAddresses } from '../../testing/world.ts';
import { createCompanyRegister } from './company-register.ts';
import { createCourt } from './court.ts';
import { createPassportValidity } from './passport-validity.ts';
import { createPayments } from './payments.ts';
import { createTaxAgency } from './tax-agency.ts';
import { createUnion } from './union.ts';

const solrosen = '5599900015';
const authorityUrl = 'http://127.0.0.1:9';
const isDown = (error: unknown): boolean => error instanceof Problem && error.code === 'neighbour-down';
const isRefused = (code: string) => (error: unknown): boolean => error instanceof PartnerRefused && !error.again && error.message.includes(code);

describe('clients, against the simulated neighbours', () => {
  let neighbours: Neighbours;
  let config: Config;
  const dataDir = mkdtempSync(join(tmpdir(), 'clients-'));
  before(async () => {
    neighbours = await startNeighbours({ dataDir, authorityUrl, ports: freePorts, unionSeconds: null, clock: () => new Date('2026-11-22T12:00:00Z') });
    config = readConfig(neighbourAddresses(neighbours.urls));
  });
  after(async () => {
    await neighbours.close();
    rmSync(dataDir, { recursive: true });
  });
  const control = (name: keyof Neighbours['urls'], change: object) =>
    fetch(`${neighbours.urls[name]}/control`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(change) });

  const newPayment = { reference: 'fee-1', amount: 220_000, currency: 'SEK', description: 'Application fee', returnUrl: `${authorityUrl}/case/1` };

  test('payments: begun once for a key, paid, given back', async () => {
    const payments = createPayments(config.payments);
    const { id, payUrl, status } = await payments.begin(newPayment, 'k1');
    assert.equal(status, 'open');
    assert.equal((await payments.begin(newPayment, 'k1')).id, id);
    await assert.rejects(payments.begin({ ...newPayment, amount: 1 }, 'k1'), isRefused('key-reused'));
    await assert.rejects(payments.begin({ ...newPayment, returnUrl: 'https://evil.example/' }, 'k2'), isRefused('foreign-return'));
    await assert.rejects(payments.refund(id, 1, 'r0'), isRefused('not-paid'));
    await fetch(payUrl, { method: 'POST', body: new URLSearchParams({ answer: 'pay' }), redirect: 'manual' });
    const paid = await payments.payment(id);
    assert.deepEqual([paid?.status, paid?.paidAt, paid?.reference], ['paid', '2026-11-22T12:00:00.000Z', 'fee-1']);
    const refund = await payments.refund(id, 70_000, 'r1');
    assert.deepEqual(await payments.refund(id, 70_000, 'r1'), refund);
    await assert.rejects(payments.refund(id, 220_000, 'r2'), isRefused('more-than-paid'));
    assert.deepEqual((await payments.payment(id))?.refunds.map(({ amount }) => amount), [70_000]);
    assert.equal(await payments.payment('none'), null);
    await assert.rejects(payments.refund('none', 1, 'r3'), isRefused('404'));
  });

  test('company register: who a company is and who signs', async () => {
    const companies = createCompanyRegister(config.companies);
    assert.equal((await companies.company(solrosen))?.name, 'Restaurang Solrosen AB');
    assert.equal(await companies.company('5599900016'), null);
    assert.equal(await companies.company('../people'), null);
    assert.deepEqual((await companies.companiesOf('197903189806')).map(({ number }) => number), [solrosen]);
    assert.deepEqual(await companies.companiesOf('198807049815'), []);
  });

  test('tax agency: salaries and employers', async () => {
    const tax = createTaxAgency(config.tax);
    assert.deepEqual(await tax.salaries({ person: '199102269843', employer: solrosen, from: '2026-09', to: '2026-12' }), [{ month: '2026-09', gross: 3_150_000 }, { month: '2026-10', gross: 3_150_000 }]);
    await assert.rejects(tax.salaries({ person: '199102269843', employer: solrosen, from: '2026', to: '2026-12' }), isRefused('no-months'));
    assert.equal((await tax.employer('5599900049')).reported, true);
    assert.equal((await tax.employer('5599900064')).registered, false);
  });

  test('passport validity', async () => {
    const passports = createPassportValidity(config.passports);
    const passport = { country: 'BR', number: 'FY482913', birthDate: '1991-06-14', validTo: '2032-03-09' };
    assert.equal((await passports.check(passport)).status, 'valid');
    assert.equal((await passports.check({ ...passport, number: 'FX300771', validTo: '2031-01-17' })).status, 'lost');
    await assert.rejects(passports.check({ ...passport, country: 'Brazil' }), isRefused('bad-request'));
  });

  test('court: one appeal, one number; withdrawn', async () => {
    const court = createCourt(config.court);
    const appeal = { id: 'a1', caseNumber: '2026-1', decision: { id: 'd1', hash: 'ab'.repeat(32) }, lodgedOn: '2026-11-22', appellant: 'Christopher Souza Lima', text: 'No.', documents: [] };
    const { courtNumber } = await court.lodge(appeal);
    assert.match(courtNumber, /^UM \d+-26$/);
    assert.equal((await court.lodge(appeal)).courtNumber, courtNumber);
    await assert.rejects(court.lodge({ ...appeal, text: 'Yes.' }), isRefused('key-reused'));
    assert.equal((await court.withdraw('a1')).courtNumber, courtNumber);
    await assert.rejects(court.withdraw('a2'), isRefused('404'));
  });

  test('union: asked once', async () => {
    const union = createUnion(config.union);
    const request = { id: 'u1', caseNumber: '2026-1', occupation: { code: '5120', text: 'Kockar' }, salary: 3_447_000, hours: 40, agreement: null, employer: { number: solrosen, name: 'Solrosen' } };
    assert.deepEqual(await union.request(request), { id: 'u1', receivedAt: '2026-11-22T12:00:00.000Z' });
    assert.equal((await union.request(request)).id, 'u1');
    await assert.rejects(union.request({ ...request, hours: 20 }), isRefused('key-reused'));
  });

  test('a neighbour that is down, slow, or does not know our key is one to try again', async () => {
    const companies = createCompanyRegister(config.companies, 200);
    await control('companies', { down: true });
    await assert.rejects(companies.company(solrosen), isDown);
    await control('companies', { down: false, delay: 2_000 });
    await assert.rejects(companies.company(solrosen), isDown);
    await control('companies', { reset: true });
    await assert.rejects(createCompanyRegister({ ...config.companies, key: 'wrong' }).company(solrosen), isDown);
    await assert.rejects(createCompanyRegister({ url: 'http://127.0.0.1:9', key: 'k' }).company(solrosen), isDown);
    assert.equal((await createCompanyRegister(config.companies).company(solrosen))?.status, 'active');
  });
});

test('an answer that cannot be meant is no answer', async () => {
  const answers: [number, string][] = [
    [200, '{"number":"5599900015"}'], [200, 'not json'], [200, 'null'], [200, '[]'], [302, '{}'], [500, '{}'], [429, '{"code":"later"}'],
  ];
  let now: [number, string] = [200, ''];
  const server = createServer((_request, response) => response.writeHead(now[0], { 'content-type': 'application/json', location: '/elsewhere' }).end(now[1]));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  try {
    const register = createCompanyRegister({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, key: 'k' });
    for (const answer of answers) {
      now = answer;
      await assert.rejects(register.company(solrosen), isDown, JSON.stringify(answer));
    }
    now = [404, '<html>'];
    await assert.rejects(register.company(solrosen), isDown, 'a 404 of some web server is not the register’s word');
  } finally {
    server.close();
    server.closeAllConnections();
  }
});
