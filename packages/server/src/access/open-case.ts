import { keepOpenedFor, loadCase, logAccess, standingIn } from '@ankomst/store';
import type { LoadedCase } from '@ankomst/store';
import { DomainError } from '@ankomst/core';
import type { Actor, CaseState, Fact, InvitationRecord, Rulebook } from '@ankomst/core';
import type { Deps } from '../deps.ts';
import { Problem } from '../problem.ts';
import { rulebookOfCase } from '../rulebooks.ts';
import { veilOver } from './household.ts';
import { mandateToJoin, standIn } from './stand-in.ts';
import type { StandIn } from './stand-in.ts';
import { groundsOfService } from './partner-grounds.ts';
import type { Agency, CaseAct, CaseOutline, Interest, Purpose, Standing, StaffPurpose, Subject, Verdict } from './policy.ts';

const proof: unique symbol = Symbol('opened');

/** A case somebody was let into, for a purpose, after it was logged. Only `openCase` makes one. */
export interface OpenedCase<S extends Subject = Subject> extends LoadedCase {
  readonly [proof]: true;
  readonly subject: S;
  readonly act: CaseAct;
  readonly purpose: Purpose;
  readonly rulebook: Rulebook;
  /** The case as core's acts take it. */
  readonly state: CaseState;
  /** Who in it is protected, and how the one who looks stands to it. */
  readonly standing: Standing;
}

/** What the one who asks shows or says at the door. */
export interface Shown {
  /** The open invitation whose code a person has shown. */
  invitation?: InvitationRecord;
  /** What staff open the case for, as they said it (`purposeOf`). */
  purpose?: StaffPurpose;
}

/**
 * The one way to a case for anybody: judged by the policy and written in the access log before
 * anything is shown. A case that is not there and one that is not theirs look the same. `what`
 * names the use case in the log, for the person who asks who looked. A representative is let in by a
 * mandate that holds at this moment; `subject` of what is returned says whose part it is.
 * @throws Problem not-found
 */
export async function openCase<S extends Subject>(deps: Deps, asked: S, caseId: string, act: CaseAct, what: string, { purpose, ...shown }: Shown = {}): Promise<OpenedCase<S>> {
  const loaded = await loadCase(deps.store, caseId);
  if (!loaded) throw new Problem('not-found');
  const rulebook = await rulebookOfCase(deps, loaded.file);
  const stand = asked.kind === 'person' ? await standFor(deps, asked, loaded, act, rulebook.roles) : undefined;
  const subject = (stand?.subject ?? asked) as S;
  const { openedFor, ...standing } = await standingOf(deps, subject, caseId);
  const outline = { ...outlineOf(deps, loaded, rulebook), standing, ...(stand?.mandate ? { mandate: stand.mandate } : {}), ...shown };
  const judged = (said: StaffPurpose | undefined): Verdict => deps.access.judge(subject, act, said ? { ...outline, purpose: said } : outline);
  // a picture or a stream of a page cannot say what it is for: it is read for what the case was opened for
  const remembered = purpose === undefined && act === 'read' ? openedFor : undefined;
  let verdict = judged(purpose ?? remembered);
  if (!verdict.allowed && remembered !== undefined) verdict = judged(undefined);
  if (verdict.allowed && purpose !== undefined && purpose !== openedFor && subject.kind === 'staff') await keepOpenedFor(deps.store, { staffId: subject.staffId, caseId, purpose, at: deps.clock.now() });
  await logAccess(deps.store, {
    at: deps.clock.now(),
    actor: actorOf(subject),
    personIds: loaded.file.parties.map((party) => party.personId),
    caseId,
    purpose: verdict.allowed ? verdict.purpose : 'none',
    basis: verdict.allowed ? (stand?.mandate ? `mandate/${stand.mandate.id}` : verdict.rule) : verdict.reason,
    what,
    granted: verdict.allowed,
    ...(subject.kind === 'staff' ? { detail: { unit: subject.unit, ...(verdict.allowed && standing.brokenGlass !== undefined && verdict.purpose === 'break-glass' ? { glass: standing.brokenGlass } : {}) } } : {}),
  });
  // whoever proposed sees the case anyway, and is told what stands in the way
  if (!verdict.allowed) throw verdict.reason === 'self-review' ? new DomainError('same-officer') : new Problem('not-found');
  const state = { case: loaded.file, facts: loaded.facts };
  return { ...shownTo(subject, loaded, rulebook, standing), [proof]: true, subject, act, purpose: verdict.purpose, rulebook, state, standing };
}

/**
 * The way to a case for a partner agency's machine, on the ground it states: judged by the same policies and logged before
 * anything is told. Only a case in which the person asked for (`personId`) is the one who applies. Undefined where nothing
 * may be told. `message`: the question's id, so that the log leads to what was signed.
 */
export async function openForPartner(deps: Deps, agency: Agency, caseId: string, { personId, ground, message }: { personId: string; ground: string; message: string }): Promise<Pick<LoadedCase, 'file' | 'permits'> | undefined> {
  const loaded = await loadCase(deps.store, caseId);
  if (!loaded) return undefined;
  const rulebook = await rulebookOfCase(deps, loaded.file);
  if (!loaded.file.parties.some((party) => party.personId === personId && party.role === rulebook.applicantRole)) return undefined;
  const { protectedPersons } = await standingIn(deps.store, caseId, null, deps.clock.now());
  const outline: CaseOutline = {
    ...outlineOf(deps, loaded, rulebook), standing: { protectedPersons, interests: [] }, ground, partnerGrounds: groundsOfService(deps.partners, loaded.file.service),
  };
  const verdict = deps.access.judge(agency, 'receive', outline);
  // a small child reads no log: its guardians see who asked; an employer does not
  const people = loaded.file.parties.filter(({ role }) => rulebook.roles.find((one) => one.role === role)?.is !== 'organisation');
  await logAccess(deps.store, {
    at: deps.clock.now(), actor: { kind: 'partner', id: agency.agencyId }, personIds: people.map((party) => party.personId), caseId,
    purpose: verdict.allowed ? verdict.purpose : 'none', basis: verdict.allowed ? verdict.rule : verdict.reason,
    what: 'partner-status', granted: verdict.allowed, detail: { ground, message },
  });
  return verdict.allowed ? { file: loaded.file, permits: loaded.permits.filter((permit) => permit.personId === personId) } : undefined;
}

async function standFor(deps: Deps, asked: Extract<Subject, { kind: 'person' }>, { file }: LoadedCase, act: CaseAct, roles: Rulebook['roles']): Promise<StandIn> {
  if (act !== 'join') return standIn(deps, asked.by ?? asked.personId, file, act, roles);
  const mandate = asked.by ? await mandateToJoin(deps, asked.by, asked.personId, file) : undefined;
  return { subject: asked, ...(mandate ? { mandate } : {}) };
}

/** The case as it is shown: to a party without what is kept of others with protected identity. Acts go by the whole (`state`). */
function shownTo(subject: Subject, loaded: LoadedCase, rulebook: Rulebook, { protectedPersons }: Standing): LoadedCase {
  if (subject.kind === 'staff' || protectedPersons.length === 0) return loaded;
  const veil = veilOver(subject.personId, protectedPersons, rulebook);
  const seen = <T extends Fact>(facts: T[]): T[] => facts.filter((fact) => !veil.fact(fact));
  return { ...loaded, facts: seen(loaded.facts), history: seen(loaded.history), documents: loaded.documents.filter((document) => !veil.document(document)) };
}

/** Who does it, as events and the log write it. */
export function actorOf(subject: Subject): Actor {
  if (subject.kind === 'staff') return { kind: 'staff', id: subject.staffId };
  return subject.by ? { kind: 'person', id: subject.by, onBehalfOf: subject.personId } : { kind: 'person', id: subject.personId };
}

/** How the one who asks stands to a case, as the policies need it. */
async function standingOf(deps: Deps, subject: Subject, caseId: string): Promise<Standing & { openedFor?: StaffPurpose }> {
  const { protectedPersons, interests, brokenGlass, openedFor } = await standingIn(deps.store, caseId, subject.kind === 'staff' ? subject.staffId : null, deps.clock.now());
  return { protectedPersons, interests: interests as Interest[], ...(brokenGlass === null ? {} : { brokenGlass }), ...(openedFor === null ? {} : { openedFor: openedFor as StaffPurpose }) };
}

/** What the policies need to judge a staff member before the case is opened: its outline alone. Null where there is no case. */
export async function outlineFor(deps: Deps, subject: Extract<Subject, { kind: 'staff' }>, caseId: string): Promise<CaseOutline | null> {
  const loaded = await loadCase(deps.store, caseId);
  return loaded && { ...outlineOf(deps, loaded, await rulebookOfCase(deps, loaded.file)), standing: await standingOf(deps, subject, caseId) };
}

/** What the policies are told of a case: its outline. */
function outlineOf(deps: Deps, loaded: LoadedCase, rulebook: Rulebook): CaseOutline {
  const decidedBy = loaded.decisions.flatMap((one) => [one.decidedBy, ...(one.approvedBy ? [one.approvedBy] : [])]).filter((one) => one.kind === 'staff').map((one) => one.id);
  return { case: loaded.file, roles: rulebook.roles, visitUnits: visitUnits(deps, loaded), decidedBy: [...new Set(decidedBy)] };
}

function visitUnits(deps: Deps, { appointments }: LoadedCase): string[] {
  return appointments.filter((visit) => visit.status !== 'cancelled')
    .flatMap((visit) => deps.authority.offices.find((office) => office.id === visit.office)?.unit ?? []);
}
