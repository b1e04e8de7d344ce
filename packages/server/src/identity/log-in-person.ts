import { accountByLogin, accountsOf, personByIdentifier, upsertAccount } from '@ankomst/store';
import { subject } from '@ankomst/core';
import type { Json, NewFact } from '@ankomst/core';
import type { Deps } from '../deps.ts';
import { personalNumber } from '../people/find-persons.ts';
import { Problem } from '../problem.ts';
import type { Identity } from './login-provider.ts';

export interface LoggedIn { personId: string; name: string; language: string }

/**
 * The person behind an electronic identity: found by the personal number the eID vouches for, or
 * met for the first time (then known by that number alone: what more is needed is asked of the
 * register when a case needs it). An identity from abroad has no such number: it is the login itself
 * (issuer and subject) that is met again, and what it says of its holder is kept as their own statement.
 * Person, account and contact address stay three things: the account is this login of that person.
 * @param language what the browser asks for; `chosen`: what the person has pressed in the language menu here, which counts before what they chose earlier
 * @throws Problem login-failed where the eID says neither number nor name
 */
export async function logInPerson(deps: Deps, identity: Identity, language: string, chosen?: string): Promise<LoggedIn> {
  const number = identity.claims['personal_number'];
  const swedish = typeof number === 'string' && /^\d{12}$/.test(number);
  if (!swedish && (number !== undefined || !nameOf(identity.claims))) throw new Problem('login-failed');
  const personId = swedish
    ? await personByIdentifier(deps.store, personalNumber, number) ?? await firstMeeting(deps, identity, number)
    : (await accountByLogin(deps.store, identity.issuer, identity.subject))?.personId ?? await firstMeetingFromAbroad(deps, identity);

  const at = deps.clock.now();
  const before = await accountByLogin(deps.store, identity.issuer, identity.subject);
  // A new login of somebody known speaks the language they chose before.
  const like = before ?? (await accountsOf(deps.store, [personId])).at(-1);
  const account = await upsertAccount(deps.store, {
    id: before?.id ?? deps.ids.next(), personId, iss: identity.issuer, sub: identity.subject,
    language: chosen ?? like?.language ?? language, channels: before?.channels ?? {}, name: nameOf(identity.claims), updatedAt: at,
  });
  return { personId, name: nameOf(identity.claims), language: account.language };
}

async function firstMeeting(deps: Deps, identity: Identity, number: string): Promise<string> {
  const personId = deps.ids.next();
  const at = deps.clock.now();
  const { result } = await deps.store.commit({
    idempotencyKey: `first-login:${number}`,
    persons: [{ id: personId, createdAt: at }],
    identifiers: [{ personId, kind: personalNumber, value: number, assertedBy: `eid/${identity.issuer}`, from: at }],
    result: { personId },
  });
  return (result as { personId: string }).personId;
}

/** Somebody whom only their own country's eID knows: what it says is theirs to confirm or correct. */
async function firstMeetingFromAbroad(deps: Deps, { issuer, subject: sub, claims }: Identity): Promise<string> {
  const personId = deps.ids.next();
  const at = deps.clock.now();
  const said = (name: string, value: Json): NewFact => ({
    id: deps.ids.next(), subject: subject.person(personId), name, value, source: 'applicant', certainty: 'stated', assertedBy: `eid/${issuer}`, assertedAt: at,
  });
  const { given_name: given, family_name: family, birthdate, nationality } = claims;
  const name: Record<string, string> = typeof family === 'string' && typeof given === 'string' ? { given, family } : { single: nameOf(claims) };
  const { result } = await deps.store.commit({
    idempotencyKey: `first-login:${issuer}:${sub}`,
    persons: [{ id: personId, createdAt: at }],
    facts: [
      said('person.name', name),
      ...(typeof birthdate === 'string' && /^\d{4}(-\d{2}(-\d{2})?)?$/.test(birthdate) ? [said('person.birth-date', birthdate)] : []),
      ...(typeof nationality === 'string' && /^[A-Z]{2}$/.test(nationality) ? [said('person.citizenships', [nationality])] : []),
    ],
    result: { personId },
  });
  return (result as { personId: string }).personId;
}

/** The name for the page's header: as the eID shows it; a person may have one name only. */
function nameOf({ name, given_name: given, family_name: family }: Record<string, unknown>): string {
  if (typeof name === 'string' && name) return name;
  return [given, family].filter((part) => typeof part === 'string' && part).join(' ');
}
