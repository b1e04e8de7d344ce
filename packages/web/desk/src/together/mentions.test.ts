import assert from 'node:assert/strict';
import { test } from 'node:test';
import { beingMentioned, withMention, withNumbers } from './mentions.ts';

test('a mention begins where a word begins, and not inside an address', () => {
  assert.deepEqual(['@', 'Hej @Sa', 'Hej @Sara Li', 'a@b', 'Hej', '(@Om', '@Märt'].map((text) => beingMentioned(text, text.length)), ['', 'Sa', 'Sara Li', undefined, undefined, 'Om', 'Märt']);
  assert.equal(beingMentioned('Hej @Sara, ser du', 8), 'Sar');
});

test('the chosen name takes the place of what was typed of it', () => {
  assert.equal(withMention('Hej @Sa och tack', 7, '@Sara Lind'), 'Hej @Sara Lind och tack');
  assert.equal(withMention('Hej', 3, '@Sara Lind'), 'Hej');
});

test('names go as numbers, the longer name before one that is its beginning', () => {
  const colleagues = [{ staffId: 'A1', name: 'Sara Lind' }, { staffId: 'A2', name: 'Sara Lindgren' }];
  assert.equal(withNumbers('@Sara Lindgren och @Sara Lind: se passet. @Omar', colleagues), '@[A2] och @[A1]: se passet. @Omar');
});
