import type { MandateRecord } from '@ankomst/core';
import type { Queryable } from '../driver/driver.ts';
import { columns, records } from './columns.ts';

/** What one person may do for others: mandates held that are not revoked, whatever their period. */
export async function mandatesHeldBy(db: Queryable, holder: string): Promise<MandateRecord[]> {
  return records(await db.query<object>(`select ${columns.mandate} from mandate where holder = $1 and revoked_at is null order by created_at, id`, [holder], 'mandates_held_by'));
}

/** Who acts for this principal, revoked mandates too. */
export async function mandatesFrom(db: Queryable, principal: string): Promise<MandateRecord[]> {
  return records(await db.query<object>(`select ${columns.mandate} from mandate where principal = $1 order by created_at, id`, [principal], 'mandates_from'));
}

/** Mandates of several principals that are not revoked: whom their news goes to besides them. */
export async function mandatesOf(db: Queryable, principals: readonly string[]): Promise<MandateRecord[]> {
  return records(await db.query<object>(`select ${columns.mandate} from mandate where principal = any($1) and revoked_at is null order by created_at, id`, [principals], 'mandates_of'));
}

export async function mandateById(db: Queryable, id: string): Promise<MandateRecord | null> {
  return records<MandateRecord>(await db.query<object>(`select ${columns.mandate} from mandate where id = $1`, [id], 'mandate_by_id'))[0] ?? null;
}
