import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import type { Store } from '../index.ts';
import { askForLease, declineLease, giveLease, leaseOf, presentAt, releaseLease, renewLease, seePresence, takeLease } from '../index.ts';
import { testIds, testStores } from '../testing.ts';
import { at, opening } from '../testing/fixtures.ts';

const seconds = 300;
const later = (by: number): string => new Date(Date.parse(at) + by * 1000).toISOString();

/** What one officer does at one moment, all of a moment at once. */
const act = fc.record({ who: fc.nat(49), what: fc.constantFrom('take', 'take', 'take', 'renew', 'release', 'ask', 'give', 'decline') });
const moments = fc.array(fc.record({ after: fc.integer({ min: 0, max: 400 }), acts: fc.array(act, { minLength: 1, maxLength: 12 }) }), { minLength: 1, maxLength: 6 });

for (const { name, skip, open } of testStores()) {
  describe(`a case is held by one at a time, on ${name}`, { skip }, () => {
    let store: Store;
    let run = 0;
    const ids = testIds('lease');
    const newCase = async (): Promise<string> => {
      const caseId = `held-${++run}`;
      await store.commit(opening(caseId, `person-${caseId}`, ids));
      return caseId;
    };
    before(async () => { store = await open(); });
    after(() => store?.close());

    test('fifty take it at once: one has it, and all fifty are told the same', async () => {
      const caseId = await newCase();
      const leases = await Promise.all(Array.from({ length: 50 }, (_, who) => takeLease(store, { caseId, staffId: `s${who}`, now: at, seconds })));
      assert.equal(new Set(leases.map((lease) => lease.staffId)).size, 1);
      assert.equal((await leaseOf(store, caseId, later(299)))?.staffId, leases[0]!.staffId);
      assert.equal(await leaseOf(store, caseId, later(300)), undefined);
    });

    test('in any order of acts by fifty, many at once, nobody is told that it is theirs while it is another’s', async () => {
      await fc.assert(fc.asyncProperty(moments, async (steps) => {
        const caseId = await newCase();
        let clock = 0;
        let holder: { who: string; until: string } | undefined;
        for (const { after: by, acts } of steps) {
          const now = later(clock += by);
          const theirs: string[] = [];
          if (holder && holder.until <= now) holder = undefined;
          await Promise.all(acts.map(async ({ who, what }) => {
            const asked = { caseId, staffId: `s${who}`, now, seconds };
            if (what === 'take') { const lease = await takeLease(store, asked); if (lease.staffId === asked.staffId) theirs.push(asked.staffId); }
            else if (what === 'renew') { const lease = await renewLease(store, asked); if (lease) theirs.push(lease.staffId); }
            else if (what === 'release') await releaseLease(store, caseId, asked.staffId);
            else if (what === 'ask') await askForLease(store, asked);
            else if (what === 'give') { const lease = await giveLease(store, asked); if (lease) theirs.push(lease.staffId); }
            else await declineLease(store, asked);
          }));
          const handedOn = acts.some(({ what }) => what === 'release' || what === 'give');
          const held = await leaseOf(store, caseId, now);
          // within a moment the case changes hands only where its holder let it go or gave it
          if (!handedOn) {
            assert.ok(new Set(theirs).size <= 1, `${theirs} hold ${caseId} at once`);
            if (holder) assert.equal(held?.staffId, holder.who);
          }
          if (held) {
            assert.ok(held.since <= now && held.until > now && held.askedBy !== held.staffId);
            holder = { who: held.staffId, until: held.until };
          } else holder = undefined;
        }
      }), { numRuns: 25 });
    });

    test('it runs out by the clock, is not renewed after, and goes to whoever takes it then', async () => {
      const caseId = await newCase();
      const of = (staffId: string, by: number) => ({ caseId, staffId, now: later(by), seconds });
      await takeLease(store, of('sara', 0));
      assert.equal((await takeLease(store, of('omar', 299))).staffId, 'sara');
      assert.equal((await renewLease(store, of('sara', 200)))?.until, later(500));
      assert.equal((await renewLease(store, of('sara', 100)))?.until, later(500), 'a late answer does not shorten it');
      assert.equal(await renewLease(store, of('sara', 500)), undefined);
      const taken = await takeLease(store, of('omar', 500));
      assert.deepEqual([taken.staffId, taken.since, taken.until], ['omar', later(500), later(800)]);
      assert.equal((await takeLease(store, of('sara', 501))).staffId, 'omar');
    });

    test('asked for: the first who asks is told, given or declined', async () => {
      const caseId = await newCase();
      const of = (staffId: string, by: number) => ({ caseId, staffId, now: later(by), seconds });
      assert.equal(await askForLease(store, of('omar', 0)), undefined, 'nobody has it');
      await takeLease(store, of('sara', 0));
      assert.equal((await askForLease(store, of('omar', 1)))?.askedBy, 'omar');
      assert.equal((await askForLease(store, of('lena', 2)))?.askedBy, 'omar');
      assert.equal(await askForLease(store, of('sara', 2)), undefined, 'one’s own');
      assert.equal(await declineLease(store, of('omar', 3)), undefined);
      assert.equal(await declineLease(store, of('sara', 3)), 'omar');
      assert.equal(await giveLease(store, of('sara', 4)), undefined, 'nobody asks any more');
      await askForLease(store, of('lena', 5));
      assert.equal((await giveLease(store, of('sara', 6)))?.staffId, 'lena');
      assert.equal(await releaseLease(store, caseId, 'sara'), false);
      assert.equal(await releaseLease(store, caseId, 'lena'), true);
    });

    test('present is who has been seen within the minute', async () => {
      const caseId = await newCase();
      const see = (staffId: string, by: number): Promise<boolean> => seePresence(store, { caseId, staffId, now: later(by), seconds: 60 });
      assert.deepEqual([await see('sara', 0), await see('sara', 30), await see('omar', 50)], [true, false, true]);
      assert.deepEqual((await presentAt(store, caseId, later(60), 60)).map((one) => one.staffId), ['sara', 'omar']);
      assert.deepEqual((await presentAt(store, caseId, later(100), 60)).map((one) => one.staffId), ['omar']);
      assert.equal(await see('sara', 200), true, 'come back');
    });
  });
}
