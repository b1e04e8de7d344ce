export const outcomes = ['upheld', 'changed', 'referred-back', 'dismissed'] as const;

export type Outcome = typeof outcomes[number];

/** What the outcomes mean, for the one who presses the button. */
export const outcomeWords: Record<Outcome, string> = {
  upheld: 'The decision stands', changed: 'The decision is changed', 'referred-back': 'The decision is set aside and referred back', dismissed: 'The appeal is dismissed without trial (late, or no right to appeal)',
};

/** What the authority hands over. */
export type AppealInput = {
  id: string;
  /** The authority's number of the case. */
  caseNumber: string;
  /** The decision appealed, and the hash of its record. */
  decision: { id: string; hash: string };
  /** YYYY-MM-DD */
  lodgedOn: string;
  appellant: string;
  text: string;
  documents: { name: string; sha256: string }[];
};

export type Appeal = AppealInput & {
  courtNumber: string;
  receivedAt: string;
  state: 'pending' | 'ruled' | 'withdrawn';
  ruling?: { outcome: Outcome; reasons: string; ruledOn: string };
};

const text = (maxLength: number) => ({ type: 'string', minLength: 1, maxLength });

/** JSON Schema of an appeal handed over. */
export const appealSchema = {
  type: 'object', additionalProperties: false, required: ['id', 'caseNumber', 'decision', 'lodgedOn', 'appellant', 'text', 'documents'],
  properties: {
    id: text(100), caseNumber: text(40), lodgedOn: { type: 'string', pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' }, appellant: text(300), text: { type: 'string', maxLength: 100_000 },
    decision: { type: 'object', additionalProperties: false, required: ['id', 'hash'], properties: { id: text(100), hash: { type: 'string', pattern: '^[0-9a-f]{64}$' } } },
    documents: {
      type: 'array', maxItems: 200, items: {
        type: 'object', additionalProperties: false, required: ['name', 'sha256'], properties: { name: text(300), sha256: { type: 'string', pattern: '^[0-9a-f]{64}$' } },
      },
    },
  },
} as const;

/** The number a migration court gives a case: UM, a running number and the year. */
export const courtNumber = (running: number, year: string): string => `UM ${running}-${year.slice(2)}`;
