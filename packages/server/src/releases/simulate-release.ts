import { assess, dayOf, factSet, subject } from '@ankomst/core';
import type { Assessment, CaseFile, ConditionResult, Day, Fact, Instant, Rulebook, RuleEngine } from '@ankomst/core';
import { factsOf, getRulebook, type Store } from '@ankomst/store';

/** A condition, or the outcome, that comes out otherwise under the draft. */
export interface Flip { condition: string; was: string; is: string }
/** A case that comes out otherwise; named by its number alone. */
export interface TouchedCase {
  number: string;
  phase: CaseFile['phase'];
  outcome: { was: string; is: string };
  flips: Flip[];
}
export interface Simulation {
  service: string;
  draft: string;
  /** Cases looked at, by phase. */
  looked: Record<string, number>;
  touched: TouchedCase[];
}

export interface SimulateInput {
  draft: Rulebook;
  /** What holds today for cases that are not sent; sent ones go by the rulebook they are pinned to. */
  current: Rulebook;
  /** Closed and decided cases too, each on the day it was decided. */
  past?: boolean;
  at: Instant;
  timeZone: string;
  engine: RuleEngine;
}

/** Cases taken up at once. */
const batch = 250;

/**
 * What a draft would do to the cases of its service: each assessed by the rulebook it goes by and by the draft, with the
 * same facts on the same dates. Nothing is written. Cases already sent keep their rulebook when the draft is released;
 * they are told apart by their phase. The law on when new rules hold is in the draft itself: a row of a dated table
 * touches only cases whose date it covers.
 */
export async function simulateRelease(store: Store, { draft, current, past, at, timeZone, engine }: SimulateInput): Promise<Simulation> {
  const found: Simulation = { service: draft.service, draft: draft.hash, looked: {}, touched: [] };
  const pinned = new Map<string, Promise<Rulebook>>([[current.hash, Promise.resolve(current)]]);
  const rulebookOf = (file: CaseFile): Promise<Rulebook> => {
    if (file.phase === 'offered') return Promise.resolve(current);
    const known = pinned.get(file.rulebook) ?? getRulebook(store, file.rulebook).then((one) => one ?? current);
    pinned.set(file.rulebook, known);
    return known;
  };
  for (let after = ''; ;) {
    const rows = await store.query<{ state: CaseFile }>(
      `select state from case_file where service = $1 and id > $2 and ($3 or phase in ('offered', 'lodged')) order by id limit $4`,
      [draft.service, after, past ?? false, batch]);
    const files = rows.map(({ state }) => state);
    const affected = await Promise.all(files.map(async (file) => ({ file, before: await rulebookOf(file) }))).then((all) => all.filter(({ before }) => before.hash !== draft.hash));
    const bySubject = Map.groupBy(await factsOf(store, [...new Set(affected.flatMap(({ file }) => subjectsOf(file)))]), (fact) => fact.subject);
    for (const { phase } of files) found.looked[phase] = (found.looked[phase] ?? 0) + 1;
    for (const { file, before } of affected) {
      const touched = compare(file, subjectsOf(file).flatMap((key) => bySubject.get(key) ?? []), before, draft, { at, timeZone, engine });
      if (touched) found.touched.push(touched);
    }
    if (files.length < batch) return found;
    after = files.at(-1)!.id;
  }
}

/** All that a rule may read of a case. */
export function subjectsOf(file: CaseFile): string[] {
  const persons = [...new Set(file.parties.map((party) => party.personId))];
  return [
    subject.case(file.id), ...persons.map((person) => subject.person(person)), ...persons.map((person) => subject.party(file.id, person)),
    ...persons.flatMap((one) => persons.map((other) => subject.relation(one, other))),
  ];
}

function compare(file: CaseFile, facts: readonly Fact[], before: Rulebook, draft: Rulebook, { at, timeZone, engine }: Pick<SimulateInput, 'at' | 'timeZone' | 'engine'>): TouchedCase | undefined {
  const day = (instant: Instant): Day => dayOf(instant, timeZone);
  const dates = { application: day(file.lodgedAt ?? at), decision: day(file.decidedAt ?? at), ...(file.eventOn ? { event: file.eventOn } : {}) };
  const set = factSet(facts);
  const was = assess(before, file, set, dates, engine), is = assess(draft, file, set, dates, engine);
  const flips = flipsBetween(was, is);
  if (flips.length === 0 && was.outcome === is.outcome) return undefined;
  return { number: file.number, phase: file.phase, outcome: { was: was.outcome, is: is.outcome }, flips };
}

/** The conditions that come out otherwise, in the order of the rulebooks. */
export function flipsBetween(was: Pick<Assessment, 'conditions'>, is: Pick<Assessment, 'conditions'>): Flip[] {
  const status = (list: readonly ConditionResult[], id: string): string => list.find((one) => one.condition === id)?.status ?? 'absent';
  const ids = [...new Set([...was.conditions, ...is.conditions].map((one) => one.condition))];
  return ids.map((condition): Flip => ({ condition, was: status(was.conditions, condition), is: status(is.conditions, condition) })).filter((one) => one.was !== one.is);
}
