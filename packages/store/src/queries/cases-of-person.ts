import type { CaseFile } from '@ankomst/core';
import type { Queryable } from '../driver/driver.ts';

/** Cases a person stands in, newest first, with the roles there. */
export async function casesOfPerson(db: Queryable, personId: string): Promise<{ file: CaseFile; roles: string[] }[]> {
  return db.query(
    `select f.state as file, p.roles from case_file f
     join (select case_id, json_agg(role order by role) as roles from case_party where person_id = $1 group by case_id) p on p.case_id = f.id
     order by f.opened_at desc, f.id desc`, [personId], 'cases_of_person');
}

/** The case with this human number; null where there is none. */
export async function caseByNumber(db: Queryable, number: string): Promise<CaseFile | null> {
  const [row] = await db.query<{ state: CaseFile }>('select state from case_file where number = $1', [number], 'case_by_number');
  return row?.state ?? null;
}

/** The case without what lies beside it; null where there is none. */
export async function caseFile(db: Queryable, caseId: string): Promise<CaseFile | null> {
  const [row] = await db.query<{ state: CaseFile }>('select state from case_file where id = $1', [caseId], 'case_file');
  return row?.state ?? null;
}
