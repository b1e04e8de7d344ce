import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createLoginProvider } from './login-provider.ts';
import { adam, sarah, semhar } from '../testing/newborn.ts';
import { createVisitor } from '../testing/visitor.ts';
import { logIn, startWorld } from '../testing/world.ts';
import type { World } from '../testing/world.ts';

describe('logging in', () => {
  let world: World;
  before(async () => { world = await startWorld(); });
  after(() => world.close());
  const origin = (): string => world.config.publicUrl.origin;
  const accounts = async (number: string): Promise<number> => (await world.server.deps.store.query<{ n: number }>(
    'select count(*)::int as n from account a join person_identifier i on i.person_id = a.person_id where i.value = $1', [number]))[0]!.n;

  test('comes back to the page that was asked for, with one account however often', async () => {
    const visitor = createVisitor(origin());
    const asked = await visitor.get('/me');
    assert.match(asked.url, /\/login\?back=%2Fme/);
    const page = await logIn(visitor, sarah, '/me');
    assert.match(page.url, /\/me$/);
    assert.match(page.text, /Sarah Doe/);
    await logIn(await world.visitor(), sarah);
    assert.equal(await accounts(sarah), 1);
  });

  test('a person with one name, met for the first time, is welcome', async () => {
    const page = await (await world.visitor(semhar)).get('/my');
    assert.match(page.text, /<bdi>Semhar<\/bdi>/);
  });

  test('the same person logging in twice at once is one person', async () => {
    const number = '198510089819';
    await Promise.all([world.visitor(number), world.visitor(number)]);
    assert.equal(await accounts(number), 1);
  });

  test('a new session at each login, and the earlier one is worth nothing', async () => {
    const visitor = await world.visitor(adam);
    const cookie = (): string => [...visitor.cookies.get(new URL(origin()).host)!].find(([name]) => name === 'ankomst-session')![1];
    const first = cookie();
    visitor.cookies.get(new URL(origin()).host)!.set('ankomst-session', first);
    const pageWhileIn = await visitor.get('/login');
    assert.match(pageWhileIn.url, /\/my$/, 'who is logged in goes on');
    const other = createVisitor(origin());
    other.cookies.set(new URL(origin()).host, new Map([['ankomst-session', 'chosen-by-somebody']]));
    await logIn(other, adam);
    assert.notEqual([...other.cookies.get(new URL(origin()).host)!].find(([name]) => name === 'ankomst-session')![1], 'chosen-by-somebody');
  });

  test('logging out ends it for the cookie too', async () => {
    const visitor = await world.visitor(adam);
    const jar = visitor.cookies.get(new URL(origin()).host)!;
    const stolen = jar.get('ankomst-session')!;
    const out = await visitor.send(await visitor.get('/my'), { action: '/logout' });
    assert.equal(out.status, 200);
    jar.set('ankomst-session', stolen);
    assert.match((await visitor.get('/my')).url, /\/login/);
  });

  test('broken off at the eID: back to the login, with what to do', async () => {
    const visitor = createVisitor(origin());
    const eid = await visitor.get('/login?with=eid&back=/me');
    const back = await visitor.send(eid, { fields: { cancel: 'true' } });
    assert.match(back.url, /\/login\?back=%2Fme&reason=cancelled/);
  });

  test('a callback that was seen before, or was never asked for, logs nobody in', async () => {
    const visitor = createVisitor(origin());
    for (const path of ['/login/callback?code=x&state=y', '/login/callback', '/staff/login/callback?code=x&state=y']) {
      const answer = await visitor.get(path);
      assert.equal(answer.status, 400, path);
      assert.match((await visitor.get('/my')).url, /\/login/);
    }
  });

  test('logins from two tabs both work', async () => {
    const visitor = createVisitor(origin());
    const first = await visitor.get('/login?with=eid&back=/me');
    const second = await visitor.get('/login?with=eid&back=/help');
    assert.match((await visitor.send(second, { fields: { account: sarah } })).url, /\/help$/);
    assert.match((await visitor.send(first, { fields: { account: sarah } })).url, /\/me$/);
  });

  test('ends after half an hour without use, and after eight hours whatever happens', async () => {
    const visitor = await world.visitor(sarah);
    for (let passed = 0; passed < 8 * 60 - 25; passed += 25) {
      world.clock.advance(25 * 60_000);
      assert.match((await visitor.get('/my')).url, /\/my$/, `after ${passed} minutes`);
    }
    world.clock.advance(25 * 60_000);
    assert.match((await visitor.get('/my')).url, /\/login/);
    await logIn(visitor, sarah);
    world.clock.advance(31 * 60_000);
    assert.match((await visitor.get('/my')).url, /\/login/);
  });

  test('the eID down: said so, with the way on', async () => {
    await world.neighbours.close();
    // As a server just started would find it: nothing known of the provider yet.
    world.server.deps.login = createLoginProvider(world.config.login, new URL('/login/callback', origin()));
    const answer = await createVisitor(origin()).get('/login?with=eid');
    assert.equal(answer.status, 503);
    assert.match(answer.text, /<h1/);
  });
});
