import { dayOf, luhnDigit, mandateScopes, type Day, type Json, type MandateScope } from '@ankomst/core';
import { addCompany } from '../../mandates/add-company.ts';
import { logInPerson } from '../../identity/log-in-person.ts';
import { picture } from '../newborn.ts';
import type { World } from '../world.ts';

/** Who may appear in a journey. The two owners stand for their companies by the register; nobody else has any right to begin with. */
export const names = ['cook', 'baker', 'owner', 'rival', 'lawyer', 'clerk', 'stranger'] as const;
export type Name = (typeof names)[number];
/** The companies, each with who signs for it alone. */
const companies = { inn: { number: '5599900015', owner: 'owner' }, agency: { number: '5599900049', owner: 'rival' } } as const;
export type Principal = Name | keyof typeof companies;
const signatories = { owner: '197903189806', rival: '196808309832' } as const;

/** A mandate as the test gave it, to hold the service's answers against. */
export interface Given { id: string; principal: string; holder: string; scope: MandateScope[]; caseId?: string; validFrom: Day; validTo?: Day; revoked: boolean }

/** What somebody typed on a page: it lies in the draft as typed, until it is `facts` (or the file is one). */
export interface Typed { caseId: string; personId: string; page: string; raw: Record<string, string>; facts: [string, Json][]; file?: string }

/**
 * One journey: its people (new in each, so that journeys do not meet), its cases, and what the test knows of them by itself.
 */
export interface Journey {
  world: World;
  id(who: Principal): string;
  /** A representative's personal number, by which a mandate is given. */
  number(who: Name): string | undefined;
  cases: string[];
  mandates: Given[];
  /** By case, person and page: the last that was typed there. */
  typed: Map<string, Typed>;
  /** Messages sent, and in whose part. */
  sent: { caseId: string; personId: string | undefined; text: string }[];
  picture: Buffer;
  today(): Day;
  /** Counts up: what is typed and sent is told apart by it. */
  count(): number;
}

let everybody = 0;

/** New people, logged in as they would be; the companies added by who signs for them. */
export async function newJourney(world: World): Promise<Journey> {
  const { deps } = world.server;
  const ids = new Map<string, string>();
  const numbers = new Map<Name, string>();
  for (const name of names) {
    everybody += 1;
    const number = name in signatories ? signatories[name as keyof typeof signatories] : name === 'cook' || name === 'baker' ? undefined : testNumber(everybody);
    const identity = number
      ? { issuer: 'urn:journeys', subject: `number-${number}`, claims: { personal_number: number, name } }
      : { issuer: 'urn:journeys', subject: `abroad-${everybody}`, claims: { given_name: 'Jo', family_name: `Souza${everybody}`, name, birthdate: '1991-06-14', nationality: 'BR' } };
    ids.set(name, (await logInPerson(deps, identity as never, 'en')).personId);
    if (number) numbers.set(name, number);
  }
  const mandates: Given[] = [];
  const today = (): Day => dayOf(world.clock.now(), world.server.deps.authority.calendar.timeZone);
  for (const [name, { number, owner }] of Object.entries(companies)) {
    const holder = ids.get(owner)!;
    const added = await addCompany(deps, holder, number);
    if (added.state !== 'added') throw new Error(`${name}: ${added.state}`);
    ids.set(name, added.organisation);
    mandates.push({ id: `register:${name}`, principal: added.organisation, holder, scope: [...mandateScopes], validFrom: '2026-01-01', revoked: false });
  }
  let n = 0;
  return {
    world, id: (who) => ids.get(who)!, number: (who) => numbers.get(who), cases: [], mandates, typed: new Map(), sent: [], picture: await picture(200, 150), today, count: () => (n += 1),
  };
}

/** A number in the series kept for tests, another for each n below 200,000. */
function testNumber(n: number): string {
  const day = new Date(Date.UTC(1960, 0, 1) + Math.floor(n / 20) * 86_400_000).toISOString().slice(0, 10);
  const head = `${day.replaceAll('-', '')}${980 + (n % 20)}`;
  return head + luhnDigit(head.slice(2));
}
