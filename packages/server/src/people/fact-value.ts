import { isDay } from '@ankomst/core';
import type { FactDefinition, FactType, Json } from '@ankomst/core';

const text = (value: Json, longest = 1_000): boolean => typeof value === 'string' && value.length > 0 && value.length <= longest;
const object = (value: Json): value is { [key: string]: Json } => value !== null && typeof value === 'object' && !Array.isArray(value);
const texts = (value: Json): boolean => object(value) && Object.values(value).every((part) => text(part, 400));
const country = (value: Json): boolean => typeof value === 'string' && /^[A-Z]{2,4}$/.test(value);

const fits: Record<FactType, (value: Json, definition: FactDefinition) => boolean> = {
  text: (value) => text(value, 10_000),
  name: (value) => texts(value) && Object.keys(value as object).every((part) => ['given', 'family', 'single', 'native'].includes(part)),
  date: isDay,
  'partial-date': (value) => isDay(value) || (typeof value === 'string' && /^\d{4}(-\d{2})?$/.test(value)) || (object(value) && typeof value['year'] === 'number'),
  boolean: (value) => typeof value === 'boolean',
  'yes-no-unknown': (value) => ['yes', 'no', 'unknown'].includes(value as string),
  integer: (value) => Number.isSafeInteger(value),
  money: (value) => Number.isSafeInteger(value) || object(value),
  country,
  citizenships: (value) => Array.isArray(value) && value.length > 0 && value.length <= 10 && value.every(country),
  choice: (value, { choices }) => typeof value === 'string' && (choices ?? []).includes(value),
  document: (value) => text(value) || (Array.isArray(value) && value.every((id) => text(id))),
  passport: object,
  period: object,
  address: texts,
  person: (value) => text(value),
  consent: (value) => typeof value === 'boolean',
  code: (value) => typeof value === 'string' && /^[\w.-]{1,20}$/.test(value),
  'organisation-number': (value) => typeof value === 'string' && /^\d{10}$/.test(value),
  number: (value) => typeof value === 'number' && Number.isFinite(value),
  percent: (value) => typeof value === 'number' && value >= 0 && value <= 100,
  email: (value) => typeof value === 'string' && /^[^\s@]+@[^\s@]+$/.test(value) && value.length <= 254,
  mrz: (value) => text(value, 200),
};

/** Is this a value of the fact's type? What partners send is looked at as closely as what people type. */
export function fitsFact(definition: FactDefinition, value: Json): boolean {
  return fits[definition.type](value, definition);
}
