import { readFileSync } from 'node:fs';

export type Passport = {
  /** Issuing state: ISO 3166-1 alpha-2. */
  country: string;
  number: string;
  /** YYYY-MM-DD */
  birthDate: string;
  /** YYYY-MM-DD */
  validTo: string;
  /** Told to be lost or stolen. */
  lost: boolean;
};

export type Asked = Omit<Passport, 'lost'>;

export type Status = 'valid' | 'expired' | 'lost' | 'unknown';

const day = { type: 'string', pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' };
const document = {
  country: { type: 'string', pattern: '^([A-Z]{2}|XX[A-C])$' }, number: { type: 'string', pattern: '^[A-Za-z0-9 -]{1,30}$' }, birthDate: day, validTo: day,
};

/** JSON Schemas of what is asked, and of documents added for a demonstration. */
export const askedSchema = { type: 'object', additionalProperties: false, required: ['country', 'number', 'birthDate', 'validTo'], properties: document } as const;
export const passportSchema = { ...askedSchema, required: [...askedSchema.required, 'lost'], properties: { ...document, lost: { type: 'boolean' } } } as const;

/** A document's number as it is compared: people type spaces, hyphens and small letters. */
export const passportId = ({ country, number }: Pick<Passport, 'country' | 'number'>): string => `${country}-${number.replace(/[ -]/g, '').toUpperCase()}`;

/**
 * What is answered of a passport. One that does not exist and one of somebody else get the same answer: the service
 * must not help to find out whose a number is.
 */
export function statusOf(passport: Passport | undefined, asked: Asked, today: string): Status {
  if (!passport || passport.birthDate !== asked.birthDate || passport.validTo !== asked.validTo) return 'unknown';
  if (passport.lost) return 'lost';
  return passport.validTo < today ? 'expired' : 'valid';
}

/** The data set in `passports.json`: documents of fictitious people. */
export function shippedPassports(): Passport[] {
  return JSON.parse(readFileSync(new URL('passports.json', import.meta.url), 'utf8')) as Passport[];
}
