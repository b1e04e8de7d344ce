// Officers together at the desk: one case and two of them, a lease that runs out while typing, the server gone and back while typing; the keyboard, and the frame itself.
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { builtDesk } from '../packages/web/desk/scripts/build.ts';
import { startServer, type RunningServer } from '../packages/server/src/start-server.ts';
import { leftByRobot } from '../packages/server/src/testing/left-by-robot.ts';
import { eventually, startWorld, type World } from '../packages/server/src/testing/world.ts';
import { fitsWidth, noViolations, openBrowser, openPhone, type Look, type Phone } from './browser.ts';

let world: World, browser: Browser, caseId: string, restarted: RunningServer | undefined;
const complaints: string[] = [];
const open: Phone[] = [];
before(async () => {
  world = await startWorld();
  [browser, caseId] = await Promise.all([openBrowser(), leftByRobot(world), builtDesk()]);
});
after(async () => { await browser?.close(); await restarted?.close(); await world?.close(); });
// however a test ended, the next one finds nobody at the case, and nobody who still has it
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.context.close()));
  world.clock.advance(6 * 60_000);
});

/** A staff member at a screen, in Swedish, scripts on; what the content policy or the page complains of is kept. */
async function desk(name: string, path: string, look: Look = {}): Promise<Phone> {
  const phone = await openPhone(browser, world, { language: 'sv', width: 1280, height: 900, scripts: true, ...look });
  open.push(phone);
  phone.page.on('pageerror', (error) => complaints.push(error.message));
  phone.page.on('console', (said) => { if (/Content Security Policy|Refused to/.test(said.text())) complaints.push(said.text()); });
  await phone.logIn(name, `/staff/login?back=${encodeURIComponent(path)}`);
  return phone;
}
const bar = (page: Page, state: string) => page.locator(`.lease[data-state=${state}]`);
const openNotes = async (page: Page): Promise<void> => { await page.locator('.lease').waitFor(); await page.keyboard.press('n'); await page.getByLabel('Ny anteckning').waitFor(); };
const noteStored = async (): Promise<string | undefined> =>
  (await world.server.deps.store.query<{ value: string }>(`select value from work_field where case_id = $1 and field = 'note'`, [caseId]))[0]?.value;

test('two officers on one case: who has it is said to the other, who asks, and is given it', { timeout: 240_000 }, async () => {
  const sara = await desk('Sara Lind', `/desk/cases/${caseId}`);
  await bar(sara.page, 'mine').waitFor();
  const omar = await desk('Omar Haddad', `/desk/cases/${caseId}`);
  await bar(omar.page, 'theirs').getByText(/Sara Lind arbetar med ärendet sedan \d\d:\d\d, till \d\d:\d\d/).waitFor();
  await sara.page.getByText('Omar Haddad tittar också').waitFor();
  await noViolations(omar.page);
  await omar.shot('held-by-colleague');
  await omar.page.getByRole('button', { name: 'Be att få det' }).click();
  await sara.page.locator('.lease-asked').getByText('Omar Haddad vill gärna ta över ärendet.').waitFor();
  await sara.page.locator('.toast').getByText(/Omar Haddad vill gärna ta över/).waitFor();
  await sara.shot('asked');
  await sara.page.getByRole('button', { name: 'Lämna över det' }).click();
  await bar(omar.page, 'mine').waitFor();
  await bar(sara.page, 'theirs').waitFor();
  // who leaves lets it go
  await omar.page.close();
  await bar(sara.page, 'free').waitFor();
});

test('a lease that runs out while typing: one is told, the text stays, and it may be taken again unless a colleague has it', { timeout: 240_000 }, async () => {
  const sara = await desk('Sara Lind', `/desk/cases/${caseId}`);
  await bar(sara.page, 'mine').waitFor();
  await openNotes(sara.page);
  await sara.page.getByLabel('Ny anteckning').pressSequentially('Namnet står i intyget');
  world.clock.advance(6 * 60_000);
  const omar = await desk('Omar Haddad', '/desk/news');
  await sara.page.getByLabel('Ny anteckning').pressSequentially(' från sjukhuset.');
  await sara.page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await bar(sara.page, 'lost').waitFor();
  assert.equal(await sara.page.getByLabel('Ny anteckning').inputValue(), 'Namnet står i intyget från sjukhuset.');
  await eventually(async () => await noteStored() === 'Namnet står i intyget från sjukhuset.');
  await sara.shot('lease-lost');
  await sara.page.getByRole('button', { name: 'Ta ärendet' }).click();
  await bar(sara.page, 'mine').waitFor();

  world.clock.advance(6 * 60_000);
  await omar.page.goto(`${world.server.url}/desk/cases/${caseId}`);
  await bar(omar.page, 'mine').waitFor();
  await bar(sara.page, 'theirs').waitFor();
  assert.equal(await sara.page.getByLabel('Ny anteckning').inputValue(), 'Namnet står i intyget från sjukhuset.');
});

test('the server goes while one types and comes back: nothing is lost; nor when the lid is closed two seconds later', { timeout: 240_000 }, async () => {
  const sara = await desk('Sara Lind', `/desk/cases/${caseId}`);
  await openNotes(sara.page);
  const field = sara.page.getByLabel('Ny anteckning');
  await field.fill('Första raden.');
  await sara.page.getByText(/^Sparat \d\d:\d\d$/).first().waitFor();
  const { deps } = world.server;
  await world.server.close();
  await field.pressSequentially(' Skrivet medan servern var nere.');
  await sara.page.getByText(/Inte sparat på servern ännu/).waitFor();
  await sara.shot('server-gone');
  world.server = restarted = await startServer(world.config, { clock: world.clock, store: deps.store });
  await eventually(async () => await noteStored() === 'Första raden. Skrivet medan servern var nere.');
  await sara.page.getByText(/^Sparat \d\d:\d\d$/).first().waitFor();

  await field.pressSequentially(' Sist.');
  await eventually(async () => (await noteStored())?.endsWith(' Sist.') === true);
  await sara.context.close(); // the lid
  const again = await desk('Sara Lind', `/desk/cases/${caseId}`);
  await openNotes(again.page);
  await again.page.waitForFunction(() => (document.querySelector('.note-write textarea') as HTMLTextAreaElement | null)?.value === 'Första raden. Skrivet medan servern var nere. Sist.');

  // and it becomes a note, with a colleague in it who is told
  await again.page.getByLabel('Ny anteckning').pressSequentially(' @Om');
  await again.page.getByRole('button', { name: '@Omar Haddad' }).click();
  await again.page.getByRole('button', { name: 'Anteckna', exact: true }).click();
  await again.page.locator('.note-card mark', { hasText: '@Omar Haddad' }).waitFor();
  await eventually(async () => await noteStored() === undefined);
  await noViolations(again.page);
  await again.shot('notes');
  const omar = await desk('Omar Haddad', '/desk/news', { width: 390, height: 844, dark: true });
  await omar.page.getByText(/Sara Lind nämnde dig i/).first().waitFor();
  assert.ok(await fitsWidth(omar.page));
  await noViolations(omar.page);
  await omar.shot('news');
});

test('two write on the same paper: the later one sees both texts, and keeps both', { timeout: 240_000 }, async () => {
  const [sara, omar] = [await desk('Sara Lind', `/desk/cases/${caseId}`), await desk('Omar Haddad', `/desk/cases/${caseId}`)];
  const paper = (one: Phone) => one.page.getByLabel('Gemensamt arbetspapper');
  await Promise.all([openNotes(sara.page), openNotes(omar.page)]);
  // Omar has no line, so that he writes before hers has come
  await omar.context.setOffline(true);
  await paper(omar).fill('Omar: fråga registret.');
  await omar.page.getByText(/Inte sparat på servern ännu/).waitFor();
  await paper(sara).fill('Sara: intyget är äkta.');
  await eventually(async () => (await world.server.deps.store.query(`select from work_field where case_id = $1 and field = 'paper'`, [caseId])).length === 1);
  await omar.context.setOffline(false);
  await omar.page.getByRole('dialog', { name: /skrev i samma fält/ }).waitFor();
  await noViolations(omar.page);
  await omar.shot('conflict');
  await omar.page.getByRole('button', { name: 'Behåll båda' }).click();
  for (const one of [sara, omar]) await one.page.waitForFunction(() => [...document.querySelectorAll('textarea')].some((box) => box.value.includes('intyget är äkta') && box.value.includes('fråga registret')));
});

test('laid aside with ten seconds to think again; handed over with a reason that the colleague reads', { timeout: 240_000 }, async () => {
  const sara = await desk('Sara Lind', `/desk/cases/${caseId}`);
  await sara.page.getByRole('button', { name: 'Lägg åt sidan' }).click();
  const dialog = sara.page.getByRole('dialog', { name: 'Lägg ärendet åt sidan' });
  await dialog.getByLabel('Skäl').fill('Sjukhuset svarar nästa vecka.');
  await noViolations(sara.page);
  await sara.shot('snooze');
  await dialog.getByRole('button', { name: 'Lägg åt sidan' }).click();
  await sara.page.getByText(/Ligger åt sidan till/).waitFor();
  await sara.page.locator('.toast').getByRole('button', { name: /Ångra/ }).click();
  await sara.page.getByText(/Ligger åt sidan till/).waitFor({ state: 'hidden' });
  await sara.page.getByRole('button', { name: 'Lämna över', exact: true }).click();
  const over = sara.page.getByRole('dialog', { name: 'Lämna över ärendet' });
  await over.getByLabel('Till').selectOption({ label: 'Omar Haddad' });
  await over.getByLabel('Skäl').fill('Jag är borta från i morgon.');
  await sara.shot('hand-over');
  await over.getByRole('button', { name: 'Lämna över', exact: true }).click();
  await over.waitFor({ state: 'hidden' });
  const omar = await desk('Omar Haddad', '/desk/news');
  await omar.page.getByText(/Sara Lind lämnade över/).waitFor();
  await omar.page.getByText('Jag är borta från i morgon.').waitFor();
});

test('the keyboard: one list of shortcuts, a palette, single keys off where one wants, and back where one was', { timeout: 240_000 }, async () => {
  const { page, shot, traffic } = await desk('Sara Lind', '/desk/settings');
  await page.getByRole('heading', { name: 'Inställningar' }).waitFor();
  await page.keyboard.press('?');
  const list = page.getByRole('dialog', { name: 'Kortkommandon' });
  await list.getByText('Kommandon', { exact: true }).waitFor();
  await noViolations(page);
  await shot('shortcuts');
  await page.keyboard.press('Escape');
  await page.keyboard.press('g');
  await page.keyboard.press('n');
  await page.waitForURL('**/desk/news');
  await page.waitForFunction(() => document.activeElement?.tagName === 'H1'); // the heading of the new view
  await page.keyboard.press('Control+k');
  await page.locator('.palette [cmdk-input]').fill('inst');
  await shot('palette');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/desk/settings');
  await page.keyboard.press('/');
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'desk-search');
  await page.keyboard.press('?');
  assert.equal(await page.locator('#desk-search').inputValue(), '?', 'in a field a key is a letter');
  await page.keyboard.press('Escape');

  await page.getByRole('switch', { name: 'Kortkommandon med en enda tangent' }).click();
  await eventually(async () => (await world.server.deps.store.query<{ off: boolean }>(`select (settings->>'singleKeys')::boolean is false as off from staff_setting where staff_id = 'SL1042'`))[0]?.off === true);
  await page.reload();
  await page.getByRole('heading', { name: 'Inställningar' }).waitFor();
  await page.keyboard.press('?');
  await page.keyboard.press('F1');
  await list.getByText('Kommandon med en enda tangent är avstängda i inställningarna.').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('switch', { name: 'Kortkommandon med en enda tangent' }).click();

  // another language, another look: at once, and kept
  await page.getByRole('main').getByRole('radio', { name: 'English' }).check();
  await page.getByRole('heading', { name: 'Settings' }).waitFor();
  await page.getByRole('main').getByRole('radio', { name: 'Dark' }).check();
  await page.getByRole('main').getByRole('radio', { name: 'Dense' }).check();
  await noViolations(page);
  await shot('settings-dark');
  await page.reload();
  await page.getByRole('heading', { name: 'Settings' }).waitFor();
  assert.deepEqual(await page.evaluate(() => ({ ...document.documentElement.dataset })), { colorScheme: 'dark', size: 'sm', density: 'dense' });
  await page.getByRole('main').getByRole('radio', { name: 'Svenska' }).check();
  await page.getByRole('heading', { name: 'Inställningar' }).waitFor();

  await page.goto(`${world.server.url}/desk/no-such-view`);
  await page.getByRole('heading', { name: 'Sidan finns inte' }).waitFor();
  assert.deepEqual([...traffic.hosts].filter((host) => !host.startsWith('127.0.0.1')), []);
});

test('the palette opens before its list has come over a thin line: what is typed goes on in it, and where it cannot be had the page stays', { timeout: 240_000 }, async () => {
  const sara = await desk('Sara Lind', '/desk/settings');
  await sara.page.getByRole('heading', { name: 'Inställningar' }).waitFor();
  // a browser that keeps nothing
  const context = await browser.newContext({ storageState: await sara.context.storageState(), serviceWorkers: 'block', locale: 'sv', viewport: { width: 1280, height: 900 } });
  open.push({ ...sara, context });
  const page = await context.newPage();
  let bring = (): void => {}, fails = false;
  const held = new Promise<void>((go) => { bring = go; });
  await context.route(/\/assets\/Palette-/, async (route) => { await held; await (fails ? route.abort() : route.continue()); });
  await page.goto(`${world.server.url}/desk/news`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Kommandon' });
  assert.equal(await palette.getAttribute('aria-busy'), 'true');
  await page.keyboard.type('gq');
  assert.equal(new URL(page.url()).pathname, '/desk/news', 'letters, no shortcuts');
  await noViolations(page);
  if (process.env['SHOTS']) await page.screenshot({ path: `${process.env['SHOTS']}/palette-waiting.png` });
  bring();
  await palette.locator('[cmdk-item]').first().waitFor();
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Backspace');
  await page.keyboard.type('inst');
  assert.equal(await palette.getByRole('combobox').inputValue(), 'inst');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/desk/settings');

  fails = true;
  await page.reload();
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.evaluate('window.same = true');
  await page.keyboard.press('Control+k');
  await page.locator('.toast').getByText('Vi når inte servern').waitFor();
  await palette.waitFor({ state: 'hidden' });
  assert.equal(await page.evaluate('window.same'), true, 'the page was not loaded anew');
});

test('the second load comes from the browser’s own keeping, and without a network the desk says so instead of a blank page', { timeout: 240_000 }, async () => {
  const { page, context } = await desk('Sara Lind', '/desk/settings');
  await page.getByRole('heading', { name: 'Inställningar' }).waitFor();
  await page.evaluate(async () => { await navigator.serviceWorker.ready; });
  const fetched: string[] = [];
  page.on('response', (response) => { if (response.url().includes('/desk/assets/') && !response.fromServiceWorker()) fetched.push(response.url()); });
  await page.reload();
  await page.getByRole('heading', { name: 'Inställningar' }).waitFor();
  await context.setOffline(true);
  await page.reload();
  await page.getByRole('heading', { name: 'Vi når inte servern' }).waitFor();
  await context.setOffline(false);
  await page.getByRole('button', { name: 'Försök igen' }).click();
  await page.getByRole('heading', { name: 'Inställningar' }).waitFor();
  assert.equal(await page.evaluate(async () => (await caches.keys()).length), 1);
  assert.equal(await page.evaluate(async () => {
    const [name] = await caches.keys();
    return (await (await caches.open(name!)).keys()).some((request) => request.url.includes('/api/'));
  }), false, 'nothing of anybody is kept in the browser');
});

test('nothing broke on the way, and nothing was refused by the content policy', () => {
  assert.deepEqual(complaints, []);
});
