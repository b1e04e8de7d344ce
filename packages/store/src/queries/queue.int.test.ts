import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { CaseFile, Change, Instant } from '@ankomst/core';
import { handOut, keepQueuePolicy, oldestIsNext, putSkills, queueCounts, queueList, skillsOf, startOfRound } from '../index.ts';
import type { QueueFilter, QueuePolicy, Store, StaffSkill, Taker } from '../index.ts';
import { testClock, testIds, testStores } from '../testing.ts';
import { caseFile, event, fact } from '../testing/fixtures.ts';

const day = 86_400_000;
const policy: QueuePolicy = {
  normDays: 60, ageingShare: 0.2, languageDays: 5,
  rules: [
    { id: 'child', earlierDays: 21, level: 1, when: { fact: 'person.birth-date', of: 'applicant', youngerThan: 18 } },
    { id: 'appeal', earlierDays: 10, level: 3, when: { waiting: 'appeal-review' } },
    { id: 'knotty', earlierDays: 0, level: 2, when: { stoppedByAtLeast: 3 } },
  ],
};
const open = { sql: 'true', params: [] };
const everything = (): { sql: string; params: unknown[] } => open;

/** One invented case, and what decides where it stands. */
interface Made { id: string; unit: string; service: string; lodged: number; due: number | null; age: number; stopped: number; waiting: 'decision' | 'appeal-review' | 'second-officer'; proposer: string; language: string; held: boolean; theirs: boolean }
const made: fc.Arbitrary<Omit<Made, 'id'>> = fc.record({
  unit: fc.constantFrom('unit-a', 'unit-b'), service: fc.constantFrom('s1', 's2'), lodged: fc.integer({ min: 0, max: 200 }), due: fc.option(fc.integer({ min: -20, max: 200 })),
  age: fc.integer({ min: 0, max: 60 }), stopped: fc.integer({ min: 0, max: 4 }), waiting: fc.constantFrom('decision', 'decision', 'appeal-review', 'second-officer'),
  proposer: fc.constantFrom('anna', 'bo'), language: fc.constantFrom('', 'ar', 'uk'), held: fc.boolean(), theirs: fc.boolean(),
});

for (const { name, skip, open: openStore } of testStores()) {
  describe(`queue on ${name}`, { skip }, () => {
    const clock = testClock();
    const ids = testIds('q');
    let store: Store;
    before(async () => {
      store = await openStore({ clock });
      await keepQueuePolicy(store, policy);
    });
    after(() => store.close());

    const back = (days: number): Instant => new Date(Date.parse(clock.now()) - days * day).toISOString();
    const change = (one: Made): Change => {
      const person = `p-${one.id}`;
      const holder = one.theirs ? { kind: 'person' as const, personId: person, role: 'applicant' } : { kind: 'unit' as const, unit: one.unit };
      const file: Partial<CaseFile> = {
        service: one.service, unit: one.unit, phase: 'lodged', lodgedAt: back(one.lodged), openedAt: back(one.lodged), parties: [{ personId: person, role: 'applicant' }],
        waiting: { reason: one.waiting, holder, since: clock.now(), ...(one.due === null ? {} : { nextLegalDate: { on: back(-one.due).slice(0, 10), basis: 'x', deadline: 'd' } }) },
        ...(one.stopped ? { stopped: { at: clock.now(), code: 'condition', conditions: Array.from({ length: one.stopped }, (_, at) => `c${at}`) } } : {}),
        ...(one.held ? { assignedTo: 'cecilia' } : {}),
        ...(one.waiting === 'second-officer' ? { proposal: { outcome: 'refused', by: { kind: 'staff', id: one.proposer }, at: clock.now(), reasons: [], permit: null } } : {}),
      };
      return {
        persons: [{ id: person, createdAt: clock.now() }], cases: [caseFile(one.id, file)], events: [event(ids.next(), one.id, { at: clock.now() })],
        facts: [fact(ids.next(), `person/${person}`, 'person.birth-date', back(one.age * 365 + 3).slice(0, 10))],
      };
    };
    const load = async (cases: readonly Made[]): Promise<void> => {
      for (const one of cases) {
        if (one.language) await store.query(`insert into person (id, created_at) values ($1, $2) on conflict do nothing`, [`p-${one.id}`, clock.now()]);
        if (one.language) await store.query(`insert into account (id, person_id, iss, sub, language, created_at, updated_at) values ($1, $2, 'eid', $1, $3, $4, $4)`, [`a-${one.id}`, `p-${one.id}`, one.language, clock.now()]);
        await store.commit(change(one));
      }
    };
    const empty = (): Promise<unknown> => store.query('truncate queue_entry, lease, queue_turn, staff_skill');

    /** The order told in plain words, over all cases there are. */
    const reference = (cases: readonly Made[], taker: Taker, oldest: boolean): string | undefined => {
      const level = (one: Made): number => (one.waiting === 'appeal-review' ? 3 : one.stopped >= 3 ? 2 : 1);
      const child = (one: Made): boolean => one.age < 18;
      const place = (one: Made): number => {
        const norm = Date.parse(back(one.lodged)) + 60 * day;
        const law = one.due === null ? Infinity : Date.parse(back(-one.due).slice(0, 10));
        return Math.min(norm, law) - (child(one) ? 21 * day : 0) - (one.waiting === 'appeal-review' ? 10 * day : 0) - (taker.languages.includes(one.language) ? 5 * day : 0);
      };
      const may = (one: Made): boolean => one.unit === taker.unit && !one.theirs
        && (one.waiting === 'second-officer' ? taker.as.includes('approver') && one.proposer !== taker.staffId : taker.as.includes('officer') && !one.held)
        && (taker.skills.length === 0 || taker.skills.some((skill) => skill.service === one.service && skill.level >= level(one)));
      return cases.filter(may).sort((a, b) => (oldest ? b.lodged - a.lodged : place(a) - place(b)) || (a.id < b.id ? -1 : 1))[0]?.id;
    };

    test('whoever asks is handed what a plain reading of the rules puts first, until nothing is left', async () => {
      await fc.assert(fc.asyncProperty(
        fc.array(made, { minLength: 1, maxLength: 14 }), fc.constantFrom<Taker['as']>(['officer'], ['officer', 'approver']),
        fc.constantFrom<StaffSkill[]>([], [{ service: 's1', level: 2 }], [{ service: 's1', level: 1 }, { service: 's2', level: 3 }]), fc.constantFrom([], ['ar']),
        async (drawn, as, skills, languages) => {
          await empty();
          let cases: Made[] = drawn.map((one) => ({ ...one, id: ids.next() }));
          await load(cases);
          const taker: Taker = { staffId: 'anna', unit: 'unit-a', as, skills, languages };
          for (let turns = 0; ; turns++) {
            const handed = await handOut(store, taker, policy, clock.now(), 300, open);
            const expected = reference(cases, taker, oldestIsNext(turns, policy.ageingShare, startOfRound('anna')));
            assert.equal(handed?.caseId, expected);
            if (!handed) return;
            // what a person does with it: it is theirs and leaves the queue
            await store.query('delete from queue_entry where case_id = $1', [handed.caseId]);
            cases = cases.filter((one) => one.id !== handed.caseId);
          }
        },
      ), { numRuns: 25 });
    });

    test('of any number of hand-outs the share of the oldest is kept, give or take one', () => {
      fc.assert(fc.property(fc.nat(500), fc.double({ min: 0, max: 1, noNaN: true }), fc.string(), (turns, share, staff) => {
        const start = startOfRound(staff);
        assert.ok(start >= 0 && start < 1);
        const oldest = Array.from({ length: turns }, (_, at) => oldestIsNext(at, share, start)).filter(Boolean).length;
        assert.ok(Math.abs(oldest - turns * share) <= 1 + 1e-9);
      }));
    });

    test('fifty who ask at once get fifty cases; nobody gets what another has', async () => {
      await empty();
      const cases: Made[] = Array.from({ length: 60 }, (_, at) => ({
        id: ids.next(), unit: 'unit-a', service: at % 2 ? 's1' : 's2', lodged: at, due: null, age: 30, stopped: at % 4, waiting: 'decision', proposer: '', language: '', held: false, theirs: false,
      }));
      await load(cases);
      const ask = (at: number) => handOut(store, { staffId: `officer-${at}`, unit: 'unit-a', as: ['officer'], skills: [], languages: [] }, policy, clock.now(), 300, open);
      const handed = await Promise.all(Array.from({ length: 50 }, (_, at) => ask(at)));
      const got = handed.map((one) => one?.caseId);
      assert.ok(got.every((id) => id !== undefined));
      assert.equal(new Set(got).size, 50);
      const rest = await Promise.all(Array.from({ length: 20 }, (_, at) => ask(100 + at)));
      assert.equal(rest.filter(Boolean).length, 10);
      assert.equal(new Set([...got, ...rest.flatMap((one) => one?.caseId ?? [])]).size, 60);
    });

    test('what is laid aside comes back when its time has come, and a lease that has run out holds nothing', async () => {
      await empty();
      const [one] = [ids.next()];
      const file = change({ id: one!, unit: 'unit-a', service: 's1', lodged: 1, due: null, age: 30, stopped: 0, waiting: 'decision', proposer: '', language: '', held: false, theirs: false });
      Object.assign(file.cases![0]!, { snoozed: { until: new Date(Date.parse(clock.now()) + day).toISOString(), by: 'anna', at: clock.now(), reason: 'x' } });
      await store.commit(file);
      const ask = (staffId: string) => handOut(store, { staffId, unit: 'unit-a', as: ['officer'], skills: [], languages: [] }, policy, clock.now(), 300, open);
      assert.equal(await ask('anna'), null);
      clock.advance(day + 1000);
      assert.equal((await ask('anna'))?.caseId, one);
      assert.equal(await ask('bo'), null);
      clock.advance(301_000);
      assert.equal((await ask('bo'))?.caseId, one);
    });

    test('counts are the lengths of the lists', async () => {
      await fc.assert(fc.asyncProperty(fc.array(made, { minLength: 1, maxLength: 20 }), async (drawn) => {
        await load(drawn.map((one) => ({ ...one, id: ids.next() })));
        const filters: { filter: QueueFilter; order: 'place' | 'since' | 'due' }[] = [
          { filter: {}, order: 'since' }, { filter: { unit: 'unit-a' }, order: 'place' }, { filter: { service: 's1', holderKind: 'unit' }, order: 'since' }, { filter: { assignedTo: 'cecilia' }, order: 'since' },
          { filter: { overdueOn: clock.now().slice(0, 10) }, order: 'due' }, { filter: { reason: 'decision', free: true }, order: 'place' }, { filter: { stillSince: new Date(Date.parse(clock.now()) + 1000).toISOString() }, order: 'since' },
          { filter: { snoozedAt: clock.now() }, order: 'since' }, { filter: { mentions: 'anna' }, order: 'since' }, { filter: { text: '26-q' }, order: 'since' },
        ];
        const counts = await queueCounts(store, filters, everything, 5000);
        for (const [at, { filter, order }] of filters.entries()) {
          const { rows } = await queueList(store, filter, order, everything, { limit: 5000 });
          assert.equal(rows.length, counts[at], JSON.stringify(filter));
        }
        // page by page it is the same list
        const whole = (await queueList(store, {}, 'since', everything, { limit: 5000 })).rows.map((row) => row.id);
        const paged: string[] = [];
        for (let cursor = null as Awaited<ReturnType<typeof queueList>>['next']; ;) {
          const { rows, next } = await queueList(store, {}, 'since', everything, { after: cursor, limit: 7 });
          paged.push(...rows.map((row) => row.id));
          if (!next) break;
          cursor = next;
        }
        assert.deepEqual(paged, whole);
      }), { numRuns: 3 });
    });

    test('another policy counts every place anew', async () => {
      await empty();
      const child: Made = { id: ids.next(), unit: 'unit-a', service: 's1', lodged: 1, due: null, age: 3, stopped: 0, waiting: 'decision', proposer: '', language: '', held: false, theirs: false };
      const grown: Made = { ...child, id: ids.next(), age: 40, lodged: 10 };
      await load([child, grown]);
      const first = async (): Promise<string> => (await queueList(store, {}, 'place', everything, { limit: 1 })).rows[0]!.id;
      assert.equal(await first(), child.id);
      assert.equal(await keepQueuePolicy(store, policy), false);
      assert.equal(await keepQueuePolicy(store, { ...policy, rules: [] }), true);
      const { rows } = await queueList(store, { service: 's1' }, 'place', everything, { limit: 5000 });
      assert.ok(rows.findIndex((row) => row.id === grown.id) < rows.findIndex((row) => row.id === child.id));
      await keepQueuePolicy(store, policy);
    });

    test('skills are put in place of those there were', async () => {
      const skills: StaffSkill[] = [{ service: 's1', level: 2 }, { service: 's2', kind: 'first', level: 3, language: 'ar' }];
      await putSkills(store, 'dana', [{ service: 's3', level: 1 }], 'eva', clock.now());
      await putSkills(store, 'dana', skills, 'eva', clock.now());
      assert.deepEqual(await skillsOf(store, 'dana'), skills);
    });
  });
}
