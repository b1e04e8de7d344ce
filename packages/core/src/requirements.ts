import { partiesIn, subjectOf } from './bind.ts';
import type { CaseFile, Holder, Party } from './case.ts';
import type { FactSet } from './fact.ts';
import { canonicalText, type Json } from './json.ts';
import type { RequirementDefinition, Rulebook } from './rulebook.ts';

/** How a requirement stands: met, open (with whom), or contradicted (there is an answer, but not the one needed). */
export type RequirementStatus =
  | { state: 'met' }
  | { state: 'open'; holder: Holder }
  | { state: 'contradicted'; by: string[] };

const same = (a: Json | undefined, b: Json): boolean => a !== undefined && canonicalText(a) === canonicalText(b);

/** Does the requirement apply to this case at all? */
export function applies(requirement: RequirementDefinition, rulebook: Rulebook, file: CaseFile, facts: FactSet): boolean {
  const when = requirement.when;
  if (!when) return true;
  const persons = when.role ? partiesIn(file, when.role).map((party) => party.personId) : [partiesIn(file, rulebook.applicantRole)[0]?.personId];
  return persons.some((personId) => {
    const key = subjectOf(rulebook, file, when.fact, personId);
    return key !== undefined && same(facts.get(key, when.fact)?.value, when.equals);
  });
}

/** How one requirement of the rulebook stands in a case. */
export function requirementStatus(requirement: RequirementDefinition, rulebook: Rulebook, file: CaseFile, facts: FactSet): RequirementStatus {
  if (!applies(requirement, rulebook, file, facts)) return { state: 'met' };
  const { needs, holder, where } = requirement;
  const about = rulebook.facts.find((definition) => definition.name === needs.fact)?.about ?? 'person';
  const applicant = partiesIn(file, needs.of ?? rulebook.applicantRole)[0]?.personId;
  /** A party's or relation's fact is the holder's own; a person's fact that of the role it is needed of. */
  const valueFor = (personId: string | undefined): Json | undefined => {
    const key = subjectOf(rulebook, file, needs.fact, about === 'person' ? applicant : personId);
    return key === undefined ? undefined : facts.get(key, needs.fact)?.value;
  };
  const satisfied = (value: Json | undefined): boolean => (needs.equals === undefined ? value !== undefined && value !== null : same(value, needs.equals));
  const contradicts = (value: Json | undefined): boolean => value !== undefined && needs.equals !== undefined && !same(value, needs.equals);

  if (!('role' in holder)) {
    if (satisfied(valueFor(applicant))) return { state: 'met' };
    if ('office' in holder) return { state: 'open', holder: { kind: 'unit', unit: holder.office } };
    if ('partner' in holder) return { state: 'open', holder: { kind: 'partner', partner: holder.partner } };
    return { state: 'open', holder: { kind: 'unit', unit: file.unit } };
  }

  const concerned: Party[] = partiesIn(file, holder.role).filter((party) => {
    if (!where) return true;
    const key = subjectOf(rulebook, file, where.fact, party.personId, where.to);
    return key !== undefined && same(facts.get(key, where.fact)?.value, where.equals);
  });
  if (holder.each) {
    const against = concerned.filter((party) => contradicts(valueFor(party.personId)));
    if (against.length > 0) return { state: 'contradicted', by: against.map((party) => party.personId) };
    const open = concerned.find((party) => !satisfied(valueFor(party.personId)));
    return open ? { state: 'open', holder: { kind: 'person', personId: open.personId, role: holder.role } } : { state: 'met' };
  }
  // any one of them will do; for a fact of the applicant or the case it does not matter whose hand it was
  const values = about === 'party' || about === 'relation' ? concerned.map((party) => valueFor(party.personId)) : [valueFor(applicant)];
  if (values.some(satisfied)) return { state: 'met' };
  const [first, ...others] = concerned;
  if (!first) return { state: 'contradicted', by: [] };
  return {
    state: 'open',
    holder: others.length === 0
      ? { kind: 'person', personId: first.personId, role: holder.role }
      : { kind: 'anyone', role: holder.role, personIds: concerned.map((party) => party.personId) },
  };
}
