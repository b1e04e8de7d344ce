import { randomBytes } from 'node:crypto';
import { inviteStaff } from '@ankomst/store';
import type { Deps } from '../deps.ts';
import { Problem } from '../problem.ts';

const invitationMinutes = 10;

/**
 * A one-time link by which a staff member enrols a key: works once, for ten minutes, and ends those made before. Returned
 * this once; the database holds its hash. `by` is another than `id`: nobody gives themselves an identity.
 * @throws Problem not-found where the member is not on file, or shut out
 */
export async function inviteColleague(deps: Pick<Deps, 'store' | 'clock'>, by: string, id: string): Promise<string> {
  if (by === id) throw new Problem('not-allowed');
  const at = deps.clock.now();
  const token = randomBytes(32).toString('base64url');
  const expiresAt = new Date(Date.parse(at) + invitationMinutes * 60_000).toISOString();
  if (!await inviteStaff(deps.store, { by, at }, id, token, expiresAt)) throw new Problem('not-found');
  return token;
}
