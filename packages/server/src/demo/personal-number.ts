import type { Day } from '@ankomst/core';

/**
 * A number in the form of a Swedish personal number (folkbokföringslagen 1991:481 18 §):
 * date, three figures and a check digit (Luhn). Only the series 980-999, which are kept for tests.
 * `serial` 0..19; the last figure before the check digit is even for women.
 */
export function personalNumber(date: Day, serial: number): string {
  const head = `${date.replaceAll('-', '')}${980 + (serial % 20)}`;
  return head + luhnDigit(head.slice(2));
}

/** The check digit after ISO/IEC 7812-1 annex B, over the nine last figures. */
export function luhnDigit(digits: string): string {
  let sum = 0;
  [...digits].reverse().forEach((digit, index) => {
    const weighed = Number(digit) * (index % 2 === 0 ? 2 : 1);
    sum += weighed > 9 ? weighed - 9 : weighed;
  });
  return String((10 - (sum % 10)) % 10);
}
