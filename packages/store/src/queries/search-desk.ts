import type { Instant, Phase } from '@ankomst/core';
import type { Queryable } from '../driver/driver.ts';
import { foldName } from '../names.ts';
import type { ScopeAt } from './queue-lists.ts';

export interface FoundCase { id: string; number: string; service: string; phase: Phase; opened: Instant }

const columns = 'f.id, f.number, f.service, f.phase, iso(f.opened_at) as opened';

/** Cases whose number begins so, closed ones too, the latest first. */
export async function casesNumbered(db: Queryable, begins: string, scope: ScopeAt, limit: number): Promise<FoundCase[]> {
  const { sql, params } = scope(3);
  return db.query<FoundCase>(
    // '\uffff' sorts after any character a number may hold
    `select ${columns} from case_file f where f.number >= $1 and f.number < $1 || '\uffff' and (${sql}) order by f.number desc limit $2`, [begins, limit, ...params]);
}

/** The latest cases of some persons, by person. */
export async function casesOfPersons(db: Queryable, personIds: readonly string[], scope: ScopeAt, each: number): Promise<(FoundCase & { personId: string })[]> {
  const { sql, params } = scope(3);
  return db.query<FoundCase & { personId: string }>(
    `select p.person_id as "personId", ${columns} from unnest($1::text[]) as p(person_id) cross join lateral (
       -- offset: only the person's own cases are looked at, one by one
       select own.* from (select distinct case_id from case_party where person_id = p.person_id) c
         cross join lateral (select f.* from case_file f where f.id = c.case_id and (${sql}) offset 0) own order by own.opened_at desc limit $2) f`,
    [personIds, each, ...params]);
}

export interface FoundDocument { id: string; name: string; at: Instant; caseId: string; number: string }

/** So many files of one name are looked at. */
const most = 500;

/** Documents by words of their names, the last perhaps only begun. */
export async function documentsNamed(db: Queryable, text: string, scope: ScopeAt, limit: number): Promise<FoundDocument[]> {
  const words = text.replace(/[^\p{L}\p{N}]+/gu, ' ').trim().toLowerCase().split(' ').filter(Boolean);
  if (words.length === 0 || foldName(text).length < 2) return [];
  const query = words.map((word, at) => `'${word}'${at === words.length - 1 ? ':*' : ''}`).join(' & ');
  const { sql, params } = scope(3);
  return db.query<FoundDocument>(
    `with named as materialized (
       select id, name, at, case_id from document where to_tsvector('simple'::regconfig, regexp_replace(name, '[^[:alnum:]]+', ' ', 'g')) @@ $1::tsquery and case_id is not null limit ${most})
     select d.id, d.name, iso(d.at) as at, d.case_id as "caseId", f.number from named d
       cross join lateral (select f.number from case_file f where f.id = d.case_id and (${sql}) offset 0) f order by d.at desc, d.id limit $2`,
    [query, limit, ...params]);
}
