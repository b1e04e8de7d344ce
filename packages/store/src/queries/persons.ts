import type { PersonIdentifier } from '@ankomst/core';
import type { Queryable } from '../driver/driver.ts';
import { records } from './columns.ts';

/** Who has this number now: the person's id, or null. */
export async function personByIdentifier(db: Queryable, kind: string, value: string): Promise<string | null> {
  const [row] = await db.query<{ personId: string }>(
    'select person_id as "personId" from person_identifier where kind = $1 and value = $2 and retired_at is null', [kind, value], 'person_by_identifier');
  return row?.personId ?? null;
}

/** A person's numbers, retired ones too. */
export async function identifiersOf(db: Queryable, personIds: readonly string[]): Promise<PersonIdentifier[]> {
  return records<PersonIdentifier>(await db.query<object>(
    `select person_id as "personId", kind, value, asserted_by as "assertedBy", iso(valid_from) as "from", iso(retired_at) as "retiredAt"
     from person_identifier where person_id = any($1) order by person_id, valid_from`, [personIds], 'identifiers_of'));
}
