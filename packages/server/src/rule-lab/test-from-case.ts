import type { RuleTestCase, RuleTestFile } from '@ankomst/content';
import { assess, assessRecorded, createRuleEngine, dayOf, factSet, type Assessment, type CaseFile, type DecisionRecord, type FactSnapshot, type FactType, type Json, type RuleEngine, type Rulebook } from '@ankomst/core';
import { factsOf, logAccess, ruleJob } from '@ankomst/store';
import { actorOf } from '../access/open-case.ts';
import type { Deps } from '../deps.ts';
import type { StaffSession } from '../http/request.ts';
import { Problem } from '../problem.ts';
import { subjectsOf } from '../releases/simulate-release.ts';
import type { LoadedDraft } from './load-draft.ts';
import { boundFacts, runOne } from './rule-tests.ts';
import type { Tried, TriedCase } from './try-draft.ts';

/** The four groups of cases a run tells of. */
export const sides = ['open', 'sent', 'past', 'asIf'] as const;
export const exampleKey = (side: typeof sides[number], index: number): string => `${side}-${index}`;

/**
 * A case of the rules' own made from one that a run of the draft found: the facts the rules read and their days, nobody's
 * name, number, address or document, and days of birth and the like only as near as the rules need. It expects what the
 * draft says of it. The author is not told which case it was; that it was read is logged before, for the person to see.
 * Cases with protected identity are never taken.
 * @throws Problem not-found
 */
export async function testFromExample(deps: Deps, staff: StaffSession['subject'], jobId: string, key: string, draft: LoadedDraft): Promise<RuleTestCase> {
  const job = await ruleJob(deps.store, jobId);
  const [, side, index] = /^(\w+)-(\d+)$/.exec(key) ?? [];
  const tried = job?.kind === 'cases' && job.draftId === draft.row.id ? job.result as unknown as Tried | undefined : undefined;
  const example = tried?.[side as typeof sides[number]]?.examples[Number(index)];
  if (!example || !draft.tests) throw new Problem('not-found');
  const assessment = await assessed(deps, staff, example, draft);
  const asIf = side === 'asIf' ? { application: draft.row.validFrom, decision: draft.row.validFrom } : {};
  return testOf({ ...assessment, dates: { ...assessment.dates, ...asIf } }, draft.rulebook, draft.tests, example);
}

/** The facts of a case and their days: of a decided one from its record, of an open one from its file. */
async function assessed(deps: Deps, staff: StaffSession['subject'], { caseId, decided }: TriedCase, { base }: LoadedDraft): Promise<Assessment> {
  const { store, authority } = deps;
  const [row] = await store.query<{ state: CaseFile; body: string | null; hidden: boolean }>(
    `select c.state, (select d.body from decision d where d.case_id = c.id order by d.decided_at desc limit 1) as body,
       exists (select 1 from case_party p join person_protection t on t.person_id = p.person_id and t.ended_at is null where p.case_id = c.id) as hidden
     from case_file c where c.id = $1`, [caseId]);
  if (!row || row.hidden) throw new Problem('not-found');
  await logAccess(store, { at: deps.clock.now(), actor: actorOf(staff), caseId, personIds: row.state.parties.map((party) => party.personId), purpose: 'quality', what: 'rule-lab-test', granted: true });
  const engine = createRuleEngine();
  if (decided && row.body) {
    const record = JSON.parse(row.body) as DecisionRecord;
    return assessRecorded(record.assessment, base, { id: record.caseId, parties: record.assessment.parties, rulebook: base.hash } as CaseFile, engine);
  }
  const now = deps.clock.now(), zone = authority.calendar.timeZone;
  const facts = factSet(await factsOf(store, subjectsOf(row.state)));
  return assess(base, row.state, facts, { application: dayOf(row.state.lodgedAt ?? now, zone), decision: dayOf(now, zone), ...(row.state.eventOn ? { event: row.state.eventOn } : {}) }, engine);
}

/** Exported for its test. */
export function testOf(assessment: Assessment, rulebook: Rulebook, tests: RuleTestFile, { flips }: Pick<TriedCase, 'flips'>): RuleTestCase {
  const bound = boundFacts(rulebook);
  const known = new Map(rulebook.facts.map((one) => [one.name, one]));
  const places = new Map<string, { role: string; index: number }>();
  for (const role of new Set(assessment.parties.map((party) => party.role))) {
    assessment.parties.filter((party) => party.role === role).forEach((party, index) => places.set(`${party.personId} ${role}`, { role, index }));
  }
  const facts: Record<string, Record<string, Json>[]> = {};
  const sources: NonNullable<RuleTestCase['sources']> = {};
  for (const { role } of assessment.parties) (facts[role] ??= []).push({});
  for (const fact of assessment.facts.filter((one) => bound.has(one.name))) {
    const definition = known.get(fact.name)!;
    const value = disguised(fact, definition.type);
    if (value === undefined) continue;
    const usual = rulebook.automation.accepts[fact.name]?.at(-1) ?? definition.sources[0]!;
    if (fact.source !== usual || fact.certainty === 'doubtful') sources[fact.name] = { source: fact.source, certainty: fact.certainty };
    for (const { role, index } of holders(fact, places)) ((facts[role] ??= [])[index] ??= {})[fact.name] = value;
  }
  const { application, decision, event } = assessment.dates;
  const made: RuleTestCase = {
    name: nameFor(flips, tests), dates: { application, decision, ...(event ? { event } : {}) },
    facts: Object.fromEntries(Object.entries(facts).map(([role, persons]) => [role, persons.length === 1 ? persons[0]! : persons])),
    ...(Object.keys(sources).length > 0 ? { sources } : {}), expect: { outcome: 'OFFICER' },
  };
  const engine = createRuleEngine();
  const vague = roundDays(made, rulebook, tests, engine);
  const { assessment: seen } = runOne(rulebook, tests, vague, engine);
  const notMet = seen.conditions.filter((one) => one.status !== 'met');
  return {
    ...vague,
    expect: {
      outcome: seen.outcome,
      ...rest('rows', notMet.filter((one) => one.row !== null).map((one) => [one.condition, one.row!])),
      ...rest('status', notMet.filter((one) => one.row === null || one.status === 'doubtful').map((one) => [one.condition, one.status])),
    },
  };
}

const rest = (name: 'rows' | 'status', entries: [string, string][]): Partial<RuleTestCase['expect']> => (entries.length > 0 ? { [name]: Object.fromEntries(entries) } : {});

/** Whose fact it is in a test: the case's, or a person's in each role they have. */
function holders({ subject: key }: FactSnapshot, places: ReadonlyMap<string, { role: string; index: number }>): { role: string; index: number }[] {
  const [about, first, second] = key.split('/');
  if (about === 'case') return [{ role: 'case', index: 0 }];
  const personId = about === 'party' ? second : first;
  return [...places].flatMap(([place, where]) => (place.startsWith(`${personId} `) ? [where] : []));
}

/** What names somebody, told by what kind of value it is, is exchanged for something invented; undefined: left out. */
function disguised({ value, name }: FactSnapshot, type: FactType): Json | undefined {
  switch (type) {
    case 'name': return value !== null && typeof value === 'object' && !Array.isArray(value) ? Object.fromEntries(Object.keys(value).map((part) => [part, 'Test'])) : 'Test';
    case 'document': return Array.isArray(value) ? value.map((_one, i) => `document-${i + 1}`) : 'document-1';
    case 'organisation-number': return '5561234567';
    case 'email': return 'test@example.org';
    case 'text': return `${name.slice(name.indexOf('.') + 1)}-1`;
    case 'address': case 'person': case 'mrz': case 'passport': return undefined;
    default: return value;
  }
}

/** Days of persons to the first of their month, each where the rules answer the same by it. */
function roundDays(made: RuleTestCase, rulebook: Rulebook, tests: RuleTestFile, engine: RuleEngine): RuleTestCase {
  const answers = (one: RuleTestCase): string => JSON.stringify(runOne(rulebook, tests, one, engine).assessment.conditions.map(({ condition, status, row }) => [condition, status, row]));
  const before = answers(made);
  let kept = made;
  for (const definition of rulebook.facts.filter((one) => one.about === 'person' && (one.type === 'date' || one.type === 'partial-date'))) {
    const rounded = { ...kept, facts: Object.fromEntries(Object.entries(kept.facts ?? {}).map(([role, persons]) => {
      const list = (Array.isArray(persons) ? persons : [persons]).map((person) => (/^\d{4}-\d{2}-\d{2}$/.test(String(person?.[definition.name])) ? { ...person, [definition.name]: `${String(person![definition.name]).slice(0, 8)}01` } : person));
      return [role, Array.isArray(persons) ? list : list[0]!];
    })) };
    if (answers(rounded) === before) kept = rounded;
  }
  return kept;
}

/** A name that says what it shows, and that no other case has. */
function nameFor(flips: readonly { condition: string; isRow: string | null; is: string }[], tests: RuleTestFile): string {
  const shown = flips.find((one) => one.isRow !== null);
  const stem = `a case that comes to ${shown?.isRow ?? flips[0]?.is ?? 'otherwise'}`;
  const taken = new Set(tests.cases.map((one) => one.name));
  for (let n = 1; ; n++) {
    const name = n === 1 ? stem : `${stem} (${n})`;
    if (!taken.has(name)) return name;
  }
}
