import { createHmac } from 'node:crypto';
import { inviteParty as invite, sha256 } from '@ankomst/core';
import type { InvitationRecord } from '@ankomst/core';
import { actAsParty } from '../cases/act-as-party.ts';
import type { Party } from '../cases/act-as-party.ts';
import type { Deps } from '../deps.ts';

const daysToCome = 30;
/** Crockford's letters: none is taken for another, read aloud or written down. */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * The code of an invitation: 100 bits out of its id by the server's secret, so that no table holds it.
 * Written in groups of five; how it is typed (case, spaces, O for 0) does not matter.
 */
export function codeOf(deps: Pick<Deps, 'keys'>, invitationId: string): string {
  const bytes = createHmac('sha256', deps.keys.secret).update(`invitation:${invitationId}`).digest();
  return Array.from({ length: 20 }, (_, i) => letters[bytes[i]! % 32]).join('').replace(/(.{5})(?=.)/g, '$1-');
}

/** A typed code as it is hashed. */
export function plainCode(typed: string): string {
  return typed.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
}

/** A party asks another in by e-mail: a code that works once, for thirty days. A second invitation to the same place ends the first. */
export async function inviteParty(deps: Deps, party: Party, input: { caseId: string; role: string; email: string; language: string; once: string }): Promise<void> {
  const { caseId, role, email, language, once } = input;
  await actAsParty(deps, { party, caseId, act: 'answer', what: 'invite', once }, (opened, ctx) => {
    const id = deps.ids.next();
    const record: InvitationRecord = {
      id, caseId, role, codeSha256: sha256(plainCode(codeOf(deps, id))), email, language, invitedBy: opened.subject.personId, at: ctx.at,
      expiresAt: new Date(Date.parse(ctx.at) + daysToCome * 86_400_000).toISOString(),
    };
    const change = invite(opened.state, { personId: opened.subject.personId, role, invitation: id }, ctx);
    return { ...change, invitations: [record] };
  });
}
