import type { AppealRecord } from '@ankomst/core';
import type { Queryable } from '../driver/driver.ts';

export async function appealById(db: Queryable, id: string): Promise<AppealRecord | null> {
  const [row] = await db.query<{ state: AppealRecord }>('select state from appeal where id = $1', [id], 'appeal_by_id');
  return row?.state ?? null;
}
