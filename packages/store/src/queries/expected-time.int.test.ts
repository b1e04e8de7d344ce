import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { AgeRow, CaseFile } from '@ankomst/core';
import * as queries from '../index.ts';
import type { Stage, Store } from '../index.ts';
import { testClock, testIds, testStores } from '../testing.ts';
import { caseFile, event, fact } from '../testing/fixtures.ts';

const start = Date.parse('2026-01-01T00:00:00.000Z');
const hour = (n: number): string => new Date(start + n * 3_600_000).toISOString();
const days = (from: string, to: string): number => Math.floor((Date.parse(to) - Date.parse(from)) / 86_400_000);

/** Cases of two kinds: lodged at any hour of 100 days, some complete, some decided, some withdrawn, some open. Numbers that look random and are the same each time. */
function someCases(n: number): { file: CaseFile; kind: string }[] {
  let seed = 7;
  const draw = (below: number): number => { seed = (seed * 48271) % 2147483647; return seed % below; };
  return Array.from({ length: n }, (_, i) => {
    const lodged = draw(2400);
    const complete = draw(3) > 0 ? lodged + draw(500) : undefined;
    const fate = draw(10);
    const end = (complete ?? lodged) + draw(1500);
    const file = caseFile(`time-${i.toString().padStart(3, '0')}`, {
      service: 'time-service', phase: fate < 6 ? 'decided' : fate < 7 ? 'closed' : 'lodged', lodgedAt: hour(lodged),
      ...(complete === undefined ? {} : { completeAt: hour(complete) }), ...(fate < 6 ? { decidedAt: hour(end) } : fate < 7 ? { closedAt: hour(end), closedAs: 'withdrawn' } : {}),
    });
    return { file, kind: i % 2 ? 'first' : 'extension' };
  });
}

for (const { name, skip, open } of testStores()) {
  describe(`decision times on ${name}`, { skip }, () => {
    let store: Store;
    const ids = testIds('time-');
    const cases = someCases(80);
    const now = hour(24 * 200);
    before(async () => {
      store = await open({ clock: testClock(now) });
      for (const { file, kind } of cases) await store.commit({ cases: [file], events: [event(ids.next(), file.id)], facts: [fact(ids.next(), `case/${file.id}`, 'case.kind', kind)] });
    });
    after(() => store?.close());

    /** What a plain reading of the cases gives. */
    function plainly(kind: string, stage: Stage, from: string, at: string): AgeRow[] {
      const rows = new Map<number, AgeRow>();
      const row = (day: number): AgeRow => rows.get(day) ?? rows.set(day, { day, entered: 0, decided: 0, left: 0 }).get(day)!;
      for (const { file, kind: own } of cases) {
        const began = stage === 'lodged' ? file.lodgedAt : file.completeAt;
        if (own !== kind || !began || began >= at) continue;
        const end = file.decidedAt ?? file.closedAt;
        if (end && (end < from || end < began)) continue;
        const decided = file.decidedAt !== undefined && file.decidedAt < at;
        row(Math.max(0, days(began, from))).entered += 1;
        row(days(began, end && end < at ? end : at))[decided ? 'decided' : 'left'] += 1;
      }
      return [...rows.values()].sort((a, b) => a.day - b.day);
    }

    test('the ages are those a plain reading gives, in any period, and do not look into what came later', async () => {
      assert.equal(await queries.readCaseTimes(store, now), cases.length);
      assert.equal(await queries.readCaseTimes(store, now), 0, 'nothing new, nothing written');
      for (const [from, at] of [[hour(0), now], [hour(24 * 40), hour(24 * 90)], [hour(24 * 60), hour(24 * 61)]] as const) {
        const found = await queries.ageRows(store, from, at);
        for (const kind of ['first', 'extension']) for (const stage of ['lodged', 'complete'] as const) {
          assert.deepEqual(found.find((one) => one.kind === kind && one.stage === stage)?.rows ?? [], plainly(kind, stage, from, at), `${kind} ${stage} ${from} ${at}`);
        }
      }
    });

    test('a place in the queue is the number of cases of the same kind that have waited longer', async () => {
      await queries.countQueue(store);
      for (const { file, kind } of cases) {
        const place = await queries.placeInQueue(store, file.id);
        const waits = (one: { file: CaseFile; kind: string }): boolean => one.kind === kind && one.file.phase === 'lodged';
        if (file.phase !== 'lodged') { assert.equal(place, null); continue; }
        const earlier = cases.filter((one) => waits(one) && (one.file.lodgedAt! < file.lodgedAt! || (one.file.lodgedAt === file.lodgedAt && one.file.id < file.id)));
        assert.deepEqual([place?.before, place?.waiting, place?.kind], [earlier.length, cases.filter(waits).length, kind]);
      }
      assert.equal((await queries.queueAges(store, now.slice(0, 10))).reduce((sum, one) => sum + one.open, 0), cases.filter(({ file }) => file.phase === 'lodged').length);
    });

    test('a decision made since is seen at the next reading, by its event alone', async () => {
      const { file } = cases.find((one) => one.file.phase === 'lodged')!;
      await store.commit({ cases: [{ ...file, version: 1, phase: 'decided', decidedAt: now }], events: [event(ids.next(), file.id)] });
      assert.equal(await queries.readCaseTimes(store, now), 1);
      await queries.countQueue(store);
      assert.equal(await queries.placeInQueue(store, file.id), null);
    });

    test('an answer is kept as first given, and judged by what came: also those still open when their day passed', async () => {
      const at = hour(24 * 300);
      const make = async (id: string, decided: number | null): Promise<void> => {
        await store.commit({ cases: [caseFile(id, { service: 'kept', phase: decided === null ? 'lodged' : 'decided', lodgedAt: hour(24 * 200), ...(decided === null ? {} : { decidedAt: hour(24 * decided) }) })], events: [event(ids.next(), id)] });
      };
      const day = (n: number): string => hour(24 * n).slice(0, 10);
      await make('kept-1', 280); await make('kept-2', 285); await make('kept-3', 290); await make('kept-4', null); await make('kept-5', null);
      await queries.readCaseTimes(store, at);
      await queries.putExpectedTimes(store, [{ service: 'kept', kind: '', stage: 'lodged', computedAt: at, fromAt: hour(0), decided: 3, open: 2, p50: 80, p90: 90, curve: { days: [80], decided: [0.5] } }]);
      assert.deepEqual((await queries.withoutPrediction(store, hour(24 * 283), 100)).filter((one) => one.service === 'kept').map((one) => one.caseId).sort(), ['kept-2', 'kept-3', 'kept-4', 'kept-5'], 'those open then');
      const keep = (caseId: string, p50: number, p90: number): queries.Prediction => ({ caseId, stage: 'lodged', madeAt: hour(24 * 201), p50On: day(p50), p90On: day(p90) });
      // right on the day; five days early and in time; ten late and too late; still open after the day; still open, day to come
      await queries.keepPredictions(store, [keep('kept-1', 280, 281), keep('kept-2', 290, 295), keep('kept-3', 280, 285), keep('kept-4', 270, 290), keep('kept-5', 290, 310)]);
      await queries.keepPredictions(store, [keep('kept-3', 290, 300)]);
      assert.deepEqual(await queries.withoutPrediction(store, at, 100).then((all) => all.filter((one) => one.service === 'kept')), []);
      const [error] = (await queries.predictionErrors(store, hour(24 * 270), at, 'UTC')).filter((one) => one.service === 'kept');
      assert.deepEqual(error, { service: 'kept', kind: '', stage: 'lodged', decided: 3, medianDays: 5, judged: 4, kept: 2 });
      assert.equal((await queries.expectedTimes(store)).length, 1);
    });
  });
}
