import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Change, Json } from '@ankomst/core';
import { StoreError, caseFile as storedCase, eventsOfCase, factHistory, factsOf, outboxOfCase, verifyAudit, writeCheckpoint } from './index.ts';
import type { CommitResult, Store } from './index.ts';
import { testStores } from './testing.ts';
import { caseFile, event, fact } from './testing/fixtures.ts';

/** One thing a caller does, on one of three cases. */
interface Act {
  on: number;
  /** Which version the caller believes in: the current one, or one that is behind. */
  behind: number;
  facts: { name: number; value: Json }[];
  events: number;
  /** Outbox keys are drawn from few, so that the same errand is asked for more than once. */
  errands: number[];
  /** How often the caller repeats the same request afterwards, as after an answer that was lost. */
  repeats: number;
  /** Whether the repeats come at the same moment as the first. */
  atOnce: boolean;
  /** A caller who writes no case: facts and events alone, no version seen. */
  blind: boolean;
}

const act: fc.Arbitrary<Act> = fc.record({
  on: fc.nat(2), behind: fc.constantFrom(0, 0, 0, 1, 2), events: fc.nat(3), repeats: fc.nat(2), atOnce: fc.boolean(), blind: fc.boolean(),
  // as JSON tells it: there is no minus zero in it
  facts: fc.array(fc.record({ name: fc.nat(2), value: fc.jsonValue({ maxDepth: 1 }).filter((value) => !/\\u0000|\\ud[89a-f]/.test(JSON.stringify(value))).map((value) => JSON.parse(JSON.stringify(value)) as Json) }), { maxLength: 4 }),
  errands: fc.array(fc.nat(4), { maxLength: 3 }),
});

for (const { name, skip, open } of testStores()) {
  describe(`any order of acts on ${name}`, { skip }, () => {
    let store: Store;
    let run = 0;
    before(async () => { store = await open(); });
    after(() => store?.close());

    test('chains verify, versions grow by one, the last fact told is current, no errand is doubled, a repeat changes nothing', async () => {
      await fc.assert(fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 14 }), async (acts) => {
        const prefix = `run-${++run}`;
        let serial = 0;
        const id = (): string => `${prefix}-${++serial}`;
        const versions = [0, 0, 0];
        const told = new Map<string, { id: string; value: Json }[]>();
        const events = [0, 0, 0];
        const errands = [new Set<string>(), new Set<string>(), new Set<string>()];
        const caseId = (on: number): string => `${prefix}-case-${on}`;

        for (const { on, behind, facts, events: count, errands: keys, repeats, atOnce, blind } of acts) {
          const seen = Math.max(0, versions[on]! - behind);
          const writesCase = !blind || versions[on] === 0;
          const newFacts = facts.map(({ name, value }) => fact(id(), `case/${caseId(on)}`, `n${name}`, value));
          const change: Change = {
            idempotencyKey: id(), requestHash: 'r', result: { seen },
            ...(writesCase ? { cases: [{ ...caseFile(caseId(on)), version: seen }] } : {}),
            facts: newFacts,
            events: Array.from({ length: count }, () => event(id(), caseId(on))),
            outbox: keys.map((key) => ({ id: id(), key: `${caseId(on)}-${key}`, topic: 't', caseId: caseId(on), payload: null })),
          };
          const outcomes: PromiseSettledResult<CommitResult>[] = [];
          if (atOnce) outcomes.push(...await Promise.allSettled(Array.from({ length: 1 + repeats }, () => store.commit(change))));
          else for (let i = 0; i <= repeats; i++) outcomes.push(...await Promise.allSettled([store.commit(change)]));

          if (writesCase && seen !== versions[on]) {
            for (const outcome of outcomes) {
              assert.ok(outcome.status === 'rejected' && outcome.reason instanceof StoreError && outcome.reason.code === 'version-conflict');
              assert.equal(outcome.reason.detail['current'], versions[on]);
            }
            continue;
          }
          const results = outcomes.map((outcome) => {
            assert.equal(outcome.status, 'fulfilled', String((outcome as PromiseRejectedResult).reason));
            return (outcome as PromiseFulfilledResult<CommitResult>).value;
          });
          assert.equal(results.filter(({ repeated }) => !repeated).length, 1);
          for (const { result } of results) assert.deepEqual(result, { seen });
          if (writesCase) versions[on] = versions[on]! + 1;
          for (const { id, subject, name, value } of newFacts) {
            const key = `${subject} ${name}`;
            told.set(key, [...(told.get(key) ?? []), { id, value }]);
          }
          events[on] = events[on]! + count;
          for (const key of keys) errands[on]!.add(`${caseId(on)}-${key}`);
        }

        for (const on of [0, 1, 2]) {
          assert.equal((await storedCase(store, caseId(on)))?.version ?? 0, versions[on]);
          assert.deepEqual((await eventsOfCase(store, caseId(on))).map(({ caseSeq }) => caseSeq), Array.from({ length: events[on]! }, (_, i) => i + 1));
          assert.deepEqual((await outboxOfCase(store, caseId(on))).map(({ key }) => key).sort(), [...errands[on]!].sort());
          const subject = `case/${caseId(on)}`;
          const current = await factsOf(store, [subject]);
          assert.deepEqual(new Map(current.map(({ name, id, value }) => [`${subject} ${name}`, { id, value }])),
            new Map([...told].filter(([key]) => key.startsWith(`${subject} `)).map(([key, list]) => [key, list.at(-1)!])));
          const history = await factHistory(store, [subject]);
          for (const [key, list] of told) {
            if (!key.startsWith(`${subject} `)) continue;
            const rows = history.filter(({ name }) => key === `${subject} ${name}`);
            assert.deepEqual(rows.map(({ id }) => id), list.map(({ id }) => id));
            assert.deepEqual(rows.map(({ supersededBy }) => supersededBy), [...list.slice(1).map(({ id }) => id), undefined]);
          }
        }
      }), { numRuns: 30 });
      await writeCheckpoint(store, () => 'unsigned');
      assert.deepEqual((await verifyAudit(store, { keys: [] })).findings.filter(({ kind }) => kind !== 'signature'), []);
    });
  });
}
