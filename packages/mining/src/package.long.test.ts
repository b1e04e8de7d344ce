/** The beginning of the README, followed in an empty folder: the package is made and installed there, and gives the map of a table of one's own. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';

const dir = mkdtempSync(join(tmpdir(), 'package-'));
after(() => rmSync(dir, { recursive: true }));

function run(cwd: string, command: string, ...args: string[]): string {
  const done = spawnSync(command, args, { cwd, encoding: 'utf8' });
  assert.equal(done.status, 0, `${command} ${args.join(' ')}: ${done.error?.message ?? ''}${done.stdout}${done.stderr}`);
  return done.stdout;
}

test('made, installed in an empty folder, and run as the README says', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const program = /^```js map\.mjs\n([^]*?)^```$/m.exec(readme)![1]!, table = /^```csv log\n([^]*?)^```$/m.exec(readme)![1]!;
  const dist = join(dir, 'dist'), look = join(dir, 'look');
  run(dir, process.execPath, join(import.meta.dirname, '..', 'scripts', 'pack.ts'), dist);
  mkdirSync(look);
  // a copy below node_modules, as from a registry: nothing there may need its types stripped
  const [{ filename }] = JSON.parse(run(dir, 'npm', 'pack', dist, '--json')) as [{ filename: string }];
  run(look, 'npm', 'init', '-y');
  run(look, 'npm', 'install', '--offline', '--no-audit', '--no-fund', join(dir, filename));
  writeFileSync(join(look, 'map.mjs'), program);
  writeFileSync(join(look, 'cases.csv'), table);
  const said = run(look, process.execPath, 'map.mjs', 'cases.csv');
  assert.match(said, /4 cases, 13 events, 3 ways/);
  assert.match(said, /'check'\s*│\s*'decide'\s*│\s*3\s*│\s*4\.3\d*/);
  // whoever writes TypeScript finds the declarations
  for (const file of ['index', 'node']) assert.match(readFileSync(join(look, 'node_modules/@ankomst/mining/js', `${file}.d.ts`), 'utf8'), /^export /m);
});
