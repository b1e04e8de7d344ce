import type { Json } from '@ankomst/core';
import type { Queryable } from '../driver/driver.ts';

/** What the first caller of an idempotency key was told; undefined where the key is new. */
export async function resultOfKey(db: Queryable, key: string): Promise<Json | undefined> {
  const [row] = await db.query<{ result: Json }>('select result from idempotency where key = $1', [key], 'result_of_key_row');
  return row?.result;
}
