import { beginAct, ping, requirePhase, settle, type Act, type ActContext, type CaseState } from '../act.ts';
import type { Change } from '../change.ts';
import { DomainError } from '../errors.ts';
import { subject } from '../fact.ts';
import { actorRef } from '../act.ts';
import { takeAnswers, type Answer } from './record-answers.ts';
import type { Json } from '../json.ts';

/** Facts that acts of the machinery set and that a rulebook's requirements may wait for. */
export const actFacts = {
  confirmed: 'party.confirmed',
  approval: 'party.approval',
  approvalReason: 'party.approval-reason',
  visitBooked: 'case.visit-booked',
  identityChecked: 'case.identity-checked',
  photoTaken: 'case.photo-taken',
  cardOrdered: 'case.card-ordered',
  cardProduced: 'case.card-produced',
  cardHandedOut: 'case.card-handed-out',
} as const;

/** Records a fact that an act itself makes (a confirmation, an approval, a card handed out). */
export function assertOwn(act: Act, subjectKey: string, name: string, value: Json, source: 'applicant' | 'officer' | 'partner' | 'register', certainty: 'stated' | 'verified'): void {
  const { ctx } = act;
  act.assert([{ id: ctx.ids.next(), subject: subjectKey, name, value, source, certainty, assertedBy: actorRef(ctx.actor), assertedAt: ctx.at }]);
}

/**
 * The first guardian (or the applicant) confirms what is known, answers what was not, and sends.
 * From now the case is pinned to this rulebook (invariant 2). Sending is approving, for oneself.
 */
export function lodgeApplication(state: CaseState, input: { personId: string; answers: Answer[] }, ctx: ActContext): Change {
  requirePhase(state.case, 'offered');
  const act = beginAct(state, ctx);
  const { file } = act;
  const party = file.parties.find((one) => one.personId === input.personId);
  const may = ctx.rulebook.roles.find((role) => role.role === party?.role)?.may ?? [];
  if (!party || !may.includes('answer')) throw new DomainError('not-yours');
  file.rulebook = ctx.rulebook.hash;
  file.phase = 'lodged';
  file.lodgedAt = ctx.at;
  file.lodgedBy = input.personId;
  takeAnswers(act, input.answers);
  const part = subject.party(file.id, input.personId);
  assertOwn(act, part, actFacts.confirmed, true, 'applicant', 'stated');
  act.record('ApplicationLodged', { by: input.personId, rulebook: file.rulebook });
  assertOwn(act, part, actFacts.approval, true, 'applicant', 'stated');
  act.record('ApprovalGiven', { by: input.personId });
  const change = settle(act);
  const holder = file.waiting?.holder;
  if (holder?.kind === 'person' && holder.personId !== input.personId) ping(act, [holder.personId], 'approval');
  return change;
}
