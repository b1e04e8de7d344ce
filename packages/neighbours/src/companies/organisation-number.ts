import { checkDigit } from '../shared/luhn.ts';

/**
 * Swedish organisation numbers, ten digits: the third at least 2, so that none is a personal number, the last a check digit.
 * Source: lag (1974:174) om identitetsbeteckning för juridiska personer m.fl. (unverified).
 */
export function isOrganisationNumber(text: string): boolean {
  return /^\d{2}[2-9]\d{7}$/.test(text) && checkDigit(text.slice(0, 9)) === Number(text[9]);
}

/** What people type, as ten digits: hyphens and spaces go, and the 16 that some systems put in front. */
export function readOrganisationNumber(typed: string): string {
  const digits = typed.replace(/[\s-]/g, '');
  return /^16\d{10}$/.test(digits) ? digits.slice(2) : digits;
}
