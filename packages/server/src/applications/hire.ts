import { completePart, sha256 } from '@ankomst/core';
import type { OutboxItem } from '@ankomst/core';
import { actAsParty } from '../cases/act-as-party.ts';
import type { Deps } from '../deps.ts';
import { currentRulebook } from '../rulebooks.ts';
import { beginApplication } from './begin-application.ts';
import { inviteParty } from './invite-party.ts';
import type { HireRow } from './read-hires.ts';

export interface Hire { personId: string; organisation: string; service: string; role: string; row: HireRow }

/**
 * One hire out of a file: the case is begun, the employer's part is in it, and the person invited. Each step
 * has its own key made of who hires whom for when, so that the same row uploaded or tried again begins nothing twice.
 */
export async function hire(deps: Deps, { personId, organisation, service, role, row }: Hire): Promise<void> {
  const start = row.answers.find((one) => one.fact.endsWith('-from'))?.value ?? '';
  const once = `hire.${sha256(`${row.email} ${String(start)}`).slice(0, 24)}`;
  const caseId = await beginApplication(deps, personId, { service, role, principal: organisation, once });
  const party = { kind: 'person', personId: organisation, by: personId } as const;
  await actAsParty(deps, { party, caseId, act: 'answer', what: 'hire', once }, (opened, ctx) =>
    completePart(opened.state, { personId: opened.subject.personId, answers: row.answers }, ctx));
  const applicant = currentRulebook(deps, service, deps.clock.now())!.applicantRole;
  const invited = deps.authority.languages.offered.includes(row.language) ? row.language : deps.authority.languages.binding;
  await inviteParty(deps, party, { caseId, role: applicant, email: row.email, language: invited, once });
}

/** The errands of a file's right rows: done one by one by the outbox worker, so that a restart loses none. */
export function hireErrands(deps: Deps, batch: string, hires: readonly Hire[]): OutboxItem[] {
  return hires.map((one) => ({ id: deps.ids.next(), key: `hire:${batch}:${one.row.line}`, topic: 'hire', payload: one as never }));
}
