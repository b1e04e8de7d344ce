// The case at the desk, in the browser: a clean case by keyboard alone, a refusal by two, taking back, the letters before they are sent; without a single axe violation.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { loadCase } from '@ankomst/store';
import { leftByRobot } from '../packages/server/src/testing/left-by-robot.ts';
import { answerApproval, fillIn, offeredCase } from '../packages/server/src/testing/newborn.ts';
import { startWorld, type World } from '../packages/server/src/testing/world.ts';
import { builtDesk } from '../packages/web/desk/scripts/build.ts';
import { noViolations, openBrowser, openDesk, type Look, type Phone } from './browser.ts';

/** So many key presses may a clean case cost, from its page to the decision sent. */
const most = 12;

let world: World, browser: Browser;
before(async () => {
  await builtDesk();
  world = await startWorld();
  browser = await openBrowser();
});
after(async () => { await browser?.close(); await world?.close(); });

const desk = (name: string, id: string, look?: Look): Promise<Phone> => openDesk(browser, world, name, `/desk/cases/${id}`, { ...look, ready: '.panes' });

/** The keyboard, counted. */
function keyboard(page: Page): { press(key: string): Promise<void>; presses(): number } {
  let count = 0;
  return { press: async (key) => { count += 1; await page.keyboard.press(key); }, presses: () => count };
}

const stored = (id: string) => loadCase(world.server.deps.store, id).then((found) => found!);

test('a clean case that the robot left for one doubt is decided by keyboard alone, in few key presses; what was accepted can be taken back', { timeout: 240_000 }, async () => {
  const id = await leftByRobot(world);
  const sara = await desk('Sara Lind', id);
  const { page } = sara;
  const keys = keyboard(page);
  await page.getByText('1 att ta ställning till').waitFor();
  assert.match(await page.locator('.case-conditions').first().innerText(), /Vem barnet är[\s\S]*Tveksamt[\s\S]*2 kap\. 5 §/);
  await noViolations(page);
  await sara.shot('case');

  // taken back: the same press does it again
  await page.keyboard.press('Enter');
  await page.getByText('Alla villkor är uppfyllda').waitFor();
  await page.locator('.toast button', { hasText: 'Ångra' }).click();
  await page.getByText('1 att ta ställning till').waitFor();
  assert.deepEqual((await stored(id)).events.slice(-2).map((event) => event.type), ['DifferenceSettled', 'DifferenceReopened']);
  await page.reload();
  await page.getByText('1 att ta ställning till').waitFor();

  await keys.press('Enter');
  await page.getByText('Alla villkor är uppfyllda').waitFor();
  await keys.press('d');
  await page.locator('.decide button[type=submit]:focus').waitFor();
  await sara.shot('decide');
  await keys.press('Enter');
  await page.locator('.review button:focus').waitFor();
  await page.frameLocator('.letter-frame').first().locator('h1', { hasText: 'Liya Tesfay' }).waitFor();
  assert.ok(await page.locator('.letter-frame').count() >= 1);
  assert.match(await page.locator('.steps').innerText(), /Tillståndet gäller[\s\S]*Brev/);
  await noViolations(page);
  await sara.shot('review');
  assert.equal((await stored(id)).decisions.length, 0);
  await keys.press('Enter');
  await page.locator('.decision').waitFor();
  assert.ok(keys.presses() <= most, `${keys.presses()} key presses`);
  const { decisions, permits } = await stored(id);
  assert.deepEqual([decisions.length, decisions[0]!.outcome, decisions[0]!.automatic, permits.length], [1, 'granted', false, 1]);
  await sara.context.close();
});

test('a refusal by two: chosen reasons, taken back while it can be, the second officer’s own look; in the dark too', { timeout: 240_000 }, async () => {
  const mother = await world.visitor('199508259802'), father = await world.visitor('198901019813');
  await world.birth('sami');
  const id = await offeredCase(mother);
  await mother.send(await fillIn(mother, id, { country: 'LB' }), { action: `/case/${id}/check` });
  await answerApproval(father, id, true);

  const sara = await desk('Sara Lind', id, { dark: true });
  const { page } = sara;
  await noViolations(page);
  await sara.shot('unmet');
  const propose = async (): Promise<void> => {
    await page.keyboard.press('d');
    await page.locator('.decide').waitFor();
    await page.getByLabel('Avslag').check();
    await page.locator('.reasons input[value=sponsor]').check();
    await page.locator('.decide button[type=submit]').click();
    await page.locator('.review').waitFor();
    await page.getByRole('button', { name: /Föreslå/ }).click();
    await page.locator('.proposal').waitFor();
  };
  await page.keyboard.press('d');
  await page.getByLabel('Avslag').check();
  await noViolations(page);
  await page.keyboard.press('Escape');
  await page.locator('.decide').waitFor({ state: 'detached' });
  await propose();
  await page.locator('.toast button', { hasText: 'Ångra' }).click();
  await page.locator('.proposal').waitFor({ state: 'detached' });
  assert.equal((await stored(id)).file.proposal, undefined);
  await propose();
  assert.equal(await page.getByRole('button', { name: /Granska och godkänn/ }).count(), 0);
  await sara.context.close();

  const omar = await desk('Omar Haddad', id, { dark: true });
  await omar.page.getByText('Inget nytt har kommit sedan förslaget.').waitFor();
  await noViolations(omar.page);
  await omar.page.keyboard.press('d');
  await omar.page.locator('.review button:focus').waitFor();
  await omar.page.getByLabel('Som utskrift').check();
  await omar.page.locator('.letters canvas').first().waitFor();
  await omar.shot('approve');
  await omar.page.getByRole('button', { name: /Godkänn och skicka/ }).click();
  await omar.page.locator('.decision').waitFor();
  const { decisions, file } = await stored(id);
  assert.deepEqual([decisions[0]!.outcome, decisions[0]!.decidedBy.id, decisions[0]!.approvedBy?.id, file.closedAs], ['refused', 'SL1042', 'OH1077', 'refused']);
  await omar.context.close();
});

test('on a phone: one part at a time, no wider than the screen', { timeout: 240_000 }, async () => {
  const [row] = await world.server.deps.store.query<{ id: string }>('select id from case_file order by opened_at limit 1');
  const sara = await desk('Sara Lind', row!.id, { width: 390 });
  assert.equal(await sara.page.locator('.pane:visible').count(), 1);
  await sara.page.getByRole('button', { name: /Handlingar/ }).first().click();
  await sara.page.locator('.document-view img').waitFor();
  assert.ok(await sara.page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth), 'wider than the screen');
  await sara.shot('phone');
  await sara.context.close();
});
