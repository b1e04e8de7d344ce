import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { compactVerify, CompactSign, createLocalJWKSet, exportJWK, generateKeyPair, type JSONWebKeySet } from 'jose';
import { accessesTo, inboxMessages, markProtected, personByIdentifier } from '@ankomst/store';
import { testStores } from '@ankomst/store/testing';
import { answerApproval, adam, lodged, sarah } from '../testing/newborn.ts';
import { startWorld, type World } from '../testing/world.ts';

/** An agency of our own making: its keys are served, and it asks what it likes. */
async function ownAgency() {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  const other = await generateKeyPair('ES256');
  const keys = { keys: [{ ...await exportJWK(publicKey), kid: 'k1', alg: 'ES256', use: 'sig' }] };
  const server = createServer((_request, response) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(keys)));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((done) => server.close(done)),
    sign: (payload: object, forged = false) => new CompactSign(new TextEncoder().encode(JSON.stringify(payload))).setProtectedHeader({ alg: 'ES256', kid: 'k1' }).sign(forged ? other.privateKey : privateKey),
  };
}

for (const store of testStores()) {
  describe(`a partner agency asks, on ${store.name}`, { skip: store.skip }, () => {
    let world: World, agency: Awaited<ReturnType<typeof ownAgency>>, child = '', caseId = '';
    before(async () => {
      agency = await ownAgency();
      const known = { issuer: agency.url, jwksUrl: `${agency.url}/jwks.json` };
      world = await startWorld({ store, config: (config) => ({
        ...config, partners: { ...config.partners, 'social-insurance': known, union: known }, rates: { ...config.rates, ask: { most: 40, seconds: 60 } },
      }) });
      caseId = await lodged(world, await world.visitor(sarah));
      const [row] = await deps().store.query<{ number: string }>(
        `select i.value as number from case_party p join person_identifier i on i.person_id = p.person_id where p.case_id = $1 and p.role = 'applicant'`, [caseId]);
      child = row!.number;
    });
    after(async () => {
      await world.close();
      await agency.close();
    });

    const deps = () => world.server.deps;
    let asked = 0;
    const question = (number: string, more: object = {}, ground = 'right-to-benefits') => ({
      iss: agency.url, aud: world.config.publicUrl.origin, iat: Math.floor(Date.parse(deps().clock.now()) / 1000), jti: `question-${asked += 1}`, type: 'StatusAsked', data: { number, ground }, ...more,
    });
    const post = async (body: string, partner = 'social-insurance') =>
      fetch(`${world.config.publicUrl.origin}/exchange/${partner}/status`, { method: 'POST', headers: { 'content-type': 'application/jose' }, body });
    const refusal = async (answer: Response): Promise<unknown[]> => {
      assert.equal(answer.headers.get('content-type')?.split(';')[0], 'application/problem+json');
      const { code, title, recover } = await answer.json() as { code: string; title: string; recover: string };
      assert.ok(title && recover && title !== code, `${code} says what to do`);
      return [answer.status, code];
    };
    /** The answer, its signature checked against the authority's published keys. */
    const told = async (number: string): Promise<{ aud: string; inReplyTo: string; legalBasis: string; data: object }> => {
      const answer = await post(await agency.sign(question(number)));
      assert.equal(answer.status, 200, await answer.clone().text());
      const keys = createLocalJWKSet(await (await fetch(`${world.config.publicUrl.origin}/.well-known/jwks.json`)).json() as JSONWebKeySet);
      return JSON.parse(new TextDecoder().decode((await compactVerify(await answer.text(), keys)).payload)) as Awaited<ReturnType<typeof told>>;
    };
    const looks = async (number: string) =>
      (await accessesTo(deps().store, (await personByIdentifier(deps().store, 'personal-number', number))!)).filter(({ actor }) => actor.kind === 'partner');

    const nothing = { underWay: false, permits: [] };

    test('it is told that an application is under way, then of the permit: what its ground names, signed, and logged before', async () => {
      const answer = await told(child);
      assert.deepEqual(answer.data, { underWay: true, permits: [] });
      assert.deepEqual([answer.aud, answer.inReplyTo], [agency.url, `question-${asked}`]);
      assert.match(answer.legalBasis, /110 kap/);
      const [look] = await looks(child);
      assert.deepEqual([look!.actor.id, look!.purpose, look!.basis, look!.granted, look!.caseId, look!.detail],
        ['social-insurance', 'partner', 'partner-with-ground', true, caseId, { ground: 'social-insurance/right-to-benefits', message: `question-${asked}` }]);

      await answerApproval(await world.visitor(adam), caseId, true);
      const { permits } = (await told(child)).data as { permits: Record<string, string>[] };
      assert.equal(permits.length, 1);
      assert.deepEqual(Object.keys(permits[0]!).toSorted(), ['validFrom', 'validTo'], 'not the kind: its ground does not name it');
    });

    test('the tax agency asks on its own ground and is told another part; its officer reads it on a page', async () => {
      const ask = (accept: string) => fetch(`${world.neighbours.urls.tax}/questions`, { method: 'POST', headers: { accept }, body: new URLSearchParams({ number: child }) });
      const { data, legalBasis } = await (await ask('application/json')).json() as { legalBasis: string; data: { underWay?: boolean; permits: Record<string, string>[] } };
      assert.deepEqual([data.underWay, Object.keys(data.permits[0]!).toSorted(), legalBasis], [undefined, ['kind', 'validFrom', 'validTo'], '7 kap. 15 b § utlänningsförordningen (2006:97)']);
      assert.match(await (await ask('text/html')).text(), new RegExp(data.permits[0]!['validTo']!));
    });

    test('unknown people, people without a case of their own, and guardians get one answer', async () => {
      for (const number of ['190001019802', sarah, adam]) assert.deepEqual((await told(number)).data, nothing, number);
      assert.deepEqual((await looks(sarah)).filter((look) => look.caseId === undefined).map(({ granted, basis }) => [granted, basis]), [[false, 'nothing-to-tell']], 'logged as well');
    });

    test('another’s key, an unknown partner, no ground, an old or repeated question, another kind of message: refused, and nobody is looked up', async () => {
      const before = (await looks(child)).length;
      const sent = async (payload: object, partner?: string, forged?: boolean) => refusal(await post(await agency.sign(payload, forged), partner));
      assert.deepEqual(await sent(question(child), undefined, true), [401, 'bad-signature']);
      assert.deepEqual(await sent(question(child), 'tax'), [401, 'bad-signature'], 'in another’s name');
      assert.deepEqual(await sent(question(child), 'nobody'), [404, 'unknown-partner']);
      assert.deepEqual(await sent(question(child, {}, 'population-register')), [403, 'no-ground'], 'another partner’s ground');
      assert.deepEqual(await sent(question(child), 'union'), [403, 'no-ground'], 'a partner that may tell, not ask');
      assert.deepEqual(await sent(question(child, { iat: Math.floor(Date.parse(deps().clock.now()) / 1000) - 600 })), [400, 'bad-request']);
      assert.deepEqual(await sent(question(child, { type: 'ChildBorn' })), [400, 'bad-request']);
      assert.deepEqual(await sent(question(child, { aud: 'https://elsewhere.example' })), [400, 'bad-request']);
      assert.deepEqual(await sent(question('1; drop table')), [400, 'bad-request']);
      assert.deepEqual(await refusal(await post('hello')), [400, 'bad-request']);
      assert.equal((await looks(child)).length, before);
      const once = await agency.sign(question(child));
      assert.equal((await post(once)).status, 200);
      assert.deepEqual(await refusal(await post(once)), [422, 'key-reused']);
      assert.equal((await looks(child)).length, before + 1);
      assert.ok((await inboxMessages(deps().store, { limit: 100 })).some(({ body }) => body === once), 'what was signed is kept');
    });

    test('those concerned see who asked and why; an officer sees it in the case', async () => {
      const { text } = await (await world.visitor(sarah)).get('/me/looks');
      for (const words of ['The Social Insurance Agency', 'The right to a benefit depends on the permit', 'The Tax Agency', 'The population register needed to know']) assert.ok(text.includes(words), words);
      const officer = await (await world.visitor('staff-sara-lind')).get(`/desk/api/cases/${caseId}/looks`);
      assert.match(officer.text, /"who":"The Social Insurance Agency".*"what":"Was told of the status"|"who":"Försäkringskassan".*"what":"Fick veta hur det står"/);
    });

    test('of somebody with protected identity the answer is as of nobody, and the refusal is in the log', async () => {
      const personId = (await personByIdentifier(deps().store, 'personal-number', child))!;
      await markProtected(deps().store, { personId, kind: 'marking', reason: 'A threat', ground: '', at: deps().clock.now(), by: 'staff-1' });
      assert.deepEqual((await told(child)).data, nothing);
      assert.ok((await looks(child)).some(({ granted, basis }) => !granted && basis === 'protected-from-partners'));
    });

    test('who asks too often waits', async () => {
      let answer = await post('hello');
      for (let i = 0; i < 60 && answer.status !== 429; i += 1) answer = await post('hello');
      assert.ok(Number(answer.headers.get('retry-after')) > 0);
      assert.deepEqual(await refusal(answer), [429, 'too-many']);
    });
  });
}
