import { choice, consent, person, yesNo, yesNoUnknown } from './choices.ts';
import { code } from './code.ts';
import { citizenships, country, passport } from './countries.ts';
import { date, partialDate, period } from './date.ts';
import { document } from './document.ts';
import type { Kinds } from './kind.ts';
import { mrz } from './mrz.ts';
import { name } from './name.ts';
import { integer, money, number, percent } from './numbers.ts';
import { organisationNumber } from './organisation-number.ts';
import { address, email, text } from './texts.ts';

/** A kind for every type in the fact catalogue. */
export const kinds: Kinds = {
  text, name, date, 'partial-date': partialDate, boolean: yesNo, 'yes-no-unknown': yesNoUnknown, integer, number, percent, money,
  country, citizenships, choice, code, document, passport, mrz, period, address, person, consent, email, 'organisation-number': organisationNumber,
};
export type { Kind } from './kind.ts';
