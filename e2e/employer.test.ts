// The employer's side in a real browser: a company that signs, two hundred hires of which seventeen rows are wrong, a code that opens a case, a mandate given and taken back.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { eventually, startWorld, type World } from '../packages/server/src/testing/world.ts';
import { fitsWidth, openBrowser, openPhone, press } from './browser.ts';
import { walk } from './fill.ts';

let world: World, browser: Browser;
before(async () => { world = await startWorld(); browser = await openBrowser(); });
after(async () => { await browser?.close(); await world?.close(); });

const day = (days: number): string => new Date(Date.parse(world.clock.now()) + days * 86_400_000).toISOString().slice(0, 10);
const columns = ['email', 'language', 'offer-occupation', 'offer-duties', 'offer-place', 'offer-salary', 'offer-hours', 'offer-hours-week', 'offer-date', 'offer-from', 'offer-permanent', 'offer-to',
  'offer-collective-agreement', 'insurance-health', 'insurance-life', 'insurance-injury', 'insurance-pension', 'health-cover', 'advertised-where', 'advertised-from', 'advertised-to', 'union-way'] as const;
type Row = Partial<Record<(typeof columns)[number], string>>;

function row(n: number, other: Row = {}): string {
  const cells: Row = {
    email: `person${n}@example.com`, language: 'pt', 'offer-occupation': '5120', 'offer-duties': `Matlagning ${n}`, 'offer-place': 'Uppsala', 'offer-salary': '35 500 kr', 'offer-hours': '100',
    'offer-hours-week': '40', 'offer-date': day(-5), 'offer-from': day(60), 'offer-permanent': 'ja', 'offer-collective-agreement': 'bound', 'insurance-health': 'ja', 'insurance-life': 'ja',
    'insurance-injury': 'ja', 'insurance-pension': 'ja', 'advertised-where': 'eures', 'advertised-from': day(-40), 'advertised-to': day(-20), 'union-way': 'none', ...other,
  };
  return columns.map((name) => cells[name] ?? '').join(';');
}

/** What goes wrong in real files, each in one row. */
const slips: Row[] = [
  { email: '' }, { email: 'not an address' }, { email: 'person1@example.com' }, { 'offer-salary': '-34470' }, { 'offer-salary': 'enligt avtal' }, { 'offer-salary': '' },
  { 'offer-hours-week': '400' }, { 'offer-hours': '140' }, { 'offer-occupation': '9999' }, { 'offer-occupation': '' }, { 'offer-from': '2026-02-30' }, { 'offer-from': '' },
  { 'offer-permanent': 'kanske' }, { 'offer-collective-agreement': 'signed' }, { 'insurance-health': 'troligen' }, { 'advertised-from': 'i våras' }, { 'offer-place': '' },
];
const mailTo = async (address: string): Promise<{ subject?: string; text: string }[]> =>
  await (await fetch(`${world.neighbours.urls.catcher}/messages?to=${encodeURIComponent(address)}`)).json() as { text: string }[];
const openCases = async (): Promise<number> => (await world.server.deps.store.query<{ n: number }>(`select count(*)::int as n from case_file where service = 'work-permit'`, []))[0]!.n;

test('two hundred hires from one file: seventeen wrong rows named, the rest begun once, each invited by a code', { timeout: 300_000 }, async () => {
  const owner = await openPhone(browser, world, { language: 'sv' });
  const { page } = owner;
  await owner.logIn('Maria Lindqvist', '/login?with=eid&back=/companies');
  await page.fill('input[name=number]', '559990-0016');
  await press(page.locator('main form button').last());
  assert.match(await page.locator('main').innerText(), /559990-0016.? kan inte finnas: sista siffran, .?6/u, 'a wrong check digit is told');
  assert.equal(await page.inputValue('input[name=number]'), '559990-0016', 'and what was typed stays');
  await page.fill('input[name=number]', '559990-0023');
  await press(page.locator('main form button').last());
  assert.match(await page.locator('main').innerText(), /säger inte att du tecknar/);
  await page.fill('input[name=number]', '559990-0015');
  await press(page.locator('main form button').last());
  await press(page.locator('main a[href$="/hires"]'));
  await owner.shot('hires');

  const wrongAt = new Set(slips.map((_, i) => 4 + i * 11));
  let slip = 0;
  const rows = Array.from({ length: 200 }, (_, i) => (wrongAt.has(i) ? row(i + 1, slips[slip++]) : row(i + 1)));
  const file = { name: 'anställningar.csv', mimeType: 'text/csv', buffer: Buffer.from(`\uFEFF${columns.join(';')}\r\n${rows.join('\r\n')}\r\n`) };
  await page.setInputFiles('input[type=file]', file);
  await press(page.locator('form:has(input[type=file]) button'));
  await owner.shot('hires-report');
  const report = await page.locator('main').innerText();
  assert.match(report, /200 rader: 183 rätt, 17 med fel/);
  const lines = await page.locator('main ul.cards > li').count();
  assert.equal(lines, 17);
  assert.ok(await fitsWidth(page), 'the report fits a phone');
  assert.doesNotMatch(report, /problem\.|undefined|\{/);
  assert.equal(await openCases(), 0, 'nothing is begun before the button');
  await press(page.locator('form:has(input[name=token]) button'));
  await eventually(async () => { await page.reload(); return /183 ansökningar är påbörjade/.test(await page.locator('main').innerText()); }, 120);
  assert.equal(await openCases(), 183);
  await owner.shot('hires-begun');

  // the same file again begins nobody twice
  await page.goto(page.url().replace(/\?.*/, ''));
  await page.setInputFiles('input[type=file]', file);
  await press(page.locator('form:has(input[type=file]) button'));
  await press(page.locator('form:has(input[name=token]) button'));
  await page.reload();
  assert.equal(await openCases(), 183);

  // an invited person comes in by the code of the mail, and sees the job and not what is the employer's alone
  await eventually(async () => (await mailTo('person1@example.com')).length > 0);
  const [mail, ...others] = await mailTo('person1@example.com');
  assert.equal(others.length, 0, 'one invitation');
  assert.doesNotMatch(mail!.text, /Solrosen|Maria|kock|trabalho/i, 'the mail says nothing of whom or what');
  const code = /[0-9A-Z]{5}(?:-[0-9A-Z]{5}){3}/.exec(mail!.text)![0];
  const guest = await openPhone(browser, world, { language: 'pt' });
  await guest.logIn('Christopher Souza Lima', '/login?with=eid&back=/join');
  await guest.page.fill('input[name=code]', '00000-00000-00000-00000');
  await press(guest.page.locator('main form button'));
  assert.ok(await guest.page.locator('[role=alert]').isVisible());
  await guest.page.fill('input[name=code]', ` ${code.toLowerCase()} `);
  await press(guest.page.locator('main form button'));
  await guest.shot('join');
  await press(guest.page.locator('main form button'));
  const caseUrl = guest.page.url();
  assert.match(caseUrl, /\/case\//);
  await guest.shot('joined');
  const seen = await walk(guest.page, caseUrl, { 'person.citizenships': 'BR', 'person.passport-number': 'FX123456', 'person.passport-country': 'BR', 'person.passport-valid-to': day(1500),
    'person.passport-image': { name: 'p.jpg', mimeType: 'image/jpeg', buffer: await (await import('../packages/server/src/testing/newborn.ts')).picture(1200, 900) }, 'case.in-sweden': 'false', 'party.confirmed': 'true' });
  assert.ok(!seen.questions.includes('case.employer-number') || seen.pages.length < 9, 'nothing on file is asked');
  // the code is used up
  const other = await openPhone(browser, world, { language: 'en' });
  await other.logIn('Nadia Rahimi', '/login?with=eid&back=/join');
  await other.page.fill('input[name=code]', code);
  await press(other.page.locator('main form button'));
  assert.ok(await other.page.locator('[role=alert]').isVisible());
});

test('a mandate opens the case to a representative, and taking it back closes it at once, also in an open page', { timeout: 240_000 }, async () => {
  const owner = await openPhone(browser, world, { language: 'sv' }), helper = await openPhone(browser, world, { language: 'sv' });
  await helper.logIn('Erik Sand');
  await owner.logIn('Maria Lindqvist', '/login?with=eid&back=/companies');
  await owner.page.goto(`${world.server.url}/companies`);
  if (await owner.page.locator('main a[href*="/mandates?for="]').count() === 0) {
    await owner.page.fill('input[name=number]', '559990-0015');
    await press(owner.page.locator('main form button').last());
  }
  await press(owner.page.locator('main a[href*="/mandates?for="]'));
  await owner.shot('mandates');
  // bad input: a number of eleven digits, no scope, a day that has been
  await owner.page.fill('input[name=number]', '19880704981');
  for (const box of await owner.page.locator('input[name=scope]').all()) await box.uncheck();
  await owner.page.fill('input[name=until]', '2020-01-01');
  await press(owner.page.locator('form:has(input[name=scope]) button'));
  assert.equal(await owner.page.locator('[role=alert] li').count(), 3);
  await owner.page.fill('input[name=number]', '19880704-9815');
  await owner.page.locator('input[name=scope][value=read]').check();
  await owner.page.locator('input[name=scope][value=write]').check();
  await owner.page.fill('input[name=until]', '');
  await owner.page.locator('input[name=covers][value=all], select[name=covers]').first().evaluate((element) => { if (element instanceof HTMLInputElement) element.checked = true; }).catch(() => undefined);
  await press(owner.page.locator('form:has(input[name=scope]) button'));
  assert.match(await owner.page.locator('main').innerText(), /Erik Sand/);
  await owner.shot('mandate-given');

  await helper.page.goto(`${world.server.url}/my`);
  const mine = await helper.page.locator('main a[href*="/case/"]').count();
  if (mine === 0) {
    await helper.page.goto(`${world.server.url}/services/work-permit/apply`);
    await helper.page.locator('main form input[type=radio][value^="employer/"]').check();
    await press(helper.page.locator('main form button').last());
  } else await press(helper.page.locator('main a[href*="/case/"]').first());
  const caseUrl = helper.page.url().replace(/\/tasks.*$/, '');
  await helper.page.goto(`${caseUrl}/tasks`);
  assert.match(await helper.page.locator('header, body').first().innerText(), /Solrosen/);

  await press(owner.page.locator('li', { hasText: 'Erik Sand' }).locator('form[action$="/revoke"] button'));
  const status = (await helper.page.goto(caseUrl))!.status();
  assert.equal(status, 404, 'the next page is closed');
  await helper.page.goto(`${world.server.url}/my`);
  assert.equal(await helper.page.locator('main a[href*="/case/"]').count(), 0);
});
