import { randomUUIDv7 } from 'node:crypto';
import type { Clock, Ids, RuleEngine } from '@ankomst/core';
import type { Authority } from '@ankomst/content';
import type { DocumentStore, Store } from '@ankomst/store';
import type { Judge } from './access/policy.ts';
import type { AskingPartner } from './access/partner-grounds.ts';
import type { ProtectionContent } from './access/protection-marks.ts';
import type { Config } from './config.ts';
import type { CompanyRegister } from './exchange/clients/company-register.ts';
import type { Court } from './exchange/clients/court.ts';
import type { PassportValidity } from './exchange/clients/passport-validity.ts';
import type { Payments } from './exchange/clients/payments.ts';
import type { TaxAgency } from './exchange/clients/tax-agency.ts';
import type { Union } from './exchange/clients/union.ts';
import type { PartnerKeys } from './exchange/partners.ts';
import type { LoginProvider } from './identity/login-provider.ts';
import type { Keys } from './keys.ts';
import type { LiveBus } from './http/live.ts';
import type { PopulationRegister } from './people/population-register.ts';

/** Log lines for the operator. Never personal data: ids of cases and requests, codes, counts. */
export interface Log {
  info(fields: Record<string, unknown>, message: string): void;
  warn(fields: Record<string, unknown>, message: string): void;
  error(fields: Record<string, unknown>, message: string): void;
}

/** What every use case works with. Nothing reaches the clock, chance or the outside but through here. */
export interface Deps {
  config: Config;
  /** Who may see and do what: the content's policies. */
  access: Judge;
  /** What the content says of protected identity. */
  protection: ProtectionContent;
  /** What partner agencies may ask, and on which ground. */
  partners: readonly AskingPartner[];
  store: Store;
  documents: DocumentStore;
  /** The content as loaded: offices, units, calendar, languages, released rulebooks. */
  authority: Authority;
  engine: RuleEngine;
  clock: Clock;
  ids: Ids;
  keys: Keys;
  log: Log;
  login: LoginProvider;
  staffLogin: LoginProvider;
  register: PopulationRegister;
  payments: Payments;
  companies: CompanyRegister;
  tax: TaxAgency;
  passports: PassportValidity;
  court: Court;
  union: Union;
  partnerKeys: PartnerKeys;
  live: LiveBus;
}

export const systemClock: Clock = { now: () => new Date().toISOString() };
/** UUID version 7 (RFC 9562): in the order of time, so that indexes grow at one end. */
export const systemIds: Ids = { next: () => randomUUIDv7() };
