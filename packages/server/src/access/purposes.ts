import type { Deps } from '../deps.ts';
import type { Purposes } from './api.ts';
import { outlineFor } from './open-case.ts';
import { staffPurposes, type Subject } from './policy.ts';

type Staff = Extract<Subject, { kind: 'staff' }>;
/** Those who may ask to break the glass; the policy says so too, but it must not tell which cases there are. */
export const mayBreakGlass = (staff: Staff): boolean => ['officer', 'approver', 'leader'].some((role) => staff.roles.includes(role));

/**
 * What a staff member may open a case for. Nothing of the case is shown and nothing is written: it is asked before
 * opening. Where there is no such case the answer is that of a case that is not theirs.
 */
export async function purposesFor(deps: Deps, staff: Staff, caseId: string, language: string): Promise<Purposes> {
  const outline = await outlineFor(deps, staff, caseId);
  const breakGlass = mayBreakGlass(staff);
  if (!outline) return { purposes: [], breakGlass };
  const purposes = staffPurposes.flatMap((purpose) => {
    const verdict = deps.access.judge(staff, 'read', { ...outline, purpose });
    const policy = verdict.allowed && deps.access.policies.find((one) => one.id === verdict.rule);
    return policy ? [{ purpose, why: policy.text[language === 'sv' ? 'sv' : 'en']!, law: policy.law }] : [];
  });
  const assigned = outline.case.assignedTo === staff.staffId && purposes.some(({ purpose }) => purpose === 'handling');
  const obvious = assigned ? 'handling' : purposes.length === 1 ? purposes[0]!.purpose : undefined;
  return { purposes, breakGlass, ...(obvious ? { obvious } : {}) };
}
