import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { openBrowser } from './browser.ts';
import { examples } from './examples.ts';
import { faultsOf, open } from './look-at-pages.ts';

let browser: Browser;
before(async () => { browser = await openBrowser(); });
after(() => browser.close());

// all of axe once; of the dark page its colours, of the mirrored one what may differ by language (all of it: the long run)
for (const [language, scheme, asked] of [['sv', 'light', 'all'], ['sv', 'dark', 'colours'], ['ar', 'light', 'words']] as const) {
  test(`all pages, ${language}, ${scheme}: ${asked}`, async () => assert.deepEqual(await faultsOf(browser, language, scheme, asked), []));
}

// Words are longer in some languages than in those above: Ukrainian and Portuguese most.
for (const language of ['en', 'uk', 'pt']) {
  test(`no page is wider than 320 pixels, ${language}`, async () => {
    const all = (await examples(language)).filter((example) => !example.staff);
    const context = await open(browser, new Map(all.map((example) => [`/${example.name}`, example.html])), 'light');
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
  const context = await open(browser, new Map(all.map((example) => [`/${example.name}`, example.html])), 'light', 640);
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
