import {
  addDays, dayOf, openOffer, type ActContext, type Actor, type Calendar, type CaseFile, type Change, type Day, type DocumentRecord, type Instant, type Json, type NewFact, type Rulebook, type RuleEngine,
} from '@ankomst/core';
import type { Office } from '@ankomst/content';
import { startTimes } from '../appointments/slots.ts';
import { beginRun, type CaseRun, type RunContext } from './case-run.ts';
import { inventEmployers, type Employer } from './employers.ts';
import { inventFamily, numberSeries, type Family, type Oddity, type RegisterPerson } from './families.ts';
import type { Cast } from './cast.ts';
import { playHistory } from './history.ts';
import { knownPerson } from './known-person.ts';
import { mergeSteps } from './merge-steps.ts';
import { chance, seededIds, type Chance } from './random.ts';
import { times } from './times.ts';
import { staffOf } from './staff.ts';
import { playWorkPermit } from './work-permits.ts';

/** What a history is made from; `sign` as the authority's key would. The same input gives the same history, byte for byte. */
export interface HistoryInput {
  seed: number;
  cases: number;
  /** Numbers that belong to others already. */
  taken: ReadonlySet<string>;
  /** The history ends here and begins a year before. */
  until: Instant;
  /** Releases of the service, oldest first; each case goes by the one in force when it was lodged. */
  rulebooks: Rulebook[];
  /** Applications for work permits beside them, since that service began. */
  work: { cases: number; rulebook: Rulebook };
  engine: RuleEngine;
  calendar: Calendar;
  offices: Office[];
  sign(payload: Json): string;
  /** Pictures in the document store that stand for passports and photos. */
  pictures: { passport: Picture; photo: Picture };
  words: Cast['words'];
}
export interface Picture { sha256: string; size: number; mediaType: string }

/** A case of the history: one change with all its events, and the people as the population register knows them. */
export interface InventedCase {
  change: Change;
  people: RegisterPerson[];
  /** Whom the authority writes to, and in which language. */
  readers: { personId: string; language: string }[];
  /** What was on file before of others in the case. */
  known?: NewFact[];
}

const oddities: readonly (readonly [number, Oddity])[] = [
  [80, 'none'], [4, 'one-custodian'], [3, 'live-apart'], [4, 'permit-ended'], [3, 'passport-expired'], [5, 'no-passport'], [1, 'unnamed'],
];

/** Since an embassy is behind with passports, more families wait for one: the last weeks differ, and the figures show it. */
const lately: typeof oddities = [...oddities, [18, 'no-passport']];
const latelyDays = 42;

/** Invents newborn cases over the year before `until`, oldest first, then work permits; each played through the acts of the domain. */
export function* inventCases(input: HistoryInput): Generator<InventedCase> {
  const luck = chance(input.seed);
  const numberFor = numberSeries(input.taken);
  const desks = deskBook(input.offices, input.calendar);
  const last = dayOf(input.until, input.calendar.timeZone);
  for (let n = 0; n < input.cases; n += 1) {
    const bornOn = addDays(last, -365 + Math.floor((n / input.cases) * 361));
    const family = inventFamily(luck, bornOn, luck.weighted(bornOn > addDays(last, -latelyDays) ? lately : oddities), numberFor);
    yield inventCase(input, family, luck, desks);
  }
  yield* inventWork(input, desks);
}

/** Applications for work permits, evenly from when the service began (a year at most) to `until`. */
function* inventWork(input: HistoryInput, desks: DeskBook): Generator<InventedCase> {
  const { work: { cases, rulebook }, until, calendar } = input;
  // a seed of its own: more or fewer of these leave the newborn as they are
  const luck = chance(input.seed + 11);
  const from = Math.max(Date.parse(`${rulebook.validFrom}T06:00:00.000Z`), Date.parse(until) - 365 * 86_400_000);
  let now = new Date(from).toISOString();
  const ids = seededIds(luck, () => now);
  const employers = inventEmployers(luck, ids, now), met = new Set<Employer>();
  const world = worldOf({ ...input, rulebooks: [rulebook] }, ids, (at) => { now = at; });
  const cast = castOf(input, luck, times(luck, calendar), world, desks, ids, 'labour');
  for (let n = 0; n < cases; n += 1) {
    const employer = luck.pick(employers);
    const begun = cast.times.home(new Date(from + (n / cases) * (Date.parse(until) - from) - 86_400_000).toISOString(), 0);
    const at = begun < until ? begun : new Date(Date.parse(until) - luck.between(60, 900) * 60_000).toISOString();
    now = at;
    const { run, applicant, language } = playWorkPermit(employer, at, cast, ids, until);
    // an employer comes into the house with the first who applies for work there
    const known = met.has(employer);
    met.add(employer);
    yield {
      people: [], readers: [{ personId: applicant, language }, { personId: employer.record.id, language: 'sv' }], ...(known ? { known: employer.facts } : {}),
      change: mergeSteps(run.steps, {
        idempotencyKey: `demo:work:${n}`,
        persons: [{ id: applicant, createdAt: at }, ...(known ? [] : [employer.record, employer.signatory])],
        identifiers: known ? [] : [employer.identifier], facts: known ? [] : employer.facts,
      }),
    };
  }
}

function inventCase(input: HistoryInput, family: Family, luck: Chance, desks: DeskBook): InventedCase {
  let now = input.until;
  const ids = seededIds(luck, () => now);
  const world = worldOf(input, ids, (at) => { now = at; });
  const when = times(luck, input.calendar);
  const met = when.office(`${addDays(family.bornOn, -luck.between(90, 800))}T00:00:00.000Z`, 0);
  now = met;
  const guardians = family.parents.map((parent) => ({ parent, known: knownPerson(parent.person, parent.permit, world.rulebookAt(input.until), met, ids) }));

  const planned = when.dawn(`${family.bornOn}T12:00:00.000Z`, luck.between(2, 9));
  // those born last are told of in the last hours of the history, not after it
  const told = planned <= input.until ? planned : new Date(Date.parse(input.until) - luck.between(60, 2000) * 60_000).toISOString();
  now = told;
  const child = { id: ids.next(), createdAt: told };
  const messageId = `demo-birth-${family.child.number}`;
  const persons = { [family.child.number]: child.id, ...Object.fromEntries(guardians.map(({ parent, known }) => [parent.person.number, known.record.id])) };
  const known = guardians.flatMap((one) => one.known.facts);
  const opening = openOffer({
    event: { partner: 'population-register', messageId, type: 'ChildBorn', occurredOn: family.bornOn, data: eventData(family) }, persons, known,
  }, world.context(told, { kind: 'partner', id: 'population-register' }));

  const run = beginRun(told, opening, known, world);
  const cast = castOf(input, luck, when, world, desks, ids);
  const readers = guardians.filter(({ parent }) => family.custodians.includes(parent.person.number)).map(({ parent, known: one }) => ({ personId: one.record.id, language: parent.language }));
  playHistory(run, family, { childId: child.id, guardians: readers }, cast, input.until);
  return {
    readers,
    people: [family.child, ...family.parents.map((parent) => parent.person)],
    change: mergeSteps(run.steps, {
      idempotencyKey: `demo:${messageId}`,
      persons: [child, ...guardians.map((one) => one.known.record)],
      identifiers: [{ personId: child.id, kind: 'personal-number', value: family.child.number, assertedBy: 'partner/population-register', from: told }, ...guardians.map((one) => one.known.identifier)],
      facts: known,
    }),
  };
}

/** The population register's message, as it would have been sent. */
function eventData(family: Family): { [key: string]: Json } {
  return {
    child: family.child as unknown as Json,
    parents: family.parents.map(({ person, relation }) => ({ number: person.number, relation })),
    custodians: family.custodians, livesWith: family.livesWith,
  };
}

function worldOf(input: HistoryInput, ids: { next(): string }, setNow: (at: Instant) => void): RunContext & { rulebookAt(at: Instant): Rulebook } {
  const rulebookAt = (at: Instant): Rulebook => {
    const day = dayOf(at, input.calendar.timeZone);
    return input.rulebooks.findLast((one) => one.validFrom <= day) ?? input.rulebooks[0]!;
  };
  return {
    rulebookAt,
    keepOutbox: () => false,
    context(at: Instant, actor: Actor, file?: CaseFile): ActContext {
      setNow(at);
      const pinned = file && file.phase !== 'offered' ? input.rulebooks.find((one) => one.hash === file.rulebook) : undefined;
      return { at, ids, actor, calendar: input.calendar, rulebook: pinned ?? rulebookAt(at), engine: input.engine, sign: input.sign };
    },
  };
}

function castOf(input: HistoryInput, luck: Chance, when: ReturnType<typeof times>, world: RunContext, desks: DeskBook, ids: { next(): string }, unit?: 'labour'): Cast {
  return {
    luck, times: when, calendar: input.calendar, words: input.words, ...staffOf(luck, unit), context: world.context,
    takeSlot: (city, from) => desks.take(luck, city, from),
    document(run: CaseRun, personId: string, name: string, fact: string, at: Instant): DocumentRecord {
      const picture = fact === 'case.photo' ? input.pictures.photo : input.pictures.passport;
      return { id: ids.next(), ...picture, name, caseId: run.file.id, personId, uploadedBy: personId, at, fact };
    },
  };
}

interface DeskBook { take(luck: Chance, city: string, from: Day): { office: string; startsAt: Instant; minutes: number; desk: number } }

/** The desks of the service centres and the embassies through the year: no desk is given twice at a time. */
function deskBook(offices: Office[], calendar: Calendar): DeskBook {
  const centres = offices.filter((office) => office.kind === 'service-centre');
  const byId = new Map(offices.map((office) => [office.id, office]));
  const taken = new Set<string>();
  const openings = new Map<string, Instant[]>();
  const startsOf = (office: Office, day: Day): Instant[] => {
    const key = `${office.id} ${day}`;
    const known = openings.get(key) ?? startTimes(office, day, (one) => calendar.holidays.has(one));
    openings.set(key, known);
    return known;
  };
  const near: Record<string, string> = { Göteborg: 'goteborg', Malmö: 'malmo', Uppsala: 'uppsala' };
  return {
    take(luck, city, from) {
      const office = byId.get(city) ?? centres.find((one) => one.id === near[city]) ?? centres[0]!;
      for (let day = from; ; day = addDays(day, 1)) {
        const starts = startsOf(office, day);
        for (let tries = 0; tries < 12 && starts.length > 0; tries += 1) {
          const startsAt = luck.pick(starts);
          const desk = luck.between(1, office.visits.capacity);
          const key = `${office.id} ${startsAt} ${desk}`;
          if (taken.has(key)) continue;
          taken.add(key);
          return { office: office.id, startsAt, minutes: office.visits.slotMinutes, desk };
        }
      }
    },
  };
}
