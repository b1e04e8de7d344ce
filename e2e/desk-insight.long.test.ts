// The authority's map in the browser: from the unit to one case in three clicks, every picture with its table, the keyboard, still where asked for, and a file of one's own.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
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
async function desk(name: string, path: string, look: Look & { still?: boolean } = {}): Promise<Phone> {
  const phone = await openPhone(browser, world, { language: 'sv', width: 1440, height: 900, scripts: true, ...look });
  phone.page.on('console', (message) => { if (message.type() === 'error') troubles.push(message.text()); });
  phone.page.on('pageerror', (error) => troubles.push(error.message));
  if (look.still) await phone.page.emulateMedia({ reducedMotion: 'reduce' });
  await phone.logIn(name, `/staff/login?back=${encodeURIComponent(path)}`);
  await phone.page.locator('.picture, .empty, .file-step').first().waitFor();
  return phone;
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
    await picture.getByRole('button', { name: 'Bild', exact: true }).click();
  }
  assert.match(page.url(), /view=prescribed/, 'the address holds it');
  await page.goto(`${world.server.url}/desk/insight`);
  await page.locator('#picture-flow').waitFor();
  for (const [button, name, begins] of [['Spara bild (SVG)', 'ankomst-flow.svg', '<?xml'], ['Spara tabell (CSV)', 'ankomst-flow.csv', '\ufeffSteg eller väg,']] as const) {
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: button }).click()]);
    assert.equal(download.suggestedFilename(), name);
    assert.ok((await readFile(await download.path(), 'utf8')).startsWith(begins));
  }
  assert.deepEqual(troubles, []);
});

test('by keyboard alone: a step chosen on the map is a filter in the address, undone by z; to a case in three clicks', { timeout: 120_000 }, async () => {
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

  await page.goto(`${world.server.url}/desk/insight`);
  await page.getByRole('button', { name: 'Visa ärendena' }).click();
  await page.locator('.case-list tbody a').first().click();
  await page.locator('#picture-case').waitFor();
  assert.ok(await page.locator('.case-events li').count() > 2);
  await noViolations(page);
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

test('on a phone in the dark nothing is cut off sideways; an auditor begins with the whole authority', { timeout: 120_000 }, async () => {
  const phone = await desk('Ivan Novak', '/desk/insight', { width: 390, height: 800, dark: true });
  assert.ok(await phone.page.getByRole('button', { name: 'Myndigheten' }).getAttribute('aria-current'));
  assert.ok(await fitsWidth(phone.page));
  await noViolations(phone.page);
  await phone.shot('insight-phone');
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
