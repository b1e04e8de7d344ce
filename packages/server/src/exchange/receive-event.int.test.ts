import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, CompactSign } from 'jose';
import { casesOfPerson, inboxMessages, personByIdentifier } from '@ankomst/store';
import { startWorld } from '../testing/world.ts';
import type { World } from '../testing/world.ts';
import { adam, sarah } from '../testing/newborn.ts';

/** A population register of our own making: its keys are served, and it sends what it likes. */
async function ownRegister() {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  const other = await generateKeyPair('ES256');
  const jwk = { ...await exportJWK(publicKey), kid: 'k1', alg: 'ES256', use: 'sig' };
  let down = false;
  const server = createServer((request, response) => {
    if (down) return void response.writeHead(503).end();
    if (request.url === '/.well-known/jwks.json') return void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ keys: [jwk] }));
    const number = /^\/people\/(\d+)$/.exec(request.url ?? '')?.[1];
    if (number?.startsWith('1985')) return void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ number, name: { given: 'Nour', family: 'Haddad' }, birthDate: '1985-04-01', citizenships: ['SY'] }));
    response.writeHead(404).end();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    setDown: (value: boolean) => { down = value; },
    close: () => new Promise((done) => server.close(done)),
    sign: (payload: object, forged = false) => new CompactSign(new TextEncoder().encode(JSON.stringify(payload)))
      .setProtectedHeader({ alg: 'ES256', kid: 'k1' }).sign(forged ? other.privateKey : privateKey),
  };
}

describe('partner messages', () => {
  let world: World, register: Awaited<ReturnType<typeof ownRegister>>;
  before(async () => {
    register = await ownRegister();
    world = await startWorld({ config: (config) => ({
      ...config, register: { url: register.url, key: 'x' },
      partners: { ...config.partners, 'population-register': { issuer: register.url, jwksUrl: `${register.url}/.well-known/jwks.json` } },
    }) });
  });
  after(async () => {
    await world.close();
    await register.close();
  });

  let births = 0;
  const birth = (more: object = {}, data: object = {}) => ({
    iss: register.url, aud: world.config.publicUrl.origin, iat: Math.floor(Date.now() / 1000), jti: `birth-${births += 1}`, type: 'ChildBorn', occurredOn: '2026-11-03',
    data: {
      child: { number: `20261103${String(9800 + births).padStart(4, '0')}`, name: { given: 'Mona', family: 'Doe' }, birthDate: '2026-11-03', birthCountry: 'SE', birthPlace: 'Uppsala', citizenships: ['SY'], maritalStatus: 'unmarried', sex: 'female' },
      parents: [{ number: sarah, relation: 'mother' }, { number: adam, relation: 'father' }], custodians: [sarah, adam], livesWith: [sarah, adam], ...data,
    },
    ...more,
  });
  const post = async (body: string, partner = 'population-register', type = 'application/jose') => {
    const answer = await fetch(`${world.config.publicUrl.origin}/exchange/${partner}/events`, { method: 'POST', headers: { 'content-type': type }, body });
    return { status: answer.status, body: await answer.json() as { status?: string; problem?: string; code?: string } };
  };
  const deps = () => world.server.deps;
  const problems = async (): Promise<string[]> => (await inboxMessages(deps().store, { problems: true, limit: 1000 })).map((one) => one.problem!);
  const childCases = async (number: string): Promise<number> => {
    const child = await personByIdentifier(deps().store, 'personal-number', number);
    return child ? (await casesOfPerson(deps().store, child)).length : 0;
  };

  test('a birth opens one case; the same event again, and another event of the same birth, none', async () => {
    const event = birth();
    const jws = await register.sign(event);
    assert.deepEqual(await post(jws), { status: 200, body: { status: 'done' } });
    assert.deepEqual(await post(jws), { status: 200, body: { status: 'known' } });
    assert.deepEqual(await post(await register.sign({ ...event, jti: 'told-again' })), { status: 200, body: { status: 'done' } });
    assert.equal(await childCases(event.data.child.number), 1);
  });

  test('the same event five times at once opens one case', async () => {
    const event = birth();
    const jws = await register.sign(event);
    const answers = await Promise.all(Array.from({ length: 5 }, () => post(jws)));
    assert.deepEqual(answers.map((one) => one.status), [200, 200, 200, 200, 200]);
    assert.equal(await childCases(event.data.child.number), 1);
  });

  test('a forged event is refused and kept; the genuine one with its id is still taken', async () => {
    const event = birth();
    assert.equal((await post(await register.sign(event, true))).status, 401);
    assert.ok((await problems()).includes('bad-signature'));
    assert.equal((await post(await register.sign(event))).status, 200);
    const flood = await Promise.all(Array.from({ length: 130 }, () => register.sign(birth(), true)));
    for (const forged of flood) assert.equal((await post(forged)).status, 401);
    assert.ok((await problems()).filter((one) => one === 'bad-signature').length <= 100, 'anybody can fill the inbox');
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(JSON.stringify(birth())).toString('base64url')}.`;
    assert.equal((await post(unsigned)).status, 401);
  });

  test('a birth to people unknown to the authority is kept for an officer, and opens nothing', async () => {
    const nobody = birth({}, { parents: [{ number: '197001019802', relation: 'mother' }], custodians: ['197001019802'], livesWith: ['197001019802'] });
    assert.deepEqual(await post(await register.sign(nobody)), { status: 202, body: { status: 'kept', problem: 'unknown-persons' } });
    const foreign = birth({}, { parents: [{ number: '198504019802', relation: 'mother' }], custodians: ['198504019802'], livesWith: ['198504019802'] });
    assert.deepEqual(await post(await register.sign(foreign)), { status: 202, body: { status: 'kept', problem: 'unknown-persons' } });
    assert.equal(await childCases(nobody.data.child.number), 0);
  });

  test('a parent met for the first time is made from the register; when it is down, later', async () => {
    const name = async (number: string) => {
      const person = await personByIdentifier(deps().store, 'personal-number', number);
      assert.ok(person);
      const facts = await deps().store.query<{ value: unknown }>('select value from fact where subject = $1 and name = $2', [`person/${person}`, 'person.name']);
      return facts[0]?.value;
    };
    const mixed = (number: string) => birth({}, { parents: [{ number: sarah, relation: 'mother' }, { number, relation: 'father' }], custodians: [sarah, number], livesWith: [sarah, number] });
    assert.equal((await post(await register.sign(mixed('198504019810')))).status, 200);
    assert.deepEqual(await name('198504019810'), { given: 'Nour', family: 'Haddad' });

    register.setDown(true);
    assert.equal((await post(await register.sign(mixed('198504019828')))).status, 200, 'keys are cached, the look-up is put off');
    register.setDown(false);
    assert.equal(await name('198504019828'), undefined);
    const [errand] = await deps().store.query<{ payload: { personId: string; number: string; service: string } }>("select payload from outbox where topic = 'register-lookup'");
    const { completeFromRegister } = await import('../people/complete-from-register.ts');
    await completeFromRegister(deps(), errand!.payload, 'errand-1');
    await completeFromRegister(deps(), errand!.payload, 'errand-1');
    assert.deepEqual(await name('198504019828'), { given: 'Nour', family: 'Haddad' });
  });

  test('what is signed but not understood is kept with its problem, and answered so that nobody sends it for ever', async () => {
    const cases: [string, object][] = [
      ['malformed', { ...birth(), jti: undefined }], ['malformed', { ...birth(), data: 'a child' }], ['malformed', { ...birth(), occurredOn: 'yesterday' }],
      ['wrong-issuer', birth({ iss: 'https://elsewhere.example' })], ['wrong-audience', birth({ aud: 'https://elsewhere.example' })],
      ['from-the-future', birth({ iat: Math.floor(Date.now() / 1000) + 3600 })], ['unknown-type', birth({ type: 'ChildAdopted' })],
      ['malformed-event', birth({}, { child: {} })], ['malformed-event', birth({}, { custodians: [] })], ['malformed-event', birth({}, { custodians: ['Sarah'] })],
      ['malformed-event', birth({ occurredOn: undefined })],
      ['malformed-event', birth({}, { child: { number: '202611039700', birthDate: 5, citizenships: 'SY' } })],
      ['malformed-event', birth({}, { child: { number: '202611039718', birthDate: '2026-02-30' } })],
    ];
    for (const [problem, payload] of cases) {
      assert.deepEqual(await post(await register.sign(payload)), { status: 202, body: { status: 'kept', problem } }, JSON.stringify(payload).slice(0, 120));
    }
    const notJson = await register.sign([] as unknown as object);
    assert.equal((await post(notJson)).body.problem, 'malformed');
  });

  test('what is no message at all is refused', async () => {
    assert.equal((await post('hello')).status, 400);
    assert.equal((await post('{}', 'population-register', 'application/json')).status, 400);
    assert.equal((await post(await register.sign(birth()), 'nobody')).status, 404);
    assert.equal((await post('x'.repeat(2_000_000))).status, 413);
  });
});
