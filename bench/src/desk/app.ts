// The app in headless Chromium: from a key press to the paint, and from the address to the first view on a thin line.
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { World } from '@ankomst/server/testing';
import { builtDesk, firstFiles } from '../../../packages/web/desk/scripts/build.ts';
import { figure, median, p95, quantileOf } from './figures.ts';

/** What Event Timing measures: from the key press to the next paint, in steps of 8 ms; shorter than 16 ms is not told and counts as 16. */
async function pressed(page: Page, keys: string[]): Promise<number[]> {
  await page.evaluate(`window.painted = []; window.watching?.disconnect(); window.watching = new PerformanceObserver((list) => { for (const one of list.getEntries()) if (one.name === 'keydown') painted.push(one.duration); }); watching.observe({ type: 'event', durationThreshold: 16 });`);
  for (const key of keys) {
    await page.keyboard.press(key);
    await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
  }
  await page.waitForTimeout(300);
  const told = await page.evaluate('painted') as number[];
  return [...told, ...Array.from({ length: Math.max(0, keys.length - told.length) }, () => 16)];
}

/** 2 Mbit/s each way and 300 ms there and back, as an embassy's line. */
const thin = { offline: false, latency: 300, downloadThroughput: 2_000_000 / 8, uploadThroughput: 2_000_000 / 8 };

/** Milliseconds until what is waited for is seen, counted from the address; and what came over the line. */
async function opened(context: BrowserContext, url: string, seen: string): Promise<{ ms: number; kilobytes: number }> {
  const page = await context.newPage();
  const line = await context.newCDPSession(page);
  await line.send('Network.enable');
  await line.send('Network.emulateNetworkConditions', thin);
  let bytes = 0;
  line.on('Network.loadingFinished', ({ encodedDataLength }) => { bytes += encodedDataLength; });
  const begin = performance.now();
  await page.goto(url, { waitUntil: 'commit' });
  await page.locator(seen).first().waitFor();
  const ms = performance.now() - begin;
  // the app puts its other files away for the next time: let it, so that warm is warm
  await line.send('Network.emulateNetworkConditions', { ...thin, latency: 0, downloadThroughput: -1, uploadThroughput: -1 });
  await page.waitForFunction('navigator.serviceWorker?.controller || navigator.serviceWorker?.ready.then(() => true)');
  await page.waitForTimeout(500);
  await page.close();
  return { ms, kilobytes: bytes / 1024 };
}

async function firstView(browser: Browser, world: World, quick: boolean): Promise<void> {
  const folder = await builtDesk();
  const words = (JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Record<string, { file: string }>)['src/words/sv.ts']!.file;
  const bytes = [...firstFiles(folder), words, 'index.html'].reduce((sum, file) => sum + statSync(join(folder, `${file}.gz`)).size, 0);
  figure('the app\'s files before its first view, compressed', bytes / 1024, 'KB', { limit: 350 });

  const url = `${world.server.url}/desk/`;
  const known = await browser.newContext({ locale: 'sv' });
  const login = await known.newPage();
  await login.goto(`${world.server.url}/staff/login?back=%2Fdesk%2F`);
  await login.getByRole('button', { name: 'Karin Ek' }).first().click();
  await login.locator('.next-button').waitFor();
  const state = await known.storageState();
  await known.close();
  const [cold, warm]: [number[], number[]] = [[], []];
  let carried = 0;
  for (let round = 0; round < (quick ? 2 : 7); round++) {
    const context = await browser.newContext({ locale: 'sv', viewport: { width: 1440, height: 900 }, storageState: state });
    const first = await opened(context, url, '.next-button');
    carried = first.kilobytes;
    cold.push(first.ms);
    warm.push((await opened(context, url, '.next-button')).ms);
    await context.close();
  }
  figure('the app opened on 2 Mbit/s and 300 ms, nothing kept: usable after (median)', quantileOf(cold, 0.5), 'ms', { limit: 2000, note: `${carried.toFixed(0)} KB over the line, slowest ${Math.max(...cold).toFixed(0)} ms` });
  figure('the same, opened before: usable after (median)', quantileOf(warm, 0.5), 'ms', { limit: 2000, note: `slowest ${Math.max(...warm).toFixed(0)} ms` });
}

export async function measureApp(world: World, quick: boolean): Promise<void> {
  await builtDesk();
  const browser = await chromium.launch({ ...(process.env['CHROMIUM'] ? { executablePath: process.env['CHROMIUM'] } : {}), args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] });
  try {
    await firstView(browser, world, quick);
    const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'sv' })).newPage();
    page.setDefaultTimeout(60_000);
    await page.goto(`${world.server.url}/staff/login?back=${encodeURIComponent('/desk/queue?waiting=decision')}`);
    await page.getByRole('button', { name: 'Karin Ek' }).first().click();
    await page.locator('.grid-row').first().waitFor();
    const rows = Number(await page.locator('.grid').getAttribute('aria-rowcount')) - 1;
    const many = quick ? 60 : 200;
    const told = async (what: string, keys: string[]): Promise<void> => {
      const taken = await pressed(page, keys);
      figure(`${what} to the paint, list of ${rows.toLocaleString('en')}, p95`, p95(taken), 'ms', { limit: 100, note: median(taken) });
    };
    await told('a key press (j)', Array.from({ length: many }, () => 'j'));
    await told('a key press (j, x in turn)', Array.from({ length: many }, (_, at) => (at % 2 ? 'x' : 'j')));
    await told('a page down', Array.from({ length: 40 }, () => 'PageDown'));
    await told('the end and the beginning (End, Home)', Array.from({ length: 20 }, (_, at) => (at % 2 ? 'Home' : 'End')));
    // the palette is open at the odd presses; the first opening counts too
    await told('the palette (Ctrl+K)', Array.from({ length: 20 }, (_, at) => (at % 2 ? 'Escape' : 'Control+k')));
  } finally {
    await browser.close();
  }
}
