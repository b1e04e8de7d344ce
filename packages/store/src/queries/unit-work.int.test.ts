import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { CaseFile, Holder } from '@ankomst/core';
import { addUpCounts, flowOfUnit, recountCases, stockOfUnit } from '../index.ts';
import type { Store } from '../index.ts';
import { testClock, testIds, testStores } from '../testing.ts';
import { at, opening } from '../testing/fixtures.ts';

const dayMs = 86_400_000;
const back = (hours: number): string => new Date(Date.parse(at) - hours * dayMs / 24).toISOString();
const boundaries = [back(90 * 24).slice(0, 10), back(7 * 24).slice(0, 10)];

/** What becomes of one case: where it begins, and each change of it. */
const state = fc.record({
  unit: fc.constantFrom('unit-c', 'unit-d'), service: fc.constantFrom('s1', 's2'), reason: fc.option(fc.constantFrom('decision', 'fee')),
  holder: fc.constantFrom<Holder>({ kind: 'unit', unit: 'unit-c' }, { kind: 'staff', staffId: 'anna', unit: 'unit-c' }, { kind: 'partner', partner: 'p' }), closed: fc.boolean(), lodged: fc.option(fc.integer({ min: 0, max: 4000 })),
});
type Step = typeof state extends fc.Arbitrary<infer T> ? T | 'add up' : never;
const steps: fc.Arbitrary<Step[]> = fc.array(fc.oneof({ weight: 4, arbitrary: state }, { weight: 1, arbitrary: fc.constant<'add up'>('add up') }), { minLength: 1, maxLength: 6 });

for (const { name, skip, open } of testStores()) {
  describe(`counts of a unit on ${name}`, { skip }, () => {
    const ids = testIds('uw');
    let store: Store;
    before(async () => { store = await open({ clock: testClock() }); });
    after(() => store.close());

    /** The same, read from the cases themselves. */
    const counted = (unit: string): Promise<unknown[]> => store.query(
      `select service, waiting_reason as reason, waiting_holder_kind as "holderKind", width_bucket((coalesce(lodged_at, opened_at) at time zone 'UTC')::date::timestamp, $2::text[]::timestamp[]) as step, count(*)::int as cases
       from case_file where unit = $1 and phase <> 'closed' group by 1, 2, 3, 4`, [unit, boundaries]);
    const came = (unit: string): Promise<unknown[]> => store.query(
      `select (lodged_at at time zone 'Asia/Kolkata')::date as day, service, count(*)::int as came from case_file where unit = $1 and lodged_at >= '2000-01-01' group by 1, 2 order by 1, 2`, [unit]);
    const sorted = (rows: unknown[]): string[] => rows.map((row) => JSON.stringify(row)).sort();
    const agree = async (): Promise<void> => {
      for (const unit of ['unit-c', 'unit-d']) {
        assert.deepEqual(sorted(await stockOfUnit(store, unit, boundaries)), sorted(await counted(unit)));
        const flow = await flowOfUnit(store, unit, '2000-01-01T00:00:00.000Z', 'Asia/Kolkata');
        assert.deepEqual(flow.filter((one) => one.came > 0).map(({ day, service, came: n }) => ({ day, service, came: n })), await came(unit));
      }
    };

    test('stock and what came in are at every instant what a count of all cases gives, added up or not, wherever a day begins', async () => {
      await fc.assert(fc.asyncProperty(fc.array(steps, { minLength: 1, maxLength: 4 }), async (drawn) => {
        for (const life of drawn) {
          const id = ids.next();
          let version = 0;
          for (const step of life) {
            if (step === 'add up') {
              await addUpCounts(store);
            } else {
              const lodgedAt = step.lodged === null ? undefined : back(step.lodged);
              const file: Partial<CaseFile> = { unit: step.unit, service: step.service, phase: step.closed ? 'closed' : 'lodged', openedAt: back(4100), version, ...(lodgedAt ? { lodgedAt } : {}) };
              const made = opening(id, `p-${id}`, ids, file);
              const waiting = step.reason && !step.closed ? { reason: step.reason, holder: step.holder, since: at } : null;
              await store.commit({ ...made, cases: made.cases!.map((one) => ({ ...one, waiting })) });
              version += 1;
            }
            await agree();
          }
        }
      }), { numRuns: 12 });
    });

    test('counted anew, and added up by two at once, they stay the same', async () => {
      const before = sorted(await stockOfUnit(store, 'unit-c', boundaries));
      await Promise.all([addUpCounts(store), addUpCounts(store)]);
      assert.deepEqual(sorted(await stockOfUnit(store, 'unit-c', boundaries)), before);
      await recountCases(store);
      await agree();
      assert.equal((await store.query(`select from case_count_change`)).length, 0);
    });
  });
}
