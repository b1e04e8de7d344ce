// Filling in a form as a person does, page after page, whatever pages the service shows.
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { goOn, press } from './browser.ts';

/** Answers by the fact's name: text as typed, `true`/`false` and codes as chosen, a day as year-month-day, a file as bytes. */
export type Said = Record<string, string | { name: string; mimeType: string; buffer: Buffer }>;

/** What one walk through a form showed: its pages in order, and the questions asked on them. */
export interface Walk { pages: string[]; questions: string[] }

/**
 * From the list of tasks to the page where all is checked: each page is filled with what is said and sent on.
 * A question nobody has an answer for is left empty; a page that does not go on fails with what it says.
 */
export async function walk(page: Page, caseUrl: string, said: Said): Promise<Walk> {
  const seen: Walk = { pages: [], questions: [] };
  await page.goto(`${caseUrl}/tasks`);
  await press(page.locator('main a.ds-button').first());
  for (let i = 0; i < 40 && !page.url().endsWith('/check'); i++) {
    const here = page.url().split('/').at(-1)!.replace(/[?#].*$/, '');
    assert.ok(seen.pages.at(-1) !== here, `the page ${here} does not go on: ${await page.locator('main').innerText()}`);
    seen.pages.push(here);
    seen.questions.push(...await fillPage(page, said));
    await goOn(page);
  }
  assert.ok(page.url().endsWith('/check'), page.url());
  return seen;
}

/** Fills what the page asks; gives the names of the facts asked for. */
export async function fillPage(page: Page, said: Said): Promise<string[]> {
  const names = new Set<string>();
  for (const control of await page.locator('main form :is(input, select, textarea)[name]').all()) {
    const name = (await control.getAttribute('name'))!;
    if (['csrf', 'once', 'page', 'field', 'do', 'language'].includes(name)) continue;
    const kind = await control.evaluate((element) => (element as HTMLInputElement).type ?? element.tagName);
    const plain = name.replace(/^file:/, '').replace(/\.(day|month|year|given|family|single|words)$/, '');
    const fact = plain.replace(/@[\w.-]+$/, '');
    if (kind !== 'hidden') names.add(fact);
    const value = said[plain] ?? said[fact];
    if (value === undefined) continue;
    if (typeof value !== 'string') {
      if (kind === 'file') await control.setInputFiles(value);
    } else if (kind === 'radio' || kind === 'checkbox') {
      if (await control.getAttribute('value') === value) await control.check();
    } else if (kind === 'select-one') await control.selectOption(value);
    else if (/\.(day|month|year)$/.test(name)) {
      const [year, month, day] = value.split('-');
      await control.fill(name.endsWith('.day') ? day ?? '' : name.endsWith('.month') ? month ?? '' : year ?? '');
    } else if (kind !== 'hidden' && kind !== 'file') await control.fill(value);
  }
  return [...names];
}
