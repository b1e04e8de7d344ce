import type { Me } from '../../../../server/src/desk/api.ts';
import type { Purpose } from '../api/purpose.ts';

/** What roles open cases for, each group one thing. */
const usual: [Purpose, string[]][] = [['handling', ['officer', 'approver']], ['supervision', ['leader']], ['audit', ['auditor', 'ombudsman']]];

/** Whoever is here for one thing is not asked; whoever wears several hats says which, case by case. */
export function wearsSeveralHats({ roles }: Pick<Me, 'roles'>): boolean {
  return usual.filter(([, some]) => some.some((role) => roles.includes(role))).length > 1;
}

/** The digit that chooses the purpose at this place of the list. */
export const keyFor = (index: number): string => String(index + 1);
