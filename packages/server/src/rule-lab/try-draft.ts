import { assess, assessRecorded, canonicalText, createRuleEngine, dayOf, factSet } from '@ankomst/core';
import type { Assessment, CaseFile, ConditionResult, Day, DecisionRecord, Fact, Instant, Rulebook, RuleDates } from '@ankomst/core';
import { factsOf, type Store } from '@ankomst/store';
import { flipsBetween, subjectsOf } from '../releases/simulate-release.ts';

/** A condition that comes out otherwise; `#permit` and `#fee`: the terms, or the fee, of what is granted either way. */
export interface TriedFlip { condition: string; was: string; is: string; wasRow: string | null; isRow: string | null; reason: string | null; /** The figures the reason rests on. */ told?: ConditionResult['told'] }
/** A case that comes out otherwise, by its id: who may not open it is told neither id nor number. */
export interface TriedCase { caseId: string; number: string; phase: string; was: string; is: string; decided?: string; automatic?: boolean; flips: TriedFlip[] }
/** What happens to one group of cases. */
export interface TriedSide { looked: number; flipped: number; fewer: number; more: number; flips: (TriedFlip & { count: number })[]; examples: TriedCase[] }
export interface Tried { content: string; asIfOn: Day; looked: Record<string, number>; open: TriedSide; sent: TriedSide; past: TriedSide; asIf: TriedSide }

export interface TryInput {
  base: Rulebook;
  draft: Rulebook;
  /** At most so many decided cases, the latest; none, 0. */
  past: number;
  at: Instant;
  timeZone: string;
  /** Told how far it is; false stops it. */
  tick(done: number, total: number): Promise<boolean>;
}

/** Cases taken up at once: the house is busy with nothing else for some milliseconds, then others have their turn. */
const batch = 100;
/** Examples kept of each kind of change: the first are told, of those one may open. */
const examplesOfAKind = 20;

const emptySide = (): TriedSide => ({ looked: 0, flipped: 0, fewer: 0, more: 0, flips: [], examples: [] });

/**
 * A draft tried on the cases of its service: each assessed by the rulebook the draft was made from and by the draft, on the
 * same facts and the same dates. Open cases by the facts on file; decided ones by their decision record alone, as a replay
 * does. Twice: by the law's own dates, and as if all had applied on the draft's first day, since a new amount touches nobody
 * who applied before it. Nothing is written. Undefined where it was stopped.
 */
export async function tryDraft(store: Store, { base, draft, past, at, timeZone, tick }: TryInput): Promise<Tried | undefined> {
  // an engine of its own: what a draft compiles to is forgotten with it
  const engine = createRuleEngine();
  const found: Tried = { content: draft.hash, asIfOn: draft.validFrom, looked: {}, open: emptySide(), sent: emptySide(), past: emptySide(), asIf: emptySide() };
  const [{ open, decided }] = await store.query<{ open: number; decided: number }>(
    `select (select count(*) from case_file where service = $1 and phase in ('offered', 'lodged'))::int as open,
       (select count(*) from (select 1 from decision d join case_file c on c.id = d.case_id where c.service = $1 limit $2) latest)::int as decided`,
    [draft.service, past]) as [{ open: number; decided: number }];
  const total = open + decided;
  let done = 0;
  const asIf = (dates: RuleDates): RuleDates => ({ ...dates, application: draft.validFrom, decision: draft.validFrom });
  const look = (side: TriedSide, one: Omit<TriedCase, 'was' | 'is' | 'flips'>, by: (rulebook: Rulebook, on: (dates: RuleDates) => RuleDates) => Assessment): void => {
    put(side, one, by(base, (dates) => dates), by(draft, (dates) => dates));
    put(found.asIf, one, by(base, asIf), by(draft, asIf));
    found.looked[one.phase] = (found.looked[one.phase] ?? 0) + 1;
  };

  for (let after = ''; ;) {
    const files = (await store.query<{ state: CaseFile }>(
      `select state from case_file where service = $1 and id > $2 and phase in ('offered', 'lodged') order by id limit $3`, [draft.service, after, batch])).map(({ state }) => state);
    const bySubject = Map.groupBy(await factsOf(store, [...new Set(files.flatMap(subjectsOf))]), (fact) => fact.subject);
    for (const file of files) {
      const facts = factSet(subjectsOf(file).flatMap((key): Fact[] => bySubject.get(key) ?? []));
      const day = (instant: Instant): Day => dayOf(instant, timeZone);
      const dates: RuleDates = { application: day(file.lodgedAt ?? at), decision: day(at), ...(file.eventOn ? { event: file.eventOn } : {}) };
      look(file.phase === 'offered' ? found.open : found.sent, { caseId: file.id, number: file.number, phase: file.phase },
        (rulebook, on) => assess(rulebook, file, facts, on(dates), engine));
    }
    done += files.length;
    if (!await tick(Math.min(done, total), total)) return undefined;
    if (files.length < batch) break;
    after = files.at(-1)!.id;
  }

  let before: { at: Instant; id: string } | undefined;
  for (let left = past; left > 0;) {
    const rows = await store.query<{ id: string; body: string; number: string; phase: string; at: Instant }>(
      `select d.id, d.body, c.number, c.phase, iso(d.decided_at) as at from decision d join case_file c on c.id = d.case_id
       where c.service = $1 and ($2::timestamptz is null or (d.decided_at, d.id) < ($2::timestamptz, $3)) order by d.decided_at desc, d.id desc limit $4`,
      [draft.service, before?.at ?? null, before?.id ?? '', Math.min(batch, left)]);
    for (const { body, number, phase } of rows) {
      const record = JSON.parse(body) as DecisionRecord;
      const file = { id: record.caseId, parties: record.assessment.parties, rulebook: base.hash } as CaseFile;
      look(found.past, { caseId: record.caseId, number, phase, decided: record.outcome, automatic: record.automatic },
        (rulebook, on) => assessRecorded({ ...record.assessment, dates: on(record.assessment.dates) }, rulebook, file, engine));
    }
    done += rows.length;
    left -= rows.length;
    if (!await tick(Math.min(done, total), total)) return undefined;
    if (rows.length < Math.min(batch, left + rows.length)) break;
    before = { at: rows.at(-1)!.at, id: rows.at(-1)!.id };
  }
  for (const side of [found.open, found.sent, found.past, found.asIf]) side.flips.sort((a, b) => b.count - a.count);
  return found;
}

function put(side: TriedSide, one: Omit<TriedCase, 'was' | 'is' | 'flips'>, was: Assessment, is: Assessment): void {
  side.looked++;
  const of = (assessment: Assessment, condition: string) => assessment.conditions.find((each) => each.condition === condition);
  const flips = flipsBetween(was, is).map((flip): TriedFlip => ({
    ...flip, wasRow: of(was, flip.condition)?.row ?? null, isRow: of(is, flip.condition)?.row ?? null, reason: of(is, flip.condition)?.reason ?? null,
    ...(of(is, flip.condition)?.told ? { told: of(is, flip.condition)!.told } : {}),
  }));
  const terms = (what: 'permit' | 'fee'): void => {
    if (was.outcome === is.outcome && canonicalText(was[what]) !== canonicalText(is[what])) flips.push({ condition: `#${what}`, was: 'as-was', is: 'other', wasRow: null, isRow: null, reason: null });
  };
  terms('permit');
  terms('fee');
  if (flips.length === 0 && was.outcome === is.outcome) return;
  side.flipped++;
  if (was.outcome === 'GRANT' && is.outcome !== 'GRANT') side.fewer++;
  if (was.outcome !== 'GRANT' && is.outcome === 'GRANT') side.more++;
  for (const flip of flips) {
    const same = side.flips.find((known) => known.condition === flip.condition && known.was === flip.was && known.is === flip.is && known.wasRow === flip.wasRow && known.isRow === flip.isRow);
    if (same) same.count++;
    else side.flips.push({ ...withoutFigures(flip), count: 1 });
  }
  const kind = (example: TriedCase): string => `${example.was}>${example.is} ${example.flips.map((flip) => `${flip.condition}:${flip.was}>${flip.is}`).join()}`;
  const example: TriedCase = { ...one, was: was.outcome, is: is.outcome, flips };
  if (side.examples.filter((known) => kind(known) === kind(example)).length < examplesOfAKind && side.examples.length < examplesOfAKind * 6) side.examples.push(example);
}

/** The figures are those of one case: the count is of many. */
function withoutFigures({ told: _told, ...flip }: TriedFlip): TriedFlip {
  return flip;
}
