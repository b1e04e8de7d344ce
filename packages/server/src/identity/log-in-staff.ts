import { Problem } from '../problem.ts';
import type { Subject } from '../access/policy.ts';
import type { Identity } from './login-provider.ts';

const roles = ['officer', 'approver', 'clerk', 'auditor', 'leader', 'ruler', 'ombudsman', 'protected'];

/**
 * The staff member behind a work identity. Unit and roles come from the identity at each login and
 * last as long as the session; a role nobody defined gives nothing.
 * @throws Problem not-allowed where the identity is no staff member's
 */
export function logInStaff(identity: Identity): { subject: Extract<Subject, { kind: 'staff' }>; name: string } {
  const { employee_id: id, unit, roles: given, name } = identity.claims;
  const known = Array.isArray(given) ? roles.filter((role) => given.includes(role)) : [];
  if (typeof id !== 'string' || typeof unit !== 'string' || known.length === 0) throw new Problem('not-allowed');
  return { subject: { kind: 'staff', staffId: id, unit, roles: known }, name: typeof name === 'string' ? name : id };
}
