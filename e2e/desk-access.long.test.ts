// Who may see what, in the browser: a case that is not one's own stays shut, the glass is broken with a reason that the leader and the person read, a tie closes a case, and the ombudsman computes a decision again.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { adam, answerApproval, lodged, sarah } from '../packages/server/src/testing/newborn.ts';
import { startWorld, type World } from '../packages/server/src/testing/world.ts';
import { fitsWidth, openBrowser, openDesk, openPhone, sound, type Look, type Phone } from './browser.ts';

let world: World, browser: Browser, caseId: string, number: string;
before(async () => {
  world = await startWorld();
  browser = await openBrowser();
  const [mother, father] = await Promise.all([world.visitor(sarah), world.visitor(adam)]);
  caseId = await lodged(world, mother);
  await answerApproval(father, caseId, true);
  [{ number }] = await world.server.deps.store.query<{ number: string }>('select number from case_file where id = $1', [caseId]) as [{ number: string }];
});
after(async () => { await browser?.close(); await world?.close(); });

const desk = (name: string, path: string, look?: Look): Promise<Phone> => openDesk(browser, world, name, path, look);

const text = (page: Page, what: string | RegExp) => page.getByText(what).first().waitFor();

test('the ombudsman finds a decision, sees what it rests on, and computes it again from its record', { timeout: 240_000 }, async () => {
  const marta = await desk('Märta Falk', '/desk/oversight');
  const { page } = marta;
  await page.getByRole('link', { name: number }).waitFor();
  await sound(marta, 'oversight');
  await page.getByRole('link', { name: number }).click();
  await page.getByRole('heading', { name: `Bifall ${number}`, level: 1 }).waitFor();
  await page.keyboard.press('r');
  await text(page, 'Samma beslut, byte för byte.');
  const [{ hash }] = await world.server.deps.store.query<{ hash: string }>('select hash from decision where case_id = $1', [caseId]) as [{ hash: string }];
  assert.equal(await page.getByText(hash, { exact: true }).count(), 3);
  await sound(marta, 'replay');
  await marta.context.close();
});

test('another unit’s case stays shut; with a reason the glass is broken for an hour, and the leader and the person read of it', { timeout: 240_000 }, async () => {
  const karin = await desk('Karin Ek', `/desk/cases/${caseId}`);
  await text(karin.page, 'Ärendet finns inte, eller är inte ditt');
  await sound(karin, 'shut');
  await karin.page.getByLabel('Varför måste du se ärendet nu?').fill('Familjen står vid gränsen i natt och ingen på enheten svarar.');
  await karin.page.getByRole('button', { name: 'Bryt glaset' }).click();
  await text(karin.page, /Du läser med brutet glas till \d\d:\d\d/);
  await karin.page.getByRole('heading', { name: new RegExp(number) }).waitFor();
  await sound(karin, 'broken');
  await karin.context.close();

  const eva = await desk('Eva Ström', '/desk/glass');
  await text(eva.page, 'Familjen står vid gränsen');
  await sound(eva, 'glass');
  await eva.page.getByRole('button', { name: 'Jag har läst' }).click();
  await text(eva.page, 'Bedömt som rätt av');
  await eva.page.goto(`${world.server.url}/desk/cases/${caseId}/looks`);
  await text(eva.page, 'Brutet glas');
  await text(eva.page, 'Karin Ek');
  await text(eva.page, 'Nekades');
  await sound(eva, 'looks');
  await eva.context.close();

  const mother = await openPhone(browser, world, { language: 'sv', width: 390, height: 844 });
  mother.page.setDefaultTimeout(45_000);
  await mother.logIn('Sarah Doe', '/login?with=eid&back=/me/looks');
  // she chose English when she first came
  await text(mother.page, 'Work permits unit');
  await text(mother.page, /broke the glass/i);
  assert.equal(await mother.page.getByText('Karin Ek').count(), 0);
  // without scripts, as a thin phone: axe looks at this page among the examples of packages/web
  assert.equal(await fitsWidth(mother.page), true);
  await mother.shot('my-looks');
  await mother.context.close();
});

test('a sealed note is read by whom it is for; a declared tie closes the case', { timeout: 240_000 }, async () => {
  const sara = await desk('Sara Lind', `/desk/cases/${caseId}/looks`);
  await sara.page.getByLabel('Ny förseglad anteckning').fill('Ring inte mamman hemma.');
  await sara.page.getByLabel('Chefen').check();
  await sara.page.getByRole('button', { name: 'Försegla' }).click();
  await text(sara.page, 'Ring inte mamman hemma.');
  await sara.page.goto(`${world.server.url}/desk/ties`);
  await sara.page.getByLabel('Ärendets nummer').fill(number);
  await sara.page.getByLabel('Vad gäller det?').fill('Modern är min granne.');
  await sara.page.getByRole('button', { name: 'Anmäl' }).click();
  await text(sara.page, 'Modern är min granne.');
  await sound(sara, 'ties');
  await sara.page.goto(`${world.server.url}/desk/cases/${caseId}`);
  await text(sara.page, 'Ärendet finns inte, eller är inte ditt');
  await sara.page.goto(`${world.server.url}/desk/policies`);
  await text(sara.page, 'Förbjuder, vad som än tillåter');
  await sound(sara, 'policies');
  await sara.context.close();

  const omar = await desk('Omar Haddad', `/desk/cases/${caseId}/looks`);
  await text(omar.page, 'En anteckning till är förseglade för andra.');
  assert.equal(await omar.page.getByText('Ring inte mamman').count(), 0);
  await omar.context.close();
  const eva = await desk('Eva Ström', `/desk/cases/${caseId}/looks`, { width: 390, height: 844, dark: true });
  await text(eva.page, 'Ring inte mamman hemma.');
  await sound(eva, 'sealed');
  await eva.context.close();
});
