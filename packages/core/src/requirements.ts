import { actFacts } from './fact-names.ts';
import { partiesIn, subjectOf } from './bind.ts';
import type { CaseFile, Holder, Party } from './case.ts';
import { subject, type FactSet } from './fact.ts';
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

/** What the rulebook asks to be paid, in öre; undefined while it cannot be told. */
export type FeeDue = () => number | undefined;

/** How one requirement of the rulebook stands in a case. `fee` is asked only where the requirement is the fee. */
export function requirementStatus(requirement: RequirementDefinition, rulebook: Rulebook, file: CaseFile, facts: FactSet, fee: FeeDue): RequirementStatus {
  if (!applies(requirement, rulebook, file, facts)) return { state: 'met' };
  const { needs, holder, where } = requirement;
  if ('fee' in needs) {
    const paid = facts.get(subject.case(file.id), actFacts.feePaid)?.value === true;
    // what nobody can tell the amount of is not asked for: the rules' own fee condition leads it to an officer
    return paid || !fee() ? { state: 'met' } : open(file, holder, (party) => party);
  }
  const about = rulebook.facts.find((definition) => definition.name === needs.fact)?.about ?? 'person';
  const applicant = partiesIn(file, needs.of ?? rulebook.applicantRole)[0]?.personId;
  /** A party's or relation's fact is the holder's own; a person's fact that of the role it is needed of. */
  const valueFor = (personId: string | undefined): Json | undefined => {
    const key = subjectOf(rulebook, file, needs.fact, about === 'person' ? applicant : personId);
    return key === undefined ? undefined : facts.get(key, needs.fact)?.value;
  };
  const satisfied = (value: Json | undefined): boolean => (needs.equals === undefined ? value !== undefined && value !== null : same(value, needs.equals));
  const contradicts = (value: Json | undefined): boolean => value !== undefined && needs.equals !== undefined && !same(value, needs.equals);

  if (!('role' in holder || 'anyOf' in holder)) return satisfied(valueFor(applicant)) ? { state: 'met' } : open(file, holder, (party) => party);
  const concerned: Party[] = holdersOf(file, holder).filter((party) => {
    if (!where) return true;
    const key = subjectOf(rulebook, file, where.fact, party.personId, where.to);
    return key !== undefined && same(facts.get(key, where.fact)?.value, where.equals);
  });
  if ('role' in holder && holder.each) {
    const against = concerned.filter((party) => contradicts(valueFor(party.personId)));
    if (against.length > 0) return { state: 'contradicted', by: against.map((party) => party.personId) };
    const next = concerned.find((party) => !satisfied(valueFor(party.personId)));
    return next ? { state: 'open', holder: { kind: 'person', personId: next.personId, role: next.role } } : { state: 'met' };
  }
  // any one of them will do; for a fact of the applicant or the case it does not matter whose hand it was
  const values = about === 'party' || about === 'relation' ? concerned.map((party) => valueFor(party.personId)) : [valueFor(applicant)];
  if (values.some(satisfied)) return { state: 'met' };
  return open(file, holder, (parties) => parties.filter((party) => concerned.includes(party)));
}

function holdersOf(file: CaseFile, holder: { role: string } | { anyOf: string[] }): Party[] {
  return ('role' in holder ? [holder.role] : holder.anyOf).flatMap((role) => partiesIn(file, role));
}

/** Open, with whom: the office, partner or unit, or those of the role who are concerned; contradicted where there is nobody. */
function open(file: CaseFile, holder: RequirementDefinition['holder'], concerned: (parties: Party[]) => Party[]): RequirementStatus {
  if ('office' in holder) return { state: 'open', holder: { kind: 'unit', unit: holder.office } };
  if ('partner' in holder) return { state: 'open', holder: { kind: 'partner', partner: holder.partner } };
  if ('officer' in holder) return { state: 'open', holder: { kind: 'unit', unit: file.unit } };
  const parties = concerned(holdersOf(file, holder));
  const [first, ...others] = parties;
  if (!first) return { state: 'contradicted', by: [] };
  return {
    state: 'open',
    holder: others.length === 0
      ? { kind: 'person', personId: first.personId, role: first.role }
      : { kind: 'anyone', role: first.role, personIds: parties.map((party) => party.personId) },
  };
}
