import { addDays, dayOf, daysBetween, expectedDays, type Day } from '@ankomst/core';
import { expectedTimes, keepPredictions, placeInQueue, predictionErrors, type CaseInQueue, type CaseKind, type ExpectedTime, type PredictionError, type Stage } from '@ankomst/store';
import type { Deps } from '../deps.ts';

/** Fewer than so many and a figure says nothing, or says it of somebody. */
export const fewest = 5;
/** Days over which answers of the past are judged. */
export const judgedDays = 30;

/** When the decision of one case is to be expected, by the authority's own pace, and how far such answers are to be trusted. */
export interface ExpectedDecision extends CaseKind {
  stage: Stage;
  /** Half of the cases that have waited as long as this one are decided by `half`, nine of ten by `most`; null where the past does not reach so far. */
  half: Day | null;
  most: Day | null;
  before: number;
  waiting: number;
  error: PredictionError | null;
}

/** What is expected of an open case now. The first answer given is kept, to be compared with what comes. Null where the case waits for no decision. */
export async function expectedDecision(deps: Deps, caseId: string): Promise<ExpectedDecision | null> {
  const place = await placeInQueue(deps.store, caseId);
  if (!place) return null;
  const stage: Stage = place.completeAt ? 'complete' : 'lodged';
  const time = (await timesNow(deps)).find((one) => one.service === place.service && one.kind === place.kind && one.stage === stage);
  const answer = time && time.decided >= fewest ? answerFor(deps, time, startOf(place), deps.clock.now()) : { half: null, most: null };
  if (time && answer.half) await keepPredictions(deps.store, [{ caseId, stage, madeAt: deps.clock.now(), p50On: answer.half, p90On: answer.most }]);
  const error = (await errorsNow(deps)).find((one) => one.service === place.service && one.kind === place.kind && one.stage === stage) ?? null;
  return { service: place.service, kind: place.kind, stage, ...answer, before: place.before, waiting: place.waiting, error: error && error.judged >= fewest ? error : null };
}

const startOf = (place: CaseInQueue): string => place.completeAt ?? place.lodgedAt;

/** The days by which a case that began to count at `start` and is still open at `at` has its decision. */
export function answerFor(deps: Pick<Deps, 'authority'>, { curve }: Pick<ExpectedTime, 'curve'>, start: string, at: string): { half: Day | null; most: Day | null } {
  const { timeZone } = deps.authority.calendar;
  const began = dayOf(start, timeZone);
  const { p50, p90 } = expectedDays(curve, Math.max(0, daysBetween(began, dayOf(at, timeZone))));
  return { half: p50 === null ? null : addDays(began, p50), most: p90 === null ? null : addDays(began, p90) };
}

// The figures change with each refresh and are read with each page: kept for a minute, by store.
const kept = new WeakMap<object, { until: number; times: Promise<ExpectedTime[]>; errors: Promise<PredictionError[]> }>();
function figures(deps: Deps): { times: Promise<ExpectedTime[]>; errors: Promise<PredictionError[]> } {
  const now = Date.parse(deps.clock.now());
  const before = kept.get(deps.store);
  if (before && before.until > now) return before;
  const fresh = {
    until: now + 60_000, times: expectedTimes(deps.store),
    errors: predictionErrors(deps.store, new Date(now - judgedDays * 86_400_000).toISOString(), new Date(now).toISOString(), deps.authority.calendar.timeZone),
  };
  for (const one of [fresh.times, fresh.errors]) one.catch(() => kept.delete(deps.store));
  kept.set(deps.store, fresh);
  return fresh;
}
export const timesNow = (deps: Deps): Promise<ExpectedTime[]> => figures(deps).times;
export const errorsNow = (deps: Deps): Promise<PredictionError[]> => figures(deps).errors;
/** The figures have been worked out anew. */
export const forgetFigures = (deps: Deps): void => { kept.delete(deps.store); };
