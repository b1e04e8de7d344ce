// What OWASP ASVS 5.0 asks of the server's surface, tried on the running server. docs/security.md says which test checks what.
import assert from 'node:assert/strict';
import { request as send } from 'node:http';
import { connect } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { staffOf } from '@ankomst/store';
import { testStores } from '@ankomst/store/testing';
import { createApp } from '../app.ts';
import { logInStaff } from '../identity/log-in-staff.ts';
import type { Log } from '../deps.ts';
import { lodged, sarah } from '../testing/newborn.ts';
import { createVisitor, formsOf } from '../testing/visitor.ts';
import type { Visitor } from '../testing/visitor.ts';
import { logIn, startWorld } from '../testing/world.ts';
import type { World } from '../testing/world.ts';

describe('the surface', () => {
  let world: World, mother: Visitor, sara: Visitor, caseId: string;
  const lines: string[] = [];
  const write = (level: string) => (fields: Record<string, unknown>, message: string): void => void lines.push(JSON.stringify({ level, ...fields, message }));
  const log: Log = { info: write('info'), warn: write('warn'), error: write('error') };
  before(async () => {
    world = await startWorld({ given: { log } });
    mother = await world.visitor(sarah);
    caseId = await lodged(world, mother);
    sara = await world.visitor('staff-sara-lind');
  });
  after(() => world?.close());
  const url = (path: string): string => world.server.url + path;
  const jar = (visitor: Visitor): Map<string, string> => visitor.cookies.get(new URL(world.server.url).host)!;

  /** Every kind of answer there is: pages, files, JSON, errors, of both sides. */
  const answers = async (): Promise<{ path: string; headers: Headers; text: string }[]> => {
    const paths: [Visitor | undefined, string, string?][] = [
      [undefined, '/'], [undefined, '/login'], [undefined, '/help'], [undefined, '/nothing-here'], [undefined, '/health'], [undefined, '/openapi.json'], [undefined, '/.well-known/jwks.json'],
      [undefined, '/op/.well-known/openid-configuration'], [undefined, '/op/auth'], [undefined, '/staff'], [undefined, '/staff/cases'],
      [mother, '/my'], [mother, `/case/${caseId}`], [mother, '/me'], [sara, '/staff/cases'], [sara, `/staff/cases/${caseId}`], [sara, '/staff/me'], [sara, '/staff/clerk'],
      [sara, '/desk/api/me', 'application/json'], [undefined, '/desk/api/me', 'application/json'], [sara, '/desk/api/nothing', 'application/json'],
    ];
    return Promise.all(paths.map(async ([visitor, path, accept]) => ({ path, ...await (visitor ?? createVisitor(world.server.url)).get(path, accept ? { accept } : {}) })));
  };
  /** The server as it is behind TLS, asked without a network. */
  const overTls = async (path: string, headers: Record<string, string> = {}) => {
    const app = await createApp({ ...world.server.deps, config: { ...world.config, publicUrl: new URL('https://ankomst.example') } });
    try {
      return await app.inject({ url: path, headers: { host: 'ankomst.example', accept: 'text/html', ...headers } });
    } finally {
      await app.close();
    }
  };

  test('V3.4.3 V3.4.6 every answer carries a content policy that lets in nothing from elsewhere, nothing inline, no frame', async () => {
    for (const { path, headers } of await answers()) {
      const policy = headers.get('content-security-policy') ?? '';
      assert.match(policy, /default-src '(self|none)'/, path);
      assert.match(policy, /frame-ancestors 'none'/, path);
      assert.doesNotMatch(policy, /script-src[^;]*'unsafe|unsafe-eval/, path);
      if (/default-src 'self'/.test(policy)) assert.match(policy, /object-src 'none'.*|base-uri 'none'/, path);
    }
  });

  test('V3.4.4 V3.4.5 every answer forbids guessing its type, and keeps the address to itself', async () => {
    for (const { path, headers } of await answers()) {
      assert.equal(headers.get('x-content-type-options'), 'nosniff', path);
      assert.match(headers.get('referrer-policy') ?? '', /^(same-origin|no-referrer|strict-origin-when-cross-origin)$/, path);
    }
  });

  test('V4.1.1 V3.2.1 every answer with a body says what it is, and text says its characters', async () => {
    for (const { path, headers, text } of await answers()) {
      const type = headers.get('content-type') ?? '';
      if (text) assert.match(type, /^(text\/html; charset=utf-8|application\/(problem\+)?json(; charset=utf-8)?)$/i, path);
    }
  });

  test('V14.3.2 V14.2.2 what belongs to somebody is kept in no cache', async () => {
    for (const { path, headers } of await answers()) {
      if (path.startsWith('/my') || path.startsWith('/case') || path.startsWith('/staff') || path.startsWith('/me') || path.startsWith('/desk')) assert.match(headers.get('cache-control') ?? '', /no-store/, path);
    }
  });

  test('V3.4.2 no answer lets another site read it', async () => {
    for (const path of ['/', '/openapi.json', '/desk/api/me', '/op/.well-known/openid-configuration', '/op/token']) {
      for (const origin of ['https://evil.example', 'null']) {
        const { headers } = await fetch(url(path), { headers: { origin, accept: 'application/json' }, redirect: 'manual' });
        const allowed = headers.get('access-control-allow-origin');
        assert.ok(allowed === null || (path.includes('.well-known') && headers.get('access-control-allow-credentials') === null), `${path} for ${origin}: ${allowed}`);
      }
    }
  });

  test('V3.4.1 over TLS every answer says to come by TLS for a year, its parts included', async () => {
    for (const path of ['/', '/login', '/nothing-here', '/staff']) {
      const seconds = /max-age=(\d+); includeSubDomains/.exec(String((await overTls(path)).headers['strict-transport-security']))?.[1];
      assert.ok(Number(seconds) >= 31_536_000, path);
    }
  });

  test('V3.3.1 V3.3.3 over TLS every cookie is secure and bound to this host by its name', async () => {
    const cookies = [(await overTls('/login?with=eid')).headers['set-cookie'] ?? []].flat();
    assert.ok(cookies.length > 0);
    for (const cookie of cookies) {
      assert.match(cookie, /^__Host-ankomst-/);
      assert.match(cookie, /; Secure/i);
      assert.match(cookie, /; Path=\/(;|$)/);
    }
  });

  test('V3.3.2 V3.3.4 no cookie goes along from another site’s form, none is seen by scripts', async () => {
    const seen: string[] = [];
    const watch = async (path: string, init: RequestInit = {}): Promise<void> => void seen.push(...(await fetch(url(path), { redirect: 'manual', ...init })).headers.getSetCookie());
    await watch('/login?with=eid');
    await watch('/staff/login');
    await watch('/language', { method: 'POST', body: new URLSearchParams({ language: 'sv', back: '/' }) });
    const toProvider = (await fetch(url('/staff/login'), { redirect: 'manual' })).headers.get('location')!;
    await watch(new URL(toProvider).pathname + new URL(toProvider).search);
    assert.ok(seen.length >= 4);
    for (const cookie of seen) {
      assert.match(cookie, /; HttpOnly/i, cookie);
      assert.match(cookie, /; SameSite=(Lax|Strict)/i, cookie);
    }
  });

  test('V3.5.1 what another site makes the browser send is refused, logged in or not', async () => {
    for (const [visitor, path] of [[mother, `/case/${caseId}/withdraw`], [sara, `/staff/cases/${caseId}/note`], [sara, '/staff/logout'], [sara, '/desk/api/logout']] as const) {
      for (const headers of [{ origin: 'https://evil.example' }, { origin: 'null' }, { 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }]) {
        assert.equal((await visitor.request(path, { method: 'POST', headers: headers as unknown as Record<string, string>, body: new URLSearchParams({ text: 'x' }) })).status, 403, `${path} ${JSON.stringify(headers)}`);
      }
    }
    assert.equal((await sara.get('/staff/cases')).status, 200, 'and she is still logged in');
  });

  test('V3.5.2 the desk’s interface reads nothing that a form of another site can send without asking first', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'text/plain;charset=UTF-8']) {
      assert.equal((await sara.request('/desk/api/settings', { method: 'POST', headers: { 'content-type': type, accept: 'application/json' }, body: '{"a":1}' })).status, 403, type);
    }
  });

  test('V3.5.3 nothing that acts can be reached by GET', async () => {
    const { routeTable } = world.server.app;
    const read = new Set(routeTable.filter((route) => route.method === 'GET').map((route) => route.url));
    const acting = routeTable.filter((route) => route.method === 'POST' && !read.has(route.url) && !route.url.startsWith('/op')).map((route) => route.url);
    assert.ok(acting.length > 40, String(acting.length));
    for (const route of acting) {
      const path = route.replace(/:\w+/g, caseId);
      const status = (await sara.get(path, { accept: 'application/json' })).status;
      assert.ok([400, 404, 401, 403].includes(status), `GET ${path}: ${status}`);
    }
  });

  test('V3.7.2 V10.4.1 nobody is led to another host that is not one of ours', async () => {
    for (const path of ['/login?back=https://evil.example', '/staff/login?back=//evil.example', '/op/auth?client_id=ankomst-staff&redirect_uri=https://evil.example&response_type=code']) {
      const location = (await fetch(url(path), { redirect: 'manual' })).headers.get('location') ?? '';
      assert.doesNotMatch(new URL(location, world.server.url).host, /evil/, path);
    }
  });

  test('V4.1.3 V15.3.4 headers a proxy sets are believed of a proxy only', async () => {
    const answer = await fetch(url('/'), { headers: { 'x-forwarded-host': 'evil.example', 'x-forwarded-for': '203.0.113.9', 'x-forwarded-proto': 'https' } });
    assert.doesNotMatch(await answer.text() + JSON.stringify([...answer.headers]), /evil\.example|203\.0\.113\.9/);
    assert.equal(answer.headers.get('strict-transport-security'), null);
    for (const [trustProxy, ip] of [[[], '127.0.0.1'], [['127.0.0.1'], '203.0.113.9'], [['10.0.0.0/8'], '127.0.0.1']] as const) {
      const app = await createApp({ ...world.server.deps, config: { ...world.config, trustProxy: [...trustProxy], rates: { ...world.config.rates, login: { most: 1, seconds: 60 } } } });
      const ask = async (from: string): Promise<number> => (await app.inject({ url: '/login', headers: { host: world.config.publicUrl.host, accept: 'text/html', 'x-forwarded-for': from } })).statusCode;
      await ask('203.0.113.9');
      // counted by the address that is believed: somebody else's only where the proxy may say so
      assert.equal(await ask('198.51.100.7'), ip === '203.0.113.9' ? 200 : 429, trustProxy.join());
      await app.close();
    }
  });

  test('V4.2.1 a message whose end can be read in two ways is refused', async () => {
    const { hostname, port, host } = new URL(world.server.url);
    const raw = (text: string): Promise<string> => new Promise((resolve) => {
      let got = '';
      const socket = connect(Number(port), hostname, () => socket.write(text));
      socket.on('data', (part) => { got += part.toString(); }).on('close', () => resolve(got)).on('error', () => resolve(got)).setTimeout(2000, () => socket.destroy());
    });
    for (const headers of ['Content-Length: 6\r\nTransfer-Encoding: chunked', 'Content-Length: 6\r\nContent-Length: 7', 'Transfer-Encoding : chunked', 'Transfer-Encoding: xchunked']) {
      assert.match(await raw(`POST /language HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n${headers}\r\n\r\n0\r\n\r\nG`), /^(HTTP\/1\.1 4\d\d|$)/, headers);
    }
  });

  test('V13.4.1 V13.4.3 no source control, no list of files, nothing beside what is meant', async () => {
    for (const path of ['/.git/config', '/.git/HEAD', '/.env', '/package.json', '/assets/', '/assets', '/assets/../package.json', '/assets/%2e%2e/%2e%2e/package.json', '/keys.json', '/.data/keys.json']) {
      assert.ok([400, 404].includes((await fetch(url(path), { redirect: 'manual', headers: { accept: 'application/json' } })).status), path);
    }
  });

  test('V13.4.4 TRACE is not answered', async () => {
    const status = await new Promise<number>((resolve, reject) => send(url('/'), { method: 'TRACE' }, (answer) => { answer.resume(); resolve(answer.statusCode!); }).on('error', reject).end());
    assert.ok(status >= 400, String(status));
  });

  test('V13.4.2 V16.5.1 an error tells nothing of the inside', async () => {
    const { store } = world.server.deps;
    const app = await createApp({ ...world.server.deps, store: { ...store, query: () => { throw new Error('secret of the database at /inside/file.ts'); } } as never });
    try {
      for (const accept of ['text/html', 'application/json']) {
        const answer = await app.inject({ url: `/case/${caseId}`, headers: { host: world.config.publicUrl.host, accept, cookie: 'ankomst-session=x' } });
        assert.equal(answer.statusCode, 500);
        assert.doesNotMatch(answer.body + JSON.stringify(answer.headers), /secret|inside|\.ts|at Object|stack/i);
      }
    } finally { await app.close(); }
  });

  test('V1.2.4 V15.3.7 what is typed is data to the database, twice named or not', async () => {
    const before = await world.server.deps.store.query<{ n: number }>('select count(*)::int as n from case_file');
    for (const q of [`'; drop table case_file; --`, `" or 1=1 --`, '%', '_', '\\', `') union select * from session --`, '$1', '{"$gt":""}']) {
      for (const path of [`/staff/cases?q=${encodeURIComponent(q)}`, `/staff/cases?q=x&q=${encodeURIComponent(q)}`, `/staff/cases?unit=${encodeURIComponent(q)}&waiting=${encodeURIComponent(q)}`, `/staff/cases/${encodeURIComponent(q)}`]) {
        assert.ok([200, 400, 404].includes((await sara.get(path)).status), path);
      }
    }
    assert.deepEqual(await world.server.deps.store.query('select count(*)::int as n from case_file'), before);
  });

  test('V2.4.1 V6.3.1 V6.6.3 whoever comes too often waits, is told how long, and is let in again', async () => {
    const most = 5;
    const app = await createApp({ ...world.server.deps, config: { ...world.config, rates: { ...world.config.rates, login: { most, seconds: 60 }, code: { most, seconds: 600 }, desk: { most, seconds: 60 }, search: { most, seconds: 60 } } } });
    const cookie = `ankomst-staff=${jar(sara).get('ankomst-staff')}; ankomst-session=${jar(mother).get('ankomst-session')}`;
    const kinds: [string, 'GET' | 'POST'][] = [['/login', 'GET'], ['/join', 'POST'], ['/staff/enrol/wrong-code', 'POST'], ['/desk/api/me', 'GET'], ['/staff/cases?q=doe', 'GET']];
    try {
      for (const [path, method] of kinds) {
        const ask = () => app.inject({ url: path, method, headers: { host: world.config.publicUrl.host, accept: 'text/html', cookie } });
        const statuses: number[] = [];
        for (let n = 0; n < most + 4; n++) statuses.push((await ask()).statusCode);
        assert.equal(statuses.at(-1), 429, `${path}: ${statuses}`);
        const refused = await ask();
        const seconds = Number(refused.headers['retry-after']);
        assert.ok(seconds >= 1 && seconds <= 600, path);
        assert.match(refused.body, /h1|too-many/, 'in words');
        world.clock.advance(seconds * 1000);
        assert.notEqual((await ask()).statusCode, 429, `${path} after ${seconds} s`);
      }
    } finally { await app.close(); }
    assert.ok(lines.some((line) => line.includes('"rate limit"')), 'it is in the log');
    await logIn(sara, 'staff-sara-lind');
  });

  test('V6.3.2 nobody is let in who was not put there: an empty database has no staff, a server without a cabinet no test officers', async () => {
    const empty = await testStores()[0]!.open({ clock: world.clock });
    assert.deepEqual(await staffOf(empty), []);
    await empty.close();
    const { keyCabinet: _none, ...config } = world.config;
    const app = await createApp({ ...world.server.deps, config: { ...config } });
    try {
      assert.equal(app.routeTable.some((route) => route.url.endsWith('/cabinet')), false);
    } finally { await app.close(); }
  });

  test('V7.2.2 V7.2.3 V11.5.1 a session’s name is 256 bits of chance, new each time, and the database knows only its hash', async () => {
    const tokens = new Set<string>();
    for (let n = 0; n < 12; n++) tokens.add(jar(await world.visitor(n % 2 ? sarah : 'staff-sara-lind')).get(n % 2 ? 'ankomst-session' : 'ankomst-staff')!);
    assert.equal(tokens.size, 12);
    for (const token of tokens) assert.match(token, /^[\w-]{43}$/);
    const rows = await world.server.deps.store.query<{ text: string }>('select token_hash || data::text as text from session');
    for (const token of tokens) assert.ok(rows.every((row) => !row.text.includes(token)));
  });

  test('V7.2.1 V9.1.1 a session that was not given by the server is none, however it looks', async () => {
    const good = jar(sara).get('ankomst-staff')!;
    const forged = [good.slice(0, -1) + (good.endsWith('A') ? 'B' : 'A'), good.toLowerCase(), `${good}x`, '', 'x'.repeat(5000), JSON.stringify({ kind: 'staff', subject: 'SL1042' }), jar(mother).get('ankomst-session')!];
    for (const token of forged) {
      const answer = await fetch(url('/staff/cases'), { redirect: 'manual', headers: { accept: 'text/html', cookie: `ankomst-staff=${encodeURIComponent(token)}` } });
      assert.ok([303, 431].includes(answer.status), token.slice(0, 50));
    }
  });

  test('V7.4.4 every page of somebody logged in has the way out', async () => {
    for (const [visitor, path] of [[mother, '/my'], [mother, '/me'], [mother, `/case/${caseId}`], [sara, '/staff/cases'], [sara, `/staff/cases/${caseId}`], [sara, '/staff/me']] as const) {
      assert.ok(formsOf((await visitor.get(path)).text).some((form) => form.action.endsWith('logout')), path);
    }
  });

  test('V7.6.1 V7.6.2 the provider remembers nobody: each login asks for the key, and none happens by itself', async () => {
    const visitor = await world.visitor('staff-sara-lind');
    const before = jar(visitor).get('ankomst-staff');
    const page = await visitor.get('/staff/login?back=/staff/cases');
    assert.match(page.url, /\/staff\/login\/[\w-]+$/);
    assert.equal(jar(visitor).get('ankomst-staff'), before);
    const silent = await fetch(url(`/op/auth?client_id=ankomst-staff&redirect_uri=${encodeURIComponent(url('/staff/login/callback'))}&response_type=code&scope=openid&prompt=none&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256`), { redirect: 'manual' });
    assert.match(silent.headers.get('location') ?? '', /error=login_required/);
  });

  test('V6.8.2 V9.1.3 an identity whose signature does not hold logs nobody in', async () => {
    const control = (on: boolean): Promise<Response> => fetch(`${world.neighbours.urls.eid}/control`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ badSignature: on }) });
    await control(true);
    const visitor = createVisitor(world.server.url);
    const page = await logIn(visitor, sarah);
    assert.equal(page.status, 400);
    assert.equal(jar(visitor).get('ankomst-session'), undefined);
    await fetch(`${world.neighbours.urls.keys}/control`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ badSignature: true }) });
    assert.equal((await logIn(createVisitor(world.server.url), 'staff-sara-lind')).status, 401, 'nor a key that signs wrongly');
    await control(false);
  });

  test('V6.8.4 V10.3.4 another provider that names no strong login gives none', () => {
    const claims = { employee_id: 'SL1042', unit: 'child-family', roles: ['officer', 'king'], name: 'Sara Lind' };
    const from = (more: object) => logInStaff({ issuer: 'https://idp.example', subject: 's', claims: { ...claims, ...more } });
    assert.deepEqual([from({}).strong, from({ acr: 'password' }).strong, from({ acr: 'phr' }).strong, from({ acr: 'phrh' }).strong], [false, false, true, true]);
    assert.deepEqual(from({}).subject.roles, ['officer'], 'a role nobody defined gives nothing');
    for (const bad of [{ employee_id: 1 }, { unit: undefined }, { roles: 'officer' }, { roles: [] }]) assert.throws(() => from(bad), /not-allowed/);
  });

  test('V6.8.1 an applicant’s identity never comes out as staff, nor the other way round', async () => {
    const visitor = createVisitor(world.server.url);
    const begun = await visitor.get('/login?with=eid&back=/my');
    const { action } = formsOf(begun.text).find((form) => form.html.includes('name="account"'))!;
    const answer = await fetch(new URL(action, begun.url), { method: 'POST', redirect: 'manual', body: new URLSearchParams({ account: sarah }), headers: { cookie: [...visitor.cookies.get(new URL(begun.url).host)!].map(([name, value]) => `${name.split(' ').at(-1)}=${value}`).join('; '), origin: new URL(begun.url).origin } });
    let location = answer.headers.get('location')!;
    while (new URL(location, begun.url).origin === new URL(begun.url).origin) {
      location = (await fetch(new URL(location, begun.url), { redirect: 'manual', headers: { cookie: [...visitor.cookies.get(new URL(begun.url).host)!].map(([name, value]) => `${name.split(' ').at(-1)}=${value}`).join('; ') } })).headers.get('location')!;
    }
    const crossed = new URL(location);
    crossed.pathname = '/staff/login/callback';
    assert.equal((await visitor.get(crossed.href)).status, 400);
    assert.match((await visitor.get('/staff/cases')).url, /\/staff\/login\//);
    const staff = createVisitor(world.server.url);
    jar(sara);
    staff.cookies.set(new URL(world.server.url).host, new Map([['ankomst-session', jar(sara).get('ankomst-staff')!]]));
    const my = await staff.get('/my');
    assert.ok(my.status !== 200 || /\/login/.test(my.url), 'a staff session opens no applicant’s page');
  });

  test('V14.3.1 logging out clears what the browser holds', async () => {
    const visitor = await world.visitor(sarah);
    const out = await visitor.send(await visitor.get('/my'), { action: '/logout' });
    assert.match(out.headers.get('clear-site-data') ?? '', /"storage"/);
    const staff = await world.visitor('staff-sara-lind');
    const page = await staff.get('/staff/cases');
    const gone = await fetch(url('/staff/logout'), { method: 'POST', redirect: 'manual', headers: { origin: world.server.url, cookie: `ankomst-staff=${jar(staff).get('ankomst-staff')}` }, body: new URLSearchParams(formsOf(page.text).find((form) => form.action === '/staff/logout')!.hidden) });
    assert.match(gone.headers.get('clear-site-data') ?? '', /"storage"/);
  });

  test('V16.2.5 no log line holds a secret or a person, and (V16.3.1 V16.2.1) each login is in it, with when and who', async () => {
    const visitor = createVisitor(world.server.url);
    const begun = await visitor.get('/staff/login?back=/staff/cases');
    const cabinet = formsOf(begun.text).find((form) => 'challenge' in form.hidden)!;
    const planted = [cabinet.hidden['challenge']!];
    const end = await visitor.send(begun, { action: cabinet.action, fields: { account: 'staff-omar-haddad' } });
    assert.equal(end.status, 200);
    planted.push(jar(visitor).get('ankomst-staff')!, jar(mother).get('ankomst-session')!, world.config.login.clientSecret, world.config.register.key, 'planted-password', 'planted-code', 'Sarah Doe', sarah);
    await visitor.request('/staff/login/x?assertion=planted-password', { method: 'POST', body: new URLSearchParams({ assertion: 'planted-password' }) });
    await visitor.get('/staff/enrol/planted-code');
    await visitor.get('/login/callback?code=planted-code&state=planted-password');
    await mother.request(`/case/${caseId}/messages`, { method: 'POST', body: new URLSearchParams({ text: 'planted-password' }) });
    await mother.get('/nothing/planted-password%0aforged:line');
    await fetch(url('/op/token'), { method: 'POST', headers: { authorization: `Basic ${btoa('ankomst-staff:planted-password')}` }, body: new URLSearchParams({ grant_type: 'authorization_code', code: 'planted-code' }) });
    const all = lines.join('\n');
    for (const secret of planted) assert.ok(!all.includes(secret), `the log holds ${secret.slice(0, 12)}…`);
    const refused = await visitor.get('/staff/login?back=/staff/cases');
    await visitor.request(new URL(refused.url).pathname, { method: 'POST', body: new URLSearchParams({ assertion: '{}' }) });
    assert.ok(lines.some((line) => /"code":"key-accepted","staff":"OH1077"/.test(line) && /"requestId"/.test(line)));
    assert.ok(lines.some((line) => line.includes('"code":"key-refused"')));
    for (const line of lines) assert.doesNotMatch(line, /[\n\r]/, 'one entry, one line');
  });

  test('V16.5.2 V16.5.3 where a part fails, the door stays shut', async () => {
    const { deps } = world.server;
    const failing = (text: string) => ({ ...deps.store, query: (sql: string, ...rest: never[]) => (sql.includes(text) ? Promise.reject(new Error('down')) : (deps.store.query as (...all: unknown[]) => unknown)(sql, ...rest)) }) as never;
    for (const part of ['from session', 'session set', 'access_log']) {
      const app = await createApp({ ...deps, store: failing(part) });
      const answer = await app.inject({ url: `/staff/cases/${caseId}`, headers: { host: world.config.publicUrl.host, accept: 'text/html', cookie: `ankomst-staff=${jar(sara).get('ankomst-staff')}` } });
      if (part !== 'from session') assert.ok(answer.statusCode >= 500, `${part}: ${answer.statusCode}`);
      if (answer.statusCode >= 500) assert.doesNotMatch(answer.body, /Mona/);
      await app.close();
    }
  });
});
