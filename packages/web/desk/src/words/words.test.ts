import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import { IntlMessageFormat } from 'intl-messageformat';

/** What of a message's tree is looked at: 0 is plain text, 7 the number of a plural. */
interface Part { type: number; value?: string; options?: Record<string, { value: Part[] }> }

const here = import.meta.dirname;
const read = (language: string): Map<string, Record<string, string>> => new Map(globSync(`*.${language}.json`, { cwd: here })
  .map((file) => [basename(file, `.${language}.json`), JSON.parse(readFileSync(join(here, file), 'utf8')) as Record<string, string>]));
const sv = read('sv'), en = read('en');

test('every slice has the same words in Swedish and English, under its own name, in messages that can be formatted', () => {
  assert.deepEqual([...sv.keys()].sort(), [...en.keys()].sort());
  for (const [slice, words] of sv) {
    assert.deepEqual(Object.keys(words).sort(), Object.keys(en.get(slice)!).sort(), slice);
    for (const [key, text] of [...Object.entries(words), ...Object.entries(en.get(slice)!)]) {
      assert.ok(key.startsWith(`${slice}.`), key);
      assert.ok(text.trim(), key);
      new IntlMessageFormat(text, 'sv', undefined, { ignoreTag: true });
    }
    const named = (parts: readonly Part[]): string[] => parts.flatMap((part) => [...(part.type === 0 || part.type === 7 ? [] : [part.value!]), ...Object.values(part.options ?? {}).flatMap((one) => named(one.value))]);
    const argumentsIn = (text: string): string[] => [...new Set(named(new IntlMessageFormat(text, 'sv', undefined, { ignoreTag: true }).getAst() as Part[]))].sort();
    for (const [key, text] of Object.entries(words)) assert.deepEqual(argumentsIn(text), argumentsIn(en.get(slice)![key]!), key);
  }
});

test('every word the views ask for by its name is there', () => {
  const all = new Set([...sv.values()].flatMap((words) => Object.keys(words)));
  const missing = globSync('../**/*.{ts,tsx}', { cwd: here }).filter((file) => !file.endsWith('.test.ts')).flatMap((file) =>
    [...readFileSync(join(here, file), 'utf8').matchAll(/\b(?:say\(|word: |group: )'([\w-]+\.[\w.-]+)'/g)].map((match) => match[1]!).filter((key) => !all.has(key)).map((key) => `${key} in ${file}`));
  assert.deepEqual(missing, []);
});
