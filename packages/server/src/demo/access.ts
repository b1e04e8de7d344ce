import { markProtected } from '@ankomst/store';
import { breakTheGlass } from '../access/break-glass.ts';
import { openCase } from '../access/open-case.ts';
import type { Staff } from '../cases-staff/handle-case.ts';
import type { Deps } from '../deps.ts';

/**
 * What somebody finds who opens the desk for the first time: an emergency that the leader has yet to read, and a child
 * with protected identity whose case only a named officer reaches. By the very acts the desk has; once.
 */
export async function demoAccess(deps: Deps): Promise<void> {
  if ((await deps.store.query('select 1 from broken_glass union all select 1 from person_protection limit 1')).length > 0) return;
  const [first, second] = await deps.store.query<{ id: string; applicant: string }>(
    `select f.id, p.person_id as applicant from case_file f join case_party p on p.case_id = f.id and p.role = 'applicant'
     where f.unit = 'child-family' and f.phase = 'lodged' order by f.queue_since desc, f.id limit 2 offset 5`);
  if (first) {
    const karin: Staff = { kind: 'staff', staffId: 'KE1093', unit: 'labour', roles: ['officer'] };
    await breakTheGlass(deps, karin, 'Karin Ek', first.id, 'Pappan står i vår reception och säger att barnet är sjukt. Enheten svarar inte i telefon i kväll.');
    await openCase(deps, karin, first.id, 'read', 'staff-case', { purpose: 'break-glass' });
  }
  const [mark] = deps.protection.marks;
  if (second && mark) await markProtected(deps.store, { personId: second.applicant, kind: mark.kind, reason: 'Skatteverket har meddelat beslutet. Mamman och barnet bor på skyddat boende.', ground: mark.law, at: deps.clock.now(), by: 'TN1210' });
}
