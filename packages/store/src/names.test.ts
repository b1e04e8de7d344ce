import { test } from 'node:test';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { foldName, nearKeys, searchTokens, skeletonOf } from './names.ts';
import { distance } from './queries/search-persons.ts';

/** Each line is one name in spellings found in passports and registers; the last may be written from right to left. */
const spellings = [
  ['Mohammed', 'Muhammad', 'Mohamad', 'محمد'], ['Oleksandr', 'Alexander', 'Aleksandr', 'Олександр'], ['Shevchenko', 'Sjevtjenko', 'Chevtchenko', 'Шевченко'],
  ['Christopher', 'Kristoffer'], ['Fatima', 'Fatimah', 'فاطمة'], ['Kateryna', 'Catherine', 'Катерина'], ['Khalid', 'Halid', 'خالد'], ['Hryhoriy', 'Григорій'],
  ['Yohannes', 'ዮሃንስ'], ['Tesfaye', 'ተስፋይ'], ['Müller', 'Mueller'], ['Souza', 'Sousa'], ['Åkesson', 'Akesson'], ['Hassan', 'حسن'], ['Sørensen', 'Sorensen'],
];
for (const [first, ...others] of spellings) {
  test(`${first} sounds as ${others.join(', ')}`, () => {
    for (const other of others) assert.equal(skeletonOf(foldName(other)), skeletonOf(foldName(first!)), other);
  });
}

test('names that only resemble each other do not sound the same', () => {
  for (const [a, b] of [['Anna', 'Maria'], ['Lind', 'Berg'], ['Haddad', 'Hassan'], ['Ali', 'Eva']]) assert.notEqual(skeletonOf(foldName(a!)), skeletonOf(foldName(b!)));
});

test('written together or apart, with the article or without, a name shares a token', () => {
  const [apart, together, arabic] = ['Abd al-Rahman', 'Abdalrahman', 'عبد الرحمن'].map((name) => new Set(searchTokens(name)));
  assert.ok(apart!.has('=btlrhmn') && together!.has('=btlrhmn') && arabic!.has('=btlrhmn'));
  assert.ok(apart!.has('=rhmn') && arabic!.has('=rhmn'));
});

const word = fc.string({ unit: fc.constantFrom(...'abdhklmnrst'), minLength: 1, maxLength: 8 });
test('words with one letter added, lost or changed share a near key', () => {
  fc.assert(fc.property(word, fc.nat(), fc.constantFrom('add', 'lose', 'change'), fc.constantFrom(...'bkmr'), (right, where, slip, letter) => {
    const at = where % right.length;
    const wrong = slip === 'add' ? right.slice(0, at) + letter + right.slice(at) : slip === 'lose' ? right.slice(0, at) + right.slice(at + 1) : right.slice(0, at) + letter + right.slice(at + 1);
    if (right.length < 2 || wrong.length < 2) return;
    const keys = new Set(nearKeys(right));
    assert.ok(nearKeys(wrong).some((key) => keys.has(key)), `${right} ${wrong}`);
  }));
});

test('the distance of two words is that of a table filled by hand, and a metric in its ends', () => {
  assert.equal(distance('kitten', 'sitting'), 3);
  assert.equal(distance('abcd', 'acbd'), 1);
  fc.assert(fc.property(word, word, (a, b) => {
    assert.equal(distance(a, b), distance(b, a));
    assert.equal(distance(a, b) === 0, a === b);
    assert.ok(distance(a, b) <= Math.max(a.length, b.length));
  }));
});
