import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext } from 'playwright-core';
import { openBrowser } from './browser.ts';
import { examples } from './examples.ts';

/**
 * Every page in a real browser, light and dark, left to right and right to left: no axe violations, nothing wider
 * than a 320-pixel screen (WCAG 1.4.10), targets of at least 24 pixels (2.5.8), text at 200 % without loss (1.4.4).
 */
const origin = 'http://ankomst.test';
const assets = (name: string): Buffer => readFileSync(new URL(`../assets/${name}`, import.meta.url));
let browser: Browser;
before(async () => { browser = await openBrowser(); });
after(() => browser.close());

async function open(pages: Map<string, string>, scheme: 'light' | 'dark', width = 320): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: scheme, baseURL: origin, bypassCSP: false });
  await context.route('**', (route) => {
    const url = new URL(route.request().url());
    if (url.origin !== origin) return route.abort();
    const page = pages.get(url.pathname);
    if (page !== undefined) return route.fulfill({ body: page, contentType: 'text/html; charset=utf-8', headers: { 'content-security-policy': "default-src 'self'" } });
    const asset = /^\/assets\/(.+)$/.exec(url.pathname)?.[1];
    if (!asset) return route.fulfill({ status: 404, body: '' });
    return route.fulfill({ body: assets(asset), contentType: asset.endsWith('.css') ? 'text/css' : asset.endsWith('.js') ? 'text/javascript' : 'image/svg+xml' });
  });
  return context;
}

for (const language of ['sv', 'ar']) for (const scheme of ['light', 'dark'] as const) {
  test(`all pages, ${language}, ${scheme}`, async () => {
    const all = await examples(language);
    const context = await open(new Map(all.map((example) => [`/${example.name}`, example.html])), scheme);
    const page = await context.newPage();
    const faults: string[] = [];
    page.on('console', (message) => { if (message.type() === 'error' && /Content Security Policy/.test(message.text()) && !message.text().includes('axe')) faults.push(message.text()); });
    for (const { name, staff } of all) {
      await page.goto(`/${name}`);
      // The dark page is the same but for its colours.
      const axe = new AxeBuilder({ page });
      const { violations } = await (scheme === 'dark' ? axe.withRules(['color-contrast', 'link-in-text-block']) : axe.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])).analyze();
      for (const violation of violations) for (const node of violation.nodes) faults.push(`${name}: ${violation.id} ${node.target.join(' ')} ${node.failureSummary?.split('\n')[1] ?? ''}`);
      const found = await page.evaluate((isStaff) => {
        const wide = document.documentElement.scrollWidth > innerWidth ? [`scrolls to ${document.documentElement.scrollWidth}`] : [];
        const small = [...document.querySelectorAll('button, .ds-button, input, select, summary')].filter((element) => {
          const box = element.getBoundingClientRect();
          return box.width > 0 && (box.height < 24 || box.width < 24 || (!isStaff && element.matches('.ds-button') && box.height < 44));
        }).map((element) => `small: ${element.outerHTML.slice(0, 80)}`);
        return [...wide, ...small];
      }, staff ?? false);
      faults.push(...found.map((fault) => `${name}: ${fault}`));
    }
    await context.close();
    assert.deepEqual(faults, []);
  });
}

// Words are longer in some languages than in those above: Ukrainian and Portuguese most.
for (const language of ['en', 'uk', 'pt']) {
  test(`no page is wider than 320 pixels, ${language}`, async () => {
    const all = (await examples(language)).filter((example) => !example.staff);
    const context = await open(new Map(all.map((example) => [`/${example.name}`, example.html])), 'light');
    const page = await context.newPage();
    const faults: string[] = [];
    for (const { name } of all) {
      await page.goto(`/${name}`);
      const width = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (width > 0) faults.push(`${name}: ${width} pixels too wide`);
    }
    await context.close();
    assert.deepEqual(faults, []);
  });
}

test('text at 200 % and forced colours: nothing runs out of the page, focus is seen', async () => {
  const all = (await examples('sv')).filter((example) => !example.staff);
  const context = await open(new Map(all.map((example) => [`/${example.name}`, example.html])), 'light', 640);
  const page = await context.newPage();
  await page.emulateMedia({ forcedColors: 'active' });
  const faults: string[] = [];
  for (const { name } of all) {
    await page.goto(`/${name}`);
    const width = await page.evaluate(() => {
      document.documentElement.style.fontSize = '200%';
      return document.documentElement.scrollWidth - innerWidth;
    });
    if (width > 0) faults.push(`${name}: ${width} pixels too wide at 200 %`);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    // A radio button shows its focus round itself and its label.
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement!.matches('[type=radio], [type=checkbox]') ? document.activeElement!.parentElement! : document.activeElement!).outlineStyle);
    if (outline === 'none') faults.push(`${name}: focus not seen`);
  }
  await context.close();
  assert.deepEqual(faults, []);
});
