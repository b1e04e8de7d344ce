import { addDays, type Day, type Json } from '@ankomst/core';

/** What one page of the work permit's form is filled in with, and the facts it must come to when it is sent. */
export interface Filled { page: string; raw: Record<string, string>; facts: [string, Json][] }

const date = (fact: string, day: Day): Record<string, string> => {
  const [year, month, of] = day.split('-').map((part) => String(Number(part)));
  return { [`${fact}.day`]: of!, [`${fact}.month`]: month!, [`${fact}.year`]: year! };
};
const plain = (page: string, fields: Record<string, string>, facts: Record<string, Json>): Filled => ({ page, raw: fields, facts: Object.entries(facts) });

/** The applicant's pages; `n` makes each filling another, and one in three a passport whose country vouches for it. */
export function applicantPages(n: number): Filled[] {
  const number = n % 3 === 0 ? `FZ${100_000 + n}` : 'FY482913';
  return [
    plain('passport', { 'person.passport-number': number, 'person.passport-country': 'BR', ...date('person.passport-valid-to', '2032-03-09') },
      { 'person.passport-number': number, 'person.passport-country': 'BR', 'person.passport-valid-to': '2032-03-09' }),
    plain('where', { 'case.in-sweden': 'false' }, { 'case.in-sweden': false }),
    plain('employer', { 'case.employer-number': '559990-0015' }, { 'case.employer-number': '5599900015' }),
    plain('apply', { 'party.confirmed': 'true' }, {}),
  ];
}

/** The employer's pages: one in three a krona short, one in four asks the union. */
export function employerPages(n: number, today: Day): Filled[] {
  const salary = n % 3 === 0 ? 34_469 : 37_000 + n;
  const way = n % 4 === 0 ? 'ask' : 'none';
  const insurances = ['health', 'life', 'injury', 'pension'].map((one) => `case.insurance-${one}`);
  const [offered, from, advertised, until] = [addDays(today, -5), addDays(today, 60), addDays(today, -40), addDays(today, -20)];
  return [
    plain('occupation', { 'case.offer-occupation': '5120' }, { 'case.offer-occupation': '5120' }),
    plain('work', { 'case.offer-duties': `Cooks ${n}`, 'case.offer-place': 'Uppsala' }, { 'case.offer-duties': `Cooks ${n}`, 'case.offer-place': 'Uppsala' }),
    plain('pay', { 'case.offer-salary': String(salary) }, { 'case.offer-salary': salary * 100 }),
    plain('hours', { 'case.offer-hours': '100', 'case.offer-hours-week': '40' }, { 'case.offer-hours': 100, 'case.offer-hours-week': 40 }),
    plain('period', { ...date('case.offer-date', offered), ...date('case.offer-from', from), 'case.offer-permanent': 'true' },
      { 'case.offer-date': offered, 'case.offer-from': from, 'case.offer-permanent': true }),
    plain('terms', { 'case.offer-collective-agreement': 'bound', ...Object.fromEntries(insurances.map((one) => [one, 'true'])) },
      { 'case.offer-collective-agreement': 'bound', ...Object.fromEntries(insurances.map((one) => [one, true])) }),
    plain('vacancy', { 'case.advertised-where': 'eures', ...date('case.advertised-from', advertised), ...date('case.advertised-to', until) },
      { 'case.advertised-where': 'eures', 'case.advertised-from': advertised, 'case.advertised-to': until }),
    plain('union', { 'case.union-way': way }, { 'case.union-way': way }),
    plain('employer-confirm', { 'party.confirmed@employer.1': 'true' }, {}),
  ];
}
