import { sha256 } from './json.ts';
import type { Day } from './time.ts';

/**
 * The number people say on the phone: year, nine digits and a check digit, `26-004 711 083-5`
 * without the spaces. The digits come from the case's id, so that opening a case needs no
 * counter; the store's unique constraint catches the rare collision.
 */
export function caseNumber(caseId: string, day: Day): string {
  const digits = (BigInt(`0x${sha256(caseId).slice(0, 15)}`) % 1_000_000_000n).toString().padStart(9, '0');
  const body = day.slice(2, 4) + digits;
  return `${day.slice(2, 4)}-${digits}-${luhnDigit(body)}`;
}

/** Is this a case number with the right check digit? Spaces and missing hyphens are forgiven. */
export function isCaseNumber(text: string): boolean {
  const digits = text.replace(/[\s-]/g, '');
  return /^\d{12}$/.test(digits) && luhnDigit(digits.slice(0, -1)) === digits.at(-1);
}

/** ISO/IEC 7812-1 annex B (Luhn) check digit of a string of digits. */
export function luhnDigit(digits: string): string {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const double = (digits.length - i) % 2 === 1;
    const digit = Number(digits[i]) * (double ? 2 : 1);
    sum += digit > 9 ? digit - 9 : digit;
  }
  return String((10 - (sum % 10)) % 10);
}
