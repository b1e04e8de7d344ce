import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { VERSION } from './index.ts';

const root = fileURLToPath(new URL('.', import.meta.url));
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' }).map((f) => join(root, f))
  .filter((f) => f.endsWith('.ts') && !/\.(test|testing)\.ts$/.test(f) && !relative(root, f).startsWith('cli'));

test('the engine runs in a browser: no module but its own, no code made from text, no clock, no chance', () => {
  assert.ok(sources.length > 40);
  for (const file of sources) {
    const text = readFileSync(file, 'utf8');
    for (const [, from] of text.matchAll(/\bfrom '([^']+)'/g)) assert.match(from!, /^\.\.?\//, `${file} imports ${from}`);
    const found = /\beval\(|\bnew Function\b|\bawait import\(|\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\bprocess\.|\bBuffer\b/.exec(text);
    assert.equal(found, null, `${file}: ${found?.[0]}`);
  }
});

test('the version is that of the package', () => {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };
  assert.equal(VERSION, version);
});
