import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sampleLanguages, sampleLetter } from '../test/samples.ts';
import { checkLetter, letterArguments } from './index.ts';

test('a good template has no issues, and tells its arguments', () => {
  for (const language of sampleLanguages) {
    const { markdown } = sampleLetter(language);
    assert.deepEqual(checkLetter(markdown, language), [], language);
    assert.deepEqual(letterArguments(markdown), {
      child: ['text'], validTo: ['date'], days: ['plural'], fee: ['number'], guardians: ['text'], bookingAddress: ['text'], caseNumber: ['text'],
    });
  }
});

const faults: [what: string, markdown: string, code: string, line: number][] = [
  ['an unclosed message', '# T\n\nHello {name', 'bad-message', 3],
  ['a select without other', '# T\n\n{x, select, a {b}}', 'bad-message', 3],
  ['a plural without the forms of the language', '# T\n\n{n, plural, one {# день} other {# дня}}', 'missing-plural', 3],
  ['an unknown block', '# T\n\n::: warning\nx\n:::', 'unknown-block', 3],
  ['an unclosed block', '# T\n\ntext\n\n::: next\nx', 'unclosed-block', 5],
  ['no title', 'text', 'no-title', 1],
  ['a second title', '# T\n\n# U', 'several-titles', 3],
  ['a level left out', '# T\n\n### U', 'heading-skipped', 3],
  ['a table', '# T\n\n| a | b |\n|---|---|\n| 1 | 2 |', 'unsupported-markup', 3],
  ['code', '# T\n\n```\nx\n```', 'unsupported-markup', 3],
  ['HTML', '# T\n\na <b>x</b>', 'html', 3],
  ['a link that runs', '# T\n\n[x](javascript:alert)', 'bad-link', 3],
  ['vowel marks', '# T\n\nصالحًا', 'vowel-marks', 3],
];

for (const [what, markdown, code, line] of faults) {
  test(`finds ${what}`, () => {
    const issues = checkLetter(markdown, 'uk');
    assert.ok(issues.some((issue) => issue.code === code && issue.line === line), JSON.stringify(issues));
  });
}

test('blocks may stand within lists and next to text', () => {
  assert.deepEqual(checkLetter('# T\n\ntext\n::: next\n- a\n\n  b\n- c\n:::\nmore', 'sv'), []);
});
