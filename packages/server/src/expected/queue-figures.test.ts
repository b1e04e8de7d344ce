import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { openDataCsv } from './open-data.ts';
import { togetherAtLeast, type AgeStep } from './queue-figures.ts';

const steps = fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 15 }).map((cases) => cases.map((n, i): AgeStep => ({ from: i * 30, to: i * 30 + 29, cases: n })));

test('no step tells of fewer than five, none is lost, and there is nothing between them to subtract', () => {
  fc.assert(fc.property(steps, (all) => {
    const total = all.reduce((sum, step) => sum + step.cases, 0);
    const joined = togetherAtLeast(all);
    assert.equal(joined.reduce((sum, step) => sum + step.cases, 0), total >= 5 ? total : 0);
    for (const [i, step] of joined.entries()) {
      assert.ok(step.cases >= 5);
      if (i > 0) assert.equal(step.from, joined[i - 1]!.to! + 1);
    }
    if (joined.length > 0) assert.equal(joined.at(-1)!.to, null);
  }));
});

test('the table quotes what a comma or a quote would break, and leaves empty what is not told', () => {
  const csv = openDataCsv({ computedAt: null, kinds: [{ service: 'a,"b"', kind: '', waiting: null, times: [{ from: 'lodged', half: null, most: null, decisions: null }], errors: [], ages: [] }] });
  assert.equal(csv.split('\r\n')[1], '"a,""b""",,lodged,,,,,,,');
});
