/**
 * `npm run pictures`: the pictures of the desk in docs/, and docs/desk.md that shows them with a sentence each. Begins
 * a demonstration of its own (`.data/pictures`, kept for the next time) and looks at it with Chromium: as a caseworker
 * does on a wide screen by day and in the dark, and on a phone.
 *   npm run pictures -- case          only the views whose name holds "case"
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { leftByRobot } from '../packages/server/src/testing/left-by-robot.ts';
import { semhar } from '../packages/server/src/testing/newborn.ts';
import { createVisitor, type Visitor } from '../packages/server/src/testing/visitor.ts';
import { eventually, freePort, logIn, neighbourAddresses } from '../packages/server/src/testing/world.ts';
import { openBrowser, press } from './browser.ts';
import { views, type View } from './picture-views.ts';

const root = join(import.meta.dirname, '..');
const folder = join(root, 'docs/pictures/desk');
const looks = [
  { name: '', width: 1440, height: 900, dark: false },
  { name: '-dark', width: 1440, height: 900, dark: true },
  { name: '-phone', width: 390, height: 844, dark: false },
] as const;

const [wanted = ''] = process.argv.slice(2);
process.env['CHROMIUM'] ??= ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => existsSync(path)) ?? '';
mkdirSync(folder, { recursive: true });
const demonstration = await startDemonstration();
const browser = await openBrowser();
const open = new Map<string, Promise<{ context: BrowserContext; page: Page }>>();
try {
  await lodgeOne();
  let bytes = 0, failed = 0;
  for (const view of views.filter((one) => one.name.includes(wanted))) {
    try {
      bytes += await take(view);
    } catch (error) {
      failed += 1;
      console.error(`${view.name}: ${String(error).split('\n').slice(0, 3).join(' ')}`);
    }
  }
  if (wanted === '') writeFileSync(join(root, 'docs/desk.md'), inWords());
  console.log(`${Math.round(bytes / 1024)} KB${failed > 0 ? `, ${failed} views could not be taken` : ''}`);
  process.exitCode = failed > 0 ? 1 : 0;
} finally {
  await browser.close();
  demonstration.close();
}

/** One view in every look; tells its bytes. */
async function take(view: View): Promise<number> {
  const one = await deskOf(browser, view.who);
  const { page } = one;
  const colleague = async (name: string): Promise<Page> => (await deskOf(browser, name)).page;
  let bytes = 0;
  for (const { name, width, height, dark } of looks) {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light', reducedMotion: 'reduce' });
    // what opens differently on a phone is brought about there; what can be brought about only once is looked at as it stands
    if (name === '' || (name === '-phone' && !view.once)) {
      await page.goto(demonstration.url + view.path);
      await page.locator('main h1').waitFor();
      await view.ready(page, colleague);
    }
    await page.waitForFunction(() => [...document.images].every((one) => one.complete));
    await page.evaluate('document.fonts.ready.then(() => new Promise((done) => setTimeout(done, 400)))');
    const picture = await sharp(await page.screenshot()).resize({ width: Math.min(width, 1200) }).webp({ quality: 52, effort: 6, smartSubsample: true }).toFile(join(folder, `${view.name}${name}.webp`));
    bytes += picture.size;
    const over = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
    if (Number(over) > 0) console.error(`${view.name}${name}: ${over} px wider than the screen`);
  }
  await view.after?.(page, colleague);
  console.log(`${view.name} ${Math.round(bytes / 1024)} KB`);
  return bytes;
}

/** Somebody's desk, logged in with the key that lies in the cabinet; nobody's for what all may see. */
function deskOf(of: Browser, name: string): Promise<{ context: BrowserContext; page: Page }> {
  const made = open.get(name) ?? (async () => {
    const context = await of.newContext({ viewport: looks[0], locale: 'sv', timezoneId: 'Europe/Stockholm' });
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    if (name) {
      await page.goto(`${demonstration.url}/staff/login?back=/desk/settings`);
      await press(page.getByRole('button', { name }).first());
    }
    return { context, page };
  })();
  open.set(name, made);
  return made;
}

/** A case in which sources differ, sent in as a parent does, through the pages: once in a demonstration. */
async function lodgeOne(): Promise<void> {
  const visitor = async (account?: string): Promise<Visitor> => {
    const one = createVisitor(demonstration.url);
    if (account) await logIn(one, account);
    return one;
  };
  const mother = await visitor(semhar);
  const has = async (): Promise<boolean> => (await mother.get('/my')).text.includes('/case/');
  if (await has()) return;
  await leftByRobot({ visitor, async birth(id) {
    await fetch(`${demonstration.register}/births/expected/${id}`, { method: 'POST', redirect: 'manual' });
    await eventually(has);
  } }, mother);
}

/** The real command on free ports; ready when it says so. */
async function startDemonstration(): Promise<{ url: string; register: string; close(): void }> {
  const port = await freePort();
  const names = ['eid', 'register', 'catcher', 'cards', 'payments', 'companies', 'tax', 'passports', 'court', 'keys', 'union'] as const;
  const urls = Object.fromEntries(await Promise.all(names.map(async (name) => [name, `http://127.0.0.1:${await freePort()}`] as const)));
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, [...process.execArgv, '--disable-warning=ExperimentalWarning', join(root, 'packages/cli/src/main.ts'), 'start'], {
    cwd: root, stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env, PORT: String(port), PUBLIC_URL: url, DATA_DIR: join(root, '.data/pictures'), SMTP_URL: `smtp://127.0.0.1:${await freePort()}`,
      ...neighbourAddresses(urls as Parameters<typeof neighbourAddresses>[0]),
    },
  });
  process.once('exit', () => child.kill());
  await new Promise<void>((ready, ended) => {
    let said = '';
    child.stdout.on('data', (data) => {
      said += String(data);
      if (said.includes('Ankomst is ready')) ready();
    });
    child.once('exit', () => ended(new Error(`the demonstration ended:\n${said.slice(-2000)}`)));
  });
  return { url, register: urls['register']!, close: () => child.kill() };
}

/** docs/desk.md: each view in its three looks, with its sentence. */
function inWords(): string {
  const there = (file: string): boolean => existsSync(join(folder, file));
  const parts = views.filter(({ name }) => there(`${name}.webp`)).map(({ name, title, what }) => `## ${title}

${what}

<picture><source media="(prefers-color-scheme: dark)" srcset="pictures/desk/${name}-dark.webp"><img src="pictures/desk/${name}.webp" width="720" alt="${title}"></picture>${there(`${name}-phone.webp`) ? ` <img src="pictures/desk/${name}-phone.webp" width="200" alt="${title}, on a phone">` : ''}
`);
  return `# The desk, view by view

Where caseworkers, leaders, owners of rules and overseers work all day: \`/desk\`. Every picture is of the demonstration that \`npm start\` shows, taken by \`npm run pictures\`; all people are invented. Whoever reads this in the dark sees it in the dark. \`?\` shows the keys of a view, \`Ctrl+K\` finds anything.

${parts.join('\n')}`;
}
