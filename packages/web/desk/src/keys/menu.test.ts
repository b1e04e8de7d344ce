import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

test('each view of the menu has a letter of its own after g, and no two addresses are the same', () => {
  const src = join(import.meta.dirname, '..');
  const text = globSync('*/routes.{ts,tsx}', { cwd: src }).map((file) => readFileSync(join(src, file), 'utf8')).join('\n');
  const keys = [...text.matchAll(/menu: \{[^}]*\bkey: '(.)'/g)].map((match) => match[1]!);
  const paths = [...text.matchAll(/\bpath: '([^']+)'/g)].map((match) => match[1]!);
  assert.ok(keys.length > 0 && paths.length > keys.length);
  assert.deepEqual([...keys].sort(), [...new Set(keys)].sort());
  assert.deepEqual([...paths].sort(), [...new Set(paths)].sort());
});
