// What a person on an old phone and a thin line waits for: bytes and time of the first page, bytes of the whole
// journey, and the time from the second guardian's yes to decision, letter and ping.
import type { Page } from 'playwright-core';
import { openBrowser, openPhone, goOn } from '../../e2e/browser.ts';
import { inventFamilies, putOnFile, tellBirth, tellRegister } from '../../e2e/families.ts';
import { answerApproval, fillIn, offeredCase, picture } from '../../packages/server/src/testing/newborn.ts';
import { startWorld, type World } from '../../packages/server/src/testing/world.ts';
import { budget, quantileOf } from './report.ts';

async function pages({ quick }: { quick: boolean }): Promise<void> {
  const world = await startWorld();
  const browser = await openBrowser();
  try {
    await firstPage(world, browser, quick ? 3 : 5);
    await journey(world, browser);
    await fromYesToPing(world, quick ? 10 : 40);
  } finally {
    await browser.close();
    await world.close();
  }
}

/** The start page of the service on slow 3G (400 kbit/s, 400 ms) with a processor four times slower. */
async function firstPage(world: World, browser: Awaited<ReturnType<typeof openBrowser>>, times: number): Promise<void> {
  const usable: number[] = [];
  let bytes = 0;
  for (let i = 0; i < times; i++) {
    const phone = await openPhone(browser, world, { scripts: true, language: 'ar' });
    const cdp = await phone.context.newCDPSession(phone.page);
    await cdp.send('Network.emulateNetworkConditions', { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 });
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    await phone.page.goto(`${world.server.url}/services/child-born-in-sweden`, { waitUntil: 'load' });
    usable.push(await largestPaint(phone.page));
    bytes = Math.max(bytes, phone.traffic.bytes);
    await phone.context.close();
  }
  budget('first page, all of it on the wire', bytes / 1024, 25, 'KB');
  budget('first page, largest paint on slow 3G and 4x CPU (median)', quantileOf(usable, 0.5) / 1000, 2, 's');
}

function largestPaint(page: Page): Promise<number> {
  return page.evaluate(() => new Promise<number>((resolve) => {
    new PerformanceObserver((list) => resolve(list.getEntries().at(-1)!.startTime)).observe({ type: 'largest-contentful-paint', buffered: true });
    setTimeout(() => resolve(performance.now()), 5000);
  }));
}

/** The first guardian from the login's return to the sent application, scripts off, without the file's own bytes. */
async function journey(world: World, browser: Awaited<ReturnType<typeof openBrowser>>): Promise<void> {
  await world.birth('mona');
  const phone = await openPhone(browser, world, { language: 'ar' });
  const { page } = phone;
  await phone.logIn('Sarah Doe');
  await page.locator('main a[href*="/offer"]').first().click();
  await page.locator('input[type=radio][value=true]').first().check();
  await goOn(page);
  await page.locator('input[type=radio][value=true]').first().check();
  await goOn(page);
  await page.fill('[name="person.passport-number"]', 'N0123456');
  await page.selectOption('[name="person.passport-country"]', 'SY');
  for (const [part, text] of [['day', '1'], ['month', '2'], ['year', '2031']] as const) await page.fill(`[name="person.passport-valid-to.${part}"]`, text);
  await goOn(page);
  await page.setInputFiles('input[type=file]', { name: 'pass.jpg', mimeType: 'image/jpeg', buffer: await picture() });
  await goOn(page);
  await goOn(page);
  if (!page.url().endsWith('/sent')) throw new Error(`the journey ended at ${page.url()}`);
  budget(`the whole journey, ${phone.traffic.requests} requests`, phone.traffic.bytes / 1024, 80, 'KB');
  await phone.context.close();
}

/** Second guardian's yes -> the answer to it, and -> the ping in the phone (which comes after decision and letter). */
async function fromYesToPing(world: World, families: number): Promise<void> {
  const list = inventFamilies(families);
  await tellRegister(list, world.neighbours.urls.register);
  await putOnFile(list, world.server.deps);
  const answered: number[] = [], pinged: number[] = [];
  for (const [i, family] of list.entries()) {
    await tellBirth(family, world.neighbours.urls.register);
    const mother = await world.visitor(family.mother.number), father = await world.visitor(family.father.number);
    const phone = `+4670174${String(1000 + i)}`;
    const contact = await father.get('/me/contact');
    await father.send(contact, { action: '/me/contact', fields: { phone, email: '', language: 'sv' } });
    let id = '';
    for (let tries = 0; tries < 100 && !id; tries++) id = await offeredCase(mother).catch(() => new Promise<string>((done) => setTimeout(() => done(''), 50)));
    const check = await fillIn(mother, id, { number: family.passport });
    await mother.send(check, { action: `/case/${id}/check` });
    const sms = async (): Promise<number> => (await (await fetch(`${world.neighbours.urls.catcher}/messages?to=${encodeURIComponent(phone)}&channel=sms`)).json() as unknown[]).length;
    // the ping about the question that he is asked must be there before, or it would be taken for the other
    for (let tries = 0; tries < 200 && await sms() === 0; tries++) await new Promise((done) => setTimeout(done, 25));
    const before = await sms();
    const yes = performance.now();
    const page = await answerApproval(father, id, true);
    answered.push(performance.now() - yes);
    if (!page.url.endsWith('/sent')) throw new Error(`no decision: ${page.status} ${page.url}`);
    while (await sms() === before) await new Promise((done) => setTimeout(done, 10));
    pinged.push(performance.now() - yes);
  }
  budget(`yes -> page with the decision, p95 of ${families}`, quantileOf(answered, 0.95) / 1000, 1, 's');
  budget(`yes -> decision, letter and ping, p95 of ${families}`, quantileOf(pinged, 0.95) / 1000, 1, 's');
}

await pages({ quick: process.argv.includes('--quick') });
