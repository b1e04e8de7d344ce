import type { FastifyRequest } from 'fastify';
import { staffPurposes, type StaffPurpose } from '../access/policy.ts';
import { Problem } from '../problem.ts';

/**
 * What the staff member says this request is for, by the header `x-purpose`; undefined where they say nothing,
 * and then `openCase` takes what their role is for. @throws Problem bad-request where the word is none of ours
 */
export function purposeOf(request: FastifyRequest): StaffPurpose | undefined {
  const said = request.headers['x-purpose'];
  if (said === undefined) return undefined;
  const purpose = staffPurposes.find((one) => one === said);
  if (!purpose) throw new Problem('bad-request', { header: 'x-purpose' });
  return purpose;
}
