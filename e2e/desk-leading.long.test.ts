// A leader at the desk, in the browser: the robot is stopped and started by two, a decision is assessed a second time by somebody who does not see the first, an alarm is explained, skills and absence are set; without a single axe violation.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { loadCase, raiseAlarm, readOutcomes } from '../packages/store/src/index.ts';
import { rerunRules } from '../packages/server/src/cases-staff/rerun-rules.ts';
import { findAlarms } from '../packages/server/src/quality/find-alarms.ts';
import { adam, answerApproval, lodged, sarah } from '../packages/server/src/testing/newborn.ts';
import { startWorld, type World } from '../packages/server/src/testing/world.ts';
import { builtDesk } from '../packages/web/desk/scripts/build.ts';
import { openBrowser, openDesk, sound, type Look, type Phone } from './browser.ts';

const newborn = 'Uppehållstillstånd för barn som är fött i Sverige';
let world: World, browser: Browser, caseId: string;
before(async () => {
  [world] = await Promise.all([startWorld(), builtDesk()]);
  browser = await openBrowser();
  caseId = await lodged(world, await world.visitor(sarah));
});
after(async () => { await browser?.close(); await world?.close(); });

const desk = (name: string, path: string, look?: Look): Promise<Phone> => openDesk(browser, world, name, path, look);

const text = (page: Page, what: string | RegExp) => page.getByText(what).first().waitFor();
const automation = (page: Page) => page.getByRole('article', { name: newborn });

test('stopped in two presses and with a reason; what the rules would have granted waits for an officer; two start it again', { timeout: 240_000 }, async () => {
  const eva = await desk('Eva Ström', '/desk/automations'), { page } = eva;
  await text(page, 'I gång');
  await sound(eva, 'automations');
  await automation(page).getByRole('button', { name: 'Stoppa' }).click();
  const stop = page.getByRole('button', { name: 'Stoppa nu' });
  assert.equal(await stop.isDisabled(), true, 'not without a reason');
  await page.getByLabel('Varför').fill('Registret skickar födslar två gånger');
  await sound(eva, 'stopping');
  await stop.click();
  await text(page, 'Stoppad');
  await text(page, /Eva Ström stoppade den/);

  await answerApproval(await world.visitor(adam), caseId, true);
  const { store } = world.server.deps;
  assert.equal((await loadCase(store, caseId))!.file.stopped?.code, 'automation-stopped');
  await readOutcomes(store, world.clock.now(), world.server.deps.authority.calendar.timeZone);
  await page.reload();
  await text(page, 'Ett ärende som reglerna skulle ha beviljat väntar på en handläggare.');
  await sound(eva, 'stopped');

  await automation(page).getByRole('button', { name: 'Be om start' }).click();
  await page.getByLabel('Varför').fill('Registret har rättat det');
  await automation(page).getByRole('button', { name: 'Be om start' }).click();
  await text(page, 'Någon annan än den som bad om det ska godkänna.');
  assert.equal(await page.getByRole('button', { name: 'Godkänn start' }).count(), 0);
  const nils = await desk('Nils Berg', '/desk/automations', { width: 390, height: 844, dark: true });
  await nils.page.getByRole('button', { name: 'Godkänn start' }).click();
  await nils.page.getByLabel('Varför').fill('Jag har sett registrets rapport');
  await sound(nils, 'agreeing');
  await nils.page.getByRole('button', { name: 'Godkänn och starta' }).click();
  await automation(nils.page).getByText('I gång').waitFor();
  await Promise.all([eva.context.close(), nils.context.close()]);
});

test('every decision of the robot is drawn; a colleague assesses one without seeing how it came out, and then sees both', { timeout: 240_000 }, async () => {
  const eva = await desk('Eva Ström', '/desk/quality');
  await eva.page.getByRole('row', { name: /automatiken/ }).getByRole('button', { name: /Ändra/ }).click();
  await eva.page.getByRole('dialog').getByLabel('Andel som dras').fill('100');
  await eva.page.getByRole('dialog').getByLabel('Varför').fill('Efter stoppet');
  await eva.page.getByRole('dialog').getByRole('button', { name: 'Spara' }).click();
  await eva.page.getByRole('row', { name: /automatiken/ }).getByText(/^100\s%$/).waitFor();
  await rerunRules(world.server.deps, { staff: { kind: 'staff', staffId: 'SL1042', unit: 'child-family', roles: ['officer'] }, caseId, once: 'e2e' });
  assert.equal((await loadCase(world.server.deps.store, caseId))!.decisions.at(-1)?.automatic, true);

  const omar = await desk('Omar Haddad', '/desk/second-assessments'), { page } = omar;
  await page.getByRole('button', { name: /^Bedöm/ }).click();
  await page.getByRole('heading', { name: 'Villkoren' }).waitFor();
  assert.doesNotMatch(await page.locator('main').innerText(), /bifall|beviljat|automatiken/i);
  await page.getByRole('button', { name: 'Lämna bedömningen' }).click();
  await text(page, /\d+ villkor är inte besvarade/);
  await sound(omar, 'assessing');
  const conditions = page.locator('.condition');
  for (let at = 0; at < await conditions.count(); at += 1) await conditions.nth(at).getByLabel('Uppfyllt', { exact: true }).check();
  await conditions.first().getByLabel('Inte uppfyllt').check();
  await conditions.first().getByLabel('Vad du bygger det på').fill('Bilden är för suddig');
  // what was typed is there after a reload, once one goes on
  await page.reload();
  await page.getByRole('button', { name: /^Fortsätt/ }).click();
  assert.equal(await page.locator('.condition').first().getByLabel('Vad du bygger det på').inputValue(), 'Bilden är för suddig');
  await page.getByRole('button', { name: 'Lämna bedömningen' }).click();
  await text(page, 'Ni kom fram till olika saker. Beslutet av automatiken var bifall.');
  await sound(omar, 'compared');

  await eva.page.reload();
  await text(eva.page, 'Bilden är för suddig');
  await eva.page.getByLabel('Vad teamet kom fram till').fill('Vi frågar en gång till');
  await eva.page.getByRole('button', { name: 'Spara', exact: true }).click();
  await text(eva.page, /Teamet kom .* fram till: Vi frågar en gång till/);
  await sound(eva, 'quality');
  await Promise.all([eva.context.close(), omar.context.close()]);
});

test('an alarm shows what it rests on, and is explained; a picture and its figures are saved', { timeout: 240_000 }, async () => {
  const weeks = Array.from({ length: 12 }, (_, index) => ({ week: new Date(Date.UTC(2026, 7, 3) + index * 7 * 86_400_000).toISOString().slice(0, 10), n: 40, k: index < 11 ? 35 : 18 }));
  const [found] = findAlarms([{ unit: 'child-family', service: 'child-born-in-sweden', way: 'robot', measure: 'granted', weeks }]);
  await raiseAlarm(world.server.deps.store, { ...found!, id: 'alarm-1', evidence: JSON.parse(JSON.stringify(found!.evidence)), raisedAt: world.clock.now() });
  const eva = await desk('Eva Ström', '/desk/quality', { dark: true }), { page } = eva;
  await text(page, `${newborn}: andelen automatiken beviljar har ändrats`);
  await text(page, /18 av 40 \(45\s%\), mot 88\s% av 440 tidigare/);
  await sound(eva, 'alarm');
  const alarm = page.locator('.alarm');
  const saved = async (name: RegExp): Promise<string> => {
    const [download] = await Promise.all([page.waitForEvent('download'), alarm.getByRole('button', { name }).click()]);
    return readFile(await download.path(), 'utf8');
  };
  assert.match(await saved(/SVG/), /^<svg[^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"[\s\S]*<circle/);
  assert.equal((await saved(/CSV/)).split('\r\n').length, 14);
  await alarm.getByText('Som tabell').click();
  await alarm.getByRole('row', { name: /2026-10-19/ }).waitFor();
  await page.getByLabel('Vad var det?').fill('En ny passmodell som läses fel');
  await page.getByRole('button', { name: 'Förklara larmet' }).click();
  await text(page, 'Inget har avvikit mer än slumpen förklarar.');
  await eva.context.close();
});

test('the team: its stock, what a colleague can take, days away, and how cases are handed out; on a phone too', { timeout: 240_000 }, async () => {
  const eva = await desk('Eva Ström', '/desk/team'), { page } = eva;
  await text(page, 'Ålder och vem som väntas på');
  await page.getByRole('row', { name: /Sara Lind/ }).getByRole('button', { name: /Ändra/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Svårighet').selectOption('3');
  await dialog.getByRole('button', { name: 'Lägg till', exact: true }).click();
  await dialog.getByLabel('Från').fill('2099-01-05');
  await dialog.getByLabel('Till och med').fill('2099-01-09');
  await dialog.getByRole('button', { name: 'Lägg till dagar' }).click();
  await dialog.getByText('5 jan. – 9 jan.').first().waitFor();
  await sound(eva, 'skills');
  await dialog.getByRole('button', { name: 'Spara' }).click();
  await page.getByRole('row', { name: /Sara Lind.*nivå 3.*5 jan\. – 9 jan\./ }).waitFor();
  await page.getByLabel('Till de äldsta').fill('35');
  await page.getByLabel('Varför').fill('De äldsta har väntat länge nog');
  await page.getByRole('button', { name: 'Spara', exact: true }).click();
  await text(page, 'Gäller från nu');
  await sound(eva, 'team');
  await eva.context.close();
  const phone = await desk('Eva Ström', '/desk/team', { width: 390, height: 844 });
  await text(phone.page, 'Ålder och vem som väntas på');
  assert.equal(await phone.page.getByLabel('Till de äldsta').inputValue(), '35');
  await sound(phone, 'team-phone');
  await phone.context.close();
});
