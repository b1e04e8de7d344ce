import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { caseFile as loadCaseFile, declareConflict, decisionRecord, endProtection, markProtected, putStaffPerson, standingIn } from '@ankomst/store';
import { testClock, testIds, testStores } from '@ankomst/store/testing';
import type { CaseFile, Phase } from '@ankomst/core';
import { contentHash } from '@ankomst/core';
import { caseFilter, personFilter } from './case-filter.ts';
import { createCedarJudge } from './judge-by-cedar.ts';
import { staffPurposes } from './policy.ts';
import type { Interest, Subject } from './policy.ts';
import { readPolicies } from './read-policies.ts';

type Staff = Extract<Subject, { kind: 'staff' }>;
const judge = createCedarJudge(readPolicies(join(import.meta.dirname, '../../../../content/sweden')), { error: () => assert.fail('the engine failed') });
const at = '2026-11-03T08:00:00.000Z';
const units = ['child-family', 'labour', 'asylum'], phases: Phase[] = ['offered', 'lodged', 'decided', 'appealed', 'closed'];
const roles = ['officer', 'approver', 'leader', 'auditor', 'ombudsman', 'clerk', 'protected', 'ruler'];
/** Every set of up to two roles, in each unit but the last. */
const staff: Staff[] = roles.flatMap((one, n) => [[one], ...roles.slice(n + 1).map((other) => [one, other])]).flatMap((held, n) => units.slice(0, 2).map((unit, u) => ({ kind: 'staff' as const, staffId: `s${(n + u) % 9}`, unit, roles: held })));

for (const kind of testStores()) {
  describe(`lists and the policies, on ${kind.name}`, { skip: kind.skip }, () => {
    test('the SQL filter gives exactly the cases and persons the policies let a list show, for each staff member and purpose', async () => {
      const store = await kind.open({ clock: testClock(at) });
      const ids = testIds();
      // 60 cases of 3 units in 5 phases; 20 people, each in several; some assigned, decided by staff, protected, related, represented
      const people = Array.from({ length: 20 }, (_, n) => `p${String(n).padStart(2, '0')}`);
      await store.commit({ idempotencyKey: 'people', persons: people.map((id) => ({ id, createdAt: at })), identifiers: people.map((personId, n) => ({ personId, kind: 'personal-number', value: `1990010100${n}`, assertedBy: 'partner/register', from: at })) });
      for (let n = 0; n < 60; n++) {
        const parties = [people[n % 20]!, people[(n * 7 + 3) % 20]!].map((personId, which) => ({ personId, role: which === 0 ? 'applicant' : 'guardian' }));
        const file: CaseFile = {
          id: `c${n}`, number: `26-${n}`, service: 's', rulebook: 'sha256:none', phase: phases[n % 5]!, parties, unit: units[n % 3]!, openedAt: at, openRequests: [], waited: [],
          waiting: phases[n % 5] === 'closed' ? null : { reason: 'confirm', holder: { kind: 'unit', unit: units[n % 3]! }, since: at }, version: 0,
          ...(n % 4 === 0 ? { assignedTo: `s${n % 9}` } : {}),
        };
        const body = { id: `d${n}`, caseId: file.id, personId: parties[0]!.personId, outcome: 'refused' as const, automatic: false, decidedAt: at, decidedBy: { kind: 'staff' as const, id: `s${n % 9}` }, approvedBy: { kind: 'staff' as const, id: `s${(n + 1) % 9}` }, reasons: [], permit: null, assessment: { parties: [], rulebook: 'sha256:none', engine: 'test', dates: { application: '2026-11-03', decision: '2026-11-03' }, facts: [], inputs: {}, conditions: [], outcome: 'GRANT' as const, permit: null, fee: null, trace: [] } };
        await store.commit({ idempotencyKey: file.id, cases: [file], events: [{ id: ids.next(), caseId: file.id, type: 'CaseOpened', at, actor: { kind: 'system', id: 'test' }, data: {} }], ...(n % 5 >= 2 ? { decisions: [{ ...body, hash: contentHash(body) }] } : {}) } as never);
      }
      await markProtected(store, { personId: 'p04', kind: 'marking', reason: '', ground: '', at, by: 'x' });
      await markProtected(store, { personId: 'p05', kind: 'protected-registration', reason: '', ground: '', at, by: 'x' });
      await endProtection(store, { personId: 'p05', at, by: 'x' });
      await putStaffPerson(store, { staffId: 's1', kind: 'personal-number', value: '19900101007', at });
      await putStaffPerson(store, { staffId: 's2', kind: 'personal-number', value: '199001010019', at });
      const related = (id: string, subject: string) => ({ id, subject, name: 'relation.parent', value: true, source: 'register' as const, certainty: 'verified' as const, assertedBy: 'partner/register', assertedAt: at });
      await store.commit({ idempotencyKey: 'relations', facts: [related('f1', 'relation/p07/p09'), related('f2', 'relation/p11/p07')] } as never);
      await store.query(`insert into mandate (id, principal, holder, scope, covers, valid_from, source, created_at, created_by) values ('m', 'p13', 'p19', '[]', '{}', '2026-01-01', 'given', $1, '{}')`, [at]);
      await declareConflict(store, { id: 'k1', staffId: 's3', caseNumber: '26-9', personId: null, reason: 'r', declaredAt: at });
      await declareConflict(store, { id: 'k2', staffId: 's4', caseNumber: null, personId: 'p02', reason: 'r', declaredAt: at });

      const files = await Promise.all(Array.from({ length: 60 }, async (_, n) => (await loadCaseFile(store, `c${n}`))!));
      const decided = new Map(await Promise.all(files.map(async (file) => [file.id, await decisionRecord(store, `d${file.id.slice(1)}`)] as const)));
      const standings = new Map<string, Awaited<ReturnType<typeof standingIn>>>();
      let listed = 0;
      for (const one of staff) {
        for (const file of files) if (!standings.has(one.staffId + file.id)) standings.set(one.staffId + file.id, await standingIn(store, file.id, one.staffId, at));
        for (const purpose of [undefined, ...staffPurposes]) {
          const said = purpose ? { purpose } : {};
          const permitted = files.filter((file) => {
            const { protectedPersons, interests } = standings.get(one.staffId + file.id)!;
            const decision = decided.get(file.id);
            return judge.judge(one, 'list', { case: file, roles: [], visitUnits: [], standing: { protectedPersons, interests: interests as Interest[] }, decidedBy: decision ? [decision.record.decidedBy.id, decision.record.approvedBy!.id] : [], ...said }).allowed;
          });
          const cases = caseFilter(one, said), persons = personFilter(one, said);
          const rows = await store.query<{ id: string }>(`select id from case_file where ${cases.sql} order by id`, cases.params);
          assert.deepEqual(rows.map(({ id }) => id), permitted.map(({ id }) => id).sort(), `${JSON.stringify(one)} ${purpose ?? 'as usual'}`);
          const seen = await store.query<{ id: string }>(`select id from person where ${persons.sql} order by id`, persons.params);
          assert.deepEqual(seen.map(({ id }) => id), [...new Set(permitted.flatMap(({ parties }) => parties.map(({ personId }) => personId)))].sort());
          listed += rows.length;
        }
      }
      assert.ok(listed > 1000, `${listed} rows compared`);
      // in a query of another's, with other parameters before it and an alias
      const { sql, params } = caseFilter({ kind: 'staff', staffId: 's5', unit: 'labour', roles: ['officer'] }, { first: 2, alias: 'c' });
      assert.ok((await store.query(`select 1 from case_file c where c.phase = $1 and ${sql}`, ['lodged', ...params])).length > 0);
      await store.close();
    });
  });
}
