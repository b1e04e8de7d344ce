import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addDays } from '@ankomst/core';
import { inventFamily, numberSeries, type Oddity } from './families.ts';
import { chance } from './random.ts';

test('two thousand families: no number twice, and each oddity is what it says', () => {
  const luck = chance(20261103);
  const numberFor = numberSeries();
  const oddities: Oddity[] = ['none', 'one-custodian', 'live-apart', 'permit-ended', 'passport-expired', 'no-passport', 'unnamed'];
  const numbers = new Set<string>();
  for (let n = 0; n < 2000; n += 1) {
    const oddity = luck.pick(oddities);
    const bornOn = addDays('2025-11-23', n % 365);
    const family = inventFamily(luck, bornOn, oddity, numberFor);
    const people = [family.child, ...family.parents.map((parent) => parent.person)];
    for (const { number } of people) {
      assert.match(number, /^\d{12}$/);
      assert.ok(!numbers.has(number));
      numbers.add(number);
    }
    assert.equal(family.custodians.length, oddity === 'one-custodian' ? 1 : 2);
    assert.equal(family.livesWith.length, oddity === 'live-apart' || oddity === 'one-custodian' ? 1 : 2);
    for (const { permit } of family.parents) assert.equal(permit.validTo !== null && permit.validTo < bornOn, oddity === 'permit-ended');
    assert.equal(family.passport === null, oddity === 'no-passport');
    if (family.passport) assert.equal(family.passport.validTo < bornOn, oddity === 'passport-expired');
    assert.equal(family.child.name.given === undefined, oddity === 'unnamed');
  }
});
