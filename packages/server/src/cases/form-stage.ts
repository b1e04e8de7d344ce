import { actFacts, factSet, subject } from '@ankomst/core';
import type { Rulebook } from '@ankomst/core';
import type { OpenedCase } from '../access/open-case.ts';
import type { Party } from './act-as-party.ts';

/**
 * What this party's form is for now: `send` the application, add the own `part` to it, or neither (`sent`).
 * Who sends is whom the rulebook's own requirement to confirm names before anything is sent; any other role
 * with such a requirement has a part to add.
 */
export type FormStage = 'send' | 'part' | 'sent';

export function formStage({ file, facts, rulebook, subject: { personId } }: OpenedCase<Party>): FormStage {
  const roles = new Set(file.parties.filter((party) => party.personId === personId).map((party) => party.role));
  const concerns = (phase: string): boolean => confirmers(rulebook, phase).some((role) => roles.has(role));
  if (file.phase === 'offered' && concerns('offered')) return 'send';
  if (file.phase !== 'offered' && file.phase !== 'lodged') return 'sent';
  const done = factSet(facts).get(subject.party(file.id, personId), actFacts.confirmed)?.value === true;
  return concerns('lodged') && !done ? 'part' : 'sent';
}

function confirmers(rulebook: Rulebook, phase: string): string[] {
  return rulebook.requirements.flatMap((one) => {
    if (one.phase !== phase || !('fact' in one.needs) || one.needs.fact !== actFacts.confirmed) return [];
    return 'role' in one.holder ? [one.holder.role] : 'anyOf' in one.holder ? one.holder.anyOf : [];
  });
}
