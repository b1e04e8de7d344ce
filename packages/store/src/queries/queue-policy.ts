import type { Instant, Json } from '@ankomst/core';
import { canonicalText, sha256 } from '@ankomst/core';
import type { Queryable } from '../driver/driver.ts';

/** What makes a case come earlier or need more experience. `fact` is of the case, or of a party in the role `of`. */
export interface QueueRule {
  id: string;
  earlierDays: number;
  /** 1 (anybody) to 3. */
  level: number;
  when: { fact?: string; of?: string; equals?: Json; youngerThan?: number; waiting?: string; stoppedByAtLeast?: number };
}

/** How the queue is ordered, as the content says it. */
export interface QueuePolicy {
  /** Within so many days a case is taken where the law sets no day. */
  normDays: number;
  /** Share of the hand-outs that goes to the oldest case, 0 to 1. */
  ageingShare: number;
  /** So many days earlier a case comes to one who speaks its language. */
  languageDays: number;
  rules: QueueRule[];
}

/** Puts the policy in force; where it is another than before, every place in the queue is counted anew. Returns whether it was. */
export async function keepQueuePolicy(db: Queryable, policy: QueuePolicy): Promise<boolean> {
  const hash = sha256(canonicalText(policy as unknown as Json));
  const [now] = await db.query<{ hash: string }>('select hash from queue_policy', [], 'queue_policy_hash');
  if (now?.hash === hash) return false;
  await db.query(
    `with gone as (delete from queue_rule where id <> all (select r->>'id' from jsonb_array_elements($1::jsonb) r)),
     rules as (
       insert into queue_rule select r->>'id', (r->>'earlierDays')::int, (r->>'level')::int, r->'when'->>'fact', r->'when'->>'of', r->'when'->'equals',
         (r->'when'->>'youngerThan')::int, r->'when'->>'waiting', (r->'when'->>'stoppedByAtLeast')::int
       from jsonb_array_elements($1::jsonb) r
       on conflict (id) do update set earlier_days = excluded.earlier_days, level = excluded.level, fact = excluded.fact, of_role = excluded.of_role,
         equals = excluded.equals, younger_than = excluded.younger_than, reason = excluded.reason, stopped_by_at_least = excluded.stopped_by_at_least)
     insert into queue_policy (norm_days, ageing_share, language_days, hash) values ($2, $3, $4, $5)
     on conflict (only_one) do update set norm_days = excluded.norm_days, ageing_share = excluded.ageing_share, language_days = excluded.language_days, hash = excluded.hash`,
    [JSON.stringify(policy.rules), policy.normDays, policy.ageingShare, policy.languageDays, hash]);
  await refreshQueue(db);
  return true;
}

/** So many cases at a time: other writers wait for no more than these. */
const batch = 2000;

/** Counts every place in the queue anew: after another policy, or when rows were written past the store. */
export async function refreshQueue(db: Queryable): Promise<void> {
  for (let after = ''; ;) {
    const [row] = await db.query<{ last: string | null }>(
      `with part as (select id from case_file where phase <> 'closed' and id > $1 order by id limit ${batch}), done as (select id, refresh_queue(id) from part)
       select max(id) as last from done`, [after], 'refresh_queue');
    if (!row?.last) return;
    after = row.last;
  }
}

/** What a colleague can take. `kind` and `language`: all, where not said. */
export interface StaffSkill { service: string; kind?: string; level: number; language?: string }

export async function skillsOf(db: Queryable, staffId: string): Promise<StaffSkill[]> {
  const rows = await db.query<{ service: string; kind: string | null; level: number; language: string | null }>(
    'select service, kind, level, language from staff_skill where staff_id = $1 order by service, kind, language', [staffId], 'skills_of');
  return rows.map(({ service, kind, level, language }) => ({ service, level, ...(kind === null ? {} : { kind }), ...(language === null ? {} : { language }) }));
}

/** Puts a colleague's skills in place of those they had. */
export async function putSkills(db: Queryable, staffId: string, skills: readonly StaffSkill[], by: string, at: Instant): Promise<void> {
  await db.query(
    `with gone as (delete from staff_skill where staff_id = $1 and (service, coalesce(kind, ''), coalesce(language, '')) not in
       (select s->>'service', coalesce(s->>'kind', ''), coalesce(s->>'language', '') from jsonb_array_elements($2::jsonb) s))
     insert into staff_skill select $1, s->>'service', s->>'kind', (s->>'level')::int, s->>'language', $3, $4::timestamptz from jsonb_array_elements($2::jsonb) s
     on conflict (staff_id, service, kind, language) do update set level = excluded.level, set_by = excluded.set_by, set_at = excluded.set_at`,
    [staffId, JSON.stringify(skills), by, at]);
}

