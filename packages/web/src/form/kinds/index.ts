import { choice, consent, person, yesNo, yesNoUnknown } from './choices.ts';
import { citizenships, country, passport } from './countries.ts';
import { date, partialDate, period } from './date.ts';
import { document } from './document.ts';
import type { Kinds } from './kind.ts';
import { name } from './name.ts';
import { address, integer, money, text } from './texts.ts';

/** A kind for every type in the fact catalogue. */
export const kinds: Kinds = {
  text, name, date, 'partial-date': partialDate, boolean: yesNo, 'yes-no-unknown': yesNoUnknown, integer, money,
  country, citizenships, choice, document, passport, period, address, person, consent,
};
export type { Kind } from './kind.ts';
