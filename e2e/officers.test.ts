// What does not fit: an officer sees why, asks, refuses with a second officer; and the service centre's desk, up to the card in the hand.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { picture } from '../packages/server/src/testing/newborn.ts';
import { eventually, startWorld, type World } from '../packages/server/src/testing/world.ts';
import { goOn, openBrowser, openPhone, type Phone, press } from './browser.ts';

let world: World, browser: Browser;
before(async () => { world = await startWorld(); browser = await openBrowser(); });
after(async () => { await browser?.close(); await world?.close(); });

/** The first guardian applies: all is confirmed, the passport as given. */
async function applies(phone: Phone, name: string, passport: { country: string; year: string }): Promise<string> {
  const { page } = phone;
  await phone.logIn(name);
  await press(page.locator('main a[href*="/offer"]').first());
  const caseUrl = page.url().replace(/\/offer$/, '');
  await page.goto(`${caseUrl}/form/confirm`);
  await page.locator('input[type=radio][value=true]').first().check();
  await goOn(page);
  await page.locator('input[type=radio][value=true]').first().check();
  await goOn(page);
  await page.fill('[name="person.passport-number"]', 'L7654321');
  await page.selectOption('[name="person.passport-country"]', passport.country);
  for (const [part, text] of [['day', '1'], ['month', '3'], ['year', passport.year]] as const) await page.fill(`[name="person.passport-valid-to.${part}"]`, text);
  await goOn(page);
  await page.setInputFiles('input[type=file]', { name: 'pass.jpg', mimeType: 'image/jpeg', buffer: await picture() });
  await goOn(page);
  await goOn(page);
  assert.match(page.url(), /\/sent$/);
  return caseUrl;
}

async function agrees(phone: Phone, name: string, caseUrl: string): Promise<void> {
  await phone.logIn(name);
  await phone.page.goto(`${caseUrl}/approval`);
  await phone.page.locator('input[type=radio][value=true]').first().check();
  await goOn(phone.page);
}

async function staff(name: string, path: string): Promise<Phone> {
  const desk = await openPhone(browser, world, { language: 'sv', width: 1280, height: 800 });
  await desk.logIn(name, `/staff/login?back=${encodeURIComponent(path)}`);
  return desk;
}

test('permits that have ended: the robot stops, two officers refuse with reason and law, the parents read it', { timeout: 240_000 }, async () => {
  await world.birth('sami');
  const mother = await openPhone(browser, world, { language: 'sv' }), father = await openPhone(browser, world, { language: 'sv' });
  const caseUrl = await applies(mother, 'Hiba', { country: 'LB', year: '2031' });
  await agrees(father, 'Rami', caseUrl);
  // nothing is refused by a machine: the case page says that an officer has it
  await father.page.goto(caseUrl);
  assert.match(await father.page.locator('main').innerText(), /handläggare/i);
  await father.shot('with-officer');

  const id = caseUrl.split('/').at(-1)!;
  const sara = await staff('Sara Lind', `/staff/cases/${id}`);
  const desk = sara.page;
  assert.match(desk.url(), new RegExp(id));
  assert.match(await desk.locator('main').innerText(), /Inte uppfyllt/);
  await sara.shot('why-not');
  await press(desk.locator('form[action$="/assign"] button').first());
  await desk.locator('form[action$="/propose"] input[name=outcome][value=refused]').check();
  // a refusal without a reason is not taken
  await press(desk.locator('form[action$="/propose"] button[value=propose]'));
  assert.match(await desk.locator('main').innerText(), /skäl|grund/i);
  await desk.goto(`${world.server.url}/staff/cases/${id}`);
  await desk.locator('form[action$="/propose"] input[name=outcome][value=refused]').check();
  await desk.locator('form[action$="/propose"] input[name=reason][value=sponsor]').check();
  await press(desk.locator('form[action$="/propose"] button[value=propose]'));
  await sara.shot('proposed');
  // she cannot approve her own proposal
  assert.equal(await desk.locator('form[action$="/approve"]').count(), 0);

  const omar = await staff('Omar Haddad', `/staff/cases/${id}`);
  await omar.shot('second-officer');
  await press(omar.page.locator('form[action$="/approve"] button').first());
  await omar.page.goto(`${world.server.url}/staff/cases/${id}`);
  assert.match(await omar.page.locator('main').innerText(), /Avslag|avslagen|Avslogs/i);

  await eventually(async () => { await father.page.goto(`${caseUrl}/decision`); return await father.page.locator('main a[href$=".pdf"]').count() > 0; });
  await father.shot('refused');
  const text = await father.page.locator('main').innerText();
  assert.match(text, /5 kap\. 3 §/);
  assert.match(text, /överklaga/i);
});

test('the desk of the service centre: arrived, identity, photo, card, in the hand; and the case is at its end', { timeout: 240_000 }, async () => {
  await world.birth('mona');
  const mother = await openPhone(browser, world, { language: 'sv' }), father = await openPhone(browser, world, { language: 'sv' });
  const caseUrl = await applies(mother, 'Sarah Doe', { country: 'SY', year: '2031' });
  await agrees(father, 'Adam Doe', caseUrl);
  await father.page.goto(`${caseUrl}/visit`);
  await press(father.page.locator('main a[href*="office="]').first());
  for (let i = 0; i < 3 && await father.page.locator('main input[type=radio]').count() === 0; i++) await press(father.page.locator('main a[href*="day="]').first());
  // the first free day is whatever today makes it: read from the page which one was booked
  const day = await father.page.locator('main form input[name=day]').first().inputValue();
  await father.page.locator('main input[type=radio]').first().check();
  await goOn(father.page);

  const lena = await staff('Lena Berg', `/staff/clerk?day=${day}`);
  const desk = lena.page;
  assert.match(await desk.locator('main').innerText(), /Mona Doe/);
  await lena.shot('day');
  const pressed = (act: string): Promise<void> => press(desk.locator(`form[action$="/${act}"] button`).first());
  await pressed('arrived');
  await lena.shot('arrived');
  await desk.locator('form[action$="/identity"] input[name=result][value=same]').check();
  await pressed('identity');
  await desk.locator('form[action$="/photo"] input[type=file]').setInputFiles({ name: 'mona.jpg', mimeType: 'image/jpeg', buffer: await picture(600, 800) });
  await pressed('photo');
  await lena.shot('photo');
  await pressed('order');
  // the producer makes it, and says so by a signed message
  await eventually(async () => { await desk.reload(); return await desk.locator('form[action$="/hand-out"]').count() > 0; });
  await lena.shot('card');
  await pressed('hand-out');
  await father.page.goto(caseUrl);
  await father.shot('at-its-end');
  assert.match(await father.page.locator('main').innerText(), /Kortet lämnas ut/);
  const file = (await world.server.deps.store.query<{ phase: string; closed_as: string }>('select phase, closed_as from case_file where id = $1', [caseUrl.split('/').at(-1)!]))[0];
  assert.deepEqual(file, { phase: 'closed', closed_as: 'granted' });
});
