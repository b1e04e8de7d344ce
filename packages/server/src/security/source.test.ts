// What can be seen in the source itself. The exceptions are named, and each says why it is none.
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const root = join(import.meta.dirname, '../../../..');
const sources = globSync(['packages/{core,content,dmn,letters,mining,server,store,web}/src/**/*.{ts,tsx}', 'packages/web/desk/src/**/*.{ts,tsx}', 'packages/web/assets/*.js'], { cwd: root })
  .filter((file) => !/\.(test|bench)\.tsx?$|\/testing\/|\/testing\.ts$/.test(file));

/** The files in which a pattern stands in code (not in a comment). */
const having = (pattern: RegExp): string[] => sources.filter((file) => pattern.test(readFileSync(join(root, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|(^|\s)\/\/.*$/gm, '')));

test('V1.2.5 V1.3.2 nothing that is sent is run: no evaluating of text, no program of the system', () => {
  assert.ok(sources.length > 400, 'the sources are looked at');
  assert.deepEqual(having(/\beval\s*\(|\bnew Function\b|node:vm'/), []);
  assert.deepEqual(having(/child_process/), having(/child_process/).filter((file) => /\/(desk\/desk-files|demo\/)/.test(file)), 'the desk is built and the demonstration invented by our own programs, with nothing that somebody sent');
});

test('V11.3.1 V11.3.2 V11.4.1 the hashes and ciphers are those one may rely on', () => {
  const hashes = new Set<string>(), ciphers = new Set<string>();
  for (const file of sources) {
    const text = readFileSync(join(root, file), 'utf8');
    for (const [, name] of text.matchAll(/createH(?:ash|mac)\('([\w-]+)'/g)) hashes.add(name!);
    for (const [, name] of text.matchAll(/create(?:Cipheriv|Decipheriv)\('([\w-]+)'|enc: '(\w+)'/g)) ciphers.add(name ?? 'jose');
  }
  assert.deepEqual([...hashes].sort(), ['sha256']);
  assert.ok([...ciphers].every((name) => name === 'jose' || /gcm/.test(name)));
  assert.deepEqual(having(/enc: '(?!A(128|256)GCM)/), []);
});

test('V11.5.1 what must not be guessed is not made by Math.random', () => {
  const used = having(/Math\.random/);
  assert.deepEqual(used.filter((file) => !/notices\/workers\.ts$|outbox\/run-outbox\.ts$/.test(file)), [], 'besides the pause before an errand is tried again');
});
