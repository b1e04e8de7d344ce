import type { CardOrderRecord } from '@ankomst/core';
import type { Queryable } from '../driver/driver.ts';
import { columns, record, records } from './columns.ts';

/** Card orders in a state, oldest first: what the producer owes, or what waits at the desk. */
export async function cardOrdersByStatus(db: Queryable, status: CardOrderRecord['status'], limit = 100): Promise<CardOrderRecord[]> {
  return records(await db.query<object>(
    `select ${columns.cardOrder} from card_order where status = $1 order by card_order.ordered_at, id limit $2`, [status, limit], 'card_orders_by_status'));
}

export async function cardOrder(db: Queryable, id: string): Promise<CardOrderRecord | null> {
  const [row] = await db.query<object>(`select ${columns.cardOrder} from card_order where id = $1`, [id], 'card_order');
  return row === undefined ? null : record(row);
}
