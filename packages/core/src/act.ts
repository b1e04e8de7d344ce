import { assess, automaticOutcome } from './assess.ts';
import { partiesIn } from './bind.ts';
import { dayOf, type Calendar } from './calendar.ts';
import type { Actor, CaseFile, EventType, Waiting, Holder } from './case.ts';
import { robot } from './case.ts';
import type { Change, OutboxItem } from './change.ts';
import { deadlinesOf } from './deadline.ts';
import type { DecisionRecord, Permit } from './decide.ts';
import type { RuleEngine } from './engine.ts';
import { DomainError } from './errors.ts';
import { feeOf } from './fee.ts';
import { actFacts } from './fact-names.ts';
import { factSet, subject, type Fact, type FactSet } from './fact.ts';
import { canonicalText, contentHash, type Json } from './json.ts';
import { requirementStatus } from './requirements.ts';
import type { Phase, RoleDefinition, Rulebook } from './rulebook.ts';
import type { Day, Ids, Instant } from './time.ts';

/** All that an act needs from the world, given to it: nothing in this package looks at a clock. */
export interface ActContext {
  at: Instant;
  ids: Ids;
  actor: Actor;
  calendar: Calendar;
  /** The rulebook the case is pinned to (the newest valid one while it is only offered). */
  rulebook: Rulebook;
  engine: RuleEngine;
  /** Compact JWS over a payload by the authority's key; deterministic (EdDSA). */
  sign(payload: Json): string;
  idempotencyKey?: string;
  /** Why the robot may not decide in this service now, where somebody has stopped it. */
  robotStopped?: string;
}

/** A case with the current facts of itself and of all its parties and their relations. */
export interface CaseState {
  case: CaseFile;
  facts: readonly Fact[];
}

/** One act under way: collects what changes, and closes with the case settled. */
export interface Act {
  readonly file: CaseFile;
  readonly ctx: ActContext;
  facts(): FactSet;
  record(type: EventType, data?: { [key: string]: Json }, actor?: Actor): void;
  /** Records facts that differ from what is on file from the same source; tells which were new. */
  assert(facts: readonly Fact[]): Fact[];
  send(topic: string, key: string, payload: Json, notBefore?: Instant): void;
  change: Change;
}

export function actorRef(actor: Actor): string {
  return `${actor.kind}/${actor.id}`;
}

export function beginAct(state: CaseState, ctx: ActContext): Act {
  const file: CaseFile = structuredClone(state.case);
  const known: Fact[] = [...state.facts];
  const change: Change = { cases: [file], facts: [], events: [], outbox: [] };
  if (ctx.idempotencyKey !== undefined) change.idempotencyKey = ctx.idempotencyKey;
  let current: FactSet | undefined;
  return {
    file,
    ctx,
    change,
    facts: () => (current ??= factSet(known)),
    record(type, data = {}, actor = ctx.actor) {
      change.events!.push({ id: ctx.ids.next(), caseId: file.id, type, at: ctx.at, actor, data });
    },
    assert(facts) {
      const now = (current ??= factSet(known));
      const fresh = facts.filter((fact) => {
        const before = now.get(fact.subject, fact.name);
        return !before || before.source !== fact.source || before.certainty !== fact.certainty
          || before.assertedBy !== fact.assertedBy || canonicalText(before.value) !== canonicalText(fact.value);
      });
      known.push(...fresh);
      change.facts!.push(...fresh);
      current = undefined;
      return fresh;
    },
    send(topic, key, payload, notBefore) {
      const item: OutboxItem = { id: ctx.ids.next(), key: `${topic}:${key}`, topic, caseId: file.id, payload, ...(notBefore ? { notBefore } : {}) };
      change.outbox!.push(item);
    },
  };
}

export function requirePhase(file: CaseFile, ...phases: Phase[]): void {
  if (!phases.includes(file.phase)) throw new DomainError('wrong-phase', { phase: file.phase, needs: phases });
}

/** The person's role in the case must allow it; no default does. @throws DomainError not-yours */
export function requireMay(file: CaseFile, personId: string, permission: RoleDefinition['may'][number], rulebook: Rulebook): void {
  const party = file.parties.find((one) => one.personId === personId);
  const role = rulebook.roles.find((one) => one.role === party?.role);
  if (!role?.may.includes(permission)) throw new DomainError('not-yours');
}

/** The rule dates of a case at an instant: lodged (or now), decided now, and the day of the life event it came from. */
export function ruleDates(file: CaseFile, at: Instant, calendar: Calendar): { application: Day; decision: Day; event?: Day } {
  return {
    application: dayOf(file.lodgedAt ?? at, calendar.timeZone),
    decision: dayOf(at, calendar.timeZone),
    ...(file.eventOn ? { event: file.eventOn } : {}),
  };
}

/**
 * Ends every act: lets the robot decide where it may, moves the case on, and names the one
 * thing it now waits for (invariant 3). Returns the change to commit.
 */
export function settle(act: Act): Change {
  const { file, ctx } = act;
  wakeByNews(act);
  let holder = nextHolder(act);
  if (file.phase === 'lodged' && !file.completeAt && !(holder && holder !== 'robot' && holder !== 'done' && isOfParties(holder.holder))) {
    file.completeAt = ctx.at;
    act.record('ApplicationComplete', {}, { kind: 'system', id: 'clock' });
  }
  if (holder === 'robot') {
    decideAutomatically(act);
    holder = nextHolder(act);
  }
  if (holder === 'done') {
    closeCase(act, file.closedAs ?? 'granted');
    holder = null;
  }
  if (holder === 'robot') throw new Error('settle: the robot decided and is asked again'); // cannot happen: decide either decides or stops
  setWaiting(act, holder);
  return act.change;
}

/** What comes in from outside takes a case that was laid aside back into the queue; so does its day, of which the next act tells. */
function wakeByNews({ file, ctx, record, send }: Act): void {
  if (!file.snoozed) return;
  const passed = file.snoozed.until <= ctx.at;
  const news = ctx.actor.kind === 'person' || ctx.actor.kind === 'partner';
  if (!passed && !news && file.phase !== 'closed') return;
  const { by, reason, at } = file.snoozed;
  delete file.snoozed;
  record('CaseWoken', { because: passed ? 'day' : news ? 'news' : 'closed' }, { kind: 'system', id: 'clock' });
  if (file.phase !== 'closed') send('case-woken', `${file.id}:${at}`, { staffId: by, text: reason });
}

const isOfParties = (holder: Holder): boolean => holder.kind === 'person' || holder.kind === 'anyone';

type Next = { reason: string; holder: Holder } | 'robot' | 'done' | null;

/** What comes next in a case: the first open requirement, a human, the robot, or nothing more. */
function nextHolder(act: Act): Next {
  const { file, ctx } = act;
  if (file.phase === 'closed') return null;
  const asked = file.openRequests[0];
  if (asked) {
    const role = file.parties.find((party) => party.personId === asked.to)?.role ?? 'guardian';
    return { reason: 'answer', holder: { kind: 'person', personId: asked.to, role } };
  }
  if (file.proposal) return { reason: 'second-officer', holder: { kind: 'unit', unit: file.unit } };
  if (file.phase === 'appealed') {
    return file.appeal?.stage === 'court' ? { reason: 'court', holder: { kind: 'partner', partner: 'court' } } : { reason: 'appeal-review', holder: deskOf(file) };
  }
  const fee = (): number | undefined => feeOf(ctx.rulebook, file, act.facts(), ruleDates(file, ctx.at, ctx.calendar), ctx.engine)?.amount;
  for (const requirement of ctx.rulebook.requirements) {
    if (requirement.phase !== file.phase) continue;
    const status = requirementStatus(requirement, ctx.rulebook, file, act.facts(), fee);
    if (status.state === 'open') return { reason: requirement.id, holder: status.holder };
    if (status.state === 'contradicted' && file.phase === 'lodged' && !file.stopped) {
      stopAutomation(act, `requirement:${requirement.id}`, []);
    }
  }
  if (file.phase === 'decided') return 'done';
  if (file.phase === 'offered' && partiesIn(file, ctx.rulebook.applicantRole).length === 0) {
    // begun by another than the applicant, whose place is still empty
    const [first] = file.parties;
    return file.invited?.some((one) => one.role === ctx.rulebook.applicantRole) || !first
      ? { reason: 'join', holder: { kind: 'invited', role: ctx.rulebook.applicantRole } }
      : { reason: 'invite', holder: { kind: 'person', personId: first.personId, role: first.role } };
  }
  if (file.stopped || file.phase === 'offered') return { reason: 'decision', holder: deskOf(file) };
  return 'robot';
}

/** The officer who has the case, else its unit. */
function deskOf(file: CaseFile): Holder {
  return file.assignedTo ? { kind: 'staff', staffId: file.assignedTo, unit: file.unit } : { kind: 'unit', unit: file.unit };
}

function setWaiting(act: Act, next: Exclude<Next, 'robot' | 'done'>): void {
  const { file, ctx } = act;
  const before = file.waiting;
  if (!next) {
    if (before) file.waited.push({ reason: before.reason, holder: before.holder, from: before.since, to: ctx.at });
    file.waiting = null;
    return;
  }
  const unchanged = before && before.reason === next.reason && canonicalText(before.holder) === canonicalText(next.holder);
  if (before && !unchanged) file.waited.push({ reason: before.reason, holder: before.holder, from: before.since, to: ctx.at });
  const waiting: Waiting = { reason: next.reason, holder: next.holder, since: unchanged ? before.since : ctx.at };
  file.waiting = waiting;
  if (!unchanged && next.holder.kind === 'partner' && ctx.rulebook.requirements.some((one) => one.id === next.reason && one.ask)) {
    act.send('ask-partner', `${file.id}:${next.reason}:${file.version}`, { requirement: next.reason, partner: next.holder.partner });
  }
  const clock = deadlinesOf(ctx.rulebook, file, ctx.at, ctx.calendar)[0];
  if (clock) waiting.nextLegalDate = { on: clock.due, basis: clock.basis, deadline: clock.deadline };
}

export function stopAutomation(act: Act, code: string, conditions: string[], because?: string): void {
  const told = { code, conditions, ...(because !== undefined && { because }) };
  act.file.stopped = { at: act.ctx.at, ...told };
  act.record('AutomationStopped', told, robot);
}

/** The robot's act: assess, and grant or hand over. */
function decideAutomatically(act: Act): void {
  const { file, ctx } = act;
  const assessment = assess(ctx.rulebook, file, act.facts(), ruleDates(file, ctx.at, ctx.calendar), ctx.engine);
  const outcome = automaticOutcome(ctx.rulebook, assessment);
  if (outcome.kind === 'to-officer') {
    stopAutomation(act, outcome.code, outcome.because.map((condition) => condition.condition));
    return;
  }
  // it would have been granted: a human does it, and reads why the robot did not
  if (ctx.robotStopped !== undefined) return stopAutomation(act, 'automation-stopped', [], ctx.robotStopped);
  recordDecision(act, {
    outcome: 'granted', automatic: true, decidedBy: robot, reasons: outcome.reasons, permit: outcome.permit, assessment,
  });
}

/**
 * Is this automatic decision among those a human assesses anew? The draw is the record's own hash, so
 * that nobody can steer it and anybody can check it afterwards. `rate` is 0 to 1.
 */
export function drawnForReview(hash: string, rate: number): boolean {
  return Number.parseInt(hash.slice('sha256:'.length, 'sha256:'.length + 8), 16) < rate * 2 ** 32;
}

/** What decides: the record without what is added when it is written. */
export type DecisionInput = Omit<DecisionRecord, 'id' | 'caseId' | 'personId' | 'decidedAt' | 'hash'>;

/** Records a decision with all that follows in the same transaction: permit, notices to partners, letter and ping to come. */
export function recordDecision(act: Act, input: DecisionInput): void {
  const { file, ctx } = act;
  if (input.automatic && input.outcome !== 'granted') throw new Error('an automatic decision can only grant'); // invariant 1, once more at run time
  const applicant = partiesIn(file, ctx.rulebook.applicantRole)[0]!;
  const content: Omit<DecisionRecord, 'hash'> = {
    id: ctx.ids.next(), caseId: file.id, personId: applicant.personId, outcome: input.outcome, automatic: input.automatic,
    decidedAt: ctx.at, decidedBy: input.decidedBy, reasons: input.reasons, permit: input.permit, assessment: input.assessment,
    ...(input.approvedBy ? { approvedBy: input.approvedBy } : {}),
    ...(input.note ? { note: input.note } : {}),
  };
  const decision: DecisionRecord = { ...content, hash: contentHash(content) };
  act.change.decision = decision;
  if (decision.automatic && drawnForReview(decision.hash, ctx.rulebook.automation.sampleRate)) {
    act.change.sampled = [{ decisionId: decision.id, drawnAt: ctx.at }];
  }
  file.decisionId = decision.id;
  file.decidedAt = ctx.at;
  delete file.proposal;
  act.record('DecisionMade', { decision: decision.id, outcome: decision.outcome, automatic: decision.automatic, hash: decision.hash }, input.decidedBy);

  const readers = notified(file, ctx.rulebook);
  if (input.outcome === 'granted' && input.permit) {
    const terms = { id: ctx.ids.next(), personId: applicant.personId, caseId: file.id, decisionId: decision.id, grantedAt: ctx.at, ...input.permit };
    const permit: Permit = { ...terms, signed: ctx.sign(terms as unknown as Json) };
    act.change.permit = permit;
    file.phase = 'decided';
    file.closedAs = 'granted';
    act.record('PermitGranted', { permit: permit.id, kind: permit.kind, validFrom: permit.validFrom, validTo: permit.validTo }, input.decidedBy);
    permitOnFile(act, permit);
    for (const notice of ctx.rulebook.notices.filter((one) => one.on === 'PermitGranted')) {
      act.send('partner-notice', `${decision.id}:${notice.id}`, { notice: notice.id, partner: notice.partner, permit: permit.id });
    }
  } else {
    closeCase(act, input.outcome === 'granted' ? 'granted' : input.outcome);
  }
  const letter = input.outcome === 'granted' ? 'grant' : input.outcome === 'refused' ? 'refuse' : 'dismiss';
  act.send('letter', decision.id, { letter, decision: decision.id, to: readers });
}

/** The grant stands in the file of the person it is for, so that no later case asks what this one decided. */
function permitOnFile(act: Act, permit: Permit): void {
  const { ctx } = act;
  const told: [string, Json][] = [
    [actFacts.permitKind, permit.kind], [actFacts.permitGround, permit.ground], [actFacts.permitFrom, permit.validFrom], [actFacts.permitTo, permit.validTo],
  ];
  act.assert(told.filter(([name]) => ctx.rulebook.facts.some((one) => one.name === name)).map(([name, value]) => ({
    id: ctx.ids.next(), subject: subject.person(permit.personId), name, value, source: 'register', certainty: 'verified',
    assertedBy: 'register/own-decisions', assertedAt: ctx.at, holdsFrom: permit.validFrom, evidence: permit.id,
  })));
}

/** Whom the case's news goes to: every party whose role may be notified. */
export function notified(file: CaseFile, rulebook: Rulebook): string[] {
  const roles = new Set(rulebook.roles.filter((role) => role.may.includes('notify')).map((role) => role.role));
  return file.parties.filter((party) => roles.has(party.role)).map((party) => party.personId);
}

export function ping(act: Act, personIds: readonly string[], about: string, notBefore?: Instant): void {
  for (const personId of personIds) act.send('ping', `${act.file.id}:${act.file.version}:${about}:${personId}`, { personId, about }, notBefore);
}

export function closeCase(act: Act, as: NonNullable<CaseFile['closedAs']>): void {
  const { file, ctx } = act;
  if (file.phase === 'closed') return;
  file.phase = 'closed';
  file.closedAt = ctx.at;
  file.closedAs = as;
  file.openRequests = [];
  delete file.proposal;
  act.record('CaseClosed', { as });
}
