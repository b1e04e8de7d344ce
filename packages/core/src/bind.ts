import type { CaseFile, Party } from './case.ts';
import { subject, type Fact, type FactSet, type SubjectKey } from './fact.ts';
import type { Json } from './json.ts';
import type { FieldBinding, Rulebook } from './rulebook.ts';
import type { Day } from './time.ts';

/** Days the rules are judged at. */
export interface RuleDates { application: Day; decision: Day; event?: Day }

/** Where an input's field comes from: the subject and fact, and the fact itself if on file. */
export interface Bound { subject: SubjectKey; name: string; fact: Fact | undefined }

export interface BoundInputs {
  inputs: { [input: string]: Json };
  /** The facts behind a path of the trace such as `Child.birth country`; for a path that names no field, all of the input's. */
  behind(path: string): Bound[];
  all: Bound[];
}

export function partiesIn(file: CaseFile, role: string): Party[] {
  return file.parties.filter((party) => party.role === role);
}

/** Does a row of a dated table hold on a day? An empty end is open. */
function holdsOn(row: Json, day: Day): boolean {
  if (row === null || typeof row !== 'object' || Array.isArray(row)) return true;
  const from = row['valid_from'], to = row['valid_to'];
  return (typeof from !== 'string' || from === '' || from <= day) && (typeof to !== 'string' || to === '' || day <= to);
}

/** The key of a fact's subject for one party of a case; undefined where the other end of a relation has nobody. */
export function subjectOf(rulebook: Rulebook, file: CaseFile, factName: string, personId: string | undefined, toRole?: string): SubjectKey | undefined {
  const about = rulebook.facts.find((definition) => definition.name === factName)?.about ?? 'person';
  if (about === 'case') return subject.case(file.id);
  if (!personId) return undefined;
  if (about === 'person') return subject.person(personId);
  if (about === 'party') return subject.party(file.id, personId);
  const other = partiesIn(file, toRole ?? rulebook.applicantRole)[0];
  return other ? subject.relation(personId, other.personId) : undefined;
}

/**
 * Fills the rules' inputs from the facts on file, as the rulebook's bindings say.
 * What is not on file is left out (not null): the engine tells *unknown* apart from a value.
 */
export function bindInputs(rulebook: Rulebook, file: CaseFile, facts: FactSet, dates: RuleDates): BoundInputs {
  const inputs: { [input: string]: Json } = {};
  const byPath = new Map<string, Bound[]>();
  const all: Bound[] = [];

  const field = (path: string, binding: FieldBinding, personId: string | undefined): Json | undefined => {
    if ('date' in binding) return dates[binding.date];
    const key = subjectOf(rulebook, file, binding.fact, personId, binding.to);
    if (!key) return undefined;
    const bound: Bound = { subject: key, name: binding.fact, fact: facts.get(key, binding.fact) };
    all.push(bound);
    byPath.set(path, [...(byPath.get(path) ?? []), bound]);
    return bound.fact?.value;
  };
  const context = (input: string, fields: Record<string, FieldBinding>, personId: string | undefined): { [key: string]: Json } => {
    const result: { [key: string]: Json } = {};
    for (const [name, binding] of Object.entries(fields)) {
      const value = field(`${input}.${name}`, binding, personId);
      if (value !== undefined) result[name] = value;
    }
    return result;
  };

  for (const binding of rulebook.bindings) {
    if (binding.table !== undefined) inputs[binding.input] = (rulebook.tables[binding.table] ?? []).filter((row) => holdsOn(row, dates[binding.anchor ?? 'decision'] ?? dates.decision));
    else if (!binding.role) inputs[binding.input] = context(binding.input, binding.fields, undefined);
    else {
      const parties = partiesIn(file, binding.role);
      const contexts = parties.map((party) => context(binding.input, binding.fields, party.personId));
      inputs[binding.input] = binding.list ? contexts : (contexts[0] ?? {});
    }
  }
  return {
    inputs,
    all,
    behind(path) {
      const plain = path.replace(/\[[^\]]*\]/g, '');
      const exact = byPath.get(plain);
      if (exact) return exact;
      // the engine may name a whole input (`Guardians`) or go deeper than a field (`Child.name.family`)
      const found: Bound[] = [];
      for (const [key, bound] of byPath) if (key.startsWith(`${plain}.`) || plain.startsWith(`${key}.`)) found.push(...bound);
      return found;
    },
  };
}
