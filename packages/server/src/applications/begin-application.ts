import { beginApplication as begin, subject } from '@ankomst/core';
import type { Actor, BeginInput, Fact, Rulebook } from '@ankomst/core';
import { casesOfPerson, factsOf, identifiersOf, resultOfKey } from '@ankomst/store';
import { openCase } from '../access/open-case.ts';
import { mandateToJoin } from '../access/stand-in.ts';
import { actContext } from '../cases/act-context.ts';
import type { Deps } from '../deps.ts';
import { personalNumber } from '../people/find-persons.ts';
import { organisationNumber } from '../people/organisations.ts';
import { lookUpOf, registerFacts } from '../people/register-facts.ts';
import { Problem } from '../problem.ts';
import { currentRulebook } from '../rulebooks.ts';

export interface BeginRequest {
  service: string;
  /** As what: a role of the service that may begin. */
  role: string;
  /** For whom: the person, or a principal whose mandate the person holds. */
  principal: string;
  once: string;
  /** One of the service's other ways to begin. */
  opening?: string;
}

/**
 * Begins an application, or goes on with the one this person has begun and not sent: pressing twice makes no two.
 * @returns the case's id. @throws Problem not-found (no such service or role), not-allowed (no mandate)
 */
export async function beginApplication(deps: Deps, personId: string, request: BeginRequest): Promise<string> {
  const { service, role, principal, once, opening } = request;
  const at = deps.clock.now();
  const rulebook = currentRulebook(deps, service, at);
  const definition = rulebook?.roles.find((one) => one.role === role);
  if (!rulebook?.apply?.roles.includes(role) || !definition) throw new Problem('not-found');
  const actor = await actorFor(deps, personId, principal, service);
  const numbers = await identifiersOf(deps.store, [principal]);
  if ((definition.is === 'organisation') !== numbers.some((one) => one.kind === organisationNumber)) throw new Problem('not-allowed');

  const key = `begin:${principal}:${service}:${role}:${opening ? `${opening}:` : ''}${once}`;
  const before = await resultOfKey(deps.store, key);
  if (before) return (before as { caseId: string }).caseId;
  // an employer has many cases and begins another each time; a person goes on with the one begun
  const own = role === rulebook.applicantRole ? await casesOfPerson(deps.store, principal) : [];
  const begun = own.find(({ file }) => file.service === service && file.phase === 'offered' && file.opening === opening && file.parties.some((one) => one.personId === principal && one.role === role));
  if (begun) return begun.file.id;

  const known = await knownOf(deps, principal, rulebook, numbers.find((one) => one.kind === personalNumber && !one.retiredAt)?.value);
  const earlier = opening ? undefined : await lastGrant(deps, own.map(({ file }) => file).filter((file) => file.service === service && file.closedAs === 'granted').map((file) => file.id), personId, principal);
  const change = begin({ party: { personId: principal, role }, known, ...(earlier ? { earlier } : {}), ...(opening ? { opening } : {}) }, actContext(deps, actor, rulebook, key));
  const caseId = change.cases![0]!.id;
  const { result } = await deps.store.commit({ ...change, result: { caseId } });
  return (result as { caseId: string }).caseId;
}

/**
 * What is on file about who begins it, with what the register adds that the service asks for: what it knows
 * nobody is asked. Where the register does not answer the form asks instead.
 */
async function knownOf(deps: Deps, personId: string, rulebook: Rulebook, number: string | undefined): Promise<Fact[]> {
  const onFile = await factsOf(deps.store, [subject.person(personId)]);
  const lookUp = lookUpOf(rulebook);
  const names = new Set(onFile.map((fact) => fact.name));
  const lacking = lookUp?.facts.filter((one) => !names.has(one.fact)) ?? [];
  if (!lookUp || !number || lacking.length === 0) return onFile;
  const answer = await deps.register.person(number).catch((error: unknown) => {
    if (error instanceof Problem && error.code === 'neighbour-down') return null;
    throw error;
  });
  if (!answer) return onFile;
  const fresh = registerFacts(personId, answer, { ...lookUp, facts: lacking }, deps.clock.now(), deps.ids);
  if (fresh.length > 0) await deps.store.commit({ facts: fresh });
  return [...onFile, ...fresh];
}

/** @throws Problem not-allowed where the person holds no mandate to write for the principal */
async function actorFor(deps: Deps, personId: string, principal: string, service: string): Promise<Actor> {
  if (personId === principal) return { kind: 'person', id: personId };
  if (!await mandateToJoin(deps, personId, principal, { id: '', service })) throw new Problem('not-allowed');
  return { kind: 'person', id: personId, onBehalfOf: principal };
}

/** The newest granted case of the service: what it was decided on is taken over. It is opened like any other case, and logged. */
async function lastGrant(deps: Deps, caseIds: readonly string[], personId: string, principal: string): Promise<BeginInput['earlier']> {
  const [newest] = caseIds;
  if (!newest) return undefined;
  const opened = await openCase(deps, { kind: 'person', personId: principal, ...(personId === principal ? {} : { by: personId }) }, newest, 'read', 'carry-over');
  return { case: opened.file, facts: opened.facts };
}
