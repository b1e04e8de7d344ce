import { luhnDigit, type Day } from '@ankomst/core';

/**
 * A number in the form of a Swedish personal number (folkbokföringslagen 1991:481 18 §):
 * date, three figures and a check digit (Luhn). Only the series 980-999, which are kept for tests.
 * `serial` 0..19; the last figure before the check digit is even for women.
 */
export function personalNumber(date: Day, serial: number): string {
  const head = `${date.replaceAll('-', '')}${980 + (serial % 20)}`;
  return head + luhnDigit(head.slice(2));
}
