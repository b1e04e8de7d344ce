import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import { keyById, keyUsed } from '@ankomst/store';
import type { StaffRecord } from '@ankomst/store';
import type { Deps } from '../deps.ts';
import { acr } from './provider.ts';
import { verifyLogin } from './passkeys.ts';

/** Somebody whose key has just proved them. `amr`: RFC 8176. */
export interface ProvedStaff { member: StaffRecord; acr: string; amr: string[] }

/**
 * The staff member whose key gave this answer to this login's challenge; null for whatever else it is: no such key,
 * revoked, its owner shut out, another's name on it, copied, not verified, used before. `sent`: JSON as the browser wrote it.
 */
export async function logInByKey(deps: Deps, login: string, sent: string): Promise<ProvedStaff | null> {
  const answer = readAnswer<AuthenticationResponseJSON>(sent);
  if (!answer) return null;
  const key = await keyById(deps.store, answer.id);
  const verified = await verifyLogin(deps, login, answer, key);
  if (!verified || !key?.owner) return null;
  const { userHandle } = answer.response;
  if (userHandle && Buffer.from(userHandle, 'base64url').toString('utf8') !== key.owner.id) return null;
  // Two logins with one counter: one of them is a copy.
  if (!await keyUsed(deps.store, key.id, verified.counter, deps.clock.now())) return null;
  return { member: key.owner, acr: key.deviceBound ? acr.deviceBound : acr.passkey, amr: [key.deviceBound ? 'hwk' : 'swk', 'user', 'mfa'] };
}

/** What a key answered, as far as its shape goes: the rest is checked where it is used. */
export function readAnswer<Answer extends { id: string; response: object }>(sent: string): Answer | null {
  if (sent.length > 20_000) return null;
  try {
    const answer = JSON.parse(sent) as Answer | null;
    return typeof answer?.id === 'string' && typeof answer.response === 'object' && answer.response !== null ? answer : null;
  } catch {
    return null;
  }
}
