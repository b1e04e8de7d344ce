/** The package as a stranger has it: made, packed, installed in an empty folder, and the README followed there. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { after, before, test } from 'node:test';

const home = mkdtempSync(join(tmpdir(), 'packed-'));
const away = join(home, 'away'), installed = join(away, 'node_modules', '@ankomst', 'mining');
/** Without the programs of this checkout: `node` is then the machine's own, whichever it is (>= 20). */
const env = { ...process.env, NODE_OPTIONS: '', PATH: (process.env['PATH'] ?? '').split(delimiter).filter((one) => !one.includes('node_modules')).join(delimiter) };
const run = (command: string, args: string[]): string => execFileSync(command, args, { cwd: away, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const block = (kind: string): string => new RegExp(`^\`\`\`${kind}\n([^]*?)^\`\`\`$`, 'm').exec(readme)![1]!;

before(() => {
  mkdirSync(away);
  run(process.execPath, [join(import.meta.dirname, '..', 'scripts', 'pack.ts'), join(home, 'dist')]);
  const [{ filename }] = JSON.parse(run('npm', ['pack', join(home, 'dist'), '--json', '--pack-destination', home])) as [{ filename: string }];
  writeFileSync(join(away, 'package.json'), '{ "type": "module" }');
  // a copy below node_modules, as from a registry: nothing there may need its types stripped
  run('npm', ['install', '--offline', '--no-audit', '--no-fund', join(home, filename)]);
  writeFileSync(join(away, 'cases.csv'), block('csv log'));
});
after(() => rmSync(home, { recursive: true }));

test('every source is in it, no test is, and it needs no other package', () => {
  const named = (folder: string, ending: string): string[] => globSync(`**/*${ending}`, { cwd: folder }).map((file) => file.slice(0, -ending.length)).sort();
  const library = named(import.meta.dirname, '.ts').filter((file) => !/\.test$|\.d$|(^|\/)(testing|truth)/.test(file));
  assert.ok(library.length > 80);
  assert.deepEqual(named(join(installed, 'js'), '.js'), library);
  assert.deepEqual(named(join(installed, 'js'), '.d.ts'), library);
  const own = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as Record<string, unknown>;
  assert.deepEqual([own['dependencies'], own['private'], own['scripts'], own['license']], [undefined, undefined, undefined, 'EUPL-1.2']);
  for (const file of ['README.md', 'API.md', 'LICENSE']) assert.ok(existsSync(join(installed, file)), file);
});

for (const [whose, node] of [["the project's", process.execPath], ["the machine's", 'node']] as const) {
  test(`the README's first map, on ${whose} Node`, () => {
    writeFileSync(join(away, 'map.mjs'), block('js map\\.mjs'));
    const said = run(node, ['map.mjs', 'cases.csv']);
    assert.match(said, /4 cases, 13 events, 3 ways/);
    assert.match(said, /'check'\s*│\s*'decide'\s*│\s*3\s*│\s*4\.3\s/);
  });

  test(`its first example, as it is printed, and a file written and read, on ${whose} Node`, () => {
    writeFileSync(join(away, 'first.js'), `
import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { readCsvFile, readXesFile, writeXesFile } from '@ankomst/mining/node';
const csv = readFileSync('cases.csv', 'utf8');
let checked = 0;
${block('ts').replace(/^(.+); \/\/ => (.+)$/gm, 'assert.deepEqual(JSON.parse(JSON.stringify($1)), $2); checked++;')}
await writeXesFile('log.xes', await readCsvFile('cases.csv'));
assert.deepEqual((await readXesFile('log.xes')).activities, log.activities);
console.log(checked);
`);
    assert.equal(run(node, ['first.js']).trim(), '5');
  });
}

for (const [module, ...resolution] of [['nodenext'], ['esnext', '--moduleResolution', 'bundler']] as [string, ...string[]][]) {
  test(`types resolve, module ${module}`, () => {
    // what is wrong must be seen as wrong: were the types not found, all would be `any`, and no error where one is expected is an error
    writeFileSync(join(away, 'types.ts'), `
import { overview, parseCsv, type EventLog } from '@ankomst/mining';
import { readXesFile } from '@ankomst/mining/node';
export const log: EventLog = parseCsv('');
export const cases: number = overview(log).cases;
// @ts-expect-error: a number is no text
export const text: string = overview(log).cases;
export const read: Promise<EventLog> = readXesFile('log.xes', { lenient: true });
// @ts-expect-error: there is no such option
void readXesFile('log.xes', { lenience: true });
`);
    const tsc = join(createRequire(import.meta.url).resolve('typescript/package.json'), '..', 'bin', 'tsc');
    run(process.execPath, [tsc, '--noEmit', '--strict', '--target', 'es2022', '--types', '', '--module', module, ...resolution, 'types.ts']);
  });
}
