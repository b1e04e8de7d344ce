import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { newborn, withPlanted } from '../../content/src/testing.ts';
import { check } from './check.ts';
import { testRules } from './test-rules.ts';

const sweden = fileURLToPath(new URL('../../../content/sweden', import.meta.url));

async function run(command: typeof check, argv: string[]): Promise<{ code: number; lines: string[] }> {
  const lines: string[] = [];
  return { code: await command(argv, (line) => { lines.push(line); }), lines };
}
/** The copy with faults lives as long as the command runs: both are synchronous until they answer. */
const planted = (find: string, put: string, work: (dir: string) => Promise<{ code: number; lines: string[] }>, file = `${newborn}/rules.dmn`): Promise<{ code: number; lines: string[] }> =>
  withPlanted([{ file, find, put }], work);

test('check passes the shipped content, and counts', async () => {
  const { code, lines } = await run(check, [sweden]);
  assert.equal(code, 0);
  assert.match(lines.at(-1)!, /: (nothing found|0 errors, \d+ warnings?)$/);
});

test('check prints file:line, what and what to do, and fails', async () => {
  const { code, lines } = await planted('<annotationEntry><text>reason.birthplace-sweden</text></annotationEntry>', '<annotationEntry><text></text></annotationEntry>', (dir) => run(check, [dir]));
  assert.equal(code, 1);
  assert.ok(lines.some((line) => /rules\.dmn:\d+ {2}row "birthplace-sweden" of "Birthplace" has no reason - write the key/.test(line)), lines.join('\n'));
});

test('check --json gives the findings as data', async () => {
  const { code, lines } = await run(check, [sweden, '--json']);
  assert.equal(code, 0);
  assert.ok(Array.isArray(JSON.parse(lines.join('\n'))));
});

test('test-rules reports cases and coverage', async () => {
  const { code, lines } = await run(testRules, [sweden]);
  assert.equal(code, 0, lines.join('\n'));
  assert.ok(lines.length >= 3);
  for (const line of lines) assert.match(line, /^[a-z-]+: \d+ cases passed, 0 failed; (\d+) of \1 rows hit$/);
});

test('test-rules shows what was expected and what came, with the reason in words', async () => {
  const { code, lines } = await planted('<inputEntry><text>"SE"</text></inputEntry>', '<inputEntry><text>"NO"</text></inputEntry>', (dir) => run(testRules, [dir]));
  assert.equal(code, 1);
  const text = lines.join('\n');
  assert.match(text, /rules\.test\.yaml:\d+ {2}"Mona"/);
  assert.match(text, /outcome: expected "GRANT", got "OFFICER"/);
  assert.match(text, /birthplace is unknown \(no row matched/);
});

test('both say how they are used', async () => {
  assert.equal((await run(check, [])).code, 2);
  assert.match((await run(testRules, [])).lines[0]!, /^Usage:/);
});
