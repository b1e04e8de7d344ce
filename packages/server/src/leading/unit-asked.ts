import type { Deps } from '../deps.ts';
import type { StaffSession } from '../http/request.ts';
import { Problem } from '../problem.ts';

/** Those who may see a unit's figures. Leaders their own unit's; auditors and ombudsmen any's. */
export const readers = ['leader', 'auditor', 'ombudsman'] as const;

/** The unit whose figures are asked for. @throws Problem not-found where it is none, or not for this person */
export function unitAsked(deps: Deps, { subject }: StaffSession, asked: string | undefined): string {
  const unit = asked ?? subject.unit;
  const all = subject.roles.includes('auditor') || subject.roles.includes('ombudsman');
  if (!deps.authority.units.some((one) => one.id === unit) || (unit !== subject.unit && !all)) throw new Problem('not-found');
  return unit;
}
