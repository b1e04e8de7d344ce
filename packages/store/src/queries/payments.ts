import type { PaymentRecord } from '@ankomst/core';
import type { Queryable } from '../driver/driver.ts';
import { columns, records } from './columns.ts';

export async function paymentById(db: Queryable, id: string): Promise<PaymentRecord | null> {
  return records<PaymentRecord>(await db.query<object>(`select ${columns.payment} from payment where id = $1`, [id], 'payment_by_id'))[0] ?? null;
}

/** The attempt that the provider knows by this id of its own; null where there is none. */
export async function paymentByProvider(db: Queryable, providerId: string): Promise<PaymentRecord | null> {
  return records<PaymentRecord>(await db.query<object>(`select ${columns.payment} from payment where provider_id = $1`, [providerId], 'payment_by_provider'))[0] ?? null;
}
