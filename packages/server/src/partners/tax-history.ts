
import type { PartnerAdapter } from './ask-partner.ts';
import { todayOf } from '../today.ts';

/**
 * What the employer has declared for the person since the permit began, against what was promised. `history` is
 * `missing` where a whole month is without pay, `lower` where one is under the promise, `as-promised` where every
 * month is at least that, `unknown` where it cannot be told (no number, no promise on file). It is never more than a
 * question to a human: no rule refuses on it.
 */
export const askTaxHistory: PartnerAdapter = async (deps, { fields }) => {
  const { person, employer, from, promised } = fields;
  if (typeof person !== 'string' || typeof employer !== 'string' || typeof from !== 'string') return { history: 'unknown' };
  const today = todayOf(deps);
  // the month the permit began and the present one may be part months: neither is held against anybody
  const months = monthsBetween(from.slice(0, 7), today.slice(0, 7));
  if (months.length === 0 || typeof promised !== 'number') return { history: 'unknown' };
  const declared = new Map((await deps.tax.salaries({ person, employer, from: months[0]!, to: months.at(-1)! })).map((one) => [one.month, one.gross]));
  if (months.some((month) => !declared.get(month))) return { history: 'missing' };
  return { history: months.some((month) => declared.get(month)! < promised) ? 'lower' : 'as-promised' };
};

/** Whole months after `from` and before `to` (YYYY-MM). */
export function monthsBetween(from: string, to: string): string[] {
  const index = (month: string): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;
  return Array.from({ length: Math.max(0, index(to) - index(from) - 1) }, (_, i) => {
    const at = index(from) + 1 + i;
    return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`;
  });
}
