import { readFileSync } from 'node:fs';

export type TaxEmployer = {
  /** Organisation number, ten digits. */
  number: string;
  name: string;
  /** In the register of employers. */
  registered: boolean;
  /** Taxes and contributions not paid in time, öre. */
  unpaid: number;
  /** Reported for suspected faults as an employer. */
  reported: boolean;
  reportedWhy?: string;
};

export type Employment = {
  /** Personal number, twelve digits. */
  person: string;
  /** Organisation number. */
  employer: string;
  /** First month paid, YYYY-MM. */
  from: string;
  /** Last month paid; missing: goes on. */
  to?: string;
  /** Gross per month, öre. */
  gross: number;
  /** Months for which the employer declared nothing. */
  missing: string[];
};

/** The data set in `tax.json`: what the tax agency knows of the shipped companies and of those who work there. */
export function shippedTaxData(): { employers: TaxEmployer[]; employments: Employment[] } {
  return JSON.parse(readFileSync(new URL('tax.json', import.meta.url), 'utf8')) as { employers: TaxEmployer[]; employments: Employment[] };
}

export const employmentId = ({ person, employer }: Pick<Employment, 'person' | 'employer'>): string => `${person}-${employer}`;

const number = (month: string) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;
const month = (value: number) => `${Math.floor(value / 12)}-${String(value % 12 + 1).padStart(2, '0')}`;

/** The month so many months after (before, when negative). */
export const addMonths = (from: string, months: number): string => month(number(from) + months);

/** Months from one to another, both included. */
export function monthsBetween(from: string, to: string): string[] {
  return Array.from({ length: Math.max(number(to) - number(from) + 1, 0) }, (_, i) => addMonths(from, i));
}

/** Months that are over on this day: a salary is declared when its month has ended. */
export const lastMonth = (today: string): string => addMonths(today.slice(0, 7), -1);

/** What was declared for an employment from one month to another: one line a month, none where nothing was. */
export function declared({ from, to, gross, missing }: Employment, asked: { from: string; to: string }, today: string): { month: string; gross: number }[] {
  const end = [asked.to, to ?? '9999-12', lastMonth(today)].sort()[0]!;
  const begin = asked.from > from ? asked.from : from;
  return monthsBetween(begin, end).filter((one) => !missing.includes(one)).map((one) => ({ month: one, gross }));
}
