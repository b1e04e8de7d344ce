import { actorRef, type Act } from './act.ts';
import type { Json } from './json.ts';

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
