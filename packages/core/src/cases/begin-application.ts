import { beginAct, ping, requireMay, requirePhase, settle, type Act, type ActContext, type CaseState } from '../act.ts';
import { dayOf } from '../calendar.ts';
import type { CaseFile, Party } from '../case.ts';
import { caseNumber } from '../case-number.ts';
import type { Change } from '../change.ts';
import { DomainError } from '../errors.ts';
import { actFacts } from '../fact-names.ts';
import { assertOwn } from '../act-facts.ts';
import { factSet, subject, type Fact } from '../fact.ts';
import { canonicalText, type Json } from '../json.ts';
import type { ApplyDefinition, Rulebook } from '../rulebook.ts';
import type { Instant } from '../time.ts';
import { partiesIn, subjectOf } from '../bind.ts';
import { takeAnswers, type Answer } from './record-answers.ts';

export interface BeginInput {
  /** Who begins it, and as what. */
  party: Party;
  /** Facts on file about that person. */
  known: readonly Fact[];
  /** The applicant's last case of this service that ended in a grant, with its facts and those of who is taken over. */
  earlier?: { case: CaseFile; facts: readonly Fact[] };
  /** One of the service's other ways to begin: its facts instead, and nothing taken over. */
  opening?: string;
  /** What whoever begins it has said already (a row of an employer's list of hires). */
  answers?: readonly Answer[];
}

/**
 * Begins an application: a case that is not sent yet. What the authority knows from the person's own last
 * case is taken over, so that an extension asks only for what changed.
 * @throws DomainError not-yours where this role may not begin one, or not in this way
 */
export function beginApplication(input: BeginInput, ctx: ActContext): Change {
  const { rulebook } = ctx;
  const apply = rulebook.apply;
  if (!apply?.roles.includes(input.party.role)) throw new DomainError('not-yours');
  const id = ctx.ids.next();
  const { opening } = input;
  const earlier = opening === undefined ? input.earlier : undefined;
  const carried = (apply.carryRoles ?? []).flatMap((role) => (earlier?.case.parties ?? []).filter((party) => party.role === role));
  const file: CaseFile = {
    id, number: caseNumber(id, dayOf(ctx.at, ctx.calendar.timeZone)), service: rulebook.service, rulebook: rulebook.hash,
    phase: 'offered', parties: [input.party, ...carried], unit: rulebook.unit, openedAt: ctx.at,
    openRequests: [], waiting: null, waited: [], version: 0, ...(opening === undefined ? {} : { opening }),
  };
  const act = beginAct({ case: file, facts: [...input.known, ...(earlier?.facts ?? [])] }, ctx);
  if (opening !== undefined && !openingsFor(act).some((one) => one.id === opening)) throw new DomainError('not-yours');
  act.record('CaseOpened', { number: file.number, service: file.service, by: input.party.personId });
  openingFacts(act);
  carryOver(act, earlier);
  if (input.answers?.length) takeAnswers(act, input.answers);
  return settle(act);
}

/** The service's other ways to begin that are open to who begins: their own facts must allow it. */
function openingsFor(act: Act): NonNullable<ApplyDefinition['openings']> {
  return (act.ctx.rulebook.apply?.openings ?? []).filter(({ when }) => stands(act, when));
}

function stands({ ctx: { rulebook }, file, facts }: Act, when: { fact: string; of?: string; equals: Json }): boolean {
  const whose = partiesIn(file, when.of ?? rulebook.applicantRole)[0]?.personId;
  const key = subjectOf(rulebook, file, when.fact, whose);
  const value = key === undefined ? undefined : facts().get(key, when.fact)?.value;
  return value !== undefined && canonicalText(value) === canonicalText(when.equals);
}

/**
 * What the opening says of any case of the service, whoever begins it: for a case that nobody has, where a form is shown
 * or tried with nothing on file. `caseId` names that case; a fact's id is its name.
 */
export function plainOpeningFacts(rulebook: Rulebook, caseId: string, at: Instant): Fact[] {
  return (rulebook.apply?.set ?? []).filter((line) => !line.when).map((line) => ({
    id: line.fact, subject: subject.case(caseId), name: line.fact, value: line.value, source: 'register', certainty: 'verified', assertedBy: 'system/opening', assertedAt: at,
  }));
}

/** What the opening itself says of the case: the first line of each fact whose condition holds; those of a way of its own before the common ones. */
function openingFacts(act: Act): void {
  const { ctx: { rulebook: { apply } }, file } = act;
  const done = new Set<string>();
  const own: NonNullable<ApplyDefinition['set']> = apply?.openings?.find((one) => one.id === file.opening)?.set ?? [];
  for (const line of [...own, ...apply?.set ?? []]) {
    if (done.has(line.fact) || (line.when && !stands(act, line.when))) continue;
    done.add(line.fact);
    assertOwn(act, subject.case(file.id), line.fact, line.value, 'register', 'verified');
  }
}

/** Facts of the earlier case stand here too, as the authority's own record of what was decided on. */
function carryOver(act: Act, earlier: BeginInput['earlier']): void {
  if (!earlier) return;
  const before = factSet(earlier.facts);
  const { carry = [], carryAs = {} } = act.ctx.rulebook.apply ?? {};
  act.assert([...carry.map((name) => [name, name] as const), ...Object.entries(carryAs)].flatMap(([name, from]): Fact[] => {
    const fact = before.get(subject.case(earlier.case.id), from);
    return fact ? [{
      id: act.ctx.ids.next(), subject: subject.case(act.file.id), name, value: fact.value, source: 'register', certainty: 'verified',
      assertedBy: 'system/earlier-case', assertedAt: act.ctx.at, evidence: fact.evidence ?? fact.id,
    }] : [];
  }));
}

/** A party asks another in. The code goes by e-mail; the case knows only that somebody is awaited, never the address. */
export function inviteParty(state: CaseState, input: { personId: string; role: string; invitation: string }, ctx: ActContext): Change {
  requirePhase(state.case, 'offered', 'lodged');
  requireMay(state.case, input.personId, 'answer', ctx.rulebook);
  const from = state.case.parties.find((party) => party.personId === input.personId)!.role;
  if (!ctx.rulebook.apply?.invite?.some((one) => one.from === from && one.to === input.role)) throw new DomainError('not-yours');
  const act = beginAct(state, ctx);
  act.file.invited = [...(act.file.invited ?? []).filter((one) => one.role !== input.role), { id: input.invitation, role: input.role, by: input.personId, at: ctx.at }];
  act.record('PartyInvited', { invitation: input.invitation, role: input.role });
  act.send('invitation', input.invitation, { invitation: input.invitation });
  return settle(act);
}

/** Somebody takes a place in the case. `known`: facts on file about them, so that nothing is asked twice. */
export function joinCase(state: CaseState, input: { party: Party; known: readonly Fact[]; invitation?: string }, ctx: ActContext): Change {
  requirePhase(state.case, 'offered', 'lodged');
  const act = beginAct({ case: state.case, facts: [...state.facts, ...input.known] }, ctx);
  addParty(act, input.party, input.invitation);
  openingFacts(act);
  const others = act.file.parties.filter((party) => party.personId !== input.party.personId).map((party) => party.personId);
  const change = settle(act);
  ping(act, others, `joined:${input.party.role}`);
  return change;
}

/** @throws DomainError role-taken where all places of the role are taken by others */
export function addParty(act: Act, party: Party, invitation?: string): void {
  const { file, ctx } = act;
  if (file.parties.some((one) => one.personId === party.personId && one.role === party.role)) return;
  const role = ctx.rulebook.roles.find((one) => one.role === party.role);
  if (!role || partiesIn(file, party.role).length >= role.max) throw new DomainError('role-taken');
  file.parties.push(party);
  if (file.invited) file.invited = file.invited.filter((one) => one.role !== party.role);
  if (file.invited?.length === 0) delete file.invited;
  act.record('PartyJoined', { person: party.personId, role: party.role, ...(invitation ? { invitation } : {}) });
}

/** A party says that its part is there: what it answered becomes facts, and the case goes on. */
export function completePart(state: CaseState, input: { personId: string; answers: Answer[] }, ctx: ActContext): Change {
  requirePhase(state.case, 'offered', 'lodged');
  requireMay(state.case, input.personId, 'answer', ctx.rulebook);
  const act = beginAct(state, ctx);
  takeAnswers(act, input.answers);
  assertOwn(act, subject.party(act.file.id, input.personId), actFacts.confirmed, true, 'applicant', 'stated');
  act.record('PartCompleted', { by: input.personId });
  if (act.file.stopped?.code.startsWith('requirement:') && !act.file.assignedTo) delete act.file.stopped;
  const change = settle(act);
  const holder = act.file.waiting?.holder;
  const next = holder?.kind === 'person' ? [holder.personId] : holder?.kind === 'anyone' ? holder.personIds : [];
  ping(act, next.filter((one) => one !== input.personId), `your-turn:${act.file.waiting?.reason}`);
  return change;
}
