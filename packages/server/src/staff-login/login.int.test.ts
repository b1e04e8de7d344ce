import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { after, before, describe, test } from 'node:test';
import * as openid from 'openid-client';
import { softKey } from '@ankomst/neighbours';
import type { SoftKey } from '@ankomst/neighbours';
import { adminLogOf, keysOf, setStaffActive, staffById } from '@ankomst/store';
import { createVisitor, formsOf } from '../testing/visitor.ts';
import type { Page, Visitor } from '../testing/visitor.ts';
import { logIn, startWorld } from '../testing/world.ts';
import type { World } from '../testing/world.ts';
import { beginEnrolment } from './enrol-key.ts';
import { inviteColleague } from './invite-colleague.ts';
import { ownStaffLogin } from './provider.ts';

type Ceremony = Parameters<SoftKey['assert']>[0];
type Manner = NonNullable<Parameters<SoftKey['assert']>[1]>;

describe('staff log in with a key', () => {
  let world: World;
  before(async () => { world = await startWorld(); });
  after(() => world.close());
  const site = (): { origin: string; rpId: string } => ({ origin: world.config.publicUrl.origin, rpId: world.config.publicUrl.hostname });

  /** A key of one's own for a staff member, enrolled by the link a leader gave. */
  const enrolled = async (staff = 'SL1042', manner: Manner = {}): Promise<SoftKey> => {
    const key = softKey(randomUUID());
    const token = await inviteColleague(world.server.deps, 'ES1201', staff);
    const answer = await enrol(createVisitor(world.server.url), token, key, manner);
    assert.equal(answer.status, 200, answer.text);
    return key;
  };
  const enrol = async (visitor: Visitor, token: string, key: SoftKey, manner: Manner = {}, at: Partial<Ceremony> = {}): Promise<Page> => {
    // On an address of numbers the page asks no browser; what it would ask is made the same way.
    const asked = (await beginEnrolment(world.server.deps, token))?.options.challenge;
    return visitor.request(`/staff/enrol/${token}`, { method: 'POST', body: new URLSearchParams({ assertion: JSON.stringify(key.register({ challenge: asked ?? randomChallenge(), ...site(), ...at }, manner)), label: 'test' }) });
  };
  const randomChallenge = (): string => Buffer.from(randomUUID() + randomUUID()).toString('base64url');

  /** The login page in a new browser: its challenge, and where the answer goes. */
  const begun = async (visitor = createVisitor(world.server.url), back = '/staff/cases') => {
    const page = await visitor.get(`/staff/login?back=${encodeURIComponent(back)}`);
    const { hidden } = formsOf(page.text).find((form) => 'challenge' in form.hidden)!;
    return { visitor, page, challenge: hidden['challenge']!, action: new URL(page.url).pathname };
  };
  const answer = ({ visitor, action }: Awaited<ReturnType<typeof begun>>, assertion: object | string): Promise<Page> =>
    visitor.request(action, { method: 'POST', body: new URLSearchParams({ assertion: typeof assertion === 'string' ? assertion : JSON.stringify(assertion) }) });
  const tryWith = async (key: SoftKey, manner: Manner & { userHandle?: string } = {}, at: Partial<Ceremony> = {}): Promise<Page> => {
    const login = await begun();
    return answer(login, key.assert({ challenge: login.challenge, ...site(), ...at }, manner));
  };
  const staffCookie = (visitor: Visitor): string | undefined => visitor.cookies.get(new URL(world.server.url).host)?.get('ankomst-staff');
  const isIn = (page: Page): boolean => page.status === 200 && page.url.endsWith('/staff/cases');

  test('with a key from the cabinet, and come to the page they asked for', async () => {
    const visitor = createVisitor(world.server.url);
    const page = await logIn(visitor, 'staff-sara-lind', '/staff/cases');
    assert.match(page.url, /\/staff\/cases$/, page.text);
    assert.match(page.text, /Sara Lind/);
  });

  test('with a key of their own, enrolled by a link that works once', async () => {
    const key = await enrolled();
    assert.ok(isIn(await tryWith(key)));
    assert.deepEqual((await adminLogOf(world.server.deps.store, 'SL1042')).slice(0, 2).map(({ act, by }) => [act, by]), [['key-enrolled', 'SL1042'], ['key-invited', 'ES1201']]);
  });

  test('every wrong answer of a key is answered alike: refused, with the page again, and nobody is in', async () => {
    const key = await enrolled(), stranger = softKey(randomUUID()), counting = await enrolled('SL1042', { counter: 5 });
    assert.ok(isIn(await tryWith(counting, { counter: 6 })));
    const wrong: [string, () => Promise<Page>][] = [
      ['a key nobody has', () => tryWith(stranger)],
      ['not verified', () => tryWith(key, { verified: false })],
      ['from another site', () => tryWith(key, {}, { origin: 'https://evil.example' })],
      ['for another site', () => tryWith(key, {}, { rpId: 'evil.example' })],
      ['in a frame of another site', () => tryWith(key, { crossOrigin: true })],
      ['another challenge', () => tryWith(key, {}, { challenge: randomChallenge() })],
      ['another’s name on it', () => tryWith(key, { userHandle: 'OH1077' })],
      ['a copy that has not counted on', () => tryWith(counting, { counter: 6 })],
      ['a copy that has counted less', () => tryWith(counting, { counter: 3 })],
      ['a copy that does not count', () => tryWith(counting)],
      ['signed by another', async () => { const login = await begun(); return answer(login, { ...stranger.assert({ challenge: login.challenge, ...site() }), id: key.id, rawId: key.id }); }],
      ['no answer', async () => answer(await begun(), '')],
      ['nonsense', async () => answer(await begun(), '{"id":1,"response":null}')],
      ['half an answer', async () => answer(await begun(), { id: key.id, rawId: key.id, type: 'public-key', response: { clientDataJSON: 'e30' } })],
      ['too much', async () => answer(await begun(), 'x'.repeat(30_000))],
    ];
    const bodies = new Set<string>();
    for (const [name, attempt] of wrong) {
      const page = await attempt();
      assert.equal(page.status, 401, name);
      bodies.add(page.text.replace(/value="[^"]*"|data-get="[^"]*"|action="[^"]*"/g, ''));
    }
    assert.equal(bodies.size, 1, 'the answer tells what was wrong');
    assert.ok(isIn(await tryWith(key)), 'and the right one still works');
  });

  test('an answer works once, in the browser it was made for', async () => {
    const key = await enrolled();
    const login = await begun();
    const good = key.assert({ challenge: login.challenge, ...site() });
    const other = await begun();
    assert.equal((await answer(other, good)).status, 401, 'another browser’s login');
    assert.equal((await answer(login, good)).status, 401, 'it was shown, and is used up');
    const again = await begun();
    const fresh = key.assert({ challenge: again.challenge, ...site() });
    assert.ok(isIn(await answer(again, fresh)));
    assert.equal((await answer(again, fresh)).status, 400, 'the login has ended');
    const late = await begun();
    const tooLate = key.assert({ challenge: late.challenge, ...site() });
    world.clock.advance(6 * 60_000);
    assert.equal((await answer(late, tooLate)).status, 401, 'the challenge is five minutes old');
  });

  test('a link: once, ten minutes, the newest only, never for oneself, not for who is shut out', async () => {
    const { deps } = world.server;
    const visitor = createVisitor(world.server.url);
    const first = await inviteColleague(deps, 'ES1201', 'OH1077');
    const second = await inviteColleague(deps, 'ES1201', 'OH1077');
    assert.match((await visitor.get(`/staff/enrol/${first}`)).text, /The link does not work/);
    assert.equal((await enrol(visitor, second, softKey(randomUUID()), { verified: false })).status, 422, 'without verification');
    assert.equal((await enrol(visitor, second, softKey(randomUUID()), { crossOrigin: true })).status, 422, 'in a frame');
    assert.equal((await enrol(visitor, second, softKey(randomUUID()), {}, { origin: 'https://evil.example' })).status, 422);
    const nonsense = await visitor.request(`/staff/enrol/${second}`, { method: 'POST', body: new URLSearchParams({ assertion: '{"id":"x","response":{}}', label: '' }) });
    assert.equal(nonsense.status, 422, 'nonsense is refused, not an error of ours');
    const key = softKey(randomUUID());
    assert.equal((await enrol(visitor, second, key)).status, 200);
    assert.equal((await enrol(visitor, second, softKey(randomUUID()))).status, 422, 'used');
    const third = await inviteColleague(deps, 'ES1201', 'OH1077');
    assert.equal((await enrol(visitor, third, key)).status, 422, 'a key is one person’s, once');
    world.clock.advance(11 * 60_000);
    assert.match((await visitor.get(`/staff/enrol/${third}`)).text, /The link does not work/);
    await assert.rejects(inviteColleague(deps, 'OH1077', 'OH1077'), /not-allowed/);
    await assert.rejects(deps.store.query(`insert into staff_invitation (token_hash, staff_id, made_by, made_at, expires_at) values ('x', 'OH1077', 'OH1077', now(), now())`), 'the database refuses it too');
    await setStaffActive(deps.store, { by: 'ES1201', at: deps.clock.now() }, 'TN1210', false);
    await assert.rejects(inviteColleague(deps, 'ES1201', 'TN1210'), /not-found/);
    const [row] = await deps.store.query<{ n: number }>('select count(*)::int as n from staff_invitation where token_hash = any($1)', [[first, second, third]]);
    assert.equal(row!.n, 0, 'links are kept as hashes');
  });

  test('a login is a new session; one chosen by somebody else is never taken', async () => {
    const visitor = createVisitor(world.server.url);
    visitor.cookies.set(new URL(world.server.url).host, new Map([['ankomst-staff', 'chosen-by-somebody']]));
    await logIn(visitor, 'staff-sara-lind');
    const first = staffCookie(visitor)!;
    assert.notEqual(first, 'chosen-by-somebody');
    await logIn(visitor, 'staff-sara-lind', '/staff/cases');
    assert.notEqual(staffCookie(visitor), first);
    const thief = createVisitor(world.server.url);
    thief.cookies.set(new URL(world.server.url).host, new Map([['ankomst-staff', first]]));
    assert.match((await thief.get('/staff/cases')).url, /\/staff\/login\//, 'the earlier session is worth nothing');
  });

  test('ends after half an hour unused, after twelve hours whatever happens', async () => {
    const visitor = await world.visitor('staff-omar-haddad');
    for (let minutes = 0; minutes < 12 * 60 - 25; minutes += 25) {
      world.clock.advance(25 * 60_000);
      assert.match((await visitor.get('/staff/cases')).url, /\/staff\/cases$/, `after ${minutes} minutes`);
    }
    world.clock.advance(25 * 60_000);
    assert.match((await visitor.get('/staff/cases')).url, /\/staff\/login\//);
    await logIn(visitor, 'staff-omar-haddad');
    world.clock.advance(31 * 60_000);
    assert.match((await visitor.get('/staff/cases')).url, /\/staff\/login\//);
  });

  test('shut out in the midst of it: the next call is refused, and no key opens again until let in', async () => {
    const sara = await world.visitor('staff-sara-lind'), eva = await world.visitor('staff-eva-strom');
    assert.equal((await sara.get('/staff/cases')).status, 200);
    const team = await eva.get('/staff/people');
    assert.match(team.text, /Sara Lind/);
    assert.doesNotMatch(team.text, /Karin Ek/, 'not of this unit');
    assert.equal((await eva.send(team, { action: '/staff/people/SL1042/disable' })).status, 200);
    assert.match((await sara.get('/staff/cases')).url, /\/staff\/login\//);
    const json = await sara.request('/desk/api/me', { headers: { accept: 'application/json' } });
    assert.equal(json.status, 401);
    assert.equal((await logIn(createVisitor(world.server.url), 'staff-sara-lind')).text.includes('no key cabinet'), false);
    const page = await begun();
    assert.doesNotMatch(page.page.text, /Sara Lind/);
    await eva.send(await eva.get('/staff/people'), { action: '/staff/people/SL1042/enable' });
    assert.match((await logIn(createVisitor(world.server.url), 'staff-sara-lind', '/staff/cases')).url, /\/staff\/cases$/);
    assert.deepEqual((await adminLogOf(world.server.deps.store, 'SL1042')).slice(0, 2).map(({ act, by }) => [act, by]), [['staff-enabled', 'ES1201'], ['staff-disabled', 'ES1201']]);
    await assert.rejects(world.server.deps.store.query('delete from admin_log'), 'what was done stays written');
  });

  test('what an officer may is read at every request, not at login', async () => {
    const { store } = world.server.deps;
    const omar = await world.visitor('staff-omar-haddad');
    assert.equal((await omar.get('/staff/cases')).status, 200);
    await store.query(`update staff set roles = '{clerk}' where id = 'OH1077'`);
    assert.equal((await omar.get('/staff/cases')).status, 403);
    await store.query(`update staff set roles = '{officer,approver}' where id = 'OH1077'`);
  });

  test('a leader reaches only their own unit, never themselves; an officer nobody', async () => {
    const eva = await world.visitor('staff-eva-strom'), sara = await world.visitor('staff-sara-lind');
    const team = await eva.get('/staff/people');
    for (const id of ['KE1093', 'ES1201', 'nobody']) assert.equal((await eva.send(team, { action: `/staff/people/${id}/disable` })).status, 404, id);
    assert.equal((await sara.get('/staff/people')).status, 403);
    assert.equal((await sara.send(await sara.get('/staff/me'), { action: '/staff/people/OH1077/disable' })).status, 403);
  });

  test('an administrator gives roles in any unit, to others and only those there are; sees no case; it is logged', async () => {
    const { store } = world.server.deps;
    const siv = await world.visitor('staff-siv-hall'), eva = await world.visitor('staff-eva-strom');
    const give = async (who: Visitor, id: string, role: string): Promise<number> => (await who.send(await who.get('/staff/people'), { action: `/staff/people/${id}/roles`, fields: { role } })).status;
    const rolesOf = async (id: string): Promise<string[]> => (await staffById(store, id))!.roles;
    assert.deepEqual([await give(eva, 'SL1042', 'leader'), await give(siv, 'SH7001', 'leader'), await give(siv, 'SL1042', 'root')], [403, 404, 400]);
    assert.deepEqual([await rolesOf('SL1042'), await rolesOf('SH7001')], [['officer'], ['admin']]);
    assert.equal(await give(siv, 'KE1093', 'approver'), 200);
    assert.deepEqual(await rolesOf('KE1093'), ['approver']);
    assert.equal(await give(siv, 'KE1093', 'officer'), 200);
    assert.deepEqual((await adminLogOf(store, 'KE1093')).slice(0, 2).map(({ act, by, details }) => [act, by, details['roles']]), [['staff-written', 'SH7001', ['officer']], ['staff-written', 'SH7001', ['approver']]]);
    assert.equal((await siv.get('/staff/cases')).status, 403);
  });

  test('own logins are listed, one or all can be ended from any of them', async () => {
    const here = await world.visitor('staff-karin-ek'), there = await world.visitor('staff-karin-ek'), third = await world.visitor('staff-karin-ek');
    const page = await here.get('/staff/me');
    assert.equal(formsOf(page.text).filter((form) => form.action.startsWith('/staff/me/logins/') && form.action !== '/staff/me/logins/end').length, 2);
    await here.send(page, { action: formsOf(page.text).find((form) => /logins\/\w+\/end$/.test(form.action))!.action });
    const still = [there, third].map(async (visitor) => (await visitor.get('/staff/cases')).url.endsWith('/staff/cases'));
    assert.deepEqual((await Promise.all(still)).sort(), [false, true]);
    await here.send(await here.get('/staff/me'), { action: '/staff/me/logins/end' });
    for (const visitor of [here, there, third]) assert.match((await visitor.get('/staff/cases')).url, /\/staff\/login\//);
  });

  test('a lost key is shut: it opens nothing, and the logins it made end', async () => {
    const key = await enrolled('JV1101');
    const login = await begun();
    assert.ok(isIn(await answer(login, key.assert({ challenge: login.challenge, ...site() }))));
    const page = await login.visitor.get('/staff/me');
    assert.match(page.text, /last used/i);
    await login.visitor.send(page, { action: `/staff/me/keys/${key.id}/revoke` });
    assert.match((await login.visitor.get('/staff/cases')).url, /\/staff\/login\//);
    assert.equal((await tryWith(key)).status, 401);
    assert.ok((await keysOf(world.server.deps.store, ['JV1101'])).find((one) => one.id === key.id)?.revokedAt);
    const karin = await world.visitor('staff-karin-ek');
    assert.equal((await karin.send(await karin.get('/staff/me'), { action: `/staff/me/keys/${key.id}/revoke` })).status, 404, 'another’s key');
  });

  test('after a quarter of an hour what cannot be taken back asks for the key again, and what was written is there after', async () => {
    const eva = await world.visitor('staff-eva-strom');
    const team = await eva.get('/staff/people');
    world.clock.advance(16 * 60_000);
    const before = staffCookie(eva);
    const asked = await eva.send(team, { action: '/staff/people/SL1042/invite', fields: { note: 'A new phone since Monday' } });
    assert.match(asked.url, /\/staff\/login\//);
    assert.match(asked.text, /Show that it is you/);
    const cabinet = formsOf(asked.text).find((form) => 'challenge' in form.hidden)!;
    const back = await eva.send(asked, { action: cabinet.action, fields: { account: 'staff-eva-strom' } });
    assert.match(back.url, /\/staff\/held\//);
    assert.match(back.text, /A new phone since Monday/);
    assert.notEqual(staffCookie(eva), before, 'the session is a new one');
    const done = await eva.send(back, { action: '/staff/people/SL1042/invite' });
    assert.match(done.text, /\/staff\/enrol\/[\w-]{43}/);
    const sara = await world.visitor('staff-sara-lind');
    assert.equal((await sara.get(new URL(back.url).pathname)).status, 404, 'another’s writing');
  });

  test('a login that ran out while writing: the form is there after the next login', async () => {
    const eva = await world.visitor('staff-eva-strom');
    const team = await eva.get('/staff/people');
    world.clock.advance(31 * 60_000);
    const asked = await eva.send(team, { action: '/staff/people/SL1042/invite', fields: { note: 'Still to be said' } });
    const cabinet = formsOf(asked.text).find((form) => 'challenge' in form.hidden)!;
    const back = await eva.send(asked, { action: cabinet.action, fields: { account: 'staff-eva-strom' } });
    assert.match(back.text, /Still to be said/);
  });

  test('no page of the login leads elsewhere', async () => {
    for (const back of ['https://evil.example/', '//evil.example', '/\\evil.example', '/staff/login?back=/x']) {
      assert.match((await logIn(createVisitor(world.server.url), 'staff-sara-lind', back)).url, new RegExp(`^${world.server.url}/staff`), back);
    }
    const stray = await fetch(`${world.neighbours.urls.keys}/use`, { method: 'POST', redirect: 'manual', body: new URLSearchParams({ account: 'staff-sara-lind', challenge: randomChallenge(), back: 'https://evil.example/' }) });
    assert.equal(stray.status, 400, 'nor does the cabinet');
    const foreign = await fetch(`${world.neighbours.urls.keys}/use`, { method: 'POST', redirect: 'manual', headers: { origin: 'https://evil.example' }, body: new URLSearchParams({ account: 'staff-sara-lind' }) });
    assert.equal(foreign.status, 403);
  });

  describe('the authority’s OpenID Provider', () => {
    const issuer = (): string => `${world.config.publicUrl.origin}/op`;
    const authorization = (changes: Record<string, string | undefined>): URL => {
      const url = new URL(`${issuer()}/auth`);
      const usual = { client_id: 'ankomst-staff', response_type: 'code', scope: 'openid', redirect_uri: `${world.config.publicUrl.origin}/staff/login/callback`, state: 's', nonce: 'n', code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM', code_challenge_method: 'S256' };
      for (const [name, value] of Object.entries({ ...usual, ...changes })) if (value !== undefined) url.searchParams.set(name, value);
      return url;
    };
    const refused = async (changes: Record<string, string | undefined>): Promise<string> => {
      const { status, headers } = await fetch(authorization(changes), { redirect: 'manual' });
      const location = headers.get('location') ?? '';
      assert.ok(!location.startsWith('https://evil.example') && !/\/staff\/login\/[^c]/.test(location), `${JSON.stringify(changes)} was taken: ${location}`);
      // the flows without a code are answered behind the #, and with an error only
      return new URL((location || 'http://none.invalid').replace('#', '?'), issuer()).searchParams.get('error') ?? String(status);
    };

    test('publishes code with S256 and nothing else; whatever Host is asked for, its addresses are ours', async () => {
      const found = await (await fetch(`${issuer()}/.well-known/openid-configuration`)).json() as Record<string, unknown>;
      assert.deepEqual([found['issuer'], found['response_types_supported'], found['code_challenge_methods_supported']], [issuer(), ['code'], ['S256']]);
      assert.deepEqual(found['grant_types_supported'], ['authorization_code']);
      assert.match(JSON.stringify(found), new RegExp(`"token_endpoint":"${issuer()}/token"`));
      for (const headers of [{ host: 'evil.example' }, { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' }, { forwarded: 'host=evil.example' }]) {
        const body = await new Promise<string>((resolve, reject) => request(`${issuer()}/.well-known/openid-configuration`, { headers: headers as never }, (answer) => {
          let text = '';
          answer.on('data', (part: Buffer) => { text += part.toString(); }).on('end', () => resolve(text + JSON.stringify(answer.headers)));
        }).on('error', reject).end());
        assert.doesNotMatch(body, /evil\.example|https:\/\/127/, JSON.stringify(headers));
      }
    });

    test('refuses no PKCE, plain PKCE, another flow, another’s address, another client', async () => {
      assert.equal(await refused({ code_challenge: undefined, code_challenge_method: undefined }), 'invalid_request');
      assert.equal(await refused({ code_challenge_method: 'plain' }), 'invalid_request');
      for (const type of ['token', 'id_token', 'code id_token', 'none']) assert.match(await refused({ response_type: type, nonce: 'n' }), /unsupported_response_type|400/);
      for (const uri of ['https://evil.example/callback', `${world.config.publicUrl.origin}/staff/login/callback/`, `${world.config.publicUrl.origin}/staff/login/callback?x=1`, `${world.config.publicUrl.origin}/my`]) assert.equal(await refused({ redirect_uri: uri }), '400', uri);
      assert.equal(await refused({ client_id: 'somebody' }), '400');
    });

    test('a code: once, with its verifier, by its client; a second use takes back what the first gave', async () => {
      const own = ownStaffLogin(world.config, world.server.deps.keys);
      const redirectUri = `${world.config.publicUrl.origin}/staff/login/callback`;
      const codeFor = async (): Promise<{ code: string; verifier: string }> => {
        const verifier = openid.randomPKCECodeVerifier();
        const visitor = createVisitor(world.server.url);
        const page = await visitor.get(authorization({ code_challenge: await openid.calculatePKCECodeChallenge(verifier), scope: 'openid' }).href);
        const key = formsOf(page.text).find((form) => 'challenge' in form.hidden)!;
        // Our own callback knows nothing of this login, and says so; the code stands in its address.
        const end = await visitor.send(page, { action: key.action, fields: { account: 'staff-sara-lind' } });
        return { code: new URL(end.url).searchParams.get('code')!, verifier };
      };
      const token = (code: string, verifier: string | undefined, secret = own.clientSecret): Promise<Response> => fetch(`${issuer()}/token`, {
        method: 'POST', headers: { authorization: `Basic ${Buffer.from(`${own.clientId}:${secret}`).toString('base64')}` },
        body: new URLSearchParams({ grant_type: 'authorization_code', code, redirect_uri: redirectUri, ...(verifier ? { code_verifier: verifier } : {}) }),
      });
      const { code, verifier } = await codeFor();
      assert.equal((await token(code, openid.randomPKCECodeVerifier())).status, 400, 'another verifier');
      assert.equal((await token(code, undefined)).status, 400, 'no verifier');
      assert.equal((await token(code, verifier, 'wrong')).status, 401, 'another client');
      const given = await token(code, verifier);
      assert.equal(given.status, 200);
      const { access_token: access, id_token: id } = await given.json() as { access_token: string; id_token: string };
      const claims = JSON.parse(Buffer.from(id.split('.')[1]!, 'base64url').toString()) as Record<string, unknown>;
      assert.deepEqual([claims['acr'], claims['employee_id'], claims['iss'], claims['aud']], ['phrh', 'SL1042', issuer(), 'ankomst-staff']);
      assert.ok(Number(claims['exp']) - Number(claims['iat']) <= 300);
      const me = (): Promise<Response> => fetch(`${issuer()}/me`, { headers: { authorization: `Bearer ${access}` } });
      assert.equal((await me()).status, 200);
      assert.equal((await token(code, verifier)).status, 400, 'used');
      assert.equal((await me()).status, 401, 'and what it gave is taken back');
      const old = await codeFor();
      world.clock.advance(61_000);
      assert.equal((await token(old.code, old.verifier)).status, 400, 'a minute old');
      const stored = await world.server.deps.store.query<{ text: string }>('select model || id || payload::text as text from op_record');
      assert.ok(stored.every((row) => !row.text.includes(old.code) && !row.text.includes(code) && !row.text.includes(access)), 'codes and tokens are kept as hashes');
    });
  });
});
