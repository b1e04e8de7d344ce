import type { Instant, Json, NewFact } from '@ankomst/core';
import type { Queryable } from '../driver/driver.ts';
import { searchNames } from '../names.ts';

/** Grows when names are indexed otherwise than before: what was indexed earlier is then done anew. */
export const namesVersion = 3;
const batch = 1000;

/**
 * Indexes the names of all who are on file anew, where they were indexed in an earlier way. Cut short, it begins anew
 * the next time. @returns how many persons were indexed
 */
export async function indexNames(db: Queryable, facts: readonly string[], now: Instant, signal?: AbortSignal): Promise<number> {
  const [mark] = await db.query<{ seq: number }>(`select seq from projection where name = 'person-names'`, [], 'names_mark');
  if (mark && mark.seq >= namesVersion) return 0;
  let done = 0;
  for (let after = ''; !signal?.aborted;) {
    const persons = await db.query<{ id: string; names: { name: string; value: Json }[] }>(
      `select p.id, coalesce((select json_agg(json_build_object('name', f.name, 'value', f.value)) from fact f where f.subject = 'person/' || p.id and f.name = any($3)), '[]') as names
       from person p where p.id > $1 order by p.id limit $2`, [after, batch, facts], 'names_on_file');
    if (persons.length === 0) {
      await db.query(`insert into projection values ('person-names', $1, $2) on conflict (name) do update set seq = excluded.seq, at = excluded.at`, [namesVersion, now]);
      return done;
    }
    const texts = persons.map(({ id, names }) => {
      const tokens = searchNames(names.map((one) => ({ subject: `person/${id}`, ...one }) as NewFact), () => true).flatMap(({ text }) => text.split(' '));
      return [...new Set(tokens)].join(' ');
    });
    await db.query(
      `update person set search_names = x.text from unnest($1::text[], $2::text[]) as x(id, text) where person.id = x.id and person.search_names <> x.text and x.text <> ''`, [persons.map((one) => one.id), texts], 'index_names');
    done += persons.length;
    after = persons.at(-1)!.id;
  }
  return done;
}
