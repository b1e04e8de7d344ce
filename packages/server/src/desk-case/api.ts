// What the desk is told of a case, and what it sends: schemas and their types. All words are in the reader's language.
import { Type, type Static, type TSchema } from 'typebox';

const oneOf = <const T extends string[]>(...values: T) => Type.Unsafe<T[number]>({ type: 'string', enum: values });
const list = <T extends TSchema>(of: T) => Type.Array(of);
const maybe = <T extends TSchema>(of: T) => Type.Optional(of);
const text = Type.String();
const instant = Type.String({ description: 'RFC 3339' });
const day = Type.String({ description: 'Year-month-day' });

const law = Type.Object({ label: text, url: maybe(text) });

/** Where in a document a statement stands: shares of the page's width and height, from its upper left corner. */
const Region = Type.Object({ x: Type.Number(), y: Type.Number(), width: Type.Number(), height: Type.Number() });
const Place = Type.Object({
  document: Type.String({ description: 'Document id' }), page: Type.Integer({ minimum: 1 }),
  field: maybe(Type.String({ description: 'What of the machine-readable lines it was read from, as they are printed' })), region: maybe(Region),
});

const witness = oneOf('applicant', 'counterpart', 'document', 'register', 'officer');
/** One source's newest word on a fact. */
const Claim = Type.Object({
  id: Type.String({ description: 'The statement on file' }), witness, who: text, at: instant,
  values: Type.Array(text, { description: 'One, or the two that lines of a document may mean' }),
  doubtful: Type.Boolean({ description: 'Questioned, or read from lines that do not add up' }),
  stands: Type.Boolean(), place: maybe(Place),
});

const state = oneOf('differs', 'doubted', 'compatible', 'same', 'alone', 'settled', 'unknown');
const FactAnswer = Type.Object({
  key: Type.String({ description: '`subject name`, as conditions name it' }), label: text, value: text, certainty: maybe(text),
  state, stands: Type.String({ description: 'Which statement stands, and why, in a sentence' }),
  claims: list(Claim),
  /** To look at: it differs, or a condition rests on it and may not. */
  open: Type.Boolean(),
  proposed: maybe(Type.Object({ claim: text, value: text, why: text })),
  reopen: maybe(Type.String({ description: 'The settled statement, where this officer may open the question again' })),
  conditions: Type.Array(text, { description: 'Conditions that rest on it and are not met because of it' }),
  history: list(Type.Object({ value: text, who: text, at: instant, stands: Type.Boolean() })),
});

const Condition = Type.Object({
  id: text, label: text, status: oneOf('met', 'not met', 'unknown', 'doubtful'), discretion: Type.Boolean(), reason: maybe(text), law: list(law),
  facts: list(Type.Object({ key: text, label: text, value: text })), missing: list(text), doubted: list(text),
  ask: maybe(Type.Object({ person: text, to: text, facts: list(text), text })),
  askBlocked: maybe(Type.String({ description: 'Why nothing can be asked' })),
});

const DocumentAnswer = Type.Object({
  id: text, name: text, what: text, at: instant, from: text, href: text, kind: oneOf('image', 'pdf', 'other'), letter: Type.Boolean(),
  facts: Type.Array(text, { description: 'Keys of the facts it shows' }),
});

const Said = Type.Object({ at: instant, direction: oneOf('in', 'out'), by: text, text, language: text, documents: list(Type.Object({ id: text, name: text })) });
const outcome = oneOf('granted', 'refused', 'dismissed');
const Terms = Type.Object({ kind: text, ground: text, validFrom: day, validTo: Type.Union([day, Type.Null()]) });
const choice = Type.Object({ value: text, label: text });

/** A fact an officer may record: how it is asked for (`parts` are the fields of its kind, as in the forms people fill in), and of whom. */
const Recordable = Type.Object({
  fact: text, label: text, kind: oneOf('text', 'name', 'date', 'yes-no', 'choice', 'number'), choices: list(choice), people: list(choice),
});

export const CaseAnswer = Type.Object({
  id: text, number: text, version: Type.Integer(), service: text, unit: text,
  phase: Type.Object({ code: text, text }),
  parties: list(Type.Object({ personId: text, name: text, role: text, applicant: Type.Boolean() })),
  waiting: maybe(Type.Object({ reason: text, text, holder: text, us: Type.Boolean(), since: instant, legal: maybe(Type.Object({ on: day, what: text, passed: Type.Boolean() })) })),
  assigned: maybe(Type.Object({ staffId: text, name: text, mine: Type.Boolean() })),
  facts: list(Type.Object({ id: text, title: text, facts: list(FactAnswer) })),
  assessment: maybe(Type.Object({
    outcome: oneOf('GRANT', 'OFFICER'), conditions: list(Condition), terms: maybe(Terms), seen: Type.String({ description: 'What was seen, to be sent with the decision' }),
  })),
  stopped: maybe(Type.Object({ why: text, at: instant })),
  documents: list(DocumentAnswer),
  timeline: list(Type.Object({ at: instant, what: text, by: text })),
  messages: list(Said),
  requests: list(Type.Object({ id: text, to: text, text, askedAt: instant, by: maybe(day), facts: list(text), mine: Type.Boolean() })),
  askable: list(choice), people: list(choice),
  recordable: Type.Array(Recordable, { description: 'What an officer may record of what they have learnt' }),
  decide: maybe(Type.Object({ kinds: list(choice), grounds: list(choice), refuse: Type.Array(text, { description: 'Conditions a refusal may rest on' }) })),
  proposal: maybe(Type.Object({
    outcome, by: text, mine: Type.Boolean(), at: instant, note: maybe(text), terms: maybe(Terms), mayApprove: Type.Boolean(),
    reasons: list(Type.Object({ condition: text, text, law: list(law), now: oneOf('met', 'not met', 'unknown', 'doubtful') })),
    since: Type.Array(text, { description: 'What has come since it was proposed' }),
  })),
  decision: maybe(Type.Object({ id: text, outcome, at: instant, by: text, approvedBy: maybe(text), automatic: Type.Boolean(), note: maybe(text), terms: maybe(Terms), reasons: list(Type.Object({ text, law: list(law) })) })),
  clocks: list(Type.Object({ label: text, on: day, passed: Type.Boolean(), pausedBy: maybe(text), extendedBecause: maybe(text) })),
  extend: list(Type.Object({ deadline: text, label: text, days: Type.Integer() })),
  notice: maybe(Type.Object({ due: day, expectedBy: day, texts: list(Type.Object({ language: text, text })) })),
  conclude: maybe(Type.Object({ askedAt: instant, answerBy: maybe(day), texts: list(Type.Object({ language: text, text })) })),
  appeal: maybe(Type.Object({
    appellant: text, lodgedAt: instant, inTime: Type.Boolean(), dueOn: maybe(day), text, files: list(Type.Object({ id: text, name: text })), mayReview: Type.Boolean(),
    review: maybe(Type.Object({ by: text, at: instant, note: text })), ruling: maybe(Type.Object({ at: instant, reasons: text })),
  })),
  may: Type.Object({ assign: Type.Boolean(), request: Type.Boolean(), message: Type.Boolean(), note: Type.Boolean(), rerun: Type.Boolean(), decide: Type.Boolean(), settle: Type.Boolean() }),
  light: Type.String({ description: 'The same case at the light desk' }),
});
export type CaseAnswer = Static<typeof CaseAnswer>;
export type FactAnswer = Static<typeof FactAnswer>;
export type ClaimAnswer = Static<typeof Claim>;
export type PlaceAnswer = Static<typeof Place>;
export type ConditionAnswer = Static<typeof Condition>;
export type DocumentAnswer = Static<typeof DocumentAnswer>;
export type Outcome = Static<typeof outcome>;
export type FactState = Static<typeof state>;

/** A fact as an officer has learnt it, and how. `fields`: as typed, by part of the field. */
export const Recorded = Type.Object({
  fact: Type.String({ maxLength: 200 }), person: maybe(Type.String({ maxLength: 200 })), how: Type.String({ minLength: 1, maxLength: 2_000 }),
  fields: Type.Record(Type.String({ maxLength: 20 }), Type.String({ maxLength: 2_000 }), { maxProperties: 5 }),
}, { additionalProperties: false });
export type RecordableAnswer = Static<typeof Recordable>;

/** What an officer has chosen, and what they saw as they chose. */
export const Choice = Type.Object({
  outcome, reasons: Type.Array(Type.String({ maxLength: 100 }), { maxItems: 50 }), note: Type.String({ maxLength: 20_000 }), terms: maybe(Terms), seen: Type.String({ maxLength: 20_000 }),
}, { additionalProperties: false });
export type Choice = Static<typeof Choice>;

/** What will happen if it is sent, and what has changed since the officer looked. */
export const Review = Type.Object({
  changed: Type.Array(text, { description: 'What the rules say otherwise than the officer saw; empty where nothing' }),
  seen: Type.String({ description: 'What is seen now' }),
  steps: Type.Array(text, { description: 'What follows from it, in order' }),
  second: Type.Boolean({ description: 'A second officer must agree before anything is sent' }),
  letters: list(Type.Object({ id: text, language: text, languageName: text, dir: oneOf('ltr', 'rtl'), to: text, html: text, pdf: text })),
});
export type Review = Static<typeof Review>;

/** Done; or not, because the rules say otherwise than was seen. */
export const Decided = Type.Object({ done: Type.Boolean(), changed: list(text) });
export type Decided = Static<typeof Decided>;
