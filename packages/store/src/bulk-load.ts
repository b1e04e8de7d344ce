import type { Change, Clock, Instant } from '@ankomst/core';
import type { Driver } from './driver/driver.ts';
import { envelope } from './commit.ts';
import { storeError } from './errors.ts';

/** A change already written as the database takes it: so that another thread can do the writing and hashing. */
export interface WrittenChange { readonly text: string }

/** Writes a change for `bulkLoad`. `now`: the instant of the load; `isName` as the store was opened with. @throws StoreError hash-mismatch */
export function writeChange(change: Change, now: Instant, isName: (fact: string) => boolean): WrittenChange {
  return { text: envelope(change, now, isName) };
}

/**
 * Loads history: many changes per round trip and transaction, through the same function,
 * constraints and chains as single commits. A change that is refused stops the load with its
 * error; the batches before it stay. Changes with keys seen before are passed over, so a load
 * cut short may be started again.
 */
export async function bulkLoad(
  driver: Driver, clock: Clock, isName: (fact: string) => boolean,
  changes: AsyncIterable<Change | WrittenChange> | Iterable<Change | WrittenChange>, { batch = 200 }: { batch?: number } = {},
): Promise<{ changes: number }> {
  let waiting: string[] = [];
  let loaded = 0;
  const flush = async (): Promise<void> => {
    if (waiting.length === 0) return;
    const texts = waiting;
    waiting = [];
    try {
      await driver.query('select commit_changes($1::jsonb)', [`[${texts.join(',')}]`], 'commit_changes');
    } catch (error) {
      throw storeError(error);
    }
    loaded += texts.length;
  };
  for await (const change of changes) {
    waiting.push('text' in change ? change.text : envelope(change, clock.now(), isName));
    if (waiting.length >= batch) await flush();
  }
  await flush();
  return { changes: loaded };
}
