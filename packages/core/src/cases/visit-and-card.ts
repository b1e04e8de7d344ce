import { assertOwn } from '../act-facts.ts';
import { beginAct, notified, ping, requirePhase, settle, type Act, type ActContext, type CaseState } from '../act.ts';
import type { AppointmentRecord, CardOrderRecord, Change } from '../change.ts';
import { DomainError } from '../errors.ts';
import { subject } from '../fact.ts';
import type { Permit } from '../decide.ts';
import type { Instant } from '../time.ts';
import { actFacts } from '../fact-names.ts';

/** A free slot at an office as offered to the person. */
export interface Slot { office: string; startsAt: Instant; minutes: number }

const onCase = (act: Act, name: string, value: boolean, source: 'applicant' | 'officer' | 'partner', certainty: 'stated' | 'verified'): void =>
  assertOwn(act, subject.case(act.file.id), name, value, source, certainty);

/** Books the one visit in which identity is checked, the photo taken and the card ordered. */
export function bookVisit(state: CaseState, input: { personId: string; slot: Slot; persons: string[] }, ctx: ActContext): Change {
  requirePhase(state.case, 'decided');
  const act = beginAct(state, ctx);
  const appointment: AppointmentRecord = {
    id: ctx.ids.next(), caseId: act.file.id, ...input.slot, status: 'booked', bookedBy: input.personId, persons: input.persons,
  };
  act.change.appointments = [appointment];
  onCase(act, actFacts.visitBooked, true, 'applicant', 'stated');
  act.record('VisitBooked', { appointment: appointment.id, office: appointment.office, startsAt: appointment.startsAt });
  const change = settle(act);
  ping(act, notified(act.file, ctx.rulebook), `visit:${appointment.id}`);
  return change;
}

/** Another time instead: the old one is given back in the same transaction as the new one is taken. */
export function rebookVisit(state: CaseState, input: { personId: string; appointment: AppointmentRecord; slot: Slot }, ctx: ActContext): Change {
  if (input.appointment.status !== 'booked') throw new DomainError('out-of-order', { status: input.appointment.status });
  const act = beginAct(state, ctx);
  const next: AppointmentRecord = { ...input.appointment, id: ctx.ids.next(), ...input.slot, bookedBy: input.personId };
  act.change.appointments = [{ ...input.appointment, status: 'cancelled' }, next];
  act.record('VisitRebooked', { from: input.appointment.id, appointment: next.id, office: next.office, startsAt: next.startsAt });
  const change = settle(act);
  ping(act, notified(act.file, ctx.rulebook), `visit:${next.id}`);
  return change;
}

export function cancelVisit(state: CaseState, input: { appointment: AppointmentRecord }, ctx: ActContext): Change {
  if (input.appointment.status !== 'booked') throw new DomainError('out-of-order', { status: input.appointment.status });
  const act = beginAct(state, ctx);
  act.change.appointments = [{ ...input.appointment, status: 'cancelled' }];
  onCase(act, actFacts.visitBooked, false, 'applicant', 'stated');
  act.record('VisitCancelled', { appointment: input.appointment.id });
  const change = settle(act);
  ping(act, notified(act.file, ctx.rulebook), `visit-cancelled:${input.appointment.id}`);
  return change;
}

/** They are here. */
export function startVisit(state: CaseState, input: { appointment: AppointmentRecord }, ctx: ActContext): Change {
  if (input.appointment.status !== 'booked') throw new DomainError('out-of-order', { status: input.appointment.status });
  const act = beginAct(state, ctx);
  act.change.appointments = [{ ...input.appointment, status: 'arrived' }];
  act.record('VisitStarted', { appointment: input.appointment.id });
  return settle(act);
}

/** The clerk has seen person and passport. What does not agree goes to an officer as a note; the visit goes on only when it does. */
export function checkIdentity(state: CaseState, input: { appointment: AppointmentRecord; agrees: boolean; note?: string }, ctx: ActContext): Change {
  if (input.appointment.status !== 'arrived') throw new DomainError('out-of-order', { status: input.appointment.status });
  const act = beginAct(state, ctx);
  onCase(act, actFacts.identityChecked, input.agrees, 'officer', 'verified');
  act.record('IdentityChecked', { appointment: input.appointment.id, agrees: input.agrees, ...(input.note ? { note: input.note } : {}) });
  return settle(act);
}

export function takePhoto(state: CaseState, input: { appointment: AppointmentRecord; photoSha256: string }, ctx: ActContext): Change {
  if (input.appointment.status !== 'arrived') throw new DomainError('out-of-order', { status: input.appointment.status });
  const act = beginAct(state, ctx);
  onCase(act, actFacts.photoTaken, true, 'officer', 'verified');
  act.record('PhotoTaken', { appointment: input.appointment.id, photo: input.photoSha256 });
  return settle(act);
}

/** Orders the card: the visit is done. Needs identity checked and photo taken. */
export function orderCard(state: CaseState, input: { appointment: AppointmentRecord; permit: Permit; photoSha256: string }, ctx: ActContext): Change {
  const act = beginAct(state, ctx);
  const done = (name: string): boolean => act.facts().get(subject.case(act.file.id), name)?.value === true;
  if (input.appointment.status !== 'arrived' || !done(actFacts.identityChecked) || !done(actFacts.photoTaken)) {
    throw new DomainError('out-of-order', { status: input.appointment.status });
  }
  const order: CardOrderRecord = {
    id: ctx.ids.next(), caseId: act.file.id, permitId: input.permit.id, personId: input.permit.personId, status: 'ordered',
    orderedAt: ctx.at, photoSha256: input.photoSha256, validTo: input.permit.validTo ?? '9999-12-31',
  };
  act.change.cardOrders = [order];
  act.change.appointments = [{ ...input.appointment, status: 'done' }];
  onCase(act, actFacts.cardOrdered, true, 'officer', 'verified');
  act.record('CardOrdered', { order: order.id, permit: order.permitId });
  act.send('card-order', order.id, { order: order.id });
  return settle(act);
}

export function cardProduced(state: CaseState, input: { order: CardOrderRecord; cardNumber: string }, ctx: ActContext): Change {
  const act = beginAct(state, ctx);
  act.change.cardOrders = [{ ...input.order, status: 'produced', cardNumber: input.cardNumber }];
  onCase(act, actFacts.cardProduced, true, 'partner', 'verified');
  act.record('CardProduced', { order: input.order.id });
  const change = settle(act);
  ping(act, notified(act.file, ctx.rulebook), `card:${input.order.id}`);
  return change;
}

/** The producer could not make it: an officer or clerk sees why, and orders again. */
export function cardFailed(state: CaseState, input: { order: CardOrderRecord; problem: string }, ctx: ActContext): Change {
  const act = beginAct(state, ctx);
  act.change.cardOrders = [{ ...input.order, status: 'failed', problem: input.problem }];
  onCase(act, actFacts.cardOrdered, false, 'partner', 'verified');
  act.record('CardFailed', { order: input.order.id, problem: input.problem });
  return settle(act);
}

/** Orders again after a failure, from the photo on file; nobody has to come back for it. */
export function reorderCard(state: CaseState, input: { order: CardOrderRecord }, ctx: ActContext): Change {
  if (input.order.status !== 'failed') throw new DomainError('out-of-order', { status: input.order.status });
  const act = beginAct(state, ctx);
  const order: CardOrderRecord = { ...input.order, id: ctx.ids.next(), status: 'ordered', orderedAt: ctx.at };
  delete order.problem;
  act.change.cardOrders = [order];
  onCase(act, actFacts.cardOrdered, true, 'officer', 'verified');
  act.record('CardOrdered', { order: order.id, permit: order.permitId, again: true });
  act.send('card-order', order.id, { order: order.id });
  return settle(act);
}

/** The card is in the right hands: the journey of this case is at its end. */
export function handOutCard(state: CaseState, input: { order: CardOrderRecord }, ctx: ActContext): Change {
  if (input.order.status !== 'produced') throw new DomainError('out-of-order', { status: input.order.status });
  const act = beginAct(state, ctx);
  act.change.cardOrders = [{ ...input.order, status: 'handed-out' }];
  onCase(act, actFacts.cardHandedOut, true, 'officer', 'verified');
  act.record('CardHandedOut', { order: input.order.id });
  return settle(act);
}
