// The first film, in a real browser on a 320 px phone with scripts off: from the birth to the card, in Swedish and in Arabic.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { testStores } from '@ankomst/store/testing';
import { picture } from '../packages/server/src/testing/newborn.ts';
import { eventually, startWorld, type World } from '../packages/server/src/testing/world.ts';
import { goOn, openBrowser, openPhone, type Phone, press } from './browser.ts';

let world: World, browser: Browser;
// on the embedded database, which is what a newcomer's first start has
before(async () => { world = await startWorld({ store: testStores()[0]! }); browser = await openBrowser(); });
after(async () => { await browser?.close(); await world?.close(); });

/** The messages that the authority has sent to somebody, by any channel. */
async function sentTo(to: string): Promise<{ channel: string; text: string }[]> {
  const answer = await fetch(`${world.neighbours.urls.catcher}/messages?to=${encodeURIComponent(to)}`);
  return await answer.json() as { channel: string; text: string }[];
}

/** A page is whole: one h1, a title, language and direction, nothing wider than the phone, no stray message key. */
async function wholePage(page: Page, language: string): Promise<void> {
  const html = page.locator('html');
  assert.equal(await html.getAttribute('lang'), language);
  assert.equal(await html.getAttribute('dir'), language === 'ar' ? 'rtl' : 'ltr');
  assert.equal(await page.locator('h1').count(), 1, page.url());
  const text = await page.locator('body').innerText();
  assert.doesNotMatch(text, /\b(?:fact|form|page|error|case|reason|event|waiting)\.[a-z-]+[.a-z-]*\b(?!\.example)/, `a message key shows on ${page.url()}`);
  assert.doesNotMatch(text, /undefined|\[object|NaN/, page.url());
}

async function tellPhone(phone: Phone, number: string, language: string): Promise<void> {
  const { page } = phone;
  await page.goto(`${world.server.url}/me/contact`);
  await page.locator('input[type=tel]').fill(number);
  await page.locator(`input[type=radio][value="${language}"]`).check();
  await press(page.locator('main form button').last());
}

const families = [
  { language: 'sv', birth: 'mona', child: 'Mona', first: 'Sarah Doe', second: 'Adam Doe', country: 'SY' },
  { language: 'ar', birth: 'yasmin', child: 'Yasmin', first: 'Nour', second: 'Youssef', country: 'IQ' },
] as const;

for (const { language, birth, child, first, second, country } of families) {
  test(`${child}'s permit, from the birth to the card in the hand (${language}, 320 px, no scripts)`, { timeout: 240_000 }, async () => {
    await world.birth(birth);
    const one = await openPhone(browser, world, { language }), two = await openPhone(browser, world, { language });
    const mother = one.page, father = two.page;

    // the first guardian: the offer, four facts, the passport
    await one.logIn(first);
    await tellPhone(one, '+46700000001', language);
    await mother.goto(`${world.server.url}/my`);
    await wholePage(mother, language);
    await one.shot('my');
    await press(mother.locator('main a[href*="/offer"]').first());
    await wholePage(mother, language);
    assert.match(await mother.locator('main').innerText(), new RegExp(child));
    await one.shot('offer');
    const caseUrl = mother.url().replace(/\/offer$/, '');
    await mother.goto(`${caseUrl}/tasks`);
    await wholePage(mother, language);
    await mother.goto(`${caseUrl}/form/confirm`);
    await wholePage(mother, language);
    await one.shot('confirm');
    // pressing on without an answer: told what is missing, at the top and at the question
    await goOn(mother);
    assert.ok(await mother.locator('[role=alert], .error-summary, [data-color=danger]').first().isVisible());
    await mother.locator('input[type=radio][value=true]').first().check();
    await goOn(mother);
    await wholePage(mother, language);
    await mother.locator('input[type=radio][value=true]').first().check();
    await goOn(mother);
    // a date that cannot be: what was typed stays, and the sentence says what to do
    await mother.fill('[name="person.passport-number"]', 'N 0123 456');
    await mother.selectOption('[name="person.passport-country"]', country);
    for (const [part, text] of [['day', '31'], ['month', '2'], ['year', '2031']] as const) await mother.fill(`[name="person.passport-valid-to.${part}"]`, text);
    await goOn(mother);
    await one.shot('wrong-date');
    assert.equal(await mother.inputValue('[name="person.passport-number"]'), 'N 0123 456');
    assert.equal(await mother.inputValue('[name="person.passport-valid-to.day"]'), '31');
    await wholePage(mother, language);
    await mother.fill('[name="person.passport-valid-to.day"]', '28');
    await goOn(mother);
    // the picture survives leaving and coming back
    await mother.setInputFiles('input[type=file]', { name: 'pass.jpg', mimeType: 'image/jpeg', buffer: await picture() });
    await press(mother.locator('main form button[formaction], main form button[name=do][value=upload]').first());
    await mother.goto(`${world.server.url}/my`);
    await mother.goto(`${caseUrl}/form/passport-image`);
    assert.match(await mother.locator('main').innerText(), /pass\.jpg/);
    await one.shot('picture');
    await goOn(mother);
    assert.match(mother.url(), /\/check$/);
    await wholePage(mother, language);
    await one.shot('check');
    await goOn(mother);
    assert.match(mother.url(), /\/sent$/);
    await wholePage(mother, language);
    await one.shot('sent');

    // the second guardian, on the own phone
    await two.logIn(second);
    await tellPhone(two, '+46700000002', language);
    await father.goto(`${caseUrl}/approval`);
    await wholePage(father, language);
    await two.shot('approval');
    await father.locator('input[type=radio][value=true]').first().check();
    await goOn(father);
    await wholePage(father, language);
    await two.shot('granted');

    // the ping says that there is news, and nothing else
    await eventually(async () => (await sentTo('+46700000002')).length > 0);
    for (const message of await sentTo('+46700000002')) assert.doesNotMatch(message.text, new RegExp(`${child}|permit|tillstånd|إقامة`, 'i'));

    // the case tells the truth, the decision its reasons and law; the letter is there as page and PDF
    await father.goto(caseUrl);
    await wholePage(father, language);
    await two.shot('case');
    await father.goto(`${caseUrl}/decision`);
    await wholePage(father, language);
    await two.shot('decision');
    assert.ok(await father.locator('main ol li').count() >= 5, 'reasons with their law');
    const letter = father.locator('main a[href$=".pdf"]').first();
    await eventually(async () => { if (await letter.count() > 0) return true; await father.reload(); return false; });
    const pdf = await two.context.request.get(new URL((await letter.getAttribute('href'))!, father.url()).href);
    assert.equal(pdf.headers()['content-type'], 'application/pdf');
    assert.equal((await pdf.body()).subarray(0, 5).toString(), '%PDF-');

    // the visit: an office, a day, a time
    await father.goto(`${caseUrl}/visit`);
    await wholePage(father, language);
    await press(father.locator('main a[href*="office="]').first());
    await two.shot('visit-days');
    for (let i = 0; i < 3 && await father.locator('main input[type=radio]').count() === 0; i++) await press(father.locator('main a[href*="day="]').first());
    await two.shot('visit-times');
    await father.locator('main input[type=radio]').first().check();
    await goOn(father);
    await wholePage(father, language);
    await father.goto(`${caseUrl}/visit`);
    await two.shot('visit-booked');

    for (const phone of [one, two]) {
      const strangers = [...phone.traffic.hosts].filter((host) => host !== new URL(world.server.url).host && host !== new URL(world.neighbours.urls.eid).host);
      assert.deepEqual(strangers, [], 'no page calls a third party');
    }
    await one.context.close();
    await two.context.close();
  });
}
