import { parentPort, workerData } from 'node:worker_threads';
import { createRuleEngine } from '@ankomst/core';
import { loadAuthority } from '@ankomst/content';
import { writeChange } from '@ankomst/store';
import { openKeys } from '../keys.ts';
import { isName } from '../open-deps.ts';
import { inventCases, type HistoryInput } from './generate.ts';
import type { MadeCase } from './invent-in-thread.ts';

/** What the worker is started with. */
export type WorkerOrder = Pick<HistoryInput, 'seed' | 'cases' | 'until' | 'rulebooks' | 'work' | 'pictures' | 'words' | 'taken'> & {
  contentDir: string;
  /** Where the authority's keys are: permits are signed here. */
  dataDir: string;
  batch: number;
  /** Cases decided after this come whole, to be added to; the others as the database takes them. */
  wholeSince: string;
};

// Invents cases in a thread of its own, a batch each time it is asked: the database works meanwhile.
const order = workerData as WorkerOrder;
const { calendar, offices } = loadAuthority(order.contentDir);
const cases = inventCases({ ...order, calendar, offices, engine: createRuleEngine(), sign: openKeys(order.dataDir).sign });
parentPort!.on('message', () => {
  const batch: MadeCase[] = [];
  while (batch.length < order.batch) {
    const next = cases.next();
    if (next.done) break;
    const { change, people, readers, known } = next.value;
    const whole = (change.decision?.decidedAt ?? '') > order.wholeSince;
    batch.push({ people, readers, ...(known ? { known } : {}), change: whole ? change : writeChange(change, order.until, isName) });
  }
  parentPort!.postMessage(batch);
});
