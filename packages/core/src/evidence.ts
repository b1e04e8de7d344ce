import type { Fact } from './fact.ts';
import { canonicalText, type Json } from './json.ts';
import { isMrzReading, readMrz, type MrzFieldName, type MrzReading } from './mrz.ts';
import { dayRange, mrzName, matchMrz, nameText, type PartialDate, type PersonName } from './person.ts';
import type { FactDefinition, FactType } from './rulebook.ts';
import { dayOf } from './calendar.ts';
import type { Day } from './time.ts';

/** The facts of the catalogue that the machine-readable lines of a travel document speak of. */
export const mrzFacts = {
  number: 'person.passport-number', issuer: 'person.passport-country', validTo: 'person.passport-valid-to',
  birthDate: 'person.birth-date', name: 'person.name', nationality: 'person.citizenships',
} as const satisfies Partial<Record<MrzFieldName, string>>;

/** What the lines say of one fact: any of these values (a two-digit year may be of two centuries). */
export interface MrzStatement {
  fact: string;
  field: MrzFieldName;
  values: Json[];
  doubtful: boolean;
}

/** What the lines of a document say of the catalogue's facts; nothing of what they leave out. */
export function mrzStatements(reading: MrzReading): MrzStatement[] {
  const said: [keyof typeof mrzFacts, Json[]][] = [
    ['number', reading.number ? [reading.number] : []],
    ['issuer', reading.issuer ? [reading.issuer] : []],
    ['validTo', reading.validTo.candidates as unknown as Json[]],
    ['birthDate', reading.birthDate.candidates as unknown as Json[]],
    ['name', nameText(reading.name) ? [reading.name as unknown as Json] : []],
    ['nationality', reading.nationality ? [[reading.nationality]] : []],
  ];
  return said.filter(([, values]) => values.length > 0)
    .map(([field, values]) => ({ fact: mrzFacts[field], field, values, doubtful: reading.fields[field].state === 'doubtful' }));
}

/** Whether two values say the same: `compatible` where one says less, is cut short, in other order or another script. */
export type Agreement = 'same' | 'compatible' | 'differs';

/** Compares two values of a fact by what they mean, not by how they are written. */
export function compareValues(type: FactType, a: Json, b: Json): Agreement {
  if (canonicalText(a) === canonicalText(b)) return 'same';
  switch (type) {
    case 'name': return compareNames(a as PersonName, b as PersonName);
    case 'date': case 'partial-date': return compareDates(a, b);
    case 'citizenships': return compareSets(a, b);
    case 'passport': case 'address': case 'period': return compareParts(a, b);
    case 'text': case 'email': case 'organisation-number': case 'code': case 'mrz':
      return fold(a) === fold(b) ? 'same' : 'differs';
    default: return 'differs';
  }
}

function compareNames(a: PersonName, b: PersonName): Agreement {
  const [latinA, latinB] = [mrzField(a), mrzField(b)];
  // A name in a script that 9303 has no letters for here cannot be compared letter by letter.
  if (!latinA || !latinB) return 'compatible';
  const match = matchMrz(a, latinB);
  if (match === 'differs' && matchMrz(b, latinA) === 'truncated') return 'compatible';
  return match === 'same' ? 'same' : match === 'differs' ? 'differs' : 'compatible';
}
/** A name as the zone writes it; the form the two are compared in (transliterations fold here). */
function mrzField(name: PersonName): string {
  const primary = mrzName(name.single ?? name.family ?? name.given ?? '');
  const secondary = name.single || !name.family ? '' : mrzName(name.given ?? '');
  return secondary ? `${primary}<<${secondary}` : primary;
}

function compareDates(a: Json, b: Json): Agreement {
  if (a === null || b === null) return 'compatible';
  const [x, y] = [rangeOf(a), rangeOf(b)];
  if (!x || !y || x.last < y.first || y.last < x.first) return 'differs';
  return x.first === y.first && x.last === y.last ? 'same' : 'compatible';
}
function rangeOf(value: Json): { first: Day; last: Day } | undefined {
  const [, year, month] = typeof value === 'string' ? /^(\d{4})(?:-(\d{2}))?$/.exec(value) ?? [] : [];
  if (year) return dayRange({ year: Number(year), ...(month ? { month: Number(month) } : {}), certainty: 'stated' });
  return typeof value === 'string' || (typeof value === 'object' && value !== null) ? dayRange(value as Day | PartialDate) : undefined;
}

function compareSets(a: Json, b: Json): Agreement {
  const [x, y] = [new Set([a].flat() as Json[]), new Set([b].flat() as Json[])];
  const common = x.intersection(y).size;
  return common === x.size && common === y.size ? 'same' : common > 0 ? 'compatible' : 'differs';
}

function compareParts(a: Json, b: Json): Agreement {
  if (typeof a !== 'object' || typeof b !== 'object' || !a || !b) return fold(a) === fold(b) ? 'same' : 'differs';
  const [x, y] = [a as { [key: string]: Json }, b as { [key: string]: Json }];
  const both = Object.keys(x).filter((key) => y[key] !== undefined);
  if (both.some((key) => fold(x[key]!) !== fold(y[key]!))) return 'differs';
  return both.length === Object.keys(x).length && both.length === Object.keys(y).length ? 'same' : 'compatible';
}

const fold = (value: Json): string =>
  (typeof value === 'string' ? value : canonicalText(value)).normalize('NFKD').replace(/\p{M}/gu, '').toUpperCase().replace(/[\s<.,'’\-–]/g, '');

/** Who says it: the person, the other side of the case (an employer, say), a document they showed, a register. An officer's own word is none of these. */
export type Witness = 'applicant' | 'counterpart' | 'document' | 'register';

/** One source's newest word on a fact. */
export interface Said {
  values: Json[];
  fact: Fact;
  /** Read from a document's machine-readable lines, which no check digit makes certain. */
  doubtful?: boolean;
}

/** What the three say of one fact, and whether it agrees. */
export interface Comparison {
  subject: string;
  name: string;
  said: Partial<Record<Witness, Said>>;
  /** The worst of the pairs; `alone` where only one of them speaks. */
  agreement: Agreement | 'alone';
}

/**
 * Applicant said, document says, register says: the newest word of each on each fact, out of the history in the
 * order it was told. Machine-readable lines speak as the document, also of facts that the person typed from it.
 * `byCounterpart` tells which of the parties' statements are the other side's; by default all are the applicant's.
 */
export function compareSources(history: readonly Fact[], definitions: readonly FactDefinition[], timeZone: string, byCounterpart: (fact: Fact) => boolean = () => false): Comparison[] {
  const types = new Map(definitions.map((definition) => [definition.name, definition.type]));
  const found = new Map<string, Comparison>();
  const say = (subject: string, name: string, witness: Witness, said: Said): void => {
    const key = `${subject}\u0000${name}`;
    const comparison = found.get(key) ?? { subject, name, said: {}, agreement: 'alone' };
    comparison.said[witness] = said;
    found.set(key, comparison);
  };
  for (const fact of history) {
    const type = types.get(fact.name);
    if (!type || type === 'document') continue;
    if (type === 'mrz') {
      const reading = readMrz(mrzText(fact.value), dayOf(fact.assertedAt, timeZone));
      if (!isMrzReading(reading)) continue;
      for (const { fact: name, values, doubtful } of mrzStatements(reading)) if (types.has(name)) say(fact.subject, name, 'document', { values, fact, ...(doubtful ? { doubtful } : {}) });
      continue;
    }
    const witness = witnessOf(fact, byCounterpart);
    if (witness) say(fact.subject, fact.name, witness, { values: [fact.value], fact });
  }
  for (const comparison of found.values()) comparison.agreement = agreementOf(comparison, types.get(comparison.name)!);
  return [...found.values()];
}

function witnessOf(fact: Fact, byCounterpart: (fact: Fact) => boolean): Witness | undefined {
  switch (fact.source) {
    case 'officer': return undefined;
    case 'partner': return 'register';
    case 'applicant': return byCounterpart(fact) ? 'counterpart' : 'applicant';
    default: return fact.source;
  }
}

const worst: Agreement[] = ['same', 'compatible', 'differs'];
function agreementOf({ said }: Comparison, type: FactType): Comparison['agreement'] {
  const all = Object.values(said);
  const pairs = all.flatMap((one, i) => all.slice(i + 1).map((other) => bestOf(type, one.values, other.values)));
  return pairs.length === 0 ? 'alone' : worst[Math.max(...pairs.map((pair) => worst.indexOf(pair)))]!;
}

/** The best agreement between any value one may mean and any the other may. */
export function bestOf(type: FactType, some: readonly Json[], others: readonly Json[]): Agreement {
  return worst[Math.min(...some.flatMap((one) => others.map((other) => worst.indexOf(compareValues(type, one, other)))))] ?? 'differs';
}

/** The text of a fact of the type `mrz`: its lines as read. */
export function mrzText(value: Json): string {
  const lines = typeof value === 'object' && value !== null && !Array.isArray(value) ? value['lines'] : value;
  return Array.isArray(lines) ? lines.join('\n') : String(lines ?? '');
}
