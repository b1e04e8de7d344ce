/** A name as the register holds it: one name only, or given names with or without a family name; `native` in the own script. */
export type PersonName = { given?: string; family?: string; single?: string; native?: string };

export type Address = { street: string; postcode: string; city: string };

export type Person = {
  /** Twelve digits. Its date may differ from the birth date. */
  number: string;
  name: PersonName;
  /** YYYY, YYYY-MM or YYYY-MM-DD: what is known. */
  birthDate: string;
  /** ISO 3166-1 alpha-2 */
  birthCountry: string;
  birthPlace?: string;
  /** ISO 3166-1 alpha-2; XXA stateless, XXX unspecified (ICAO 9303-3) */
  citizenships: string[];
  maritalStatus: 'unmarried' | 'married' | 'divorced' | 'widowed';
  sex: 'female' | 'male';
  address: Address | null;
  /** Numbers of the parents and of those who have custody. */
  parents: string[];
  custodians: string[];
  /** False for those who have a coordination number only. */
  registered: boolean;
  /** For test persons: one line on who they are, by language. Not part of what the register answers. */
  about?: Record<string, string>;
};

const text = (maxLength = 200) => ({ type: 'string', minLength: 1, maxLength });
const number = { type: 'string', pattern: '^[0-9]{12}$' };
const country = { type: 'string', pattern: '^([A-Z]{2}|XXA|XXX)$' };

const nameSchema = {
  type: 'object', additionalProperties: false,
  properties: { given: text(), family: text(), single: text(), native: text() },
};

/** JSON Schema of a person, the same for the shipped data set and for what is posted. */
export const personSchema = {
  type: 'object', additionalProperties: false,
  required: ['number', 'name', 'birthDate', 'birthCountry', 'citizenships', 'maritalStatus', 'sex', 'address', 'parents', 'custodians', 'registered'],
  properties: {
    number, name: nameSchema,
    birthDate: { type: 'string', pattern: '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$' },
    birthCountry: country, birthPlace: text(), citizenships: { type: 'array', items: country, maxItems: 10 },
    maritalStatus: { enum: ['unmarried', 'married', 'divorced', 'widowed'] }, sex: { enum: ['female', 'male'] },
    address: { anyOf: [{ type: 'null' }, {
      type: 'object', additionalProperties: false, required: ['street', 'postcode', 'city'],
      properties: { street: text(), postcode: text(20), city: text() },
    }] },
    parents: { type: 'array', items: number }, custodians: { type: 'array', items: number },
    registered: { type: 'boolean' }, about: { type: 'object', additionalProperties: { type: 'string' } },
  },
} as const;

/** The name in one line, as a person would read it. */
export function fullName(name: PersonName): string {
  return name.single ?? [name.given, name.family].filter(Boolean).join(' ');
}
