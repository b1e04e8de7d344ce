import {
  bestOf, compareSources, type Agreement, type Assessment, type Comparison, type Fact, type FactDefinition, type FactSource, type Json, type Witness,
} from '@ankomst/core';

/** One source's newest word on a fact; an officer's own word is one of them here. */
export interface Statement { witness: Witness | 'officer'; fact: Fact; values: Json[]; doubtful: boolean }

/**
 * What is said of one fact, and whether anybody must look at it. `settled`: an officer has weighed it after all that
 * was said. `doubted`: nothing contradicts it, but a condition rests on it and may not. `unknown`: nobody has said anything.
 */
export interface Difference {
  subject: string;
  name: string;
  /** What stands; undefined where nobody has said anything. */
  standing?: Fact;
  statements: Statement[];
  state: 'differs' | 'doubted' | 'compatible' | 'same' | 'alone' | 'settled' | 'unknown';
  /** Conditions not met that read it and doubt or miss it. */
  conditions: string[];
  open: boolean;
  /** Which statement an officer is proposed to go by: the best source's, where it says one thing. */
  proposed?: { statement: Statement; value: Json };
}

/** What a case's facts are laid side by side from. */
export interface Told {
  facts: readonly Fact[];
  /** All statements in the order they were told. */
  history: readonly Fact[];
  definitions: readonly FactDefinition[];
  timeZone: string;
  /** Which of the parties' statements are the other side's. */
  byCounterpart(fact: Fact): boolean;
  assessment: Pick<Assessment, 'conditions'> | undefined;
}

/** Every fact on file or missed by a condition, with what each source says of it. Pure. */
export function differences({ facts, history, definitions, timeZone, byCounterpart, assessment }: Told): Difference[] {
  const known = new Map(definitions.map((one) => [one.name, one]));
  const compared = new Map(compareSources(history, definitions, timeZone, byCounterpart).map((one) => [`${one.subject} ${one.name}`, one]));
  const standing = new Map(facts.filter((fact) => known.has(fact.name)).map((fact) => [`${fact.subject} ${fact.name}`, fact]));
  const reading = new Map<string, string[]>();
  for (const { condition, status, missing, doubted } of assessment?.conditions ?? []) {
    if (status === 'met') continue;
    for (const key of new Set([...missing, ...doubted])) reading.set(key, [...reading.get(key) ?? [], condition]);
  }
  const lacking = [...reading.keys()].filter((key) => !standing.has(key) && !key.startsWith('undefined'));
  return [...standing.keys(), ...lacking].map((key) => {
    const [subject, name] = key.split(' ') as [string, string];
    return differenceOf({ subject, name, standing: standing.get(key), conditions: reading.get(key) ?? [] }, compared.get(key), known.get(name), history);
  });
}

type Found = Pick<Difference, 'subject' | 'name' | 'standing' | 'conditions'>;

function differenceOf(found: Found, comparison: Comparison | undefined, definition: FactDefinition | undefined, history: readonly Fact[]): Difference {
  const { standing, conditions } = found;
  const statements: Statement[] = Object.entries(comparison?.said ?? {}).map(([witness, said]) => (
    { witness: witness as Witness, fact: said.fact, values: said.values, doubtful: said.doubtful === true || said.fact.certainty === 'doubtful' }));
  if (standing?.source === 'officer') statements.push({ witness: 'officer', fact: standing, values: [standing.value], doubtful: false });
  // documents and machine-readable lines are not compared: they are what others are compared with
  if (standing && statements.length === 0) statements.push({ witness: witnessOf(standing.source), fact: standing, values: [standing.value], doubtful: standing.certainty === 'doubtful' });
  const state = stateOf(standing, statements, comparison?.agreement ?? 'alone', conditions, history);
  const open = state === 'differs' || state === 'doubted';
  const proposed = open && definition?.sources.includes('officer') ? propose(statements, definition) : undefined;
  return { ...found, statements, state, open, ...(proposed ? { proposed } : {}) };
}

function stateOf(standing: Fact | undefined, statements: readonly Statement[], agreement: Agreement | 'alone', conditions: readonly string[], history: readonly Fact[]): Difference['state'] {
  if (!standing) return 'unknown';
  if (standing.source === 'officer' && standing.certainty !== 'doubtful' && isNewest(standing, statements, history)) return statements.length > 1 ? 'settled' : 'alone';
  if (agreement === 'differs') return 'differs';
  if (standing.certainty === 'doubtful' || conditions.length > 0) return 'doubted';
  return agreement;
}

/** Whether nobody has said anything after it: what comes later opens the question again. */
function isNewest(settled: Fact, statements: readonly Statement[], history: readonly Fact[]): boolean {
  const at = (id: string): number => history.findIndex((one) => one.id === id);
  return statements.every(({ fact }) => at(fact.id) <= at(settled.id));
}

/** The best source that says one thing without doubt; where all are in doubt, the newest of the best. */
function propose(statements: readonly Statement[], definition: FactDefinition): Difference['proposed'] {
  const rank = (one: Statement): number => {
    const place = definition.sources.indexOf(one.witness === 'counterpart' ? 'applicant' : one.witness);
    return (place < 0 ? definition.sources.length : place) + (one.doubtful ? 100 : 0);
  };
  const said = statements.filter((one) => one.witness !== 'officer').toSorted((a, b) => rank(a) - rank(b));
  for (const statement of said) {
    const value = oneValue(statement, said, definition);
    if (value !== undefined) return { statement, value };
  }
  return undefined;
}

/** What a statement says where it may mean two things: the one that another source agrees with. */
function oneValue(statement: Statement, all: readonly Statement[], { type }: FactDefinition): Json | undefined {
  if (statement.values.length === 1) return statement.values[0];
  const others = all.filter((one) => one !== statement);
  const agreed = statement.values.filter((value) => others.some((other) => bestOf(type, [value], other.values) === 'same'));
  return agreed.length === 1 ? agreed[0] : undefined;
}

const witnessOf = (source: FactSource): Statement['witness'] => (source === 'partner' ? 'register' : source);
