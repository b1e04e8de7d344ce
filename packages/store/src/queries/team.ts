import type { Day } from '@ankomst/core';
import type { Queryable } from '../driver/driver.ts';

/** What a colleague can take: cases of a service (all kinds where `kind` is null) up to a level of complexity, and a language besides. */
export interface Skill { service: string; kind: string | null; level: 1 | 2 | 3; language: string | null }

export interface TeamMember {
  staffId: string;
  name: string;
  roles: string[];
  skills: Skill[];
  /** Days away that have not ended; why is not kept. */
  away: { id: string; fromDay: Day; toDay: Day }[];
}

/** A unit's officers by name, with what they can take and when they are away from a day on. */
export async function teamOf(db: Queryable, unit: string, from: Day): Promise<TeamMember[]> {
  return db.query(`
    select s.id as "staffId", s.name, s.roles,
      (select coalesce(json_agg(json_build_object('service', service, 'kind', kind, 'level', level, 'language', language) order by service, kind, language), '[]')
        from staff_skill k where k.staff_id = s.id) as skills,
      (select coalesce(json_agg(json_build_object('id', a.id, 'fromDay', from_day, 'toDay', to_day) order by from_day), '[]')
        from staff_absence a where a.staff_id = s.id and a.removed_at is null and a.to_day >= $2) as away
    from staff s where s.unit = $1 and s.active and s.roles && array['officer', 'approver'] order by s.name, s.id`, [unit, from], 'team_of');
}

/** Names of staff by employee number; who is not known (has never logged in) keeps the number. */
export async function staffNames(db: Queryable, ids: readonly (string | null | undefined)[]): Promise<(id: string) => string> {
  const rows = await db.query<{ id: string; name: string }>('select id, name from staff where id = any($1)', [[...new Set(ids.filter((id) => id != null))]], 'staff_names');
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? id;
}
