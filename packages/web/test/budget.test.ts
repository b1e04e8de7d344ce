import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { makeCss, cssFile } from '../scripts/css.ts';
import { makeTheme, themeFile } from '../scripts/theme.ts';
import { examples } from './examples.ts';

const weigh = (text: string | Buffer): number => gzipSync(text, { level: 6 }).length;
const kb = 1024;
const css = readFileSync(cssFile);

test('the style sheet is the one its sources make, and small', async () => {
  assert.equal(readFileSync(themeFile, 'utf8'), makeTheme(), 'run scripts/theme.ts');
  assert.equal(css.toString(), await makeCss(), 'run scripts/css.ts');
  assert.ok(weigh(css) <= 15 * kb, `${weigh(css)} bytes`);
});

test('the script is comfort only, and small', () => {
  const bytes = weigh(readFileSync(new URL('../assets/ankomst.js', import.meta.url))) + weigh(readFileSync(new URL('../assets/sw.js', import.meta.url)));
  assert.ok(bytes <= 10 * kb, `${bytes} bytes`);
});

for (const language of ['sv', 'en', 'ar', 'uk', 'pt']) {
  test(`bytes over the wire, ${language}: first page with its style 25 KB, every next page 4 KB`, async () => {
    // A page with a list of all countries carries their names once more: 2.9 KB of them in Ukrainian.
    const countries = ['form-passport-details', 'form-every-kind', 'form-every-problem', 'form-every-remark'];
    for (const { name, html, first, staff } of await examples(language)) {
      if (staff) continue;
      const bytes = weigh(html);
      if (first) assert.ok(bytes + weigh(css) <= 25 * kb, `${name} ${bytes + weigh(css)}`);
      else if (!countries.includes(name)) assert.ok(bytes <= 4 * kb, `${name} ${bytes}`);
      else if (name === 'form-passport-details') assert.ok(bytes <= 6 * kb, `${name} ${bytes}`);
    }
  });
}

test('nothing inline, nothing from elsewhere, no page without language, direction, title and heading', async () => {
  for (const language of ['sv', 'ar']) for (const { name, html } of await examples(language)) {
    assert.doesNotMatch(html, /<style|\sstyle=|<script(?! type="module" src="\/)|\son[a-z]+="|javascript:/, name);
    for (const [, address] of html.matchAll(/<(?:link|script|img)[^>]+(?:href|src)="([^"]*)"/g)) assert.match(address!, /^(\/|#)/, name);
    assert.match(html, new RegExp(`<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}"`), name);
    assert.match(html, /<title>[^<]+ – Ankomst<\/title>/, name);
    assert.equal(html.match(/<h1/g)?.length ?? 0, name === 'letter' || name === 'staff-preview' ? html.match(/<h1/g)!.length : 1, name);
    // Each id once, and every label, description and link in the page finds its target.
    const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map((match) => match[1]!);
    assert.deepEqual(ids.filter((id, i) => ids.indexOf(id) !== i), [], `${name}: double ids`);
    for (const [, target] of html.matchAll(/\s(?:for|aria-labelledby)="([^"]+)"/g)) assert.ok(ids.includes(target!), `${name}: ${target}`);
    for (const [, targets] of html.matchAll(/\saria-describedby="([^"]+)"/g)) for (const target of targets!.split(' ')) assert.ok(ids.includes(target), `${name}: ${target}`);
    for (const [, target] of html.matchAll(/href="#(f-[^"]+|problems|main)"/g)) assert.ok(ids.includes(target!), `${name}: #${target}`);
  }
});
