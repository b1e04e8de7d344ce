import { readFileSync } from 'node:fs';
import type { Browser, BrowserContext } from 'playwright-core';
import { axeFaults } from './axe.ts';
import { examples } from './examples.ts';

/**
 * Every page in a real browser, light and dark, left to right and right to left: no axe violations, nothing wider
 * than a 320-pixel screen (WCAG 1.4.10), targets of at least 24 pixels (2.5.8), text at 200 % without loss (1.4.4).
 */
const origin = 'http://ankomst.test';
const assets = (name: string): Buffer => readFileSync(new URL(`../assets/${name}`, import.meta.url));

/** A browser context in which these pages, and the project's own assets, are all there is. */
export async function open(browser: Browser, pages: Map<string, string>, scheme: 'light' | 'dark', width = 320): Promise<BrowserContext> {
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

/** Which of axe's rules are asked: all of them; the colours alone (a dark page is else the light one); or what may differ by language. */
export type Asked = 'all' | 'colours' | 'words';
const all = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const words = ['cat.language', 'cat.name-role-value', 'cat.forms', 'cat.text-alternatives'];

/** Everything wrong on every page in one language and scheme: axe's violations, what is wider than the screen, targets too small, CSP. */
export async function faultsOf(browser: Browser, language: string, scheme: 'light' | 'dark', asked: Asked): Promise<string[]> {
  const pages = await examples(language);
  const context = await open(browser, new Map(pages.map((example) => [`/${example.name}`, example.html])), scheme);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('console', (message) => { if (message.type() === 'error' && /Content Security Policy/.test(message.text()) && !message.text().includes('axe')) faults.push(message.text()); });
  for (const { name, staff } of pages) {
    await page.goto(`/${name}`);
    const against = await axeFaults(page, asked === 'colours' ? { rules: ['color-contrast', 'link-in-text-block'] } : { tags: asked === 'all' ? all : words });
    faults.push(...against.map((fault) => `${name}: ${fault}`));
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
  return faults;
}
