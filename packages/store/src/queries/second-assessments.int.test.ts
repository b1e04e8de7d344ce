import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { agreementByRow, concludeDisagreement, disagreements, drawnFor, keepAssessment, logAccess, qualityAlarms, raiseAlarm, acknowledgeAlarm, readOutcomes, outcomesByWeek, robotWork, sampleTotals, stockOfUnit, flowOfUnit, peopleBehind, takeDrawn } from '../index.ts';
import type { Store } from '../index.ts';
import { testIds, testStores } from '../testing.ts';
import { at, caseFile, decision, event, opening } from '../testing/fixtures.ts';

const everything = { sql: 'true', params: [] };

for (const { name, skip, open } of testStores()) {
  describe(`second assessments, outcomes and alarms on ${name}`, { skip }, () => {
    let store: Store;
    const ids = testIds();
    const next = (): string => ids.next();
    before(async () => { store = await open(); });
    after(() => store?.close());

    /** A decided case whose decision is drawn. */
    const drawn = async (by: string, automatic = false): Promise<{ caseId: string; decisionId: string }> => {
      const [caseId, personId] = [next(), next()];
      await store.commit(opening(caseId, personId, ids));
      const actor = automatic ? { kind: 'robot' as const, id: 'robot' } : { kind: 'staff' as const, id: by };
      const made = decision(next(), caseId, personId, { automatic, decidedBy: actor });
      await store.commit({
        cases: [caseFile(caseId, { version: 1, phase: 'decided', decidedAt: at, waiting: null, parties: [{ personId, role: 'applicant' }] })],
        events: [event(next(), caseId, { type: 'DecisionMade', actor, data: { decision: made.id, outcome: 'granted', automatic } })], decision: made, sampled: [{ decisionId: made.id, drawnAt: at }],
      });
      return { caseId, decisionId: made.id };
    };
    const forWhom = async (staffId: string, unit = 'unit-a'): Promise<string[]> => (await drawnFor(store, { staffId, unit }, everything)).map((one) => one.decisionId);

    test('not to who decided, worked in it or has opened it, not to another unit, not to two', async () => {
      const { caseId, decisionId } = await drawn('decider');
      assert.ok(!(await forWhom('decider')).includes(decisionId));
      assert.ok(!(await forWhom('anna')).includes(decisionId), 'opened the case as an event says');
      assert.ok(!(await forWhom('omar', 'unit-b')).includes(decisionId));
      await logAccess(store, { at, actor: { kind: 'staff', id: 'looked' }, personIds: [], caseId, purpose: 'handling', what: 'staff-case', granted: true });
      await logAccess(store, { at, actor: { kind: 'staff', id: 'refused' }, personIds: [], caseId, purpose: 'none', what: 'staff-case', granted: false });
      assert.ok(!(await forWhom('looked')).includes(decisionId));
      assert.ok((await forWhom('refused')).includes(decisionId), 'who was not let in has seen nothing');
      const takers = ['decider', 'looked', ...Array.from({ length: 12 }, (_, index) => `officer-${index}`)];
      const taken = await Promise.all(takers.map((staffId) => takeDrawn(store, { staffId, unit: 'unit-a' }, decisionId, at)));
      assert.equal(taken.filter(Boolean).length, 1);
      assert.ok(taken.indexOf(true) >= 2);
      assert.ok(!(await forWhom('refused')).includes(decisionId), 'taken');
    });

    test('kept once by who took it; whether it was blind is what the access log says', async () => {
      const cases = [await drawn('decider'), await drawn('decider')];
      const keep = (decisionId: string, staffId = 'omar'): Promise<boolean> => keepAssessment(store, {
        decisionId, staffId, at, outcome: 'not-granted', agrees: false, through: 'second',
        conditions: [{ condition: 'passport', row: 'p-1', first: 'met', second: 'not met', agrees: false, why: 'blurred' }, { condition: 'age', row: null, first: 'met', second: 'met', agrees: true }],
      });
      for (const { caseId, decisionId } of cases) {
        assert.equal(await keep(decisionId), false, 'not taken');
        assert.ok(await takeDrawn(store, { staffId: 'omar', unit: 'unit-a' }, decisionId, at));
        await logAccess(store, { at, actor: { kind: 'staff', id: 'omar' }, personIds: [], caseId, purpose: 'quality', what: 'second', granted: true });
      }
      await logAccess(store, { at, actor: { kind: 'staff', id: 'omar' }, personIds: [], caseId: cases[1]!.caseId, purpose: 'handling', what: 'staff-case', granted: true });
      for (const { decisionId } of cases) {
        assert.equal(await keep(decisionId, 'other'), false);
        assert.deepEqual([await keep(decisionId), await keep(decisionId)], [true, false]);
      }
      const [totals] = await sampleTotals(store, 'unit-a', at);
      assert.deepEqual([totals!.assessed, totals!.agreed, totals!.notBlind], [2, 0, 1]);
      assert.deepEqual((await agreementByRow(store, 'unit-a', at)).map((one) => [one.condition, one.row, one.assessed, one.agreed]), [['age', null, 2, 2], ['passport', 'p-1', 2, 0]]);
      const open = await disagreements(store, 'unit-a', at);
      assert.equal(open.length, 2);
      assert.deepEqual(await disagreements(store, 'unit-a', at, { sql: 'f.id = $4', params: ['none'] }), []);
      const given = { decisionId: open[0]!.decisionId, condition: 'passport', unit: 'unit-a', by: 'eva', at, conclusion: 'ask again' };
      assert.deepEqual([await concludeDisagreement(store, { ...given, unit: 'unit-b' }), await concludeDisagreement(store, given), await concludeDisagreement(store, given)], [false, true, false]);
    });

    test('outcomes are read from events once, however often they are read', async () => {
      await drawn('robot', true);
      await readOutcomes(store, at, 'Europe/Stockholm');
      const weeks = (): ReturnType<typeof outcomesByWeek> => outcomesByWeek(store, '2026-09-28', '2026-11-30');
      const before = await weeks();
      assert.ok(before.reduce((sum, one) => sum + one.cases, 0) >= 4);
      assert.equal(await readOutcomes(store, at, 'Europe/Stockholm'), 0);
      assert.deepEqual(await weeks(), before);
      // what is counted as it comes is what a count of all would give
      assert.deepEqual(before, await store.query(`
        select unit, service, date_trunc('week', at at time zone 'Europe/Stockholm')::date as week, way, outcome, code, c.condition, count(*)::int as cases
        from case_outcome, lateral (select null as condition union all select distinct unnest(conditions)) c group by 1, 2, 3, 4, 5, 6, 7 order by 1, 2, 3, 4, 5, 6, 7`));
      assert.deepEqual((await robotWork(store, at, at)).map((one) => [one.granted, one.toOfficer]), [[1, 0]]);
      assert.deepEqual(await peopleBehind(store, 'unit-a', at), [{ service: 'some-service', staff: ['decider'] }]);
    });

    test('stock and flow count what the cases say', async () => {
      const days = (n: number): string => new Date(Date.parse(at) - n * 86_400_000).toISOString();
      const unit = 'unit-stock';
      for (const [age, holder] of [[1, { kind: 'unit', unit }], [40, { kind: 'unit', unit }], [40, { kind: 'partner', partner: 'p' }], [400, { kind: 'person', personId: 'x', role: 'applicant' }]] as const) {
        await store.commit(opening(next(), next(), ids, { unit, phase: 'lodged', openedAt: days(age), lodgedAt: days(age), waiting: { reason: 'r', holder, since: at } }));
      }
      const stock = await stockOfUnit(store, unit, [days(90).slice(0, 10), days(7).slice(0, 10)]);
      assert.deepEqual(stock.map((one) => [one.holderKind, one.step, one.cases]).sort(), [['partner', 1, 1], ['person', 0, 1], ['unit', 1, 1], ['unit', 2, 1]]);
      const flow = await flowOfUnit(store, unit, days(60), 'Europe/Stockholm');
      assert.deepEqual(flow.map((one) => one.came), [2, 1]);
      assert.equal((await flowOfUnit(store, 'unit-a', days(60), 'Europe/Stockholm')).reduce((sum, one) => sum + one.officers, 0), 3);
    });

    test('an alarm is raised once, and not again until four weeks after somebody has explained it', async () => {
      const later = (n: number): string => new Date(Date.parse(at) + n * 86_400_000).toISOString();
      const raise = (raisedAt: string, week: string, unit = 'unit-a'): Promise<boolean> => raiseAlarm(store, { id: next(), kind: 'drift', unit, service: 's', way: 'robot', measure: 'granted', week, evidence: { n: 1 }, raisedAt });
      assert.deepEqual([await raise(at, '2026-10-26'), await raise(at, '2026-10-26'), await raise(later(7), '2026-11-02'), await raise(at, '2026-10-26', 'unit-b')], [true, false, false, true]);
      const [alarm] = await qualityAlarms(store, 'unit-a');
      const said = { id: alarm!.id, unit: 'unit-a', by: 'eva', at: later(8), why: 'a new form' };
      assert.deepEqual([await acknowledgeAlarm(store, { ...said, unit: 'unit-b' }), await acknowledgeAlarm(store, said), await acknowledgeAlarm(store, said)], [false, true, false]);
      assert.deepEqual([await raise(later(20), '2026-11-16'), await raise(later(40), '2026-12-07')], [false, true]);
    });
  });
}
