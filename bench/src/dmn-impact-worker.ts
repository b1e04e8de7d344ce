/** One half of the past cases, decided under the old version and the new one. */
import { parentPort, workerData } from 'node:worker_threads';
import { compile, readModel } from '@ankomst/dmn';
import { graphFacts, graphModel, random, rows } from './dmn-model.ts';
import type { GraphOutcome } from './dmn-model.ts';

export interface ImpactJob { from: number; to: number; oldArrival: string; newArrival: string }
export interface ImpactResult { cases: number; changed: Record<string, number>; cpuSeconds: number }

const { from, to, oldArrival, newArrival } = workerData as ImpactJob;
const [before, after] = [oldArrival, newArrival].map((day) => compile(readModel(graphModel(rows(day)))));
const now = '2026-11-01T09:00:00+01:00';
const changed: Record<string, number> = {};
for (let i = from; i < to; i++) {
  // Each case has a seed of its own, so that the two halves are the same cases however they are cut.
  const facts = graphFacts(random(i)) as unknown as Record<string, unknown>;
  const x = before!.evaluate('Permit', facts, { now }).value as unknown as GraphOutcome;
  const y = after!.evaluate('Permit', facts, { now }).value as unknown as GraphOutcome;
  if (x.outcome !== y.outcome || x.reason !== y.reason) {
    const change = `${x.outcome} (${x.reason}) -> ${y.outcome} (${y.reason})`;
    changed[change] = (changed[change] ?? 0) + 1;
  }
}
parentPort!.postMessage({ cases: to - from, changed, cpuSeconds: (process.threadCpuUsage().user + process.threadCpuUsage().system) / 1e6 } satisfies ImpactResult);
