import { parentPort, workerData } from 'node:worker_threads';
import { createRuleEngine } from '@ankomst/core';
import { loadAuthority } from '@ankomst/content';
import { inventCases, type HistoryInput, type InventedCase } from './generate.ts';

/** What the worker is started with. Permits come back unsigned: the key stays where it is. */
export type WorkerOrder = Pick<HistoryInput, 'seed' | 'cases' | 'until' | 'rulebooks' | 'pictures' | 'words' | 'taken'> & { contentDir: string; batch: number };

// Invents cases in a thread of its own, a batch each time it is asked: the database works meanwhile.
const order = workerData as WorkerOrder;
const { calendar, offices } = loadAuthority(order.contentDir);
const cases = inventCases({ ...order, calendar, offices, engine: createRuleEngine(), sign: () => '' });
parentPort!.on('message', () => {
  const batch: InventedCase[] = [];
  while (batch.length < order.batch) {
    const next = cases.next();
    if (next.done) break;
    batch.push(next.value);
  }
  parentPort!.postMessage(batch);
});
