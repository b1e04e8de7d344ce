import { Worker } from 'node:worker_threads';
import type { Change } from '@ankomst/core';
import type { WrittenChange } from '@ankomst/store';
import type { InventedCase } from './generate.ts';
import type { WorkerOrder } from './invent-worker.ts';

/** An invented case as the worker gives it: whole, or written for the database. */
export interface MadeCase extends Omit<InventedCase, 'change'> { change: Change | WrittenChange }

/** How many batches the worker may be ahead. */
const ahead = 3;

/** Invented cases, made in another thread and a few batches ahead of whoever takes them. */
export async function* inventInThread(order: WorkerOrder): AsyncGenerator<MadeCase> {
  const worker = new Worker(new URL('./invent-worker.ts', import.meta.url), { workerData: order });
  const ready: MadeCase[][] = [];
  let wake: (() => void) | undefined;
  let failed: unknown;
  worker.on('message', (batch: MadeCase[]) => { ready.push(batch); wake?.(); });
  worker.on('error', (error) => { failed = error; wake?.(); });
  // a thread that ends without a word must not be waited for
  worker.on('exit', (code) => { failed ??= new Error(`the inventing thread ended (${code})`); wake?.(); });
  try {
    for (let n = 0; n < ahead; n += 1) worker.postMessage('more');
    for (;;) {
      while (ready.length === 0 && failed === undefined) await new Promise<void>((resolve) => { wake = resolve; });
      if (failed !== undefined) throw failed;
      const batch = ready.shift()!;
      if (batch.length === 0) return;
      worker.postMessage('more');
      // a loader that never waits for anything slow would keep timers and requests of this thread from their turn
      await new Promise((resolve) => setImmediate(resolve));
      yield* batch;
    }
  } finally {
    await worker.terminate();
  }
}
