import type { Fact } from '@ankomst/core';
import type { Queryable } from '../driver/driver.ts';
import { columns, records } from './columns.ts';
import type { StoredFact } from './load-case.ts';

/** Of a fact, null is a value that may have been told. */
export const factKeeps = ['value'] as const;

/** The current facts of some subjects, in the order they were asserted. */
export async function factsOf(db: Queryable, subjects: readonly string[]): Promise<Fact[]> {
  return records<Fact>(await db.query<object>(
    `select ${columns.fact} from fact where subject = any($1) and superseded_by is null order by seq`, [subjects], 'facts_of'), factKeeps);
}

/** All facts of some subjects, superseded ones too, in the order they were asserted. */
export async function factHistory(db: Queryable, subjects: readonly string[]): Promise<StoredFact[]> {
  return records<StoredFact>(await db.query<object>(
    `select ${columns.fact} from fact where subject = any($1) order by seq`, [subjects], 'fact_history'), factKeeps);
}

/** Current facts of the relations a person stands in, as the first named (`relation/<personId>/…`). */
export async function relationsOf(db: Queryable, personId: string): Promise<Fact[]> {
  // '0' is the character after '/': the range holds exactly the keys that begin so.
  return records<Fact>(await db.query<object>(
    `select ${columns.fact} from fact where subject >= 'relation/' || $1 || '/' and subject < 'relation/' || $1 || '0' and superseded_by is null order by seq`,
    [personId], 'relations_of'), factKeeps);
}
