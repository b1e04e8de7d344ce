import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const root = join(import.meta.dirname, '../../../..');
const text = readFileSync(join(root, 'docs/security.md'), 'utf8');

/** The requirements of one level: id, and the file and name of the test that tries each. */
function listed(level: 1 | 2): { id: string; file: string; title: string }[] {
  const part = new RegExp(`### Level ${level}\\n([\\s\\S]*?)\\n###`).exec(text)![1]!;
  return [...part.matchAll(/^\| (V[\d.]+) \| .+ \| `([^`]+)`: (.+) \|$/gm)].map(([, id, file, title]) => ({ id: id!, file: file!, title: title! }));
}

test('docs/security.md and the tests agree: every test it names is there', () => {
  for (const { id, file, title } of [...listed(1), ...listed(2)]) {
    assert.ok(existsSync(join(root, file)), `${id}: no ${file}`);
    assert.ok(readFileSync(join(root, file), 'utf8').includes(title), `${id}: no test "${title}" in ${file}`);
  }
});

test('what the tests of this folder say they try is in docs/security.md', () => {
  const ids = new Set([...listed(1), ...listed(2)].map((row) => row.id));
  for (const file of ['surface.int.test.ts', 'source.test.ts']) {
    for (const [, title] of readFileSync(join(import.meta.dirname, file), 'utf8').matchAll(/\btest\('((?:V[\d.]+ )+)/g)) {
      for (const id of title!.trim().split(' ')) assert.ok(ids.has(id), `${id} of ${file} is not listed`);
    }
  }
});

test('each requirement is listed once; at least 27 of level 1 and 42 of level 2', () => {
  const [one, two] = [listed(1), listed(2)];
  assert.equal(new Set([...one, ...two].map((row) => row.id)).size, one.length + two.length);
  assert.ok(one.length >= 27 && two.length >= 42, `${one.length} and ${two.length}`);
});
