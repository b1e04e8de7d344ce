import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import type { World } from '../packages/server/src/testing/world.ts';
import { axeFaults } from '../packages/web/test/axe.ts';

export { openBrowser } from '../packages/web/test/browser.ts';

export interface Look { language?: string; width?: number; height?: number; scripts?: boolean; dark?: boolean }

/** What a phone received: bytes on the wire by kind, and every host that was asked for anything. */
export interface Traffic { bytes: number; requests: number; hosts: Set<string> }

export interface Phone {
  page: Page;
  context: BrowserContext;
  /** Traffic with the authority so far. */
  traffic: Traffic;
  /** Logs in by the eID's page: presses the button of that test person. */
  logIn(name: string, path?: string): Promise<void>;
  /** A picture for the docs, when SHOTS names a folder. */
  shot(name: string): Promise<void>;
}

/** One person's own phone: no script runs on it unless asked for. */
export async function openPhone(browser: Browser, world: World, look: Look = {}): Promise<Phone> {
  const { language = 'sv', width = 320, height = 640, scripts = false, dark = false } = look;
  const context = await browser.newContext({
    javaScriptEnabled: scripts, viewport: { width, height }, locale: language, colorScheme: dark ? 'dark' : 'light', timezoneId: 'Europe/Stockholm',
  });
  const page = await context.newPage();
  // a machine with much to do is slow, not wrong: what is awaited is what shows, however long it takes
  page.setDefaultTimeout(45_000);
  const traffic: Traffic = { bytes: 0, requests: 0, hosts: new Set() };
  const own = new URL(world.server.url).host;
  const cdp = await context.newCDPSession(page);
  await cdp.send('Network.enable');
  const ofOwn = new Set<string>();
  cdp.on('Network.requestWillBeSent', ({ requestId, request }) => {
    const { host, protocol } = new URL(request.url);
    if (protocol === 'data:' || protocol === 'blob:') return;
    traffic.hosts.add(host);
    if (host === own) { ofOwn.add(requestId); traffic.requests += 1; }
  });
  cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => { if (ofOwn.has(requestId)) traffic.bytes += encodedDataLength; });
  let shots = 0;
  return {
    page, context, traffic,
    async logIn(name, path = '/login?with=eid&back=/my') {
      await page.goto(world.server.url + path);
      await press(page.getByRole('button', { name }).first());
    },
    async shot(name) {
      const dir = process.env['SHOTS'];
      if (!dir) return;
      mkdirSync(dir, { recursive: true });
      const file = `${String(shots++).padStart(2, '0')}-${name}-${language}-${width}${dark ? '-dark' : ''}.png`;
      await page.screenshot({ path: join(dir, file), fullPage: true });
    },
  };
}

/** A staff member at the desk's screen: logged in with the key from the cabinet, at `path`, once what `ready` names is there. */
export async function openDesk(browser: Browser, world: World, name: string, path: string, { ready = 'main h1', ...look }: Look & { ready?: string } = {}): Promise<Phone> {
  const phone = await openPhone(browser, world, { language: 'sv', width: 1440, height: 900, scripts: true, ...look });
  await phone.logIn(name, `/staff/login?back=${encodeURIComponent(path)}`);
  await phone.page.locator(ready).first().waitFor();
  return phone;
}

/** Axe has nothing against the page. */
export async function noViolations(page: Page): Promise<void> {
  assert.deepEqual(await axeFaults(page), [], page.url());
}

/** Nothing against the page, nobody scrolls sideways, and a picture of it for the docs. */
export async function sound(phone: Phone, name: string): Promise<void> {
  await noViolations(phone.page);
  assert.equal(await fitsWidth(phone.page), true, name);
  await phone.shot(name);
}

/**
 * Presses what leads to a page, and waits until that page is there. A click alone returns while the answer is under
 * way, and what the test does next (reload, say) then meets a page that is about to be gone.
 */
export async function press(button: Locator): Promise<void> {
  await Promise.all([button.page().waitForEvent('load'), button.click()]);
}

/** Presses what leads on: the continue button of a form, or else its only button. */
export async function goOn(page: Page): Promise<void> {
  const onward = page.locator('main form button[name=do][value=continue]');
  await press((await onward.count() > 0 ? onward : page.locator('main form button')).last());
}

/** No wider than the screen: nobody scrolls sideways to read. */
export async function fitsWidth(page: Page): Promise<boolean> {
  return (await page.locator('html').evaluate((html) => html.scrollWidth <= html.clientWidth)) === true;
}
