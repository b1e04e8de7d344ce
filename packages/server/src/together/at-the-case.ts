import type { Deps } from '../deps.ts';
import type { Staff } from '../cases-staff/handle-case.ts';
import { caseFilter } from '../access/case-filter.ts';
import { Problem } from '../problem.ts';

/**
 * Lets somebody through to what colleagues do around a case: leases, presence, what is being written. It shows
 * nothing of the case and is asked every few seconds, so it is judged by the lists' filter and not logged again; the
 * opening of the case was. @throws Problem not-found
 */
export async function atTheCase(deps: Deps, staff: Staff, caseId: string): Promise<void> {
  const { sql, params } = caseFilter(staff, { first: 2, alias: 'c' });
  const [row] = await deps.store.query(`select 1 from case_file c where c.id = $1 and (${sql})`, [caseId, ...params]);
  if (!row) throw new Problem('not-found');
}
