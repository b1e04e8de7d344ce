import { Type } from 'typebox';
import type { Static } from 'typebox';
import type { NeighbourConfig } from '../../config.ts';
import { handOver } from './ask.ts';

const check = Type.Object({
  /** `unknown`: no such document, or not of this person: the service does not say which. */
  status: Type.Union([Type.Literal('valid'), Type.Literal('expired'), Type.Literal('lost'), Type.Literal('unknown')]),
  checkedAt: Type.String(),
});

export type PassportCheck = Static<typeof check>;

export interface PassportData {
  /** Issuing state, ISO 3166-1 alpha-2. */
  country: string;
  number: string;
  /** YYYY-MM-DD */
  birthDate: string;
  /** YYYY-MM-DD */
  validTo: string;
}

/** The service that tells whether a passport is valid where it was issued. */
export interface PassportValidity {
  /** @throws Problem neighbour-down; PartnerRefused where the data are not of the right form */
  check(passport: PassportData): Promise<PassportCheck>;
}

/** Waits at most 3 s: somebody may be watching a page load. */
export function createPassportValidity(config: NeighbourConfig, timeoutMs = 3_000): PassportValidity {
  const service = { ...config, name: 'passports', timeoutMs };
  return { check: (passport) => handOver(service, { path: '/checks', body: passport }, check) };
}
