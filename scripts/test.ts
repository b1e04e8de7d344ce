// All that must hold before a change lands: types, lint, content, and every test, on both databases and in a real browser.
//   npm test             everything but the long runs
//   npm run test:long    the long runs as well (`*.long.test.ts`)
//   npm test -- PATTERN  only test files whose path holds PATTERN
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { run } from 'node:test';

const root = join(import.meta.dirname, '..');
process.chdir(root);
const long = process.argv.includes('--long');
const pattern = process.argv.slice(2).find((argument) => !argument.startsWith('--'));
const totals = { passed: 0, failed: 0, skipped: 0 };
const began = Date.now();

if (!pattern) {
  await check('types', 'node_modules/.bin/tsc', ['-p', 'tsconfig.json']);
  await check('lint, and imports that run one way', 'node_modules/.bin/oxlint', []);
  await check('content', process.execPath, ['--disable-warning=ExperimentalWarning', 'packages/cli/src/main.ts', 'check', 'content/sweden']);
  await check('rules of the content', process.execPath, ['--disable-warning=ExperimentalWarning', 'packages/cli/src/main.ts', 'test-rules', 'content/sweden']);
}
// the DMN kit is not part of the project; where it lies beside it, no case may be lost
const kit = [process.env['DMN_TCK'], '../shared/tck'].find((dir) => dir && existsSync(join(dir, 'TestCases')));
if (!pattern && kit) await check('DMN compatibility kit: no case lost', process.execPath, ['--disable-warning=ExperimentalWarning', 'packages/dmn/tck/run.ts', kit]);

const files = globSync(['packages/*/{src,test,tck}/**/*.test.ts', 'packages/web/desk/src/**/*.test.ts', 'e2e/**/*.test.ts', 'scripts/**/*.test.ts'])
  .filter((file) => (long || !file.endsWith('.long.test.ts')) && (!pattern || file.includes(pattern))).sort();
const kind = (file: string): 'pure' | 'database' | 'browser' =>
  (file.startsWith('e2e') || file.includes('.e2e.') ? 'browser' : file.includes('.int.') ? 'database' : 'pure');

const database = await postgres(files.some((file) => kind(file) !== 'pure'));
if (files.some((file) => kind(file) === 'browser')) chromium();
await tests('pure', files.filter((file) => kind(file) === 'pure'));
await tests('database', files.filter((file) => kind(file) === 'database'));
// one browser journey at a time: two cores are a server, its neighbours and Chromium
await tests('browser', files.filter((file) => kind(file) === 'browser'), 1);
await database.stop();

console.log(`\n${Math.round((Date.now() - began) / 1000)} s`);
if (totals.skipped) console.log(`${totals.skipped} skipped: named above, with what they need`);
console.log(`${totals.passed} passed, ${totals.failed} failed`);
process.exit(totals.failed === 0 && totals.passed > 0 ? 0 : 1);

/** One command that must succeed; counts as one. Its words are shown only when it fails. */
async function check(what: string, command: string, args: string[]): Promise<void> {
  const at = Date.now();
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => { said += data; });
  const code = await new Promise((resolve) => child.on('exit', resolve));
  console.log(`${code === 0 ? '✔' : '✘'} ${what} (${((Date.now() - at) / 1000).toFixed(1)} s)`);
  if (code === 0) totals.passed += 1;
  else { totals.failed += 1; console.log(said); }
}

async function tests(what: string, list: string[], concurrency = 2): Promise<void> {
  if (list.length === 0) return;
  const at = Date.now();
  const before = { ...totals };
  const stream = run({ files: list.map((file) => join(root, file)), concurrency, execArgv: ['--disable-warning=ExperimentalWarning'], timeout: 600_000 });
  const spent = new Map<string, number>();
  const spend = ({ file, nesting, details }: { file?: string; nesting: number; details: { duration_ms: number } }): void => {
    if (file && nesting === 0) spent.set(file, (spent.get(file) ?? 0) + details.duration_ms);
  };
  stream.on('test:pass', (event) => {
    spend(event);
    if (event.details.type === 'suite') return;
    if (event.skip !== undefined && event.skip !== false) { totals.skipped += 1; console.log(`  skipped: ${event.name} (${event.skip === true ? '' : event.skip})`); }
    else totals.passed += 1;
  });
  stream.on('test:fail', (event) => {
    spend(event);
    // a suite whose tests failed says nothing new; one that could not be made ready says why none of them ran
    if (event.details.type === 'suite' && (event.details.error as { failureType?: string } | undefined)?.failureType !== 'hookFailed') return;
    totals.failed += 1;
    const cause = event.details.error?.cause as Error | undefined;
    console.log(`✘ ${event.file ? event.file.replace(`${root}/`, '') : ''}: ${event.name}\n${cause?.stack ?? event.details.error?.message ?? ''}`);
  });
  // the tests' own words matter only when something is wrong
  const words: string[] = [];
  stream.on('test:stderr', (event) => words.push(event.message));
  for await (const _ of stream) { /* drained by the listeners above */ }
  if (totals.failed > before.failed) console.log(words.join('').slice(-8000));
  console.log(`${totals.failed === before.failed ? '✔' : '✘'} ${what}: ${totals.passed - before.passed} tests in ${list.length} files (${Math.round((Date.now() - at) / 1000)} s)`);
  const slowest = [...spent].sort(([, a], [, b]) => b - a).slice(0, 6).filter(([, ms]) => ms > 10_000);
  if (slowest.length > 0) console.log(`  longest: ${slowest.map(([file, ms]) => `${file.replace(`${root}/`, '')} ${Math.round(ms / 1000)} s`).join(', ')}`);
}

function aptInstall(...packages: string[]): boolean {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false;
  console.log(`installing ${packages.join(', ')} from Debian's packages …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync('apt-get', ['update', '-qq'], { env, stdio: 'ignore' });
  return spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { env, stdio: 'ignore' }).status === 0;
}

/** Finds a Chromium, else installs Debian's, else Playwright's own. Its path goes to the tests in CHROMIUM. */
function chromium(): void {
  const known = (): string | undefined => [process.env['CHROMIUM'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'].find((path) => path && existsSync(path));
  if (!known() && !(aptInstall('chromium', 'fonts-noto-core') && known())) {
    console.log("no Chromium found, and Debian's cannot be installed here: taking Playwright's");
    spawnSync('npx', ['playwright-core', 'install', 'chromium-headless-shell'], { stdio: 'inherit' });
    return;
  }
  process.env['CHROMIUM'] = known()!;
  console.log(`browser: ${known()}`);
}

/** A PostgreSQL server for the second half of the database tests: TEST_DATABASE_URL, or a throw-away one. */
async function postgres(needed: boolean): Promise<{ stop(): Promise<void> }> {
  const none = { stop: async () => {} };
  if (!needed || process.env['TEST_DATABASE_URL']) return none;
  const { startPostgresServer, findPostgresBinaries } = await import('../packages/store/src/testing/postgres-server.ts');
  if (!findPostgresBinaries()) aptInstall('postgresql');
  if (!findPostgresBinaries()) {
    console.log('no PostgreSQL here: the database tests run on the embedded one only, the other half is skipped');
    return none;
  }
  const server = await startPostgresServer();
  process.env['TEST_DATABASE_URL'] = server.url;
  console.log('database: PGlite, and a throw-away PostgreSQL server');
  return server;
}
