import type { PersonIdentifier } from '@ankomst/core';
import type { Queryable } from '../driver/driver.ts';
import { foldName } from '../names.ts';
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

/**
 * Full-text query over names: every word whole, the last perhaps still being typed and so a beginning.
 * (Beginnings everywhere cost a hundred times as much where names are common.) Empty where the text
 * holds no letter, and so is no name.
 */
export function nameQuery(text: string): string {
  const words = /\p{L}/u.test(text) ? foldName(text).split(' ') : [];
  return words.map((word, index) => (index === words.length - 1 ? `'${word}':*` : `'${word}'`)).join(' & ');
}

/** Persons by number or by words of a name (the last may be its beginning), in any spelling on file; at most `limit`. */
export async function searchPersons(db: Queryable, text: string, limit = 50): Promise<string[]> {
  const rows = await db.query<{ id: string }>(
    `select person_id as id from person_identifier where value = $1
     union (select id from person where $2 <> '' and search @@ to_tsquery('simple', $2) limit $3) limit $3`,
    [text.trim(), nameQuery(text), limit]);
  return rows.map((row) => row.id);
}
