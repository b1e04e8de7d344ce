export const opinions = ['agrees', 'objects', 'none'] as const;

export type Opinion = typeof opinions[number];

/** The terms of a job, as the authority asks about them. */
export type RequestInput = {
  id: string;
  /** The authority's number of the case. */
  caseNumber: string;
  occupation: { code: string; text: string };
  /** Gross per month, öre. */
  salary: number;
  /** Hours a week. */
  hours: number;
  /** The collective agreement the employer names. */
  agreement: string | null;
  employer: { number: string; name: string };
};

export type UnionRequest = RequestInput & {
  receivedAt: string;
  /** When it is answered by itself: ISO 8601. */
  dueAt?: string;
  answer?: { opinion: Opinion; text: string; answeredAt: string };
};

/** How the union answers by itself: after so many seconds (null: never) and what. */
export type UnionHabit = { seconds: number | null; opinion: Opinion };

const text = (maxLength: number) => ({ type: 'string', minLength: 1, maxLength });

/** JSON Schema of a request. */
export const requestSchema = {
  type: 'object', additionalProperties: false, required: ['id', 'caseNumber', 'occupation', 'salary', 'hours', 'agreement', 'employer'],
  properties: {
    id: text(100), caseNumber: text(40), salary: { type: 'integer', minimum: 0 }, hours: { type: 'number', minimum: 0, maximum: 168 },
    occupation: { type: 'object', additionalProperties: false, required: ['code', 'text'], properties: { code: text(10), text: text(200) } },
    agreement: { anyOf: [{ type: 'null' }, text(300)] },
    employer: { type: 'object', additionalProperties: false, required: ['number', 'name'], properties: { number: { type: 'string', pattern: '^[0-9]{10}$' }, name: text(200) } },
  },
} as const;

/** What the union writes when it answers by itself, in the language it works in. */
export const habitualText: Record<Opinion, string> = {
  agrees: 'Villkoren motsvarar minst kollektivavtalet.', objects: 'Villkoren är sämre än vad kollektivavtalet medger.', none: 'Vi avstår från att yttra oss.',
};
