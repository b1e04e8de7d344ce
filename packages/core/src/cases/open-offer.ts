import { beginAct, ping, settle, type ActContext } from '../act.ts';
import type { CaseFile, Party } from '../case.ts';
import { caseNumber } from '../case-number.ts';
import type { Change } from '../change.ts';
import { dayOf } from '../calendar.ts';
import { subject, type Fact } from '../fact.ts';
import type { Json } from '../json.ts';
import type { OfferDefinition } from '../rulebook.ts';

/** A partner's event, verified and read: what a life event tells before anybody has asked for anything. */
export interface PartnerEvent {
  partner: string;
  /** The partner's own id of the message (`jti`): the evidence of every fact taken from it. */
  messageId: string;
  type: string;
  occurredOn: string;
  data: { [key: string]: Json };
}

export interface OpenOfferInput {
  event: PartnerEvent;
  /** Person ids by the number the event knows them by; found or made by the caller. */
  persons: Record<string, string>;
  /** Facts already on file about these persons. */
  known: readonly Fact[];
}

/** Opens a case from a life event and puts the offer to those whom the service invites. */
export function openOffer(input: OpenOfferInput, ctx: ActContext): Change {
  const offer = ctx.rulebook.offer;
  if (!offer || offer.event !== input.event.type) throw new Error(`openOffer: ${ctx.rulebook.service} makes no offer on ${input.event.type}`);
  const id = ctx.ids.next();
  const file: CaseFile = {
    id, number: caseNumber(id, dayOf(ctx.at, ctx.calendar.timeZone)), service: ctx.rulebook.service, rulebook: ctx.rulebook.hash,
    phase: 'offered', parties: offerParties(offer, input), unit: ctx.rulebook.unit, openedAt: ctx.at, eventOn: input.event.occurredOn,
    openRequests: [], waiting: null, waited: [], version: 0,
  };
  const act = beginAct({ case: file, facts: input.known }, ctx);
  const { event } = input;
  act.record('EventReported', { event: event.type, partner: event.partner, message: event.messageId, occurredOn: event.occurredOn });
  act.record('CaseOpened', { number: file.number, service: file.service });
  const fresh = act.assert(offerFacts(offer, input, act.file, ctx));
  act.record('FactsRecorded', { facts: fresh.map((fact) => fact.id), source: 'register' });
  const invited = act.file.parties.filter((party) => party.role === offer.invites).map((party) => party.personId);
  act.record('OfferSent', { to: invited });
  ping(act, invited, 'offer');
  return settle(act);
}

/** The value at a dotted path; a list of objects with `key` (default `number`) may be read as a list of that. */
function at(data: Json | undefined, path: string): Json | undefined {
  let value: Json | undefined = data;
  for (const step of path.split('.')) {
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return undefined;
    value = value[step];
  }
  return value === null ? undefined : value;
}

function numbersAt(data: Json | undefined, path: string, key = 'number'): string[] {
  const value = at(data, path);
  const list = value === undefined ? [] : Array.isArray(value) ? value : [value];
  return list.map((one) => (one !== null && typeof one === 'object' && !Array.isArray(one) ? one[key] : one)).filter((one): one is string => typeof one === 'string');
}

/** The persons an event names in an offer's roles, in the offer's order: their numbers by role. */
export function offerNumbers(offer: OfferDefinition, data: { [key: string]: Json }): Record<string, string[]> {
  const byRole: Record<string, string[]> = {};
  for (const [role, { path, key, except }] of Object.entries(offer.parties)) {
    const taken = new Set(except ? byRole[except] ?? [] : []);
    byRole[role] = [...new Set(numbersAt(data, path, key))].filter((number) => !taken.has(number));
  }
  return byRole;
}

function offerParties(offer: OfferDefinition, input: OpenOfferInput): Party[] {
  return Object.entries(offerNumbers(offer, input.event.data)).flatMap(([role, numbers]) =>
    numbers.map((number) => {
      const personId = input.persons[number];
      if (!personId) throw new Error(`openOffer: no person for a number in role ${role}`);
      return { personId, role };
    }));
}

function offerFacts(offer: OfferDefinition, input: OpenOfferInput, file: CaseFile, ctx: ActContext): Fact[] {
  const { event } = input;
  const numberOf = new Map(Object.entries(input.persons).map(([number, personId]) => [personId, number]));
  const facts: Fact[] = [];
  for (const definition of offer.facts) {
    const about = ctx.rulebook.facts.find((one) => one.name === definition.fact)?.about ?? 'person';
    const value = (personId: string | undefined): Json | undefined => {
      if (definition.ifAny && !definition.ifAny.some((path) => at(event.data, path) !== undefined)) return undefined;
      if (definition.isIn !== undefined) return numbersAt(event.data, definition.isIn).includes(numberOf.get(personId ?? '') ?? '');
      if (definition.count !== undefined) { const list = at(event.data, definition.count); return Array.isArray(list) ? list.length : undefined; }
      if (definition.path !== undefined) return at(event.data, definition.path);
      return definition.value;
    };
    const persons = about === 'case' ? [undefined] : file.parties.filter((party) => party.role === definition.of).map((party) => party.personId);
    for (const personId of persons) {
      const found = value(personId);
      if (found === undefined) continue;
      const other = file.parties.find((party) => party.role === (definition.to ?? ctx.rulebook.applicantRole))?.personId;
      const key = about === 'case' ? subject.case(file.id)
        : about === 'person' ? subject.person(personId!)
        : about === 'party' ? subject.party(file.id, personId!)
        : other ? subject.relation(personId!, other) : undefined;
      if (!key) continue;
      facts.push({
        id: ctx.ids.next(), subject: key, name: definition.fact, value: found, source: definition.source, certainty: definition.certainty,
        assertedBy: `partner/${event.partner}`, assertedAt: ctx.at, holdsFrom: event.occurredOn, evidence: event.messageId,
      });
    }
  }
  return facts;
}
