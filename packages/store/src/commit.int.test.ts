import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { canonicalText, sha256 } from '@ankomst/core';
import type { Change } from '@ankomst/core';
import { StoreError, appointmentsOfOffice, factHistory, factsOf, freeSlots, getDraft, inboxMessages, loadCase, personByIdentifier, saveDraft, findPersons, indexNames } from './index.ts';
import type { Store } from './index.ts';
import { testIds, testStores } from './testing.ts';
import { at, caseFile, decision, event, fact, opening } from './testing/fixtures.ts';

const refused = (code: string, detail: object = {}) => (error: unknown): boolean => {
  assert.ok(error instanceof StoreError, String(error));
  assert.equal(error.code, code);
  assert.deepEqual({ ...error.detail, ...detail }, error.detail);
  return true;
};

for (const { name, skip, open } of testStores()) {
  describe(`commit on ${name}`, { skip }, () => {
    let store: Store;
    const ids = testIds();
    const next = (): string => ids.next();
    before(async () => { store = await open({ isName: (fact) => fact === 'person.name' || fact === 'person.passport-number' }); });
    after(() => store?.close());

    test('a case with all that belongs to it comes back as it was written', async () => {
      const [caseId, child, parent] = [next(), next(), next()];
      const parties = [{ personId: child, role: 'applicant' }, { personId: parent, role: 'guardian' }];
      const file = caseFile(caseId, { parties, waiting: { reason: 'approval', holder: { kind: 'person', personId: parent, role: 'guardian' }, since: at,
        nextLegalDate: { on: '2026-12-01', basis: 'some-law', deadline: 'answer' } } });
      const facts = [
        fact(next(), `person/${child}`, 'person.name', { given: ['Mona'], family: 'Doe' }, { holdsFrom: '2026-11-03', evidence: 'jti-1', asked: { form: '1', page: 'name', language: 'ar' } }),
        fact(next(), `relation/${parent}/${child}`, 'relation.parent-of', true),
        fact(next(), `case/${caseId}`, 'case.note', null),
        fact(next(), `party/${caseId}/${parent}`, 'party.approval', 'yes'),
      ];
      const made = decision(next(), caseId, child);
      const permit = { id: next(), personId: child, caseId, decisionId: made.id, grantedAt: at, signed: 'a.b.c', kind: 'residence', validFrom: '2026-11-03', validTo: null, ground: 'g' };
      const html = '<p>Grattis, منى!</p>';
      const letter = { id: next(), caseId, decisionId: made.id, letter: 'grant', language: 'ar', toPersonId: child, html, htmlSha256: sha256(html), pdfSha256: 'f'.repeat(64), at };
      const message = { id: next(), caseId, direction: 'in' as const, personId: parent, by: `person/${parent}`, text: 'Hej “där” \\u0000', language: 'sv', at, documents: ['d'] };
      const document = { id: next(), sha256: 'a'.repeat(64), size: 7, mediaType: 'image/png', name: 'pass.png', caseId, personId: child, uploadedBy: `person/${parent}`, at, fact: 'person.passport-image' };
      const visit = { id: next(), caseId, office: 'office-1', startsAt: '2026-11-05T09:00:00.000Z', minutes: 20, status: 'booked' as const, bookedBy: 'x', persons: [child] };
      const card = { id: next(), caseId, permitId: permit.id, personId: child, status: 'ordered' as const, orderedAt: at, photoSha256: 'b'.repeat(64), validTo: '2027-11-03' };
      const events = [event(next(), caseId, { type: 'CaseOpened' }), event(next(), caseId, { type: 'DecisionMade', data: { 'a key': [1, 2.5, { b: null }] } })];
      const change: Change = {
        idempotencyKey: next(), result: { caseId }, persons: [child, parent].map((id) => ({ id, createdAt: at })), cases: [file], facts, events, decision: made, permit,
        letters: [letter], messages: [message], documents: [document], appointments: [visit], cardOrders: [card], sampled: [{ decisionId: made.id, drawnAt: at }],
      };
      const result = await store.commit(change);
      assert.deepEqual({ ...result, lastSeq: null }, { repeated: false, result: { caseId }, versions: { [caseId]: 1 }, lastSeq: null });

      const loaded = await loadCase(store, caseId);
      assert.ok(loaded);
      assert.deepEqual(loaded.file, { ...file, version: 1 });
      assert.deepEqual(loaded.facts, facts);
      assert.deepEqual(loaded.decisions, [made]);
      assert.deepEqual(loaded.permits, [permit]);
      assert.deepEqual(loaded.letters, [letter]);
      assert.deepEqual(loaded.messages, [message]);
      assert.deepEqual(loaded.documents, [document]);
      assert.deepEqual(loaded.appointments, [{ ...visit, desk: 1 }]);
      assert.deepEqual(loaded.cardOrders, [card]);
      assert.equal(loaded.events[1]!.seq, result.lastSeq);
      let hash = sha256(caseId);
      assert.deepEqual(loaded.events, events.map((entry, index) => {
        hash = sha256(hash + canonicalText(entry));
        return { ...entry, seq: loaded.events[index]!.seq, caseSeq: index + 1, hash };
      }));
      assert.deepEqual((await findPersons(store, 'doe MON', { sql: 'true', params: [] })).persons.map((one) => one.id), [child]);
      // indexed in an earlier way, then anew from the facts
      await store.query(`update person set search_names = 'mona doe' where id = $1`, [child]);
      await store.query(`delete from projection where name = 'person-names'`);
      assert.ok(await indexNames(store, ['person.name'], at) > 0);
      assert.equal(await indexNames(store, ['person.name'], at), 0);
      assert.deepEqual((await findPersons(store, 'Dohe Monna', { sql: 'true', params: [] })).persons.map((one) => one.id), [child]);
      assert.equal(await loadCase(store, 'none'), null);
    });

    test('a passport is found by its number, however it is spaced, and another one with nearly the same is not', async () => {
      const [one, other] = [next(), next()];
      for (const [person, number] of [[one, 'AB 123456'], [other, '81234567']] as const) {
        await store.commit({ ...opening(next(), person, ids), facts: [
          fact(next(), `person/${person}`, 'person.name', { given: ['Mona'], family: 'Roe' }), fact(next(), `person/${person}`, 'person.passport-number', number)] });
      }
      const found = async (text: string): Promise<string[]> => (await findPersons(store, text, { sql: 'true', params: [] })).persons.map(({ id }) => id);
      for (const typed of ['ab123456', 'AB 123-456', ' AB123456 ']) assert.deepEqual(await found(typed), [one], typed);
      assert.deepEqual(await found('8123 4567'), [other]);
      for (const typed of ['AB123457', '8123456', '81234568', '123456']) assert.deepEqual(await found(typed), [], typed);
      assert.equal((await found('Mona Roe')).length, 2);
      assert.deepEqual(await found('zzz 81234567'), []);
    });

    test('the same key again gives the first result and changes nothing; with another request it is refused', async () => {
      const caseId = next();
      const change = { ...opening(caseId, next(), ids), idempotencyKey: next(), requestHash: 'r1', result: { said: 'yes' } };
      const outbox = { id: next(), key: next(), topic: 'ping', caseId, payload: {} };
      const first = await store.commit({ ...change, outbox: [outbox] });
      const again = await store.commit({ ...change, result: { said: 'no' }, outbox: [{ ...outbox, id: next(), key: next() }] });
      assert.deepEqual(again, { ...first, repeated: true, lastSeq: null });
      assert.equal((await store.query('select 1 from outbox where case_id = $1', [caseId])).length, 1);
      await assert.rejects(store.commit({ ...change, requestHash: 'r2' }), refused('idempotency-key-reused'));
    });

    test('a write on a version no longer current is refused, names the current one, and leaves nothing behind', async () => {
      const caseId = next();
      const change = opening(caseId, next(), ids);
      await store.commit(change);
      await store.commit({ cases: [{ ...change.cases![0]!, version: 1, phase: 'lodged' }] });
      const key = next();
      await assert.rejects(
        store.commit({ idempotencyKey: key, cases: [{ ...change.cases![0]!, version: 1 }], facts: [fact(next(), `case/${caseId}`, 'n', 1)], events: [event(next(), caseId)] }),
        refused('version-conflict', { caseId, expected: 1, current: 2 }));
      await assert.rejects(store.commit({ cases: [change.cases![0]!] }), refused('version-conflict', { expected: 0, current: 2 }));
      await assert.rejects(store.commit({ cases: [caseFile(next(), { version: 3 })] }), refused('no-such-case'));
      await assert.rejects(store.commit({ events: [event(next(), 'no-such')] }), refused('no-such-case'));
      const loaded = await loadCase(store, caseId);
      assert.equal(loaded?.file.version, 2);
      assert.equal(loaded?.facts.length, 0);
      assert.equal(loaded?.events.length, 1);
      // The key of a refused act is free: the caller may repeat it after reading anew.
      assert.equal((await store.commit({ idempotencyKey: key, cases: [{ ...change.cases![0]!, version: 2 }] })).repeated, false);
    });

    test('a newer fact supersedes and the older one points at it, within one change too', async () => {
      const subject = `person/${next()}`;
      const [a, b, c] = [fact(next(), subject, 'person.address', 'A'), fact(next(), subject, 'person.address', null), fact(next(), subject, 'person.address', 'C')];
      await store.commit({ facts: [a] });
      await store.commit({ facts: [b, c] });
      assert.deepEqual(await factsOf(store, [subject]), [c]);
      assert.deepEqual(await factHistory(store, [subject]), [{ ...a, supersededBy: b.id }, { ...b, supersededBy: c.id }, c]);
    });

    test('facts told at the same moment end with one current', async () => {
      const subject = `person/${next()}`;
      await Promise.all(Array.from({ length: 12 }, (_, i) => store.commit({ facts: [fact(next(), subject, 'n', i)] })));
      assert.equal((await factsOf(store, [subject])).length, 1);
      assert.equal((await factHistory(store, [subject])).length, 12);
    });

    test('acts that tell of the same two subjects in opposite order both go through', async () => {
      const [one, other] = [`person/${next()}`, `person/${next()}`];
      const tell = (...subjects: string[]) => store.commit({ facts: subjects.map((subject) => fact(next(), subject, 'n', 1)) });
      await tell(one, other);
      await Promise.all([tell(one, other), tell(other, one), tell(one, other), tell(other, one)]);
      assert.deepEqual((await factHistory(store, [one])).length, 5);
      assert.deepEqual((await factsOf(store, [one, other])).length, 2);
    });

    test('a partner message seen before changes nothing; one with a problem does not block the genuine one', async () => {
      const message = { partner: 'register', messageId: next(), type: 'ChildBorn', receivedAt: at, body: '{}' };
      const caseId = next();
      await store.commit({ inbox: [{ ...message, problem: 'bad signature' }] });
      const first = await store.commit({ ...opening(caseId, next(), ids), inbox: [message], result: { caseId } });
      assert.equal(first.repeated, false);
      const second = await store.commit({ ...opening(next(), next(), ids), idempotencyKey: next(), inbox: [message], result: { caseId: 'other' } });
      assert.deepEqual({ repeated: second.repeated, result: second.result }, { repeated: true, result: { caseId } });
      assert.equal((await inboxMessages(store, { problems: true })).length, 1);
    });

    test('of two who book the same time one gets it; a cancelled time is free again', async () => {
      const caseId = next();
      await store.commit(opening(caseId, next(), ids));
      const book = (desk: number) => ({ id: next(), caseId, office: 'office-2', startsAt: '2026-11-06T10:00:00.000Z', minutes: 20, desk, status: 'booked' as const, bookedBy: 'x', persons: [] });
      const both = await Promise.allSettled([store.commit({ appointments: [book(1)] }), store.commit({ appointments: [book(1)] })]);
      assert.deepEqual(both.map((one) => one.status).sort(), ['fulfilled', 'rejected']);
      refused('slot-taken')((both.find((one) => one.status === 'rejected') as PromiseRejectedResult).reason);
      const times = ['2026-11-06T10:00:00.000Z', '2026-11-06T10:20:00.000Z'];
      assert.deepEqual(await freeSlots(store, 'office-2', times, 1), [{ startsAt: times[1], desk: 1 }]);
      assert.deepEqual(await freeSlots(store, 'office-2', times, 2), [{ startsAt: times[0], desk: 2 }, { startsAt: times[1], desk: 1 }]);
      const [booked] = await appointmentsOfOffice(store, 'office-2', '2026-11-06T00:00:00.000Z', '2026-11-07T00:00:00.000Z');
      const { caseNumber, ...visit } = booked!;
      assert.equal(caseNumber, `26-${caseId}`);
      // Rebooking into the time one's own cancellation frees, in one change.
      await store.commit({ appointments: [book(1), { ...visit, status: 'cancelled' }] });
      assert.deepEqual(await freeSlots(store, 'office-2', times.slice(0, 1), 1), []);
    });

    test('a number names one person; retired, it may name another', async () => {
      const [one, other] = [next(), next()];
      const value = next();
      const identifier = (personId: string) => ({ personId, kind: 'personal-number', value, assertedBy: 'partner/register', from: at });
      await store.commit({ persons: [{ id: one, createdAt: at }, { id: other, createdAt: at }], identifiers: [identifier(one)] });
      await assert.rejects(store.commit({ identifiers: [identifier(other)] }), refused('identifier-taken'));
      await store.commit({ identifiers: [{ ...identifier(one), retiredAt: at }] });
      assert.equal(await personByIdentifier(store, 'personal-number', value), null);
      await store.commit({ identifiers: [identifier(other)] });
      assert.equal(await personByIdentifier(store, 'personal-number', value), other);
    });

    test('drafts merge key by key and the last write of a key wins', async () => {
      const [caseId, personId] = [next(), next()];
      await saveDraft(store, { caseId, personId, answers: { __proto__x: 'kept', a: '1', 'spaced key': [' as typed '] }, updatedAt: at });
      await saveDraft(store, { caseId, personId, answers: { a: '2', b: null }, updatedAt: at });
      assert.deepEqual((await getDraft(store, caseId, personId))?.answers, { __proto__x: 'kept', a: '2', b: null, 'spaced key': [' as typed '] });
      await store.commit({ drafts: { remove: [{ caseId, personId }] } });
      assert.equal(await getDraft(store, caseId, personId), null);
    });

    test('what must not change cannot be changed', async () => {
      for (const table of ['event', 'decision', 'permit', 'rulebook', 'letter', 'access_log', 'checkpoint', 'fact']) {
        await assert.rejects(store.query(`delete from ${table}`), refused('append-only'), table);
      }
      for (const table of ['event', 'decision', 'permit', 'rulebook', 'letter', 'access_log', 'checkpoint']) {
        const column = table === 'checkpoint' ? 'body' : table === 'access_log' ? 'what' : table === 'rulebook' || table === 'decision' || table === 'event' || table === 'permit' ? 'body' : 'html';
        await assert.rejects(store.query(`update ${table} set ${column} = 'x'`), refused('append-only'), table);
      }
      await assert.rejects(store.query(`update fact set value = 'null'`), refused('append-only'));
    });

    test('records that lie about themselves are refused, and the robot cannot refuse', async () => {
      const [caseId, personId] = [next(), next()];
      await store.commit(opening(caseId, personId, ids));
      await assert.rejects(store.commit({ decision: { ...decision(next(), caseId, personId), hash: 'sha256:0' } }), refused('hash-mismatch'));
      await assert.rejects(store.commit({ decision: decision(next(), caseId, personId, { outcome: 'refused', automatic: true }) }), refused('refused-by-constraint', { constraint: 'robot_never_refuses' }));
      await assert.rejects(store.commit({ facts: [fact(next(), 'case/x', 'n', 'a\u0000b')] }), refused('unstorable-text'));
      await assert.rejects(store.commit({ facts: [fact(next(), 'case/x', 'n', 'a\ud800b')] }), refused('unstorable-text'));
    });

    test('every table says what it is for', async () => {
      const bare = await store.query<{ relname: string }>(
        `select relname from pg_class where relkind = 'r' and relnamespace = current_schema()::regnamespace and obj_description(oid, 'pg_class') is null`);
      assert.deepEqual(bare, []);
    });
  });
}
