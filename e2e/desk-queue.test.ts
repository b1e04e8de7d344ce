// The queue at the desk, in the browser: the next case and why, a list by keyboard, lists kept, many cases at once, search in any spelling; without a single axe violation.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { builtDesk } from '../packages/web/desk/scripts/build.ts';
import { waitingCase } from '../packages/server/src/testing/waiting-case.ts';
import { startWorld, type World } from '../packages/server/src/testing/world.ts';
import { noViolations, openBrowser, openDesk, type Look, type Phone } from './browser.ts';

let world: World, browser: Browser;
before(async () => {
  await builtDesk();
  world = await startWorld();
  const { deps } = world.server;
  const families = ['Silva', 'Oliveira', 'Kovalenko', 'Haddad', 'Tesfaye', 'Lindström', 'Nguyen', 'García'];
  for (let at = 1; at <= 16; at++) {
    const name = at === 7 ? { given: 'Oleksandr', family: 'Shevchenko', native: 'Олександр Шевченко' } : { given: 'Ana', family: `${families[at % families.length]} ${at}` };
    await deps.store.commit(waitingCase(deps, at, { unit: 'labour', service: 'work-permit', born: at === 12 ? '2015-05-01' : '1988-01-02', name }));
  }
  browser = await openBrowser();
});
after(async () => { await browser?.close(); await world?.close(); });

const desk = (name: string, path: string, look?: Look): Promise<Phone> => openDesk(browser, world, name, `/desk${path}`, look);

const current = (page: Page): Promise<string> => page.locator('.grid-row[data-current=true] .number').innerText();

test('the next case by one key: it opens, says why it is this one, and is there when one comes back; a list is walked, chosen from and left by keyboard', { timeout: 240_000 }, async () => {
  const jonas = await desk('Jonas Vik', '/');
  const { page } = jonas;
  await page.getByText('Inget av dina ärenden väntar på dig').waitFor();
  await page.locator('.filter-cards strong').first().waitFor();
  await noViolations(page);
  await page.keyboard.press('n');
  await page.waitForURL(/\/desk\/cases\//);
  // 60 days from when it came and 21 earlier for a child: before one that is four days older
  assert.match(page.url(), /queue-case-12$/);
  assert.match(await page.locator('.toast').innerText(), /99-000012-1 är ditt[\s\S]*rör ett barn \(1 kap\. 10 § utlänningslagen/);
  await page.locator('.panes').waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('h');
  await page.waitForURL(/\/today/);
  await page.locator('.begun li').waitFor();
  await page.locator('.begun').getByText('99-000012-1 Ana Tesfaye 12').waitFor();
  await jonas.shot('today');

  await page.keyboard.press('g');
  await page.keyboard.press('q');
  await page.locator('.grid-row').first().waitFor();
  assert.equal(await page.locator('.grid').getAttribute('aria-rowcount'), '17');
  await page.getByText('Ana Silva 16').waitFor();
  await noViolations(page);
  assert.equal(await current(page), '99-000016-1');
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  assert.equal(await page.locator('.grid-row[aria-selected=true]').count(), 2);
  await page.locator('.bulk-bar').waitFor();
  await jonas.shot('queue');
  await noViolations(page);
  // the one just taken has waited shortest
  await page.keyboard.press('End');
  assert.equal(await current(page), '99-000012-1');
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('.bulk-bar').count(), 0);
  await page.keyboard.press('k');
  await page.keyboard.press('Enter');
  await page.waitForURL(/queue-case-1$/);
  await page.goBack();
  await page.locator('.grid-row[data-current=true]').waitFor();
  assert.equal(await current(page), '99-000001-1');
  await page.context().close();
});

test('a list is filtered in its address, kept under a name, and counted', { timeout: 240_000 }, async () => {
  const karin = await desk('Karin Ek', '/queue');
  const { page } = karin;
  await page.locator('.grid-row').first().waitFor();
  await page.keyboard.press('f');
  await page.keyboard.type('Шевченко');
  await page.waitForURL(/q=/);
  await page.getByText('1 ärenden').first().waitFor();
  await page.getByText('Oleksandr Shevchenko').waitFor();
  await page.getByRole('button', { name: 'Spara listan' }).click();
  await page.getByLabel('Namn', { exact: true }).fill('Shevchenko');
  await page.keyboard.press('Enter');
  const chip = page.locator('.filter-chips li', { hasText: 'Shevchenko' });
  await chip.waitFor();
  assert.equal(await chip.locator('strong').innerText(), '1');
  assert.equal(await chip.locator('a').getAttribute('aria-current'), 'page');
  await page.locator('.filter-chips li', { hasText: 'Mina' }).locator('a').click();
  await page.getByText('Inga ärenden i den här listan').waitFor();
  await noViolations(page);
  await chip.getByRole('button', { name: 'Glöm listan Shevchenko' }).click();
  await chip.waitFor({ state: 'detached' });
  await page.context().close();
});

test('one act on several cases: each of the sample is opened and confirmed, the rest is done, and taken back', { timeout: 240_000 }, async () => {
  const karin = await desk('Karin Ek', '/queue?free=1');
  const { page } = karin;
  await page.locator('.grid-row').first().waitFor();
  await page.getByLabel('Välj alla i listan').check();
  const [, all] = /(\d+) ärenden valda/.exec(await page.locator('.bulk-bar').innerText())!;
  assert.ok(Number(all) >= 15);
  await page.getByRole('button', { name: 'Ta över' }).click();
  await page.waitForURL(/\/bulk\//);
  const run = page.url();
  await page.getByText('Titta först på några').waitFor();
  await noViolations(page);
  for (let at = 0; at < 2; at++) {
    await page.locator('.sample a').nth(at).click();
    await page.waitForURL(/\/cases\//);
    await page.locator('.panes').waitFor();
    await page.goBack();
    await page.locator('.sample li').nth(at).getByRole('button', { name: 'Som det ska vara' }).click();
    await page.locator('.sample li').nth(at).getByText('Bekräftat').waitFor();
  }
  assert.equal(page.url(), run);
  await page.getByRole('button', { name: `Gör ${all} ärenden` }).click();
  await page.getByText(`${all} av ${all} klara`).waitFor();
  await karin.shot('bulk');
  await page.getByRole('button', { name: 'Ångra' }).first().click();
  await page.getByText(`${all} ärenden återställda`).first().waitFor();
  await page.context().close();
});

test('search finds a person written in another alphabet and the names the wrong way round, and leads to the case', { timeout: 240_000 }, async () => {
  const karin = await desk('Karin Ek', '/queue');
  const { page } = karin;
  await page.locator('.grid-row').first().waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('Sjevtjenko Alexander');
  await page.keyboard.press('Enter');
  await page.getByText('Oleksandr Shevchenko', { exact: true }).waitFor();
  await page.getByText('även Олександр Шевченко').waitFor();
  await noViolations(page);
  await karin.shot('search');
  await page.locator('main h1').focus();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.waitForURL(/queue-case-7$/);
  await page.context().close();
});

test('on a phone, in the dark: the list folds, nothing is wider than the screen, and axe finds nothing', { timeout: 240_000 }, async () => {
  const karin = await desk('Karin Ek', '/today', { width: 390, height: 844, dark: true });
  const { page } = karin;
  await page.locator('.filter-cards strong').first().waitFor();
  await noViolations(page);
  await karin.shot('today-phone');
  await page.goto(`${world.server.url}/desk/queue`);
  await page.locator('.grid-row').first().waitFor();
  await karin.shot('queue-phone-first');
  await page.getByText('Ana Silva 16').waitFor();
  assert.ok(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'));
  await noViolations(page);
  await karin.shot('queue-phone');
  await page.context().close();
});
