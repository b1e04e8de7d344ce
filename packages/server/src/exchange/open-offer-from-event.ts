import { factSet, offerNumbers, openOffer, subject } from '@ankomst/core';
import type { Change, Fact, OfferDefinition, Rulebook } from '@ankomst/core';
import { casesOfPerson, factsOf, StoreError } from '@ankomst/store';
import { actContext } from '../cases/act-context.ts';
import type { Deps } from '../deps.ts';
import { fitsFact } from '../people/fact-value.ts';
import { findPersons } from '../people/find-persons.ts';
import { rulebookForEvent } from '../rulebooks.ts';
import { ExchangeProblem, inboxEntry } from './handlers.ts';
import type { PartnerEvent } from './handlers.ts';

/**
 * Opens a case from a life event a partner tells of, and puts the offer to those the service invites.
 * At least one of them must be known to the authority already: else there is nothing to rest an offer
 * on, and an officer looks; so too where the service asks for something on file that is not. The same event
 * again, or a second event about somebody who has had a case of this service, opens nothing; of a service whose
 * event may come again (`repeats`), only while such a case is open.
 * @throws ExchangeProblem no-rulebook, malformed-event, unknown-persons, not-concerned
 */
export async function openOfferFromEvent(deps: Deps, event: PartnerEvent): Promise<void> {
  const rulebook = rulebookForEvent(deps, event.partner, event.type, deps.clock.now());
  if (!rulebook?.offer) throw new ExchangeProblem('no-rulebook');
  if (!event.occurredOn) throw new ExchangeProblem('malformed-event');
  const numbers = offerNumbers(rulebook.offer, event.data);
  checkNumbers(numbers, rulebook.offer, rulebook.applicantRole);
  const applicant = numbers[rulebook.applicantRole]![0]!;

  // Two events may bring the same new person at the same moment: the one who comes second finds them on file.
  for (let attempt = 1; ; attempt++) {
    const found = await findPersons(deps, Object.values(numbers).flat(), { service: rulebook.service, trusted: new Set([applicant]) });
    const invited = numbers[rulebook.offer.invites]!;
    if (found.nobody.length > 0 || !invited.some((number) => found.known.has(number))) throw new ExchangeProblem('unknown-persons');

    if (found.known.has(applicant) && await hasCase(deps, found.ids[applicant]!, rulebook)) {
      await deps.store.commit({ inbox: [inboxEntry(event)] });
      return;
    }
    const known: Fact[] = [...await factsOf(deps.store, Object.values(found.ids).map(subject.person)), ...found.facts];
    if (!concerns(rulebook.offer, numbers, found.ids, known)) throw new ExchangeProblem('not-concerned');
    const context = actContext(deps, { kind: 'partner', id: event.partner }, rulebook, `exchange:${event.partner}:${event.messageId}`);
    const { partner, messageId, type, occurredOn, data } = event;
    const change = openOffer({ event: { partner, messageId, type, occurredOn, data }, persons: found.ids, known }, context);
    checkFacts(change, rulebook);
    try {
      await deps.store.commit(withArrivals(change, found, event));
      return;
    } catch (error) {
      if (!(error instanceof StoreError && error.code === 'identifier-taken') || attempt === 3) throw error;
    }
  }
}

function withArrivals(change: Change, found: Awaited<ReturnType<typeof findPersons>>, event: PartnerEvent): Change {
  return {
    ...change,
    persons: found.persons,
    identifiers: found.identifiers,
    facts: [...found.facts, ...change.facts ?? []],
    outbox: [...change.outbox ?? [], ...found.outbox],
    inbox: [inboxEntry(event)],
  };
}

function checkNumbers(numbers: Record<string, string[]>, offer: OfferDefinition, applicantRole: string): void {
  const all = Object.values(numbers).flat();
  const whole = numbers[applicantRole]?.length === 1 && (numbers[offer.invites]?.length ?? 0) > 0;
  if (!whole || all.some((number) => !/^\d{12}$/.test(number))) throw new ExchangeProblem('malformed-event');
}

/** A partner's values are looked at as closely as a person's: one that does not fit its fact makes the message one for an officer. */
function checkFacts({ facts = [] }: Change, rulebook: Rulebook): void {
  for (const { name, value } of facts) {
    const definition = rulebook.facts.find((one) => one.name === name);
    if (!definition || !fitsFact(definition, value)) throw new ExchangeProblem('malformed-event');
  }
}

/** Does what must be on file of somebody stand there? */
function concerns({ when }: OfferDefinition, numbers: Record<string, string[]>, ids: Record<string, string>, known: readonly Fact[]): boolean {
  if (!when) return true;
  const set = factSet(known);
  return (numbers[when.of] ?? []).some((number) => set.get(subject.person(ids[number]!), when.fact)?.value === when.equals);
}

async function hasCase(deps: Deps, personId: string, { service, offer }: Rulebook): Promise<boolean> {
  return (await casesOfPerson(deps.store, personId)).some(({ file }) => file.service === service && (!offer?.repeats || file.phase !== 'closed'));
}
