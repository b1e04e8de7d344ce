export type Signatory = {
  /** Personal number, twelve digits. */
  number: string;
  name: string;
  /** Signs by themselves; else only together with another who is listed. */
  alone: boolean;
};

export const statuses = ['active', 'bankrupt', 'liquidation', 'deregistered'] as const;

export type Company = {
  /** Ten digits. */
  number: string;
  name: string;
  /** Legal form, as the register abbreviates it: AB, HB, EK. */
  form: string;
  /** YYYY-MM-DD */
  registeredOn: string;
  status: typeof statuses[number];
  address: { street: string; postcode: string; city: string };
  /** SNI 2007 */
  industry: { code: string; text: string };
  signatories: Signatory[];
};

const text = (maxLength = 200) => ({ type: 'string', minLength: 1, maxLength });

/** JSON Schema of a company, the same for the shipped data set and for what is posted. */
export const companySchema = {
  type: 'object', additionalProperties: false,
  required: ['number', 'name', 'form', 'registeredOn', 'status', 'address', 'industry', 'signatories'],
  properties: {
    number: { type: 'string', pattern: '^[0-9]{10}$' }, name: text(), form: text(10), registeredOn: { type: 'string', pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' },
    status: { enum: statuses },
    address: { type: 'object', additionalProperties: false, required: ['street', 'postcode', 'city'], properties: { street: text(), postcode: text(20), city: text() } },
    industry: { type: 'object', additionalProperties: false, required: ['code', 'text'], properties: { code: text(10), text: text() } },
    signatories: {
      type: 'array', maxItems: 50, items: {
        type: 'object', additionalProperties: false, required: ['number', 'name', 'alone'],
        properties: { number: { type: 'string', pattern: '^[0-9]{12}$' }, name: text(), alone: { type: 'boolean' } },
      },
    },
  },
} as const;

/** What of a company is another than before, of the things that can change. */
export function changedParts(before: Company, after: Company): string[] {
  return (['name', 'status', 'address', 'signatories'] as const).filter((part) => JSON.stringify(before[part]) !== JSON.stringify(after[part]));
}
