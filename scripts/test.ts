// All that must hold before a change lands: types, lint, content, and every test, on both databases and in a real browser.
//   npm test             everything but the long runs
//   npm run test:long    the long runs as well (`*.long.test.ts`)
//   npm test -- PATTERN  only test files whose path holds PATTERN
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { run } from 'node:test';

const root = join(import.meta.dirname, '..');
process.chdir(root);
const long = process.argv.includes('--long');
const pattern = process.argv.slice(2).find((argument) => !argument.startsWith('--'));
const totals = { passed: 0, failed: 0, skipped: 0 };
/** Seconds of each file. */
const spent = new Map<string, number>();
/** As many at once as there are cores: two on most machines that check a change. */
const lanes = Math.max(2, Math.min(4, availableParallelism()));
type Errand = () => Promise<void>;
const began = Date.now();

const node = [process.execPath, '--disable-warning=ExperimentalWarning'];
// the DMN kit is not part of the project; where it lies beside it, no case may be lost
const kit = [process.env['DMN_TCK'], '../shared/tck'].find((dir) => dir && existsSync(join(dir, 'TestCases')));
const checks: Errand[] = pattern ? [] : [
  check('types', ['node_modules/.bin/tsc', '-p', 'tsconfig.json']),
  check('lint, and imports that run one way', ['node_modules/.bin/oxlint']),
  check('content', [...node, 'packages/cli/src/main.ts', 'check', 'content/sweden']),
  check('rules of the content', [...node, 'packages/cli/src/main.ts', 'test-rules', 'content/sweden']),
  ...(kit ? [check('DMN compatibility kit: no case lost', [...node, 'packages/dmn/tck/run.ts', kit])] : []),
];

const files = globSync(['packages/*/{src,test,tck}/**/*.test.ts', 'packages/web/desk/src/**/*.test.ts', 'e2e/**/*.test.ts', 'scripts/**/*.test.ts'])
  .filter((file) => (long || !file.endsWith('.long.test.ts')) && (!pattern || file.includes(pattern))).sort();
const kinds = ['browser', 'crash', 'database', 'pure'] as const;
type Kind = typeof kinds[number];
const kind = (file: string): Kind => (/\/(kill|crash)\./.test(file) ? 'crash' : file.startsWith('e2e') || file.includes('.e2e.') ? 'browser' : file.includes('.int.') ? 'database' : 'pure');
const of = (what: Kind): string[] => files.filter((file) => kind(file) === what);

const database = await postgres(files.some((file) => kind(file) !== 'pure'));
if (of('browser').length > 0) chromium();
// One lane for each core. One browser at a time, in the first; beside it all that needs none, what is long before what
// is short. Whoever is done takes from what is left.
const browser: Errand[] = of('browser').map(tests);
if (browser.length > 0) browser.unshift(check('the desk is built', [...node, 'packages/web/desk/scripts/build.ts']));
const rest: Errand[] = [...checks, ...of('crash').map(tests), ...of('database').map(tests), ...of('pure').map(tests)];
const lane = async (next: () => Errand | undefined): Promise<void> => { for (let errand = next(); errand; errand = next()) await errand(); };
await Promise.all([lane(() => browser.shift() ?? rest.shift()), ...Array.from({ length: lanes - 1 }, () => lane(() => rest.shift()))]);
await database.stop();

for (const what of kinds) {
  const done = [...spent].filter(([file]) => kind(file) === what).sort(([, a], [, b]) => b - a);
  if (done.length === 0) continue;
  const slow = done.slice(0, 6).filter(([, seconds]) => seconds > 10).map(([file, seconds]) => `${file} ${seconds} s`).join(', ');
  console.log(`${what}: ${done.length} files, ${done.reduce((sum, [, seconds]) => sum + seconds, 0)} s${slow ? `; longest: ${slow}` : ''}`);
}
console.log(`\n${Math.round((Date.now() - began) / 1000)} s`);
if (totals.skipped) console.log(`${totals.skipped} skipped: named above, with what they need`);
console.log(`${totals.passed} passed, ${totals.failed} failed`);
process.exit(totals.failed === 0 && totals.passed > 0 ? 0 : 1);

/** One command that must succeed; counts as one. Its words are shown only when it fails. */
function check(what: string, [command, ...args]: string[]): Errand {
  return async () => {
    const at = Date.now();
    const child = spawn(command!, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => { said += data; });
    const code = await new Promise((resolve) => child.on('exit', resolve));
    console.log(`${code === 0 ? '✔' : '✘'} ${what} (${((Date.now() - at) / 1000).toFixed(1)} s)`);
    if (code === 0) totals.passed += 1;
    else { totals.failed += 1; console.log(said); }
  };
}

/** The tests of one file, in a process of its own. What fails is shown with its words, and what took long with its time. */
function tests(file: string): Errand {
  return async () => {
    const at = Date.now(), own = { passed: 0, failed: 0 };
    const stream = run({ files: [join(root, file)], execArgv: ['--disable-warning=ExperimentalWarning'], timeout: long ? 3_600_000 : 1_800_000 });
    // the tests' own words matter only when something is wrong
    const words: string[] = [];
    stream.on('test:stderr', (event) => words.push(event.message));
    stream.on('test:pass', (event) => {
      if (event.details.type === 'suite') return;
      if (event.skip !== undefined && event.skip !== false) { totals.skipped += 1; console.log(`  skipped: ${event.name} (${event.skip === true ? '' : event.skip})`); }
      else { totals.passed += 1; own.passed += 1; }
    });
    stream.on('test:fail', (event) => {
      // a suite whose tests failed says nothing new; one that could not be made ready says why none of them ran
      if (event.details.type === 'suite' && (event.details.error as { failureType?: string } | undefined)?.failureType !== 'hookFailed') return;
      totals.failed += 1;
      own.failed += 1;
      const cause = event.details.error?.cause as Error | undefined;
      console.log(`✘ ${file}: ${event.name}\n${cause?.stack ?? event.details.error?.message ?? ''}`);
    });
    for await (const _ of stream) { /* drained by the listeners above */ }
    if (own.failed > 0) console.log(words.join('').slice(-8000));
    const seconds = Math.round((Date.now() - at) / 1000);
    spent.set(file, seconds);
    if (kind(file) !== 'pure' || seconds > 10) console.log(`${own.failed === 0 ? '✔' : '✘'} ${file}: ${own.passed} tests (${seconds} s)`);
  };
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
  // its files are thrown away: they need not outlive a power cut (the crash test kills a server of its own)
  const server = await startPostgresServer(['fsync=off', 'full_page_writes=off']);
  process.env['TEST_DATABASE_URL'] = server.url;
  console.log('database: PGlite, and a throw-away PostgreSQL server');
  return server;
}
