import { readFileSync } from 'node:fs';
import { ServiceError } from '../shared/errors.ts';
import type { OutgoingEvents } from '../shared/outgoing-events.ts';
import type { Collection, Store } from '../shared/store.ts';
import type { People } from './people.ts';
import type { Person, PersonName } from './person.ts';
import { isPersonalNumber, nextPersonalNumber } from './personal-number.ts';

export type BirthInput = {
  /** The same id registers the same birth once only. */
  id?: string;
  /** Missing while the child has no name yet. */
  givenName?: string;
  familyName?: string;
  /** YYYY-MM-DD */
  birthDate: string;
  birthPlace: string;
  birthCountry?: string;
  sex: 'female' | 'male';
  citizenships: string[];
  parents: { number: string; relation: 'mother' | 'father' | 'parent' }[];
  custodians: string[];
  livesWith: string[];
  /** Lets parents through who are not in the register: to see what the authority does with such an event. */
  unverifiedParents?: boolean;
};

export type Birth = { id: string; child: string; jti: string; registeredAt: string };

const number = { type: 'string', pattern: '^[0-9]{12}$' };
const text = { type: 'string', minLength: 1, maxLength: 200 };

/** JSON Schema of a birth, for the interface and for what the page's form is turned into. */
export const birthSchema = {
  type: 'object', additionalProperties: false,
  required: ['birthDate', 'birthPlace', 'sex', 'citizenships', 'parents', 'custodians', 'livesWith'],
  properties: {
    id: { type: 'string', minLength: 1, maxLength: 100 }, givenName: text, familyName: text,
    birthDate: { type: 'string', pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' }, birthPlace: text, birthCountry: { type: 'string', pattern: '^[A-Z]{2}$' },
    sex: { enum: ['female', 'male'] }, citizenships: { type: 'array', items: { type: 'string', pattern: '^([A-Z]{2}|XXA|XXX)$' }, minItems: 1 },
    parents: { type: 'array', minItems: 1, maxItems: 2, items: {
      type: 'object', additionalProperties: false, required: ['number', 'relation'],
      properties: { number, relation: { enum: ['mother', 'father', 'parent'] } },
    } },
    custodians: { type: 'array', items: number }, livesWith: { type: 'array', items: number }, unverifiedParents: { type: 'boolean' },
  },
} as const;

export type ExpectedBirth = { button: string; birth: BirthInput & { id: string } };

/** Births of the test families, ready to be registered with one press; Mona's is the first. */
export function expectedBirths(): ExpectedBirth[] {
  return JSON.parse(readFileSync(new URL('expected-births.json', import.meta.url), 'utf8')) as ExpectedBirth[];
}

export type RegisterBirth = (input: BirthInput) => { child: Person; jti: string; again: boolean };

// Duty to notify a birth; and the register's law on passing data on. Not checked by a lawyer: unverified.
const legalBasis = 'Folkbokföringslagen (1991:481) 24 §; lag (2001:182) om behandling av personuppgifter i Skatteverkets folkbokföringsverksamhet (unverified)';

/**
 * Enters a newborn into the register with a number of its own, and queues the event `ChildBorn`; both or neither.
 * A repeated id answers with the child of the first time.
 * @throws ServiceError 422 when date, parents, custodians or home do not hold together
 */
export function createRegisterBirth(store: Store, people: People, events: OutgoingEvents, newId: () => string, clock: () => Date): RegisterBirth {
  const births: Collection<Birth> = store.collection('births');
  return (input) => {
    const id = input.id ?? newId();
    const before = births.get(id);
    if (before) return { child: people.get(before.child)!, jti: before.jti, again: true };

    checkBirth(input, people);
    const home = people.get(input.livesWith[0] ?? '')?.address ?? null;
    const name: PersonName = { ...(input.givenName && { given: input.givenName }), ...(input.familyName && { family: input.familyName }) };
    const child: Person = {
      number: nextPersonalNumber(input.birthDate, input.sex, people.has),
      name, birthDate: input.birthDate, birthCountry: input.birthCountry ?? 'SE', birthPlace: input.birthPlace,
      citizenships: input.citizenships, maritalStatus: 'unmarried', sex: input.sex, address: home,
      parents: input.parents.map((parent) => parent.number), custodians: input.custodians, registered: true,
    };
    const jti = `birth-${newId()}`;
    store.transaction(() => {
      births.add(id, { id, child: child.number, jti, registeredAt: clock().toISOString() });
      people.save(child);
      events.queue(jti, 'ChildBorn', { occurredOn: input.birthDate, legalBasis, data: birthData(child, input) });
    });
    return { child, jti, again: false };
  };
}

function birthData({ number: childNumber, name, birthDate, birthCountry, birthPlace, citizenships, maritalStatus, sex, address }: Person, input: BirthInput) {
  return {
    child: { number: childNumber, name, birthDate, birthCountry, birthPlace, citizenships, maritalStatus, sex, address },
    parents: input.parents, custodians: input.custodians, livesWith: input.livesWith,
  };
}

function checkBirth(input: BirthInput, people: People): void {
  const refuse = (message: string, recover: string): never => { throw new ServiceError(422, 'birth-not-possible', message, recover); };
  const date = new Date(`${input.birthDate}T00:00:00Z`);
  if (Number.isNaN(date.getTime()) || !date.toISOString().startsWith(input.birthDate)) refuse(`There is no day ${input.birthDate}.`, 'Give the date of birth as YYYY-MM-DD.');
  const parents = input.parents.map((parent) => parent.number);
  for (const one of [...parents, ...input.custodians, ...input.livesWith]) {
    if (!isPersonalNumber(one)) refuse(`${one} is not a personal number: its date or check digit is wrong.`, 'Correct the number.');
    if (!people.has(one) && !input.unverifiedParents) refuse(`Nobody with the number ${one} is in the register.`, 'Choose a person of the register.');
  }
  if (new Set(parents).size !== parents.length) refuse('Both parents are the same person.', 'Choose two persons, or one only.');
  for (const one of input.livesWith) {
    if (!parents.includes(one) && !input.custodians.includes(one)) refuse('The child must live with a parent or custodian.', 'Correct with whom the child lives.');
  }
}
