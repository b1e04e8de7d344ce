// A staff member's own passkey in a real browser: made by a link, used to log in, asked for again before deciding, shut when lost.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, CDPSession } from 'playwright-core';
import { inviteColleague } from '../packages/server/src/staff-login/invite-colleague.ts';
import { startWorld, type World } from '../packages/server/src/testing/world.ts';
import { openBrowser, openPhone, press, type Phone } from './browser.ts';

let world: World, browser: Browser;
// Browsers make keys for names, never for an address of numbers.
before(async () => {
  world = await startWorld({ config: (config) => ({ ...config, publicUrl: new URL(config.publicUrl.href.replace('127.0.0.1', 'localhost')) }) });
  browser = await openBrowser();
});
after(async () => { await browser?.close(); await world?.close(); });

/** A phone with a key built in, as Chromium plays one: it verifies its holder, and may be told not to. */
async function withKey(look: Parameters<typeof openPhone>[2]): Promise<{ phone: Phone; cdp: CDPSession; key: string }> {
  const phone = await openPhone(browser, world, { language: 'sv', scripts: true, ...look });
  const cdp = await phone.context.newCDPSession(phone.page);
  await cdp.send('WebAuthn.enable');
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
  });
  return { phone, cdp, key: authenticatorId };
}

const pressKey = (phone: Phone, name: string): Promise<void> => press(phone.page.getByRole('button', { name, exact: true }));

test('a passkey: made on a phone, logs in, is asked for again, is refused unverified, and shut', { timeout: 240_000 }, async () => {
  const { phone, cdp, key } = await withKey({ width: 390, height: 800 });
  const { page } = phone;
  const token = await inviteColleague(world.server.deps, 'ES1201', 'SL1042');
  await page.goto(`${world.server.url}/staff/enrol/${token}`);
  assert.match(await page.locator('main').innerText(), /Du är .*Sara Lind.*, .*SL1042/);
  await phone.shot('enrol');
  await page.fill('#label', 'Jobbtelefonen');
  await pressKey(phone, 'Gör nyckeln');
  assert.match(await page.locator('h1').innerText(), /Nyckeln är klar/);
  const { credentials } = await cdp.send('WebAuthn.getCredentials', { authenticatorId: key });
  assert.equal(credentials.length, 1);
  assert.equal(credentials[0]!.isResidentCredential, true);

  await page.goto(`${world.server.url}/staff/cases`);
  await phone.shot('login');
  // a key used without showing that it is theirs: the page stays and says so
  await cdp.send('WebAuthn.setUserVerified', { authenticatorId: key, isUserVerified: false });
  await page.getByRole('button', { name: 'Använd nyckel', exact: true }).click();
  await page.locator('[data-said]', { hasText: 'Ingen nyckel användes' }).waitFor();
  await cdp.send('WebAuthn.setUserVerified', { authenticatorId: key, isUserVerified: true });
  await pressKey(phone, 'Använd nyckel');
  await page.waitForURL(/\/staff\/cases$/);
  assert.match(await page.locator('header').innerText(), /Sara Lind/);

  await page.goto(`${world.server.url}/staff/me`);
  assert.match(await page.locator('main').innerText(), /Jobbtelefonen/);
  await phone.shot('me');
  await press(page.locator('tr', { hasText: 'Jobbtelefonen' }).getByRole('button'));
  await page.goto(`${world.server.url}/staff/cases`);
  await pressKey(phone, 'Använd nyckel');
  assert.match(await page.locator('[role=alert]').innerText(), /gick inte att logga in med den nyckeln/);
  await phone.shot('refused');
  assert.deepEqual([...phone.traffic.hosts].filter((host) => host !== new URL(world.server.url).host), [], 'nobody else is asked');
  await phone.context.close();
});

test('a browser with scripts and no key says what to do; without scripts the page is whole', { timeout: 240_000 }, async () => {
  const phone = await openPhone(browser, world, { language: 'sv', scripts: true, width: 1440, height: 900, dark: true });
  await phone.page.goto(`${world.server.url}/staff/cases`);
  assert.match(await phone.page.locator('main').innerText(), /Din chef ger dig en länk/);
  await phone.shot('no-key');
  await phone.context.close();
  const plain = await openPhone(browser, world, { language: 'en', scripts: false });
  await plain.page.goto(`${world.server.url}/staff/cases`);
  assert.match(await plain.page.locator('main').innerText(), /Without JavaScript the browser cannot ask the key/);
  await plain.context.close();
});
