import { test } from 'node:test';
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const src = join(import.meta.dirname, '..');

/** Where a case is loaded without a person who asks: machinery that answers to nobody's eyes. */
const withoutAPerson = new Set([
  'access/open-case.ts',
  // the one act of system, robot and partner; staff's acts reach it through handle-case.ts, which opens the case
  'cases-staff/act-on-case.ts',
  'clerk/send-card-order.ts',
  'letters/issue-decision-letters.ts',
  'letters/issue-news-letter.ts',
  'letters/send-paper-letter.ts',
  'notices/send-partner-notice.ts',
  // logged with the partner's name before it is asked
  'partners/ask-partner.ts',
]);

test('a case is loaded only where it is opened, or where nobody looks', () => {
  const files = globSync('**/*.ts', { cwd: src }).filter((file) => !file.includes('.test.') && !file.startsWith('testing/'));
  const loading = files.filter((file) => /\bloadCase\b/.test(readFileSync(join(src, file), 'utf8')));
  assert.deepEqual(loading.filter((file) => !withoutAPerson.has(file)), []);
});
