// An officer's hands at the desk, in the browser: from one case to the next by keyboard alone; the browser killed, the login ended, the officer disabled in the middle of work; fifty officers on one queue.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { chromium, type Browser, type Page } from 'playwright-core';
import { endSessionsOf, loadCase, putStaff } from '@ankomst/store';
import { beginSession } from '../packages/server/src/identity/sessions.ts';
import { startServer, type RunningServer } from '../packages/server/src/start-server.ts';
import { leftByRobot } from '../packages/server/src/testing/left-by-robot.ts';
import { waitingCase } from '../packages/server/src/testing/waiting-case.ts';
import { eventually, startWorld, type World } from '../packages/server/src/testing/world.ts';
import { builtDesk } from '../packages/web/desk/scripts/build.ts';
import { noViolations, openBrowser, openDesk } from './browser.ts';

/** So many key presses may a clean case cost, from one "next case" to the following. */
const most = 12;
/** What was typed so long before a crash is there afterwards. */
const lostAtMost = 2_000;

let world: World, browser: Browser, caseId: string, restarted: RunningServer | undefined;
before(async () => {
  await builtDesk();
  world = await startWorld();
  browser = await openBrowser();
  caseId = await leftByRobot(world);
});
after(async () => { await browser?.close(); await restarted?.close(); await world?.close(); });

const noteStored = async (): Promise<string> =>
  (await world.server.deps.store.query<{ value: string }>(`select value from work_field where case_id = $1 and field = 'note'`, [caseId]))[0]?.value ?? '';
const openNotes = async (page: Page): Promise<void> => { await page.locator('.lease').waitFor(); await page.keyboard.press('n'); await page.getByLabel('Ny anteckning').waitFor(); };

test('the login ends in the middle of a sentence: one comes back to the same field, and the text is there', { timeout: 240_000 }, async () => {
  const { page, context } = await openDesk(browser, world, 'Sara Lind', `/desk/cases/${caseId}`, { ready: '.panes' });
  await openNotes(page);
  const field = page.getByLabel('Ny anteckning');
  await field.pressSequentially('Modern ringde och sa att');
  await endSessionsOf(world.server.deps.store, 'staff', 'SL1042');
  await field.pressSequentially(' namnet');
  await page.waitForURL((url) => !url.pathname.startsWith('/desk'));
  await page.getByRole('button', { name: 'Sara Lind' }).click();
  await page.waitForURL(/\/desk\/cases\/.*tab=notes/);
  await page.waitForFunction(() => document.activeElement?.id === 'case-note');
  await page.waitForFunction(() => (document.activeElement as HTMLTextAreaElement).value === 'Modern ringde och sa att namnet');
  await page.keyboard.press('End');
  await page.keyboard.type(' är Liya.');
  await eventually(async () => await noteStored() === 'Modern ringde och sa att namnet är Liya.');
  await context.close();
});

test('a crash costs two seconds at most: the browser’s process and the server are killed while one types', { timeout: 240_000 }, async () => {
  const killed = await chromium.launchServer({ executablePath: process.env['CHROMIUM'] || undefined, args: ['--no-sandbox', '--disable-gpu', '--no-first-run'] });
  const { page } = await openDesk(await chromium.connect(killed.wsEndpoint()), world, 'Sara Lind', `/desk/cases/${caseId}`, { ready: '.panes' });
  await openNotes(page);
  const field = page.getByLabel('Ny anteckning');
  await field.fill('');
  const typed: { at: number; text: string }[] = [];
  let text = '';
  for (const word of 'Jag har talat med sjukhuset i dag och de bekräftar att barnet heter Liya och är fött där den tredje november'.split(' ')) {
    text += (text ? ' ' : '') + word;
    await page.keyboard.type(typed.length > 0 ? ` ${word}` : word);
    typed.push({ at: Date.now(), text });
    await new Promise((wait) => setTimeout(wait, 220));
  }
  const at = Date.now();
  await killed.kill();
  const { deps } = world.server;
  await world.server.close();
  world.server = restarted = await startServer(world.config, { clock: world.clock, store: deps.store });
  const sure = typed.findLast((one) => one.at <= at - lostAtMost)!.text;
  const kept = await noteStored();
  assert.ok(kept.startsWith(sure) && text.startsWith(kept), `typed two seconds before: “${sure}”, kept: “${kept}”`);
  const again = await openDesk(browser, world, 'Sara Lind', `/desk/cases/${caseId}?tab=notes`, { ready: '.panes' });
  await again.page.waitForFunction((wanted) => (document.getElementById('case-note') as HTMLTextAreaElement | null)?.value === wanted, kept);
  await again.context.close();
});

test('from next case to next case by keyboard alone', { timeout: 240_000 }, async () => {
  const { deps } = world.server;
  await deps.store.commit(waitingCase(deps, 1, { unit: 'child-family', service: 'child-born-in-sweden', born: '1988-01-02', name: { given: 'Ana', family: 'Silva' } }));
  const { page, context } = await openDesk(browser, world, 'Sara Lind', '/desk/today');
  await page.locator('.next-button').waitFor();
  await page.evaluate(() => { for (const kind of ['pointerdown', 'mousedown', 'touchstart']) addEventListener(kind, () => { document.documentElement.dataset['pointed'] = 'true'; }, true); });
  let presses = 0;
  const press = async (...keys: string[]): Promise<void> => { for (const key of keys) { presses += 1; await page.keyboard.press(key); } };

  await press('n');
  await page.waitForURL(new RegExp(`/cases/${caseId}`));
  await page.getByText('1 att ta ställning till').waitFor();
  await press('Enter');
  await page.getByText('Alla villkor är uppfyllda').waitFor();
  await press('d');
  await page.locator('.decide button[type=submit]:focus').waitFor();
  await press('Enter');
  await page.locator('.review button:focus').waitFor();
  await press('Enter');
  await page.locator('.decision').waitFor();
  await press('g', 'h');
  await page.locator('.next-button').waitFor();
  await press('n');
  await page.waitForURL(/\/cases\/queue-case-1$/);
  console.log(`a clean case, from next case to next case: ${presses} key presses`);
  assert.ok(presses <= most, `${presses} key presses`);
  assert.equal(await page.evaluate(() => document.documentElement.dataset['pointed']), undefined, 'no pointer');
  assert.equal((await loadCase(deps.store, caseId))!.decisions[0]?.outcome, 'granted');
  await context.close();
});

test('what was learnt by telephone is recorded by keyboard, with how it is known; what cannot be meant is said at once', { timeout: 240_000 }, async () => {
  const { page, context } = await openDesk(browser, world, 'Sara Lind', '/desk/cases/queue-case-1', { ready: '.panes' });
  await page.locator('.lease').waitFor();
  await page.keyboard.press('u');
  const dialog = page.getByRole('dialog', { name: 'Anteckna en uppgift' });
  await dialog.locator('select').first().selectOption({ label: 'Namn' });
  await dialog.getByLabel('Hur du vet det').fill('Ana ringde själv i dag.');
  await noViolations(page);
  await dialog.getByRole('button', { name: 'Anteckna' }).click();
  await dialog.getByRole('alert').waitFor();
  await dialog.getByLabel('Förnamn').fill('Ana Maria');
  await dialog.getByLabel('Efternamn').fill('Silva');
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'hidden' });
  await page.locator('.fact-value', { hasText: 'Ana Maria Silva' }).first().waitFor();
  await context.close();
});

test('what is searched for stands below the box as one types, and the keyboard goes through it', { timeout: 240_000 }, async () => {
  const { page, context } = await openDesk(browser, world, 'Sara Lind', '/desk/settings');
  await page.keyboard.press('/');
  await page.keyboard.type('Silva Ana', { delay: 30 });
  await page.getByRole('option', { name: /Ana/ }).first().waitFor();
  await noViolations(page);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/cases\/queue-case-1$/);
  await page.locator('.panes').waitFor();
  await page.keyboard.press('/');
  await page.getByRole('option', { name: 'Silva Ana' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('option').first().waitFor({ state: 'hidden' });
  await context.close();
});

test('an officer disabled in the middle of work: the next call is refused, and nothing more is shown', { timeout: 240_000 }, async () => {
  const omar = await openDesk(browser, world, 'Omar Haddad', '/desk/queue');
  await omar.page.locator('.grid-row').first().waitFor();
  const eva = await world.visitor('staff-eva-strom');
  assert.equal((await eva.send(await eva.get('/staff/people'), { action: '/staff/people/OH1077/disable' })).status, 200);
  const refused = omar.page.waitForResponse((answer) => answer.url().includes('/desk/api/') && answer.request().headers()['x-background'] === undefined && answer.status() === 401);
  await omar.page.keyboard.press('Enter');
  await refused;
  await omar.page.waitForURL((url) => !url.pathname.startsWith('/desk'));
  assert.equal(await omar.page.locator('.panes').count(), 0);
  await omar.context.close();
});

test('fifty officers ask for the next case at once: each gets one, nobody gets another’s', { timeout: 540_000 }, async () => {
  const { deps } = world.server;
  const officers = Array.from({ length: 50 }, (_, at) => `X${String(at).padStart(4, '0')}`);
  for (const [at, id] of officers.entries()) {
    await putStaff(deps.store, { by: 'test', at: deps.clock.now() }, { id, name: `Officer ${at}`, unit: 'labour', roles: ['officer'] });
    await deps.store.commit(waitingCase(deps, 100 + at, { unit: 'labour', service: 'work-permit', born: '1988-01-02', name: { given: 'Ana', family: `Number ${at}` } }));
  }
  const pages: Page[] = [];
  for (const staffId of officers) {
    const token = await beginSession(deps, { kind: 'staff', staffId, unit: 'labour', roles: ['officer'] }, { name: staffId, language: 'sv' }, undefined);
    const context = await browser.newContext({ viewport: { width: 800, height: 600 }, locale: 'sv' });
    await context.addCookies([{ name: 'ankomst-staff', value: token, url: world.server.url }]);
    const page = await context.newPage();
    page.setDefaultTimeout(180_000);
    await page.goto(`${world.server.url}/desk/today`);
    await page.locator('.next-button').waitFor();
    pages.push(page);
  }
  const got = await Promise.all(pages.map(async (page) => {
    await page.keyboard.press('n');
    await page.waitForURL(/\/cases\//);
    return new URL(page.url()).pathname;
  }));
  assert.equal(new Set(got).size, officers.length);
  await Promise.all(pages.map((page) => page.context().close()));
});
