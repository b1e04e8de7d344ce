import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { createOnce, digestOf } from './once.ts';
import { openStore } from './store.ts';

test('a hash does not depend on the order of keys, but on all else', () => {
  assert.equal(digestOf({ a: 1, b: { c: [1, 2], d: null } }), digestOf({ b: { d: null, c: [1, 2] }, a: 1 }));
  assert.notEqual(digestOf({ a: [1, 2] }), digestOf({ a: [2, 1] }));
  assert.notEqual(digestOf({ a: '1' }), digestOf({ a: 1 }));
});

test('however requests are repeated and mixed, each key makes one thing, and another request under it is refused', () => {
  const dir = mkdtempSync(join(tmpdir(), 'once-'));
  const store = openStore(join(dir, 'once.sqlite'));
  try {
    fc.assert(fc.property(fc.array(fc.tuple(fc.constantFrom('k1', 'k2', 'k3'), fc.integer({ min: 1, max: 2 })), { maxLength: 30 }), (requests) => {
      store.clear();
      const once = createOnce(store, 'once');
      const made: string[] = [];
      const first = new Map<string, { id: string; amount: number }>();
      for (const [key, amount] of requests) {
        const attempt = () => once(key, { amount }, () => { made.push(`${key}-${made.length}`); return made.at(-1)!; });
        const before = first.get(key);
        if (before && before.amount !== amount) {
          assert.throws(attempt, { status: 409, code: 'key-reused' });
          continue;
        }
        const { id, again } = attempt();
        assert.equal(again, before !== undefined);
        if (before) assert.equal(id, before.id); else first.set(key, { id, amount });
      }
      assert.equal(made.length, first.size);
    }), { numRuns: 50 });
    assert.throws(() => createOnce(store, 'once')('failing', {}, () => { throw new Error('no'); }), /no/);
    assert.equal(createOnce(store, 'once')('failing', {}, () => 'made').again, false, 'what failed may be tried again');
  } finally {
    store.close();
    rmSync(dir, { recursive: true });
  }
});
