import type { Deps } from '../deps.ts';
import type { Staff } from '../cases-staff/handle-case.ts';
import { caseFilter } from '../access/case-filter.ts';
import { outlineFor } from '../access/open-case.ts';
import type { StaffPurpose } from '../access/policy.ts';
import { Problem } from '../problem.ts';

/**
 * Lets somebody through to what colleagues do around a case: leases, presence, what is being written. It shows
 * nothing of the case and is asked every few seconds, so it is judged by the lists' filter and not logged again; the
 * opening of the case was. Whom no list shows the case (broken glass opens one case and no list) the policies judge.
 * @throws Problem not-found
 */
export async function atTheCase(deps: Deps, staff: Staff, caseId: string, purpose?: StaffPurpose): Promise<void> {
  const { sql, params } = caseFilter(staff, { first: 2, alias: 'c', ...(purpose ? { purpose } : {}) });
  const [row] = await deps.store.query(`select 1 from case_file c where c.id = $1 and (${sql})`, [caseId, ...params]);
  if (row) return;
  const outline = await outlineFor(deps, staff, caseId);
  if (!outline || !deps.access.judge(staff, 'read', purpose ? { ...outline, purpose } : outline).allowed) throw new Problem('not-found');
}
