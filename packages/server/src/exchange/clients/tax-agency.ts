import { Type } from 'typebox';
import type { Static } from 'typebox';
import type { NeighbourConfig } from '../../config.ts';
import { handOver } from './ask.ts';

const salaries = Type.Object({
  months: Type.Array(Type.Object({
    /** YYYY-MM */
    month: Type.String(),
    /** Gross, öre. */
    gross: Type.Integer({ minimum: 0 }),
  })),
});

const employer = Type.Object({
  number: Type.String(),
  /** In the register of employers. */
  registered: Type.Boolean(),
  /** Taxes and contributions not paid in time, öre. */
  unpaid: Type.Integer({ minimum: 0 }),
  /** Reported for suspected faults as an employer: for a human to weigh, never an answer by itself. */
  reported: Type.Boolean(),
  reportedWhy: Type.Optional(Type.String()),
});

export type SalaryMonth = Static<typeof salaries>['months'][number];
export type TaxEmployer = Static<typeof employer>;

/** The tax agency. Its `SalaryMissing` comes to `/exchange/tax/events`; permit notices go to `/notices/permits` there, signed. */
export interface TaxAgency {
  /**
   * What an employer (organisation number) has declared for a person (personal number), oldest month first;
   * a month without pay is left out. `from`, `to`: YYYY-MM, both included. @throws Problem neighbour-down
   */
  salaries(asked: { person: string; employer: string; from: string; to: string }): Promise<SalaryMonth[]>;
  /** How the tax agency sees an employer; one it has never heard of is not registered. @throws Problem neighbour-down */
  employer(number: string): Promise<TaxEmployer>;
}

/** Waits at most 3 s: somebody may be watching a page load. */
export function createTaxAgency(config: NeighbourConfig, timeoutMs = 3_000): TaxAgency {
  const agency = { ...config, name: 'tax', timeoutMs };
  return {
    async salaries(asked) {
      const { months } = await handOver(agency, { path: `/salaries?${new URLSearchParams(asked)}` }, salaries);
      return months;
    },
    employer: (number) => handOver(agency, { path: `/employers/${encodeURIComponent(number)}` }, employer),
  };
}
