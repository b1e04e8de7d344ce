// The authority's map in the browser: every level in three presses, every picture with its table and its files, what just happened, the keyboard, still where asked for, and a file of one's own.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import type { Browser, Locator, Page } from 'playwright-core';
import { parseXes, validateOcelJson } from '../packages/mining/src/index.ts';
import { shippedPeople } from '../packages/neighbours/src/index.ts';
import { loadDemo } from '../packages/server/src/demo/load-demo.ts';
import { liveLog } from '../packages/server/src/insight/live-log.ts';
import { startWorld, type World } from '../packages/server/src/testing/world.ts';
import { builtDesk } from '../packages/web/desk/scripts/build.ts';
import { fitsWidth, noViolations, openBrowser, openPhone, type Look, type Phone } from './browser.ts';

let world: World, browser: Browser;
before(async () => {
  await builtDesk();
  // a few invented cases with their history: enough for every picture to have something to show
  world = await startWorld();
  await loadDemo(world.server.deps, { people: shippedPeople(), cases: 60 });
  await liveLog(world.server.deps).upToDate();
  browser = await openBrowser();
});
after(async () => { await browser?.close(); await world?.close(); });

const troubles: string[] = [];
async function desk(name: string, path: string, look: Look & { still?: boolean; clock?: boolean } = {}): Promise<Phone> {
  const phone = await openPhone(browser, world, { language: 'sv', width: 1440, height: 900, scripts: true, ...look });
  phone.page.on('console', (message) => { if (message.type() === 'error') troubles.push(message.text()); });
  phone.page.on('pageerror', (error) => troubles.push(error.message));
  if (look.still) await phone.page.emulateMedia({ reducedMotion: 'reduce' });
  if (look.clock) await phone.page.clock.install();
  await phone.logIn(name, `/staff/login?back=${encodeURIComponent(path)}`);
  await phone.page.locator('.picture, .empty, .file-step').first().waitFor();
  return phone;
}

/** What a button hands over as a file of this name. */
async function saved(page: Page, button: string, name: string): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: button }).or(page.getByRole('link', { name: button })).click()]);
  assert.equal(download.suggestedFilename().replace(/\d{4}-\d\d-\d\d/, 'DAY'), name);
  return readFile(await download.path(), 'utf8');
}

const pictures = [['Flödeskarta', 'flow'], ['Flaskhalsar', 'waits'], ['Ålderspyramid', 'ages'], ['Styrdiagram', 'lead'], ['Vägar', 'variants'], ['Prickdiagram', 'dots'], ['Föreskrivet och verkligt', 'prescribed']] as const;

test('every picture has a sentence and a table, can be saved, and has nothing against it', { timeout: 120_000 }, async () => {
  const { page, shot } = await desk('Sara Lind', '/desk/insight');
  for (const [name, view] of pictures) {
    await page.locator('.view-tabs').getByRole('button', { name }).click();
    const picture = page.locator(`section.picture[aria-labelledby="picture-${view}"]`);
    await picture.waitFor();
    assert.ok((await picture.locator('.picture-sentence').innerText()).endsWith('.'), view);
    await noViolations(page);
    await shot(`insight-${view}`);
    await picture.getByRole('button', { name: 'Tabell', exact: true }).click();
    await picture.locator('table').waitFor();
    // sixty cases may all have gone as prescribed
    if (view !== 'prescribed') assert.ok(await picture.locator('tbody tr').count() > 0, view);
    if (view === 'flow' || view === 'waits') await noViolations(page);
    const table = await saved(page, 'Spara tabell (CSV)', `ankomst-${view}.csv`);
    assert.ok(table.startsWith('\ufeff') && table.split('\r\n').length > (view === 'prescribed' ? 1 : 2), view);
    await picture.getByRole('button', { name: 'Bild', exact: true }).click();
    if (await picture.locator('svg[data-picture]').count() > 0) {
      const drawn = await saved(page, 'Spara bild (SVG)', `ankomst-${view}.svg`);
      assert.ok(await page.evaluate((text) => new DOMParser().parseFromString(text, 'image/svg+xml').querySelector('parsererror, [class], [style]') === null, drawn), `${view} stands alone`);
      assert.match(drawn, /<desc>[^<]+\.<\/desc>/, view);
      assert.doesNotMatch(drawn, /var\(|="(NaN|undefined)/, view);
    }
  }
  assert.match(page.url(), /view=prescribed/, 'the address holds it');
  assert.deepEqual(troubles, []);
});

test('by keyboard alone: a step chosen on the map is a filter in the address, undone by z', { timeout: 120_000 }, async () => {
  const { page } = await desk('Sara Lind', '/desk/insight');
  const cases = page.locator('.filters .n');
  const all = await cases.innerText();
  await page.getByRole('button', { name: /^Ansökan inskickad/ }).focus();
  await page.keyboard.press('Enter');
  await page.locator('.chip', { hasText: 'Genom Ansökan inskickad' }).waitFor();
  await page.waitForFunction((before) => document.querySelector('.filters .n')?.textContent !== before, all);
  const chosen = page.url();
  assert.match(decodeURIComponent(chosen), /"activities"/);
  await page.locator('h1').first().focus();
  await page.keyboard.press('z');
  await page.locator('.chip').waitFor({ state: 'detached' });
  // the address alone brings it back
  await page.goto(chosen);
  await page.locator('.chip').waitFor();
});

test('from the first look every level is three presses away at most: authority, unit, team, one\'s own queue, one case', { timeout: 120_000 }, async () => {
  const ways: [name: string, level: string, presses: (page: Page) => Locator[]][] = [
    ['Ivan Novak', 'Myndigheten', () => []],
    ['Ivan Novak', 'Enheten', (page) => [page.getByRole('button', { name: 'Enheten' })]],
    ['Ivan Novak', 'Teamet', (page) => [page.getByRole('button', { name: 'Teamet' })]],
    ['Sara Lind', 'Min kö', (page) => [page.getByRole('button', { name: 'Min kö' })]],
  ];
  for (const [name, level, presses] of ways) {
    const { page } = await desk(name, '/desk/insight');
    const all = presses(page);
    for (const one of all) await one.click();
    assert.ok(all.length <= 3);
    await page.locator('.level-row [aria-current]', { hasText: level }).waitFor();
    await page.locator('.picture, .empty').first().waitFor();
    await page.context().close();
  }
  const { page, shot } = await desk('Sara Lind', '/desk/insight');
  const toCase = [page.getByRole('button', { name: 'Visa ärendena' }), page.locator('.case-list tbody a').first()];
  for (const one of toCase) await one.click();
  assert.ok(toCase.length <= 3);
  await page.locator('#picture-case').waitFor();
  assert.ok(await page.locator('.case-events li').count() > 2);
  await noViolations(page);
  await shot('insight-case');
  assert.match(await saved(page, 'Spara bild (SVG)', 'ankomst-case.svg'), /<svg/);
});

test('what happens is on a map that stands open within a minute, and nobody presses anything', { timeout: 120_000 }, async () => {
  const { page } = await desk('Ivan Novak', '/desk/insight', { clock: true });
  const cases = page.locator('.filters .n');
  const before = await cases.innerText();
  await world.birth('mona');
  for (let seconds = 0; seconds < 60 && await cases.innerText() === before; seconds += 15) {
    await page.clock.runFor(15_000);
    // the page's clock is put forward; the answer takes its own time
    await page.waitForFunction((text) => document.querySelector('.filters .n')?.textContent !== text, before, { timeout: 5_000 }).catch(() => {});
  }
  assert.notEqual(await cases.innerText(), before);
});

test('a leader takes the unit\'s log away, without names: it opens again', { timeout: 120_000 }, async () => {
  const { page } = await desk('Eva Ström', '/desk/insight');
  assert.ok(parseXes(await saved(page, 'XES', 'ankomst-DAY.xes')).caseIds.length > 20);
  assert.deepEqual(validateOcelJson(await saved(page, 'OCEL', 'ankomst-DAY.ocel.json')), []);
});

test('cases move on the map; where little motion is asked for they do not, and the map says so', { timeout: 120_000 }, async () => {
  const moving = await desk('Sara Lind', '/desk/insight');
  await moving.page.getByRole('button', { name: /Spela de senaste/ }).click();
  await moving.page.waitForFunction(() => ((window as { insightFilm?: { spent: { frames: number } } }).insightFilm?.spent.frames ?? 0) > 3);
  await moving.page.getByRole('button', { name: 'Pausa' }).click();
  await noViolations(moving.page);
  const still = await desk('Sara Lind', '/desk/insight', { still: true });
  await still.page.getByText('Din dator ber om lite rörelse').waitFor();
  assert.equal(await still.page.locator('canvas').count(), 0);
});

test('on a phone and on a wide screen, in the light and in the dark: nothing is cut off sideways, every picture and table sound; an auditor begins with the whole authority', { timeout: 240_000 }, async () => {
  for (const look of [{ width: 390, height: 800, dark: true }, { width: 390, height: 800 }, { dark: true }]) {
    const phone = await desk('Ivan Novak', '/desk/insight', look);
    assert.ok(await phone.page.getByRole('button', { name: 'Myndigheten' }).getAttribute('aria-current'));
    await phone.page.locator('.levels').getByLabel('Tjänst').selectOption('child-born-in-sweden');
    for (const [name, view] of pictures) {
      const tab = phone.page.locator('.view-tabs').getByRole('button', { name });
      await tab.click();
      await phone.page.locator(`section.picture[aria-labelledby="picture-${view}"]`).waitFor();
      assert.ok(await fitsWidth(phone.page), view);
      // but for the map, which is pushed aside, every picture fits
      if (view !== 'flow') for (const box of await phone.page.locator('.chart-scroll').all()) assert.ok(await box.evaluate((one) => one.scrollWidth <= one.clientWidth), `${view} fits`);
      await noViolations(phone.page);
      await phone.shot(`insight-${view}`);
      await phone.page.getByRole('button', { name: 'Tabell', exact: true }).click();
      await phone.page.locator('.twin table').waitFor();
      assert.ok(await fitsWidth(phone.page), view);
      await noViolations(phone.page);
      await phone.page.getByRole('button', { name: 'Bild', exact: true }).click();
    }
    await phone.context.close();
  }
  assert.deepEqual(troubles, []);
});

test('a number opens its cases: as many as it says, in the address, with a chip that takes it away, and back is back', { timeout: 120_000 }, async () => {
  const { page } = await desk('Sara Lind', '/desk/insight?view=ages');
  const total = page.locator('svg[data-picture=ages] .axis.strong.figure').filter({ hasText: /\d/ }).first();
  const many = await total.textContent();
  await total.click();
  await page.locator('.filters .n', { hasText: new RegExp(`^${many} ärenden`) }).waitFor();
  await page.locator('.case-list tbody tr').first().waitFor();
  assert.equal(await page.locator('.case-list tbody tr').count(), Number(many));
  assert.match(decodeURIComponent(page.url()), /"spot":"ages"/);
  const address = page.url();
  await page.goBack();
  await page.locator('.chip').waitFor({ state: 'detached' });
  await page.goto(address);
  await page.locator('.chip').click();
  await page.locator('.chip').waitFor({ state: 'detached' });
  // the table's rows do the same, and the address says that it is the table
  await page.getByRole('button', { name: 'Tabell', exact: true }).click();
  const row = page.locator('.twin tbody tr').filter({ has: page.getByRole('button') }).last();
  const told = await row.locator('td.number').last().innerText();
  await row.getByRole('button').click();
  await page.locator('.filters .n', { hasText: new RegExp(`^${told} ärenden`) }).waitFor();
  assert.match(page.url(), /as=table/);
});

test('by keyboard alone: from level to level, through the views, the sliders, the film and a table, to a case', { timeout: 120_000 }, async () => {
  const { page } = await desk('Ivan Novak', '/desk/insight');
  /** Tabs on until what has the focus is this. */
  const reach = async (what: Locator): Promise<void> => {
    for (let n = 0; n < 120; n++) {
      if (await what.evaluate((one) => one === document.activeElement)) return;
      await page.keyboard.press('Tab');
    }
    assert.fail(`${String(what)} is not reached`);
  };
  const choose = async (what: Locator, key = 'Enter'): Promise<void> => { await reach(what); await page.keyboard.press(key); };
  const level = page.locator('.level-row').getByRole('button', { name: 'Enheten' });
  await choose(level);
  await page.locator('.level-row [aria-current]', { hasText: 'Enheten' }).waitFor();
  await page.locator('#picture-flow').waitFor();
  const paths = page.getByRole('slider', { name: /^Vägar/ });
  const before = await paths.inputValue();
  await choose(paths, 'ArrowRight');
  assert.notEqual(await paths.inputValue(), before);
  await choose(page.getByRole('button', { name: /Spela de senaste/ }));
  await page.getByRole('button', { name: 'Pausa' }).waitFor();
  await choose(page.getByRole('button', { name: 'Pausa' }));
  const day = page.locator('.film-seek input');
  const stood = await page.locator('.film-day').innerText();
  await reach(day);
  for (let n = 0; n < 8; n++) await page.keyboard.press('PageUp');
  await page.waitForFunction((was) => document.querySelector('.film-day')?.textContent !== was, stood);
  await choose(page.getByRole('button', { name: 'Stäng filmen' }));
  await page.locator('canvas.film').waitFor({ state: 'detached' });
  await page.locator('h1').first().focus();
  await choose(page.locator('.view-tabs').getByRole('button', { name: 'Ålderspyramid' }));
  await choose(page.getByRole('button', { name: 'Tabell', exact: true }));
  await choose(page.locator('.twin tbody').getByRole('button').first());
  // whoever asked for the cases is taken to them
  await page.locator('#insight-cases:focus').waitFor();
  await choose(page.locator('.case-list tbody a').first());
  await page.locator('#picture-case').waitFor();
});

test('a table of one\'s own: columns chosen, mistakes told with their line, the same pictures, and nothing sent anywhere', { timeout: 120_000 }, async () => {
  const { page } = await desk('Ivan Novak', '/desk/insight/file');
  const sent: string[] = [];
  page.on('request', (request) => { if (request.method() !== 'GET' && new URL(request.url()).protocol !== 'blob:') sent.push(request.url()); });
  const rows = (broken: string) => `order;step;when\n${Array.from({ length: 12 }, (_, i) => ['Received', 'Packed', 'Shipped'].map((step, s) => `${i};${step};2026-03-${String(s * 3 + 1 + (i % 3)).padStart(2, '0')}T09:00:00Z`).join('\n')).join('\n')}\n${broken}`;
  await page.setInputFiles('input[type=file]', { name: 'orders.csv', mimeType: 'text/csv', buffer: Buffer.from(rows('13;Received;yesterday\n')) });
  await page.getByLabel('Steg').selectOption('step');
  await noViolations(page);
  await page.getByRole('button', { name: 'Läs filen' }).click();
  await page.locator('[role=alert]', { hasText: 'Rad 38' }).waitFor();
  await page.getByRole('button', { name: /Läs det som går/ }).click();
  await page.locator('#picture-flow').waitFor();
  await page.getByText('12 ärenden i urvalet').or(page.getByText('13 ärenden i urvalet')).waitFor();
  await page.getByRole('button', { name: /^Packed/ }).waitFor();
  await noViolations(page);
  assert.deepEqual(sent, []);
});
