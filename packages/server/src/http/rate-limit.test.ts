import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { rateLimiter } from './rate-limit.ts';

const handClock = () => {
  let now = Date.parse('2026-11-23T08:00:00.000Z');
  return { now: () => new Date(now).toISOString(), advance: (seconds: number) => { now += seconds * 1000; } };
};

test('so many at once, then as many as time gives back, each key by itself', () => {
  const clock = handClock();
  const limit = rateLimiter(clock, { most: 5, seconds: 10 });
  assert.deepEqual(Array.from({ length: 6 }, () => limit('a')), [null, null, null, null, null, 2]);
  assert.equal(limit('b'), null);
  clock.advance(2);
  assert.deepEqual([limit('a'), limit('a')], [null, 2]);
  clock.advance(10);
  assert.deepEqual(Array.from({ length: 6 }, () => limit('a')), [null, null, null, null, null, 2], 'all is earned back');
});

test('never more than is allowed in any window twice as long, and whoever waits as told is let in', () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 200 }), (pauses) => {
    const clock = handClock();
    const limit = rateLimiter(clock, { most: 4, seconds: 8 });
    let seconds = 0;
    const passed: number[] = [];
    for (const pause of pauses) {
      clock.advance(pause);
      seconds += pause;
      const wait = limit('a');
      if (wait === null) { passed.push(seconds); continue; }
      clock.advance(wait);
      seconds += wait;
      assert.equal(limit('a'), null);
      passed.push(seconds);
    }
    for (const start of passed) assert.ok(passed.filter((at) => at >= start && at < start + 8).length <= 8);
  }));
});
