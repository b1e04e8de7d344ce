import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { contentHash } from '@ankomst/core';
import type { CaseFile, Holder, Rulebook } from '@ankomst/core';
import * as queries from '../index.ts';
import { StoreError } from '../index.ts';
import type { OpenCasesFilter, Store } from '../index.ts';
import { testClock, testIds, testStores } from '../testing.ts';
import { at, caseFile, decision, event, fact, opening } from '../testing/fixtures.ts';

for (const { name, skip, open } of testStores()) {
  describe(`queries on ${name}`, { skip }, () => {
    let store: Store;
    const ids = testIds();
    const clock = testClock();
    before(async () => { store = await open({ clock, isName: (fact) => fact === 'person.name' }); });
    after(() => store?.close());
    const hours = (n: number): string => new Date(Date.parse(at) + n * 3_600_000).toISOString();

    test('open cases: every filter, alone and together, gives what a plain filter over all gives, page by page, in order', async () => {
      const made: CaseFile[] = [];
      for (let i = 0; i < 60; i++) {
        const person = `list-person-${i}`;
        const holders: Holder[] = [{ kind: 'unit', unit: `unit-${i % 3}` }, { kind: 'staff', staffId: `s${i % 4}`, unit: 'unit-0' }, { kind: 'person', personId: person, role: 'guardian' }, { kind: 'robot' }, { kind: 'partner', partner: 'register' }, { kind: 'anyone', role: 'guardian', personIds: [person] }];
        const holder = holders[i % 6]!;
        const file = caseFile(`list-${i.toString().padStart(3, '0')}`, {
          unit: `unit-${i % 3}`, phase: (['offered', 'lodged', 'closed'] as const)[i % 7 === 0 ? 2 : i % 2]!, parties: [{ personId: person, role: 'applicant' }],
          waiting: i % 11 === 0 ? null : { reason: `reason-${i % 4}`, holder, since: hours((i * 7) % 20) }, openedAt: hours(i % 5),
        });
        made.push(file);
        await store.commit({ persons: [{ id: person, createdAt: at }], cases: [file], facts: [fact(ids.next(), `person/${person}`, 'person.name', { given: i % 2 ? 'Åsa' : 'Олена', family: `Doe${i}` })] });
      }
      const since = (file: CaseFile): string => file.waiting?.since ?? file.openedAt;
      const holderOf = (file: CaseFile): string | undefined => {
        const holder = file.waiting?.holder;
        return holder && ({ unit: () => `unit/${(holder as { unit: string }).unit}`, staff: () => `staff/${(holder as { staffId: string }).staffId}`,
          person: () => `person/${(holder as { personId: string }).personId}`, anyone: () => 'anyone/guardian', partner: () => 'partner/register', robot: () => 'robot', invited: () => 'invited' })[holder.kind]();
      };
      const filters: OpenCasesFilter[] = [
        {}, { unit: 'unit-1' }, { reason: 'reason-2' }, { holderKind: 'staff' }, { holder: 'staff/s1' }, { holder: 'robot' }, { holder: 'anyone/guardian' }, { phase: 'lodged' },
        { unit: 'unit-1', reason: 'reason-2' }, { unit: 'unit-0', holderKind: 'person', phase: 'offered' }, { unit: 'none' }, { text: '26-list-01' }, { text: 'asa doe1' }, { text: 'ОЛЕНА' }, { text: 'nobody' }, { text: `'; drop table` },
      ];
      for (const filter of filters) {
        const expected = made.filter((file) => file.phase !== 'closed'
          && (filter.unit === undefined || file.unit === filter.unit)
          && (filter.reason === undefined || file.waiting?.reason === filter.reason)
          && (filter.holderKind === undefined || file.waiting?.holder.kind === filter.holderKind)
          && (filter.holder === undefined || holderOf(file) === filter.holder)
          && (filter.phase === undefined || file.phase === filter.phase)
          && (filter.text === undefined || (
            filter.text === '26-list-01' ? file.number.startsWith(filter.text)
              : filter.text === 'asa doe1' ? Number(file.id.slice(5)) % 2 === 1 && `doe${Number(file.id.slice(5))}`.startsWith('doe1')
                : filter.text === 'ОЛЕНА' ? Number(file.id.slice(5)) % 2 === 0 : false)))
          .sort((a, b) => since(a).localeCompare(since(b)) || (a.id < b.id ? -1 : 1)).map(({ id }) => id);
        const got: string[] = [];
        let page = await queries.openCases(store, filter, { limit: 7 });
        for (;;) {
          assert.ok(page.cases.length <= 7);
          got.push(...page.cases.map(({ id }) => id));
          if (page.next === null) break;
          page = await queries.openCases(store, filter, { limit: 7, after: page.next });
        }
        assert.deepEqual(got, expected, JSON.stringify(filter));
      }
      assert.deepEqual((await queries.orphans(store)).map(({ id }) => id).sort(), made.filter((file) => file.waiting === null && file.phase !== 'closed').map(({ id }) => id));
      const { open, orphans } = await queries.metrics(store);
      assert.equal(open.reduce((sum, { count }) => sum + count, 0), made.filter((file) => file.phase !== 'closed').length);
      assert.equal(orphans, made.filter((file) => file.waiting === null && file.phase !== 'closed').length);
    });

    test('cases of a person, and by number', async () => {
      await store.commit(opening('mine-1', 'me', ids, { openedAt: hours(1) }));
      await store.commit({ cases: [caseFile('mine-2', { openedAt: hours(2), parties: [{ personId: 'me', role: 'guardian' }, { personId: 'me', role: 'applicant' }] })] });
      assert.deepEqual((await queries.casesOfPerson(store, 'me')).map(({ file, roles }) => [file.id, roles]), [['mine-2', ['applicant', 'guardian']], ['mine-1', ['applicant']]]);
      // A party who leaves no longer sees it.
      await store.commit({ cases: [{ ...(await queries.caseFile(store, 'mine-2'))!, parties: [] }] });
      assert.deepEqual((await queries.casesOfPerson(store, 'me')).map(({ file }) => file.id), ['mine-1']);
      assert.equal((await queries.caseByNumber(store, '26-mine-1'))?.id, 'mine-1');
    });

    test('what is overdue by law, what fails, and what a key was told, can be asked', async () => {
      const waiting = (on: string) => ({ reason: 'r', holder: { kind: 'robot' as const }, since: at, nextLegalDate: { on, basis: 'b', deadline: 'd' } });
      await store.commit({ cases: [caseFile('late-2', { waiting: waiting('2026-11-02') }), caseFile('late-1', { waiting: waiting('2026-11-01') }), caseFile('late-closed', { phase: 'closed', waiting: waiting('2026-11-01') }), caseFile('in-time', { waiting: waiting('2026-11-03') })],
        idempotencyKey: 'told', result: { a: null }, outbox: [{ id: 'failing', key: 'failing', topic: 'x', payload: null }] });
      assert.deepEqual((await queries.pastLegalDate(store, '2026-11-03')).map(({ id }) => id), ['late-1', 'late-2']);
      assert.deepEqual(await queries.resultOfKey(store, 'told'), { a: null });
      assert.equal(await queries.resultOfKey(store, 'other'), undefined);
      assert.deepEqual(await queries.failingOutbox(store), []);
      await store.query(`update outbox set attempts = 2, problem = 'down' where id = 'failing'`);
      assert.deepEqual((await queries.failingOutbox(store)).map(({ key, attempts, problem }) => [key, attempts, problem]), [['failing', 2, 'down']]);
    });

    test('an error carries none of the data', async () => {
      await store.commit({ persons: [{ id: 'secret-1', createdAt: at }, { id: 'secret-2', createdAt: at }], identifiers: [{ personId: 'secret-1', kind: 'n', value: '19900101-1234', assertedBy: 'x', from: at }] });
      const errors = [
        await store.commit({ identifiers: [{ personId: 'secret-2', kind: 'n', value: '19900101-1234', assertedBy: 'x', from: at }] }).catch((error: unknown) => error),
        await store.query('select $1::int', ['19900101-1234 Doe']).catch((error: unknown) => error),
      ];
      assert.ok(errors[0] instanceof StoreError && errors[0].code === 'identifier-taken');
      assert.ok(!inspect(errors[0], { depth: 5 }).includes('19900101'), inspect(errors[0], { depth: 5 }));
      assert.deepEqual(Object.keys(errors[1] as object).filter((key) => ['params', 'detail', 'where', 'query'].includes(key)), []);
    });

    test('a login belongs to one person for good; language and channels follow the latest', async () => {
      await store.commit({ persons: [{ id: 'p1', createdAt: at }, { id: 'p2', createdAt: at }] });
      const account = { id: ids.next(), personId: 'p1', iss: 'https://eid', sub: 's', language: 'ar', channels: { phone: '+46 70' }, updatedAt: at };
      assert.deepEqual(await queries.upsertAccount(store, account), { ...account, createdAt: at });
      await queries.upsertAccount(store, { ...account, id: ids.next(), language: 'sv', channels: { push: [{ endpoint: 'x' }] }, updatedAt: hours(1) });
      const stored = await queries.accountByLogin(store, 'https://eid', 's');
      assert.deepEqual(stored, { ...account, language: 'sv', channels: { push: [{ endpoint: 'x' }] }, createdAt: at, updatedAt: hours(1) });
      await assert.rejects(queries.upsertAccount(store, { ...account, personId: 'p2' }), (error: unknown) => error instanceof StoreError && error.code === 'identifier-taken');
      assert.deepEqual((await queries.accountsOf(store, ['p1', 'p2'])).length, 1);
      assert.equal(await queries.accountByLogin(store, 'https://other', 's'), null);
    });

    test('rulebooks: kept by hash, the newest in force on a day is found', async () => {
      const book = (version: string, validFrom: string): Rulebook => {
        const content = { service: 'child', version, validFrom, approvedBy: ['a', 'b'], text: { sv: { 'a.b': 'å' } } } as unknown as Rulebook;
        return { ...content, hash: contentHash(content) };
      };
      const [first, second] = [book('1', '2026-01-01'), book('2', '2026-06-01')];
      for (const one of [first, second, first]) await queries.putRulebook(store, one, at);
      assert.deepEqual(await queries.getRulebook(store, first.hash), first);
      assert.equal((await queries.rulebookInForce(store, 'child', '2026-05-31'))?.hash, first.hash);
      assert.equal((await queries.rulebookInForce(store, 'child', '2026-06-01'))?.hash, second.hash);
      assert.equal(await queries.rulebookInForce(store, 'child', '2025-01-01'), null);
      assert.deepEqual((await queries.rulebooks(store)).map(({ hash, validFrom }) => [hash, validFrom]), [[second.hash, '2026-06-01'], [first.hash, '2026-01-01']]);
      await assert.rejects(queries.putRulebook(store, { ...first, hash: second.hash }, at), (error: unknown) => error instanceof StoreError && error.code === 'hash-mismatch');
    });

    test('the access log says who looked at a person, newest first', async () => {
      const actor = { kind: 'staff' as const, id: 'anna' };
      const first = await queries.logAccess(store, { at, actor, personIds: ['seen', 'other'], caseId: 'c', purpose: 'handle-case', basis: 'law', what: 'case', granted: true });
      const second = await queries.logAccess(store, { at: hours(1), actor, personIds: ['seen'], purpose: 'curiosity', what: 'person', granted: false, detail: { policy: 'p' } });
      assert.deepEqual(await queries.accessesTo(store, 'seen'), [
        { seq: second, at: hours(1), actor, purpose: 'curiosity', what: 'person', granted: false, detail: { policy: 'p' }, personIds: ['seen'] },
        { seq: first, at, actor, purpose: 'handle-case', basis: 'law', what: 'case', granted: true, caseId: 'c', personIds: ['other', 'seen'] },
      ]);
      assert.deepEqual((await queries.accessesTo(store, 'seen', { before: second })).map(({ seq }) => seq), [first]);
    });

    test('a session ends unused, ends at its end, is worth nothing under an old token, and is stored hashed', async () => {
      const now = Date.parse(at);
      const minute = (n: number): string => new Date(now + n * 60_000).toISOString();
      const session = { kind: 'person' as const, subject: 'p1', createdAt: at, idleSeconds: 1800, endsAt: minute(120), data: { a: 1 } };
      await queries.createSession(store, 'token', session);
      assert.equal((await store.query(`select 1 from session where token_hash = 'token'`)).length, 0);
      assert.deepEqual(await queries.touchSession(store, 'token', minute(20)), { ...session, seenAt: minute(20) });
      assert.equal((await queries.getSession(store, 'token', minute(49)))?.seenAt, minute(20));
      assert.equal(await queries.getSession(store, 'token', minute(50)), null);
      for (const n of [40, 60, 80, 100]) assert.ok(await queries.touchSession(store, 'token', minute(n)));
      assert.equal(await queries.setSessionData(store, 'token', minute(100), { b: [2] }), true);
      assert.equal(await queries.rotateSession(store, 'token', 'fresh', minute(110)), true);
      assert.equal(await queries.touchSession(store, 'token', minute(110)), null);
      assert.deepEqual((await queries.touchSession(store, 'fresh', minute(119)))?.data, { a: 1, b: [2] });
      assert.equal(await queries.touchSession(store, 'fresh', minute(120)), null);
      assert.equal(await queries.rotateSession(store, 'fresh', 'again', minute(120)), false);
      await queries.createSession(store, 'second', session);
      await queries.endSession(store, 'second');
      assert.equal(await queries.getSession(store, 'second', at), null);
      await queries.createSession(store, 'third', session);
      assert.equal(await queries.sweepSessions(store, minute(10)), 0);
      assert.equal(await queries.endSessionsOf(store, 'person', 'p1'), 2);
    });

    test('drawn decisions wait for a human, and are assessed once', async () => {
      await store.commit(opening('drawn', 'drawn-person', ids));
      const record = decision('drawn-decision', 'drawn', 'drawn-person');
      await store.commit({ decision: record, sampled: [{ decisionId: record.id, drawnAt: at }] });
      assert.deepEqual(await queries.sampledDecisions(store), [{ decisionId: record.id, caseId: 'drawn', drawnAt: at }]);
      assert.equal(await queries.assessSample(store, record.id, { at: hours(1), by: 'anna', agrees: true }), true);
      assert.equal(await queries.assessSample(store, record.id, { at: hours(2), by: 'bo', agrees: false }), false);
      assert.deepEqual(await queries.sampledDecisions(store), []);
      assert.deepEqual(await queries.sampledDecisions(store, { open: false }), [{ decisionId: record.id, caseId: 'drawn', drawnAt: at, assessedAt: hours(1), assessedBy: 'anna', agrees: true }]);
      assert.deepEqual((await queries.decisionRecord(store, record.id))?.record, record);
      assert.deepEqual(await queries.decisionsSince(store, at), [record]);
      assert.equal(await queries.decisionRecord(store, 'none'), null);
    });

    test('relations of a person are theirs alone', async () => {
      await store.commit({ facts: [fact('r1', 'relation/anna/bo', 'x', 1), fact('r2', 'relation/anna0/bo', 'x', 1), fact('r3', 'relation/bo/anna', 'x', 1)] });
      assert.deepEqual((await queries.relationsOf(store, 'anna')).map(({ id }) => id), ['r1']);
    });

    test('events can be followed', async () => {
      const all = await queries.eventsAfter(store, 0);
      const last = all.at(-1)!;
      await store.commit({ events: [event('follow-1', 'mine-1'), event('follow-2', 'mine-1')] });
      assert.deepEqual((await queries.eventsAfter(store, last.seq)).map(({ id }) => id), ['follow-1', 'follow-2']);
      assert.deepEqual((await queries.eventsOfCase(store, 'mine-1')).map(({ caseSeq }) => caseSeq), [1, 2, 3]);
    });

    test('history is loaded in bulk with the same chains, and may be loaded again', async () => {
      const changes = Array.from({ length: 25 }, (_, i) => ({ ...opening(`bulk-${i}`, `bulk-person-${i}`, ids), idempotencyKey: `bulk-${i}` }));
      assert.deepEqual(await store.bulkLoad(changes, { batch: 10 }), { changes: 25 });
      assert.deepEqual(await store.bulkLoad(changes, { batch: 10 }), { changes: 25 });
      assert.equal((await queries.eventsOfCase(store, 'bulk-24')).length, 1);
      await assert.rejects(store.bulkLoad([opening('bulk-1', 'x', ids)]), (error: unknown) => error instanceof StoreError && error.code === 'version-conflict');
    });
  });
}
