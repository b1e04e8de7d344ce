import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { compactVerify, createRemoteJWKSet, generateKeyPair } from 'jose';
import { bearer, postForm, postJose, postJson, startBench, until } from '../../test/harness.ts';
import type { Bench } from '../../test/harness.ts';

const adam = '199001079814';
const sarah = '199305149800';
const key = bearer('demo-register-key');

describe('population register', () => {
  let bench: Bench;
  beforeEach(async () => { bench = await startBench(); });
  afterEach(() => bench.close());

  const get = async (path: string, headers = key) => {
    const answer = await fetch(`${bench.urls.register}${path}`, { headers });
    return { status: answer.status, body: await answer.json() as Record<string, any> };
  };
  const control = (change: object) => postJson(`${bench.urls.register}/control`, change);
  const registerMona = () => postForm(`${bench.urls.register}/births/expected/mona`, {});
  const arrivals = (n: number) => until(`${n} events`, () => bench.authority.arrivals.length >= n && bench.authority.arrivals);
  const verify = async (jws: string) => {
    const keys = createRemoteJWKSet(new URL('/.well-known/jwks.json', bench.urls.register));
    return JSON.parse(new TextDecoder().decode((await compactVerify(jws, keys, { algorithms: ['ES256'] })).payload)) as Record<string, any>;
  };

  test('answers who somebody is, to those who have the key', async () => {
    const { status, body } = await get(`/people/${adam}`);
    assert.equal(status, 200);
    assert.deepEqual(body.name, { given: 'Adam', family: 'Doe', native: 'آدم دو' });
    assert.equal(body.birthDate, '1990-01-01');
    assert.ok(!('about' in body));
    assert.equal((await get(`/people/${adam}`, {} as never)).status, 401);
    assert.equal((await get(`/people/${adam}`, bearer('wrong'))).status, 401);
    assert.deepEqual(await get('/people/191212121212').then(({ status: s, body: b }) => [s, b.code]), [404, 'no-such-person']);
  });

  test('answers who lives together and whose child somebody is', async () => {
    assert.deepEqual((await get(`/people/${adam}/household`)).body.members.map((one: any) => one.number).sort(), [adam, sarah]);
    const father = (await get('/people?q=Farid')).body.people[0];
    const household = (await get(`/people/${father.number}/household`)).body;
    assert.equal(household.children.length, 1, 'the child lives elsewhere but is his');
  });

  test('Mona\'s birth reaches the authority once, signed, however often the button is pressed', async () => {
    await registerMona();
    assert.equal((await registerMona()).status, 303);
    const [arrival] = await arrivals(1);
    assert.equal(arrival!.path, '/exchange/population-register/events');
    assert.equal(arrival!.contentType, 'application/jose');
    const event = await verify(arrival!.body);
    assert.equal(event.iss, bench.urls.register);
    assert.equal(event.aud, bench.authority.url);
    assert.equal(event.type, 'ChildBorn');
    assert.equal(event.occurredOn, '2026-11-03');
    assert.ok(event.jti && event.legalBasis && event.iat);
    const { child } = event.data;
    assert.deepEqual(child.name, { given: 'Mona', family: 'Doe' });
    assert.deepEqual(event.data.parents, [{ number: sarah, relation: 'mother' }, { number: adam, relation: 'father' }]);
    assert.deepEqual([...event.data.custodians].sort(), [adam, sarah]);
    assert.equal(child.address.street, 'Storgatan 12');
    assert.equal((await get(`/people/${child.number}`)).body.birthPlace, 'Akademiska sjukhuset, Uppsala');
    assert.equal((await get('/events')).body.length, 1);
  });

  test('an event is sent until it is taken, across a restart, with the same jti', async () => {
    bench.authority.state.answer = () => 503;
    await registerMona();
    await arrivals(2);
    await bench.restart();
    const before = bench.authority.arrivals.length;
    bench.authority.state.answer = () => 202;
    await arrivals(before + 1);
    await until('the event to be delivered', async () => (await get('/events')).body[0].pending === false);
    const jtis = await Promise.all(bench.authority.arrivals.map(async ({ body }) => (await verify(body)).jti));
    assert.equal(new Set(jtis).size, 1);
    assert.equal((await get('/people?q=Mona')).body.total, 1);
    await registerMona();
    assert.equal((await get('/people?q=Mona')).body.total, 1, 'a repeat after the restart makes no second child');
  });

  test('can send twice, wrongly signed, late, or not at all', async () => {
    await control({ duplicate: true });
    await registerMona();
    const [first, second] = await arrivals(2);
    assert.equal((await verify(first!.body)).jti, (await verify(second!.body)).jti);

    await control({ duplicate: false, badSignature: true });
    bench.authority.state.answer = (nth) => (nth === 3 ? 401 : 202);
    await postForm(`${bench.urls.register}/births/expected/liya`, {});
    const four = await arrivals(4);
    await assert.rejects(verify(four[2]!.body));
    const repaired = await verify(four[3]!.body);
    assert.deepEqual(repaired.data.child.name, {}, 'not yet named');

    await control({ paused: true });
    await postForm(`${bench.urls.register}/births/expected/sami`, {});
    assert.equal((await get('/events')).body.at(-1).pending, true);
    assert.equal(bench.authority.arrivals.length, 4);
    await control({ paused: false });
    await arrivals(5);

    await control({ delay: 60 });
    const start = performance.now();
    await get(`/people/${adam}`);
    assert.ok(performance.now() - start >= 55);
  });

  test('an event can be sent again by hand', async () => {
    await registerMona();
    await arrivals(1);
    await until('delivery', async () => (await get('/events')).body[0].pending === false);
    const { jti } = (await get('/events')).body[0];
    assert.equal((await postForm(`${bench.urls.register}/events/${jti}/resend`, {})).status, 303);
    await arrivals(2);
    assert.equal((await postForm(`${bench.urls.register}/events/none/resend`, {})).status, 404);
  });

  test('a birth can be registered by program and by form, but not what does not hold together', async () => {
    const birth = { id: 'b1', givenName: 'نور', birthDate: '2026-11-10', birthPlace: 'Uppsala', sex: 'female', citizenships: ['SY'], parents: [{ number: sarah, relation: 'mother' }], custodians: [sarah], livesWith: [sarah] };
    const post = (change: object) => postJson(`${bench.urls.register}/births`, { ...birth, ...change }, key);
    assert.equal((await postJson(`${bench.urls.register}/births`, birth)).status, 401);
    const created = await post({});
    assert.equal(created.status, 201);
    const again = await post({});
    assert.equal(again.status, 200);
    assert.deepEqual(await again.json(), await created.json());
    const refused: [object, number][] = [
      [{ id: 'b2', birthDate: '2026-02-30' }, 422], [{ id: 'b3', sex: 'unknown' }, 400], [{ id: 'b4', surprise: 1 }, 400], [{ id: 'b5', custodians: ['191212121213'] }, 422],
      [{ id: 'b6', parents: [{ number: '191212121212', relation: 'mother' }], custodians: [], livesWith: ['191212121212'] }, 422], [{ id: 'b7', livesWith: [adam] }, 422],
    ];
    for (const [change, status] of refused) assert.equal((await post(change)).status, status, JSON.stringify(change));
    assert.equal((await post({ id: 'b8', parents: [{ number: '191212121212', relation: 'mother' }], custodians: [], livesWith: [], unverifiedParents: true })).status, 201);

    const form = { mother: '19930514-9800', other: '900107-9814', birthDate: '2026-11-11', birthPlace: 'Uppsala', sex: 'male', citizenships: 'sy', custody: 'both', livesWith: 'mother' };
    assert.equal((await postForm(`${bench.urls.register}/births/form`, form)).status, 303);
    assert.equal((await postForm(`${bench.urls.register}/births/form`, { ...form, birthDate: '' })).status, 400);
    const events = await arrivals(3);
    const { data } = await verify(events[2]!.body);
    assert.deepEqual([data.custodians, data.livesWith], [[sarah, adam], [sarah]]);
  });

  test('takes thousands of people at once, or none of them', async () => {
    const person = (await get(`/people/${adam}`)).body;
    const { nextPersonalNumber } = await import('./personal-number.ts');
    const taken = new Set<string>();
    const people = Array.from({ length: 3000 }, (_, i) => {
      const number = nextPersonalNumber('1980-01-01', i % 2 ? 'male' : 'female', (one) => taken.has(one));
      taken.add(number);
      return { ...person, number, name: { single: `Person ${i}` } };
    });
    assert.equal((await postJson(`${bench.urls.register}/people`, people, key)).status, 201);
    assert.equal((await get('/people?q=Person')).body.total, 3000);
    assert.equal((await postJson(`${bench.urls.register}/people`, [{ ...person, number: '198001019999' }], key)).status, 422);
    assert.equal((await postJson(`${bench.urls.register}/people`, [{ ...person, sex: 'x' }], key)).status, 400);
    await bench.restart();
    assert.equal((await get('/people?q=Person 2999')).body.total, 1);
  });

  test('takes notices of permits from the authority, each once', async () => {
    const notice = { type: 'PermitGranted', jti: 'n1', data: { number: adam, permit: { kind: 'residence', validFrom: '2026-11-20', validTo: '2028-11-20', decision: 'D1' } } };
    const url = `${bench.urls.register}/notices/permits`;
    const signed = await bench.authority.sign(notice);
    assert.equal((await postJose(url, signed)).status, 201);
    assert.equal((await postJose(url, signed)).status, 200);
    assert.equal((await get('/notices/permits')).body.length, 1);
    assert.match(await (await fetch(`${bench.urls.register}/notices`)).text(), /Adam Doe/);

    const { privateKey } = await generateKeyPair('ES256');
    assert.equal((await postJose(url, await bench.authority.sign(notice, privateKey))).status, 401);
    assert.equal((await postJose(url, await bench.authority.sign({ ...notice, aud: 'http://other.example' }))).status, 401);
    assert.equal((await postJose(url, await bench.authority.sign({ ...notice, type: 'Other' }))).status, 400);
    assert.equal((await postJose(url, 'nonsense')).status, 400);
    const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(JSON.stringify(notice)).toString('base64url')}.`;
    assert.equal((await postJose(url, none)).status, 401);
  });

  test('prints names as text, and forgets everything when told to', async () => {
    const hostile = '<script>alert(1)</script>';
    await postJson(`${bench.urls.register}/births`, { givenName: hostile, birthDate: '2026-11-10', birthPlace: hostile, sex: 'female', citizenships: ['SY'], parents: [{ number: sarah, relation: 'mother' }], custodians: [sarah], livesWith: [sarah] }, key);
    const page = await (await fetch(`${bench.urls.register}/persons?q=script`)).text();
    assert.ok(page.includes('&lt;script&gt;') && !page.includes('<script'));
    await control({ forget: true });
    assert.equal((await get('/people?q=script')).body.total, 0);
    assert.equal((await get(`/people/${adam}`)).status, 200);
  });
});
