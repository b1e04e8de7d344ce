import { chromium, type Browser, type BrowserContext, type Locator, type Page } from 'playwright-core';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { World } from '../packages/server/src/testing/world.ts';

/** Chromium as a phone or a desk would have it; its background talk to the maker is off, so that every request seen is ours. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    ...(process.env['CHROMIUM'] ? { executablePath: process.env['CHROMIUM'] } : {}),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'],
  });
}

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
  page.setDefaultTimeout(15_000);
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
