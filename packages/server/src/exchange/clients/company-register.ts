import { Type } from 'typebox';
import type { Static } from 'typebox';
import type { NeighbourConfig } from '../../config.ts';
import { ask, handOver } from './ask.ts';

const company = Type.Object({
  /** Ten digits, no hyphen. */
  number: Type.String(),
  name: Type.String(),
  /** Legal form, as the register abbreviates it: AB, HB, EK … */
  form: Type.String(),
  registeredOn: Type.String(),
  status: Type.Union([Type.Literal('active'), Type.Literal('bankrupt'), Type.Literal('liquidation'), Type.Literal('deregistered')]),
  address: Type.Object({ street: Type.String(), postcode: Type.String(), city: Type.String() }),
  /** Swedish standard industrial classification (SNI 2007). */
  industry: Type.Object({ code: Type.String(), text: Type.String() }),
  /** Who may sign for the company. `alone`: by themselves; else only together with another who is listed. */
  signatories: Type.Array(Type.Object({
    /** Personal number, twelve digits. */
    number: Type.String(),
    name: Type.String(),
    alone: Type.Boolean(),
  })),
});

export type Company = Static<typeof company>;

/** The register of companies. Its `CompanyChanged` comes to `/exchange/company-register/events`. */
export interface CompanyRegister {
  /** The company; null where none has the number, or it has a wrong check digit. @throws Problem neighbour-down */
  company(number: string): Promise<Company | null>;
  /** Companies the person with this personal number is a signatory of, alone or with others. @throws Problem neighbour-down */
  companiesOf(personalNumber: string): Promise<Company[]>;
}

/** Waits at most 3 s: somebody may be watching a page load. */
export function createCompanyRegister(config: NeighbourConfig, timeoutMs = 3_000): CompanyRegister {
  const register = { ...config, name: 'company-register', timeoutMs };
  return {
    company: (number) => ask(register, { path: `/companies/${encodeURIComponent(number)}` }, company),
    async companiesOf(personalNumber) {
      const answer = await handOver(register, { path: `/companies?signatory=${encodeURIComponent(personalNumber)}` }, Type.Object({ companies: Type.Array(company) }));
      return answer.companies;
    },
  };
}
