import { joinCase as join, sha256, subject } from '@ankomst/core';
import type { InvitationRecord } from '@ankomst/core';
import { factsOf, identifiersOf, invitationByCode, StoreError } from '@ankomst/store';
import { actorOf, openCase } from '../access/open-case.ts';
import { actContext } from '../cases/act-context.ts';
import type { Deps } from '../deps.ts';
import { organisationNumber } from '../people/organisations.ts';
import { Problem } from '../problem.ts';
import { plainCode } from './invite-party.ts';

/** The invitation behind a typed code, or undefined where it opens nothing (any more). All of these look the same from outside. */
export async function openInvitation(deps: Deps, typed: string): Promise<InvitationRecord | undefined> {
  const code = plainCode(typed);
  if (!/^[0-9A-Z]{20}$/.test(code)) return undefined;
  const invitation = await invitationByCode(deps.store, sha256(code));
  if (!invitation || invitation.acceptedAt || invitation.withdrawnAt || invitation.expiresAt <= deps.clock.now()) return undefined;
  return invitation;
}

/**
 * Somebody invited takes the place in the case: as themselves, or for an organisation they may act for.
 * @returns the case's id. @throws Problem invitation-closed, not-allowed; DomainError role-taken, wrong-phase
 */
export async function joinCase(deps: Deps, personId: string, input: { code: string; principal: string }): Promise<string> {
  const { principal } = input;
  for (let attempt = 1; ; attempt++) {
    const invitation = await openInvitation(deps, input.code);
    if (!invitation) throw new Problem('invitation-closed');
    const opened = await openCase(deps, { kind: 'person', personId: principal, ...(principal === personId ? {} : { by: personId }) }, invitation.caseId, 'join', 'join', { invitation });
    // a company takes a company's place, and a person a person's
    const role = opened.rulebook.roles.find((one) => one.role === invitation.role);
    const numbers = await identifiersOf(deps.store, [principal]);
    if ((role?.is === 'organisation') !== numbers.some((one) => one.kind === organisationNumber)) throw new Problem('not-allowed');
    const known = await factsOf(deps.store, [subject.person(principal)]);
    const ctx = actContext(deps, actorOf(opened.subject), opened.rulebook, `join:${invitation.id}`);
    try {
      const change = join(opened.state, { party: { personId: principal, role: invitation.role }, known, invitation: invitation.id }, ctx);
      await deps.store.commit({ ...change, invitations: [{ ...invitation, acceptedBy: principal, acceptedAt: ctx.at }] });
      return invitation.caseId;
    } catch (error) {
      if (!(error instanceof StoreError && error.code === 'version-conflict') || attempt === 4) throw error;
    }
  }
}
