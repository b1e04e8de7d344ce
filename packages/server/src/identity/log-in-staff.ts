import { Problem } from '../problem.ts';
import type { Subject } from '../access/policy.ts';
import { acr } from '../staff-login/provider.ts';
import type { Identity } from './login-provider.ts';

export const staffRoles: readonly string[] = ['officer', 'approver', 'clerk', 'auditor', 'leader', 'ruler', 'ombudsman', 'protected', 'admin'];

/**
 * The staff member behind a work identity, and whether they proved it with a key. Unit and roles come from the identity
 * at each login; of staff on file here the file is right, at every request. A role nobody defined gives nothing.
 * @throws Problem not-allowed where the identity is no staff member's
 */
export function logInStaff(identity: Identity): { subject: Extract<Subject, { kind: 'staff' }>; name: string; strong: boolean } {
  const { employee_id: id, unit, roles: given, name, acr: level } = identity.claims;
  const known = Array.isArray(given) ? staffRoles.filter((role) => given.includes(role)) : [];
  if (typeof id !== 'string' || typeof unit !== 'string' || known.length === 0) throw new Problem('not-allowed');
  return { subject: { kind: 'staff', staffId: id, unit, roles: known }, name: typeof name === 'string' ? name : id, strong: Object.values<unknown>(acr).includes(level) };
}
