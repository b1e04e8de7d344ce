import type { Instant, Json } from '@ankomst/core';
import type { Queryable } from '../driver/driver.ts';
import { StoreError, storeError } from '../errors.ts';
import { record, records } from './columns.ts';

/** Where a person can be told that there is news. Push subscriptions as the browser gave them (W3C Push API). */
export interface Channels { email?: string; phone?: string; push?: Json[] }
/** A login of a person: issuer and subject of an electronic identity. */
export interface Account { id: string; personId: string; iss: string; sub: string; language: string; channels: Channels; /** As the eID gave it at the last login. */ name?: string; createdAt: Instant; updatedAt: Instant }

const account = `id, person_id as "personId", iss, sub, language, channels, name, iso(created_at) as "createdAt", iso(updated_at) as "updatedAt"`;

export async function accountByLogin(db: Queryable, iss: string, sub: string): Promise<Account | null> {
  const [row] = records<Account>(await db.query<object>(`select ${account} from account where iss = $1 and sub = $2`, [iss, sub], 'account_by_login'));
  return row ?? null;
}

export async function accountsOf(db: Queryable, personIds: readonly string[]): Promise<Account[]> {
  return records<Account>(await db.query<object>(`select ${account} from account where person_id = any($1) order by created_at, id`, [personIds], 'accounts_of'));
}

/**
 * Creates the account of a login, or sets language and channels of the one there is.
 * A login never moves to another person: `identifier-taken` where it is somebody else's.
 */
export async function upsertAccount(db: Queryable, { id, personId, iss, sub, language, channels, name, updatedAt }: Omit<Account, 'createdAt'>): Promise<Account> {
  const rows = await db.query<Account>(
    `insert into account (id, person_id, iss, sub, language, channels, created_at, updated_at, name) values ($1, $2, $3, $4, $5, $6::jsonb, $7, $7, $8)
     on conflict (iss, sub) do update set language = excluded.language, channels = excluded.channels, updated_at = excluded.updated_at,
       name = coalesce(excluded.name, account.name)
       where account.person_id = excluded.person_id
     returning ${account}`, [id, personId, iss, sub, language, JSON.stringify(channels), updatedAt, name || null], 'upsert_account')
    .catch((error: unknown) => { throw storeError(error); });
  if (rows[0] === undefined) throw new StoreError('identifier-taken', { iss });
  return record<Account>(rows[0]);
}
