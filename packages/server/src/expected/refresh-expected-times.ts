import { decisionCurve, expectedDays, type Instant } from '@ankomst/core';
import {
  ageRows, countPredictions, countQueue, expectedTimes, keepPredictions, putExpectedTimes, readCaseTimes, withoutPrediction, type ExpectedTime,
} from '@ankomst/store';
import type { Deps } from '../deps.ts';
import { answerFor, fewest, forgetFigures } from './expected-decision.ts';

/** The period whose pace is told: a year back, so that a season does not count twice and years gone do not count at all. */
const periodDays = 365;
/** Where no answer has been given yet, so many weeks are gone back to, each answered with what was known then: the first error shown is a tried one. */
const weeksBack = 12;
const batch = 5000;
const back = (at: Instant, days: number): Instant => new Date(Date.parse(at) - days * 86_400_000).toISOString();

/**
 * Works out anew how long decisions take and who waits, and gives each open case that has had no answer its first.
 * The queue follows the log (every few minutes); the times are those of a whole day.
 * @returns whether anything was new
 */
export async function refreshExpectedTimes(deps: Deps): Promise<boolean> {
  const { store } = deps;
  const now = deps.clock.now();
  const changed = await readCaseTimes(store, now);
  if (changed > 0) await countQueue(store);
  const [latest] = await expectedTimes(store);
  const aDayOld = !latest || Date.parse(now) - Date.parse(latest.computedAt) >= 86_400_000;
  if (!aDayOld) return changed > 0;
  if (await countPredictions(store) === 0) {
    for (let week = weeksBack; week > 0; week -= 1) await answerAsOf(deps, back(now, week * 7));
  }
  await answerAsOf(deps, now);
  forgetFigures(deps);
  return true;
}

/** The figures as they were to be had at an instant, and an answer to each case then open that has none; nothing that came later is looked at. */
async function answerAsOf(deps: Deps, at: Instant): Promise<void> {
  const { store } = deps;
  const from = back(at, periodDays);
  const times = (await ageRows(store, from, at)).map(({ service, kind, stage, rows }): ExpectedTime => {
    const curve = decisionCurve(rows);
    const sum = (field: 'entered' | 'decided' | 'left'): number => rows.reduce((total, row) => total + row[field], 0);
    const { p50, p90 } = expectedDays(curve);
    return { service, kind, stage, computedAt: at, fromAt: from, decided: sum('decided'), open: sum('left'), p50, p90, curve };
  });
  await putExpectedTimes(store, times);
  for (;;) {
    const open = await withoutPrediction(store, at, batch);
    await keepPredictions(store, open.map((one) => {
      const time = times.find((known) => known.service === one.service && known.kind === one.kind && known.stage === one.stage)!;
      const { half, most } = time.decided >= fewest ? answerFor(deps, time, one.start, at) : { half: null, most: null };
      return { caseId: one.caseId, stage: one.stage, madeAt: at, p50On: half, p90On: most };
    }));
    if (open.length < batch) return;
  }
}
