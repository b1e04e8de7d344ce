import { explain, factSet, ruleDates } from '@ankomst/core';
import type { AppointmentRecord, CaseEvent } from '@ankomst/core';
import { routes } from '@ankomst/web';
import type { AppointmentSummary, CaseView, PageContext, Words } from '@ankomst/web';
import { eyeOf } from '../access/household.ts';
import type { OpenedCase } from '../access/open-case.ts';
import { appealLink } from '../appeals/appeal-view.ts';
import type { Party } from '../cases/act-as-party.ts';
import { partyNames } from '../cases/form-setting.ts';
import { namesOf } from '../mandates/own-mandates.ts';
import { isRead } from '../cases/read-letter.ts';
import { feeDue } from '../cases/fee-due.ts';
import type { Deps } from '../deps.ts';
import { openAlternatives } from '../precheck/try-rules.ts';
import { applicantOf, caseTitle, dueForMe, firstOf, holderWords, lawWords, numbered, waitingWords, whereToAct } from './case-words.ts';
import type { CaseScene } from './case-words.ts';

export function sceneOf(opened: OpenedCase<Party>): CaseScene {
  return { file: opened.file, rulebook: opened.rulebook, names: partyNames(opened), personId: opened.subject.personId };
}

/** What happened that a party is told of; the rest is the authority's inner work or said by these. */
const toldEvents = new Set<CaseEvent['type']>([
  'EventReported', 'PartyInvited', 'PartyJoined', 'PartCompleted', 'OfferSent', 'ApplicationLodged', 'ApplicationComplete', 'FeePaid', 'PaymentRefunded',
  'DeadlineExtended', 'DelayNoticeSent', 'ConclusionRequested', 'ConclusionDecided', 'AppealLodged', 'AppealReviewed', 'AppealForwarded', 'AppealWithdrawn', 'CourtRuled', 'ApprovalGiven', 'ApprovalWithheld', 'ApplicationWithdrawn', 'AutomationStopped', 'CaseAssigned',
  'InformationRequested', 'InformationReceived', 'DecisionMade', 'PermitGranted', 'LetterIssued', 'MessageReceived', 'MessageSent',
  'VisitBooked', 'VisitRebooked', 'VisitCancelled', 'VisitStarted', 'IdentityChecked', 'PhotoTaken', 'CardOrdered', 'CardProduced', 'CardFailed', 'CardHandedOut',
  'DeadlinePassed', 'DeadlineExtended', 'DelayNoticeSent', 'ConclusionRequested', 'ConclusionDecided', 'CaseClosed',
]);

/** The case's page: the one waiting reason the officer sees too, the steps, what to do, and what has happened. `hands`: names of those who acted for this party. */
export function caseView(deps: Deps, opened: OpenedCase<Party>, unread: number, hands: Record<string, string>, ctx: PageContext): CaseView {
  const { file, rulebook, subject: { personId } } = opened;
  const scene = sceneOf(opened);
  const eye = eyeOf(personId, file, rulebook, opened.standing.protectedPersons);
  const state = explain(file, factSet(opened.facts), rulebook, deps.clock.now(), deps.authority.calendar, feeDue(deps, opened));
  const may = new Set(file.parties.filter((party) => party.personId === personId)
    .flatMap((party) => rulebook.roles.find((role) => role.role === party.role)?.may ?? []));
  const messages = opened.messages.filter(eye.message);
  return {
    caseId: file.id,
    number: file.number,
    title: caseTitle(scene, ctx),
    status: {
      text: waitingWords(scene, ctx),
      tone: whereToAct(scene) ? 'warning' : file.closedAs === 'granted' || file.phase === 'decided' ? 'success' : 'info',
      holder: file.waiting ? holderWords(deps, file.waiting.holder, scene, ctx) : undefined,
      since: file.waiting?.since,
      nextLegalDate: file.waiting?.nextLegalDate && {
        on: file.waiting.nextLegalDate.on, what: firstOf(ctx, [`deadline.${file.waiting.nextLegalDate.deadline}`, 'ui.legal-date']),
      },
    },
    steps: state.steps.map((step) => ({
      label: firstOf(ctx, [`step.${step.id}`, `requirement.${step.id}`]),
      state: step.state === 'ahead' ? 'later' : step.state,
    })),
    decision: decisionOf(opened, scene, ctx),
    actions: actionsOf(scene, ctx),
    appointment: bookedVisit(deps, opened.appointments, ctx),
    card: cardOf(opened),
    timeline: opened.events.filter((event) => toldEvents.has(event.type) && seen(event, personId)).toReversed()
      .map((event) => ({ at: event.at, what: firstOf(ctx, eventKeys(event)), by: doer(event, scene, hands, opened.subject.by) })),
    documents: opened.documents.filter((one) => eye.document(one) && !isDrafted(one.id, opened)).map((one) => ({
      id: one.id, name: one.name, at: one.at, href: routes.file(file.id, one.id),
      what: one.fact ? { key: `fact.${one.fact.split('@')[0]}` } : { key: 'ui.document' },
    })),
    letters: opened.letters.filter(eye.letter).map((letter) => ({
      href: routes.letter(file.id, letter.id), title: firstOf(ctx, [`letter.${letter.letter}`, 'ui.letter']), at: letter.at, unread: !isRead(opened, letter.id, personId),
    })),
    messages: { total: messages.length, unread },
    alternatives: alternativesOf(deps, opened).map((id) => ({ title: { key: `alternative.${id}` }, text: { key: `alternative.${id}.how` } })),
    mayWithdraw: may.has('withdraw') && (file.phase === 'offered' || file.phase === 'lodged'),
    law: lawWords(rulebook, rulebook.conditions.flatMap((condition) => condition.basis).filter((id, at, all) => all.indexOf(id) === at), ctx),
    live: file.phase !== 'closed',
  };
}

/** Other permits that the facts open, while nothing is decided; told to the one whom the permit is for. */
function alternativesOf(deps: Deps, { file, rulebook, facts, subject: { personId } }: OpenedCase<Party>): string[] {
  const mine = file.parties.some((party) => party.personId === personId && party.role === rulebook.applicantRole);
  if (!mine || (file.phase !== 'offered' && file.phase !== 'lodged')) return [];
  return openAlternatives(rulebook, file, factSet(facts), ruleDates(file, deps.clock.now(), deps.authority.calendar), deps.engine);
}

function decisionOf(opened: OpenedCase<Party>, scene: CaseScene, ctx: PageContext): CaseView['decision'] {
  const { decisions, file } = opened;
  const decision = decisions.at(-1);
  const appeal = decision && appealLink(opened, decision);
  return decision && {
    outcome: decision.outcome, on: decision.decidedAt, href: routes.decision(file.id),
    text: firstOf(ctx, [`decision.${decision.outcome}`], { applicant: applicantOf(scene, ctx) }), ...(appeal ? { appeal } : {}),
  };
}

function actionsOf(scene: CaseScene, ctx: PageContext): CaseView['actions'] {
  const href = whereToAct(scene);
  if (!href || !scene.file.waiting) return [];
  const { reason } = scene.file.waiting;
  return [{
    label: firstOf(ctx, [`requirement.${reason}`, `waiting.${reason}.you`]), href, primary: true, by: dueForMe(scene),
    hint: ctx.has(`requirement.${reason}.do`) ? { key: `requirement.${reason}.do`, args: { applicant: applicantOf(scene, ctx) } } : undefined,
  }];
}

/** The visit to come, where it is and what to bring. */
export function bookedVisit(deps: Deps, appointments: readonly AppointmentRecord[], ctx: PageContext): AppointmentSummary | undefined {
  const visit = appointments.find((one) => one.status === 'booked');
  const office = deps.authority.offices.find((one) => one.id === visit?.office);
  if (!visit || !office) return undefined;
  return {
    office: office.names[ctx.language] ?? office.id, address: office.address.join(', '), startsAt: visit.startsAt,
    ...(office.timeZone !== deps.authority.calendar.timeZone ? { timeZone: office.timeZone } : {}),
    bring: numbered(ctx, 'visit.bring'),
  };
}

function cardOf({ cardOrders }: OpenedCase): CaseView['card'] {
  const order = cardOrders.at(-1);
  return order && { status: order.status, text: { key: `card.${order.status}` } };
}

/** The words of an event: those of its own kind first (`event.EventReported.ChildBorn`, `event.AppealReviewed.dismissed-late`). */
function eventKeys({ type, data }: CaseEvent): string[] {
  const kind = data['event'] ?? data['outcome'] ?? data['role'];
  return [...(typeof kind === 'string' ? [`event.${type}.${kind}`] : []), `event.${type}`];
}

/** Events about another party's own affairs (a letter or a message to them) are not for this one. */
function seen(event: CaseEvent, personId: string): boolean {
  const { to, from } = event.data;
  if (event.type === 'LetterIssued' || event.type === 'MessageSent' || event.type === 'InformationRequested') return to === personId;
  if (event.type === 'MessageReceived') return from === personId;
  return true;
}

/** Who did it: a representative of one's own side by name, with whom it was done for; of the other side only the party. */
function doer({ actor }: CaseEvent, { personId, names }: CaseScene, hands: Record<string, string>, by: string | undefined): Words | undefined {
  switch (actor.kind) {
    case 'person': {
      if (!actor.onBehalfOf) return actor.id === personId && !by ? { key: 'ui.you' } : names[actor.id] || undefined;
      const principal = names[actor.onBehalfOf] ?? '';
      if (actor.onBehalfOf !== personId) return principal || undefined;
      return actor.id === by ? { key: 'ui.you-for', args: { principal } } : { key: 'ui.somebody-for', args: { name: hands[actor.id] ?? '', principal } };
    }
    case 'partner': return { key: `partner.${actor.id}` };
    case 'robot': return { key: 'ui.robot' };
    case 'staff': return { key: 'ui.officer' };
    case 'system': return undefined;
  }
}

/** Names of those who have acted on behalf of the party that reads. */
export async function handsOf(deps: Deps, { events, subject: { personId } }: OpenedCase<Party>): Promise<Record<string, string>> {
  return namesOf(deps, events.filter(({ actor }) => actor.kind === 'person' && actor.onBehalfOf === personId).map(({ actor }) => actor.id));
}

/** A file still lying in somebody's draft: no fact of the case rests on it. */
export function isDrafted(documentId: string, { facts, messages, appeals }: Pick<OpenedCase, 'facts' | 'messages' | 'appeals'>): boolean {
  const named = facts.some((fact) => fact.evidence === documentId || (Array.isArray(fact.value) && fact.value.includes(documentId)));
  return !named && ![...messages, ...appeals].some((one) => one.documents?.includes(documentId));
}
