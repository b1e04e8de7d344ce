import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { openBrowser } from './browser.ts';
import { faultsOf } from './look-at-pages.ts';

let browser: Browser;
before(async () => { browser = await openBrowser(); });
after(() => browser.close());

for (const language of ['ar', 'pt']) for (const scheme of ['light', 'dark'] as const) {
  test(`all of axe on all pages, ${language}, ${scheme}`, async () => assert.deepEqual(await faultsOf(browser, language, scheme, 'all'), []));
}
