// Logs of one's own in the browser: every kind of file the map takes, broken ones, a large one, and nothing sent anywhere.
import assert from 'node:assert/strict';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { fromCases, LogBuilder, toCsv, toOcelJson, toOcelXml, toXes, type EventLog } from '../packages/mining/src/index.ts';
import { writeOcelSqlite } from '../packages/mining/src/node.ts';
import { startWorld, type World } from '../packages/server/src/testing/world.ts';
import { builtDesk } from '../packages/web/desk/scripts/build.ts';
import { openBrowser, openPhone, type Phone } from './browser.ts';

let world: World, browser: Browser, dir: string;
before(async () => {
  await builtDesk();
  dir = mkdtempSync(join(tmpdir(), 'logs-'));
  world = await startWorld();
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await world?.close();
  rmSync(dir, { recursive: true, force: true });
});

/** The page that opens files, with what went out from it, what it complained of, and the policies it and its files came with. */
async function filePage(): Promise<Phone & { sent: string[]; troubles: string[]; policies: Map<string, string> }> {
  const phone = await openPhone(browser, world, { language: 'sv', width: 1440, height: 900, scripts: true });
  const sent: string[] = [], troubles: string[] = [], policies = new Map<string, string>();
  phone.page.on('console', (message) => { if (message.type() === 'error') troubles.push(message.text()); });
  phone.page.on('pageerror', (error) => troubles.push(error.message));
  await phone.logIn('Ivan Novak', `/staff/login?back=${encodeURIComponent('/desk/insight/file')}`);
  await phone.page.locator('input[type=file]').waitFor();
  phone.context.on('request', (request) => { if (request.method() !== 'GET' && !request.url().startsWith('blob:')) sent.push(`${request.method()} ${request.url()}`); });
  phone.context.on('response', (response) => policies.set(new URL(response.url()).pathname, response.headers()['content-security-policy'] ?? ''));
  return { ...phone, sent, troubles, policies };
}

/** Twelve orders, each received, packed and shipped. */
const cases = 12;
function orders(): EventLog {
  const builder = new LogBuilder();
  for (let n = 0; n < cases; n++) {
    const number = builder.caseOf(`order-${n}`);
    builder.cases.set('customer', number, n % 2 ? 'Å & "Ö"' : 'Berg');
    for (const [i, step] of ['Received', 'Packed', 'Shipped'].entries()) builder.add(number, builder.activities.code(step), Date.UTC(2026, 2, 1 + n, 8 + i * (3 + (n % 4))));
  }
  return builder.finish();
}

const choose = (page: Page, name: string, content: string | Uint8Array): Promise<void> => page.setInputFiles('input[type=file]', { name, mimeType: 'application/octet-stream', buffer: Buffer.from(content) });
const another = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'En annan fil' }).click();
  await page.locator('input[type=file]').waitFor();
};

test('XES, OCEL as JSON, XML and SQLite, a table, zipped or not: each opens on the map, whatever it is called', { timeout: 180_000 }, async () => {
  const { page, sent, troubles, policies } = await filePage();
  const log = orders(), objects = fromCases(log);
  const database = (name: string): Buffer => {
    writeOcelSqlite(join(dir, name), objects);
    const held = new DatabaseSync(join(dir, name));
    try { return Buffer.from(held.serialize()); } finally { held.close(); }
  };
  const files: [string, string | Uint8Array][] = [
    ['orders.xes', toXes(log)], ['orders.xes.gz', gzipSync(toXes(log))], ['orders.json', toOcelJson(objects)], ['orders.jsonocel.gz', gzipSync(toOcelJson(objects))],
    ['orders.xml', toOcelXml(objects)], ['orders.sqlite', database('orders.sqlite')], ['orders', database('orders')], ['orders.csv', toCsv(log)], ['orders.csv.gz', gzipSync(toCsv(log))],
  ];
  for (const [name, content] of files) {
    await choose(page, name, content);
    if (name.includes('csv')) {
      // the columns have their usual names: nothing to choose
      await page.getByRole('button', { name: 'Läs filen' }).click();
    }
    await page.locator('#picture-flow').waitFor();
    await page.getByText(`${name}: ${cases} ärenden, ${cases * 3} händelser, 3 steg.`).waitFor();
    await page.getByRole('button', { name: /^Packed/ }).waitFor();
    await another(page);
  }
  assert.deepEqual([sent, troubles], [[], []]);
  // WebAssembly runs where a database is read, and nowhere else
  const withWasm = [...policies].filter(([, policy]) => policy.includes('wasm-unsafe-eval')).map(([path]) => path);
  assert.ok(withWasm.length === 1 && withWasm[0]!.startsWith('/desk/assets/file-worker-'), withWasm.join());
});

test('a broken file is told of where it breaks and what was expected; what can be read is read where one asks for it', { timeout: 180_000 }, async () => {
  const { page, sent, troubles } = await filePage();
  const xes = toXes(orders()), other = new DatabaseSync(':memory:');
  other.exec('create table t (a)');
  const mistakes: [string, string | Uint8Array, RegExp][] = [
    ['cut.xes', xes.slice(0, xes.indexOf('</event>', 2000)), /Rad \d+: the file ends before <\/event>/],
    ['cut.xes.gz', gzipSync(xes).subarray(0, 300), /Rad 1: the gzip is broken or ends too early/],
    ['twisted.xml', xes.replace('</trace>', '</track>'), /Rad \d+: <\/track> where <\/trace> was expected/],
    ['cut.json', toOcelJson(fromCases(orders())).slice(0, 900), /Rad \d+: no JSON/],
    ['broken.xml', toOcelXml(fromCases(orders())).slice(0, 1500), /Rad \d+: expected an element that begins and ends here/],
    ['other.db', other.serialize(), /no table "event".*expected an OCEL 2\.0 database/],
    ['cut.sqlite', Buffer.from('SQLite format 3\0 and then nothing more'), /expected an OCEL 2\.0 database/],
  ];
  other.close();
  for (const [name, content, said] of mistakes) {
    await choose(page, name, content);
    const alert = page.locator('.file-step[role=alert]');
    await alert.waitFor();
    assert.match(await alert.innerText(), said, name);
    await another(page);
  }
  await choose(page, 'cut.xes', xes.slice(0, xes.lastIndexOf('<event>')));
  await page.getByRole('button', { name: /Läs det som går/ }).click();
  await page.locator('#picture-flow').waitFor();
  await page.getByText(/gick inte att läsa/).first().waitFor();
  assert.deepEqual([sent, troubles], [[], []]);
});

test('a file of 74 MB: one sees how far it is, may stop it, and it opens', { timeout: 180_000 }, async () => {
  const { page, sent, troubles } = await filePage();
  const path = join(dir, 'large.xes');
  const many = writeLarge(path, 74_000_000);
  // how far it was, as the page said it: noted in the page, as it is over in seconds
  await page.evaluate(() => {
    const seen: number[] = (window as { seen?: number[] }).seen = [];
    new MutationObserver(() => {
      const at = document.querySelector<HTMLProgressElement>('.file-step progress')?.value;
      if (at !== undefined && at !== seen.at(-1)) seen.push(at);
    }).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
  });
  await page.setInputFiles('input[type=file]', path);
  await page.getByRole('button', { name: 'Avbryt' }).click();
  await page.locator('input[type=file]').waitFor();
  assert.equal(await page.locator('#picture-flow, [role=alert]').count(), 0);

  await page.setInputFiles('input[type=file]', path);
  await page.locator('#picture-flow').waitFor({ timeout: 120_000 });
  await page.getByText(`${new Intl.NumberFormat('sv-SE').format(many)} ärenden`, { exact: false }).first().waitFor();
  const seen = await page.evaluate(() => (window as unknown as { seen: number[] }).seen);
  assert.ok(seen.some((one) => one > 0 && one < 1), seen.join());
  assert.deepEqual([sent, troubles], [[], []]);
});

/** A XES file of at least so many bytes; how many cases it has. */
function writeLarge(path: string, bytes: number): number {
  const one = orders(), text = toXes(one);
  const from = text.indexOf('<trace'), to = text.lastIndexOf('</trace>') + '</trace>'.length;
  const traces = text.slice(from, to), file = openSync(path, 'w');
  let written = writeSync(file, text.slice(0, from)), many = 0;
  while (written < bytes) {
    // names of cases differ: the same name again would be the same case
    let block = '';
    for (let n = 0; n < 100; n++) block += `${traces.replaceAll('"order-', `"order-${many + n}-`)}\n`;
    written += writeSync(file, block);
    many += 100;
  }
  writeSync(file, text.slice(to));
  closeSync(file);
  return many * cases;
}
