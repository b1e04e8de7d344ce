import type { PublicKeyCredentialCreationOptionsJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import { sha256 } from '@ankomst/core';
import { enrolKey as enrolStoredKey, invitedStaff, keysOf } from '@ankomst/store';
import type { StaffRecord } from '@ankomst/store';
import type { Deps } from '../deps.ts';
import { readAnswer } from './log-in-by-key.ts';
import { enrolmentOptions, verifyEnrolment } from './passkeys.ts';

/** Whom the link is for, and what their browser asks the new key; null where the link is not open. */
export async function beginEnrolment(deps: Deps, token: string): Promise<{ member: StaffRecord; options: PublicKeyCredentialCreationOptionsJSON } | null> {
  const member = await invitedStaff(deps.store, token, deps.clock.now());
  if (!member) return null;
  const known = (await keysOf(deps.store, [member.id])).filter((key) => key.revokedAt === null).map((key) => key.id);
  return { member, options: await enrolmentOptions(deps, enrolment(token), member, known) };
}

/** Keeps the new key, and the link is used up. False where the key's answer does not fit, or the link is not open: then nothing is changed. */
export async function enrolKey(deps: Deps, token: string, sent: string, label: string): Promise<boolean> {
  const answer = readAnswer<RegistrationResponseJSON>(sent);
  const key = answer && await verifyEnrolment(deps, enrolment(token), answer, label.trim().slice(0, 60) || '–');
  return key !== null && enrolStoredKey(deps.store, token, deps.clock.now(), key);
}

/** What the challenge is for: this link, and no login. */
const enrolment = (token: string): string => `enrolment ${sha256(token)}`;
