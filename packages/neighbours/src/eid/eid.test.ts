import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import * as oidc from 'openid-client';
import { exportJWK, generateKeyPair } from 'jose';
import { postForm, postJson, startBench } from '../../test/harness.ts';
import type { Bench } from '../../test/harness.ts';

const adam = '199001079814';
const semhar = '199809119804';

/** A browser as far as the login needs one: it follows redirects and keeps cookies. */
function createBrowser() {
  const cookies = new Map<string, string>();
  const visit = async (url: string, init: RequestInit = {}) => {
    const answer = await fetch(url, { ...init, redirect: 'manual', headers: { accept: 'text/html', ...init.headers as object, cookie: [...cookies].map(([k, v]) => `${k}=${v}`).join('; ') } });
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie)!;
      if (value && !/expires=Thu, 01 Jan 1970/i.test(cookie)) cookies.set(name!, value); else cookies.delete(name!);
    }
    return answer;
  };
  /** Follows redirects within the site; stops at a page or at an address elsewhere. */
  const follow = async (url: string, init?: RequestInit): Promise<{ url: string; answer: Response | null }> => {
    let answer = await visit(url, init);
    let at = url;
    while (answer.status >= 300 && answer.status < 400) {
      const next = new URL(answer.headers.get('location')!, at);
      if (next.origin !== new URL(url).origin) return { url: next.href, answer: null };
      at = next.href;
      answer = await visit(at);
    }
    return { url: at, answer };
  };
  return { follow, cookies };
}

describe('eID', () => {
  let bench: Bench;
  let config: oidc.Configuration;
  const discover = (clientId: string, secret: string) =>
    oidc.discovery(new URL(bench.urls.eid), clientId, undefined, oidc.ClientSecretBasic(secret), { execute: [oidc.allowInsecureRequests] });

  before(async () => {
    bench = await startBench();
    config = await discover('ankomst', 'demo-ankomst-secret');
  });
  after(() => bench.close());

  const begin = async (configuration = config, path = '/login/callback', extra: Record<string, string> = {}) => {
    const verifier = oidc.randomPKCECodeVerifier();
    const nonce = oidc.randomNonce();
    const state = oidc.randomState();
    const url = oidc.buildAuthorizationUrl(configuration, {
      redirect_uri: `${bench.authority.url}${path}`, scope: 'openid', code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256', nonce, state, ...extra,
    });
    return { url: url.href, verifier, nonce, state };
  };
  const choose = async (browser: ReturnType<typeof createBrowser>, url: string, fields: Record<string, string>) => {
    const page = await browser.follow(url);
    assert.equal(page.answer?.status, 200);
    return browser.follow(page.url, { method: 'POST', body: new URLSearchParams(fields) });
  };
  const logIn = async (account: string) => {
    const started = await begin();
    const { url } = await choose(createBrowser(), started.url, { account });
    const tokens = await oidc.authorizationCodeGrant(config, new URL(url), { pkceCodeVerifier: started.verifier, expectedNonce: started.nonce, expectedState: started.state });
    return { tokens, claims: tokens.claims()!, url, started };
  };

  test('logs a person in with code and PKCE, and tells who it is in the ID token', async () => {
    const { claims } = await logIn(adam);
    assert.equal(claims.personal_number, adam);
    assert.equal(claims.name, 'Adam Doe');
    assert.equal(claims.family_name, 'Doe');
    assert.equal(claims.birthdate, '1990-01-01', 'the birth date, not the date in the number');
    assert.equal(claims.acr, 'substantial');
    assert.ok(claims.exp - claims.iat <= 300);
    assert.ok(!claims.sub.includes(adam), 'the subject gives the number away');
    assert.equal((await logIn(adam)).claims.sub, claims.sub, 'the subject stays the same');
  });

  test('a person with one name has no family name', async () => {
    const { claims } = await logIn(semhar);
    assert.equal(claims.name, 'Semhar');
    assert.equal(claims.given_name, 'Semhar');
    assert.ok(!('family_name' in claims));
  });

  test('people from abroad log in without a number; the subject is what stays the same', async () => {
    const { claims } = await logIn('abroad-christopher');
    const { name, given_name: given, family_name: family, birthdate, nationality, email } = claims;
    assert.deepEqual([name, given, family, birthdate, nationality], ['Christopher Souza Lima', 'Christopher', 'Souza Lima', '1991-06-14', 'BRA']);
    assert.match(String(email), /@exempel\.example$/);
    assert.ok(!('personal_number' in claims));
    assert.equal((await logIn('abroad-christopher')).claims.sub, claims.sub);
    const wayan = (await logIn('abroad-wayan')).claims;
    assert.deepEqual([wayan.name, 'family_name' in wayan], ['Wayan', false]);
    const page = await createBrowser().follow((await begin(config, undefined, { ui_locales: 'pt-BR' })).url);
    const text = await page.answer!.text();
    assert.match(text, /<html lang="pt"/);
    assert.match(text, /Do exterior, sem número sueco/);
    assert.match(text, /Cozinheiro no Brasil/);
    assert.doesNotMatch(await (await createBrowser().follow((await begin()).url)).answer!.text(), /staff-/);
  });

  test('staff are not among them', async () => {
    assert.equal((await choose(createBrowser(), (await begin()).url, { account: 'staff-omar-haddad' })).answer?.status, 422);
    await assert.rejects(discover('ankomst-staff', 'demo-ankomst-staff-secret').then((staff) => begin(staff, '/staff/login/callback')).then(async ({ url }) => {
      const { answer } = await createBrowser().follow(url);
      if (answer?.status !== 200) throw new Error(`refused with ${answer?.status}`);
    }), /refused with 400/);
  });

  test('asks anew at every login in the same browser', async () => {
    const browser = createBrowser();
    for (const account of [adam, semhar]) {
      const started = await begin();
      const { url } = await choose(browser, started.url, { account });
      const tokens = await oidc.authorizationCodeGrant(config, new URL(url), { pkceCodeVerifier: started.verifier, expectedNonce: started.nonce, expectedState: started.state });
      assert.equal(tokens.claims()!.personal_number, account);
    }
    const silent = await browser.follow((await begin(config, undefined, { prompt: 'none' })).url);
    assert.equal(new URL(silent.url).searchParams.get('error'), 'login_required');
  });

  test('does not mind more scopes or a wish to log in anew', async () => {
    const started = await begin(config, undefined, { scope: 'openid profile', prompt: 'login', acr_values: 'substantial', ui_locales: 'uk' });
    const { url } = await choose(createBrowser(), started.url, { account: adam });
    const tokens = await oidc.authorizationCodeGrant(config, new URL(url), { pkceCodeVerifier: started.verifier, expectedNonce: started.nonce, expectedState: started.state });
    assert.deepEqual([tokens.claims()!.personal_number, tokens.claims()!.acr], [adam, 'substantial']);
  });

  test('takes any number of the register as typed, and says when there is nobody', async () => {
    const browser = createBrowser();
    const started = await begin(config, undefined, { ui_locales: 'ar sv' });
    const page = await browser.follow(started.url);
    const text = await page.answer!.text();
    assert.match(text, /<html lang="ar" dir="rtl">/);
    const wrong = await browser.follow(page.url, { method: 'POST', body: new URLSearchParams({ number: '19121212-1212' }) });
    assert.equal(wrong.answer?.status, 422);
    assert.match(await wrong.answer!.text(), /لا يوجد في سجل السكان/);
    const right = await browser.follow(page.url, { method: 'POST', body: new URLSearchParams({ number: '900107-9814' }) });
    assert.ok(new URL(right.url).searchParams.get('code'));
  });

  test('a cancelled login comes back as access_denied', async () => {
    const { url } = await choose(createBrowser(), (await begin()).url, { cancel: 'true' });
    assert.equal(new URL(url).searchParams.get('error'), 'access_denied');
  });

  test('refuses a wrong verifier, a used code, a foreign redirect, and a request without S256', async () => {
    const started = await begin();
    const { url } = await choose(createBrowser(), started.url, { account: adam });
    const exchange = (verifier: string) => oidc.authorizationCodeGrant(config, new URL(url), { pkceCodeVerifier: verifier, expectedNonce: started.nonce, expectedState: started.state });
    await assert.rejects(exchange(oidc.randomPKCECodeVerifier()), { error: 'invalid_grant' });
    const { access_token: accessToken } = await exchange(started.verifier);
    await assert.rejects(exchange(started.verifier), { error: 'invalid_grant' });
    const afterReplay = await fetch(`${bench.urls.eid}/me`, { headers: { authorization: `Bearer ${accessToken}` } });
    assert.equal(afterReplay.status, 401, 'a replayed code takes its tokens with it');

    const foreign = await createBrowser().follow((await begin(config, undefined, { redirect_uri: 'http://evil.example/login/callback' })).url);
    assert.equal(foreign.answer?.status, 400);
    const weak: Record<string, string>[] = [{ code_challenge: '', code_challenge_method: '' }, { code_challenge_method: 'plain' }];
    for (const change of weak) {
      const { url: back } = await createBrowser().follow((await begin(config, undefined, change)).url);
      assert.equal(new URL(back).searchParams.get('error'), 'invalid_request');
    }
    const implicit = await createBrowser().follow((await begin(config, undefined, { response_type: 'id_token' })).url);
    assert.ok(implicit.url.includes('unsupported_response_type') || implicit.answer?.status === 400);
  });

  test('does not echo another Host, nor take another site\'s form', async () => {
    const { port } = new URL(bench.urls.eid);
    const answer = await new Promise<number>((resolve, reject) => {
      import('node:http').then(({ get }) => get({ port, path: '/.well-known/openid-configuration', headers: { host: 'evil.example' } }, (response) => {
        response.resume();
        resolve(response.statusCode!);
      }).on('error', reject), reject);
    });
    assert.equal(answer, 421);
    assert.equal((await postForm(`${bench.urls.eid}/control`, { reset: 'true' }, { origin: 'http://evil.example' })).status, 403);
  });

  test('signs one ID token wrongly when told to', async () => {
    assert.equal((await postJson(`${bench.urls.eid}/control`, { badSignature: true })).status, 200);
    const strict = await discover('ankomst', 'demo-ankomst-secret');
    oidc.enableNonRepudiationChecks(strict);
    const attempt = async () => {
      const started = await begin(strict);
      const { url } = await choose(createBrowser(), started.url, { account: adam });
      return oidc.authorizationCodeGrant(strict, new URL(url), { pkceCodeVerifier: started.verifier, expectedNonce: started.nonce, expectedState: started.state });
    };
    await assert.rejects(attempt());
    assert.equal((await attempt()).claims()!.personal_number, adam);
  });

  test('is down when told to be, but for its control page', async () => {
    await postJson(`${bench.urls.eid}/control`, { down: true });
    assert.equal((await fetch(`${bench.urls.eid}/.well-known/openid-configuration`)).status, 503);
    assert.equal((await postJson(`${bench.urls.eid}/control`, { paused: true })).status, 400, 'it has no queue to hold back');
    await postJson(`${bench.urls.eid}/control`, { reset: true });
    assert.equal((await fetch(`${bench.urls.eid}/.well-known/openid-configuration`)).status, 200);
  });

  test('a login begun before a restart can be finished, with the same keys', async () => {
    const keys = await (await fetch(`${bench.urls.eid}/jwks`)).json();
    const browser = createBrowser();
    const started = await begin();
    const page = await browser.follow(started.url);
    await bench.restart();
    const { url } = await browser.follow(page.url, { method: 'POST', body: new URLSearchParams({ account: adam }) });
    const tokens = await oidc.authorizationCodeGrant(config, new URL(url), { pkceCodeVerifier: started.verifier, expectedNonce: started.nonce, expectedState: started.state });
    assert.equal(tokens.claims()!.personal_number, adam);
    assert.deepEqual(await (await fetch(`${bench.urls.eid}/jwks`)).json(), keys);
  });
});

test('eID: a client may prove itself by its own key instead of a secret', async () => {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = { ...await exportJWK(publicKey), kid: 'client-1', alg: 'ES256', use: 'sig' };
  const bench = await startBench({ clients: { ankomst: { jwks: { keys: [jwk] } } } });
  try {
    const config = await oidc.discovery(new URL(bench.urls.eid), 'ankomst', undefined, oidc.PrivateKeyJwt({ key: privateKey, kid: 'client-1' }), { execute: [oidc.allowInsecureRequests] });
    const verifier = oidc.randomPKCECodeVerifier();
    const url = oidc.buildAuthorizationUrl(config, { redirect_uri: `${bench.authority.url}/login/callback`, scope: 'openid', code_challenge: await oidc.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256' });
    const browser = createBrowser();
    const page = await browser.follow(url.href);
    const back = await browser.follow(page.url, { method: 'POST', body: new URLSearchParams({ account: adam }) });
    const tokens = await oidc.authorizationCodeGrant(config, new URL(back.url), { pkceCodeVerifier: verifier, idTokenExpected: true });
    assert.equal(tokens.claims()!.personal_number, adam);
  } finally {
    await bench.close();
  }
});
