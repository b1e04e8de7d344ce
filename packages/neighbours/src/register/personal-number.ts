import { checkDigit } from '../shared/luhn.ts';

/**
 * Swedish personal identity and coordination numbers, twelve digits YYYYMMDDNNNC: a date, a birth number
 * (odd for a man, even for a woman) and a check digit. A coordination number has 60 added to the day.
 * Source: Folkbokföringslagen (1991:481) 18 §; lag (2022:1697) om samordningsnummer (unverified).
 * The date is not the birth date: when the numbers of a day are used up, another day is taken.
 */

/** True for twelve digits with a possible date and the right check digit. */
export function isPersonalNumber(text: string): boolean {
  if (!/^\d{12}$/.test(text)) return false;
  const day = Number(text.slice(6, 8));
  const date = `${text.slice(0, 4)}-${text.slice(4, 6)}-${String(day > 60 ? day - 60 : day).padStart(2, '0')}`;
  const parsed = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(date) && checkDigit(text.slice(2, 11)) === Number(text[11]);
}

/** What people type, as twelve digits: hyphens and spaces go, a missing century is the latest that is not in the future. */
export function readPersonalNumber(typed: string, today: Date): string | undefined {
  const digits = typed.replace(/[\s+-]/g, '');
  if (/^\d{12}$/.test(digits)) return digits;
  if (!/^\d{10}$/.test(digits)) return undefined;
  return Number(`20${digits.slice(0, 2)}`) <= today.getUTCFullYear() ? `20${digits}` : `19${digits}`;
}

// The Swedish tax agency hands out numbers with these birth numbers for tests; nobody real bears them.
const fictitious = [...Array.from({ length: 20 }, (_, i) => 980 + i), 238, 239];

/**
 * The next free fictitious number for a birth date; when the day is full, one of a following day.
 * @param birthDate YYYY-MM-DD
 */
export function nextPersonalNumber(birthDate: string, sex: 'female' | 'male', taken: (number: string) => boolean): string {
  const parity = sex === 'male' ? 1 : 0;
  for (let day = Date.parse(`${birthDate}T00:00:00Z`); ; day += 86_400_000) {
    const date = new Date(day).toISOString().slice(0, 10).replaceAll('-', '');
    for (const birthNumber of fictitious) {
      if (birthNumber % 2 !== parity) continue;
      const number = `${date}${birthNumber}${checkDigit(`${date.slice(2)}${birthNumber}`)}`;
      if (!taken(number)) return number;
    }
  }
}
