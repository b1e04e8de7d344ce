import { Type, type Static } from 'typebox';

/** What the rule lab answers and takes. Content's words come in the language of the session; FEEL and ids as they are. */

const Text = Type.String();
const Maybe = <T extends ReturnType<typeof Type.String>>(of: T) => Type.Optional(of);
const Scalar = Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()]);

export const LabLaw = Type.Object({ id: Text, label: Text, url: Maybe(Text), says: Maybe(Text), verified: Type.Boolean(), through: Maybe(Text) });
export type LabLaw = Static<typeof LabLaw>;

export const LabCell = Type.Object({ text: Text, words: Text });
export type LabCell = Static<typeof LabCell>;
export const LabRow = Type.Object({
  id: Text, inputs: Type.Array(LabCell), outputs: Type.Array(LabCell), law: Type.Array(LabLaw),
  reason: Type.Optional(Type.Object({
    key: Text, words: Text, texts: Type.Record(Text, Text), sharedWith: Type.Array(Text),
    /** The figures it tells, and its sentence with them by language. */
    told: Type.Array(Type.Object({ name: Text, decision: Text })), toldTexts: Type.Record(Text, Text),
  })),
});
export type LabRow = Static<typeof LabRow>;

export const LabDecision = Type.Object({
  id: Text, name: Text,
  /** What it is to the service: a legal condition by name, or a step on the way. */
  title: Text, role: Type.Union([Type.Literal('condition'), Type.Literal('outcome'), Type.Literal('permit'), Type.Literal('fee'), Type.Literal('step')]),
  question: Maybe(Text), description: Maybe(Text),
  /** The day a condition is judged at: the law's transition. */
  anchor: Type.Optional(Type.Union([Type.Literal('application'), Type.Literal('decision'), Type.Literal('event')])),
  law: Type.Array(LabLaw), needs: Type.Array(Text),
  table: Type.Optional(Type.Object({
    hitPolicy: Text,
    /** `allowed`: values a cell may hold, as FEEL, with what they mean. */
    inputs: Type.Array(Type.Object({ label: Text, expression: Text, type: Maybe(Text), allowed: Type.Array(LabCell) })),
    outputs: Type.Array(Type.Object({ label: Text, type: Maybe(Text), allowed: Type.Array(LabCell) })), rows: Type.Array(LabRow),
    /** Do its rows name law and reason, and may they tell figures? */
    annotations: Type.Array(Text),
  })),
  formula: Maybe(Text),
});
export type LabDecision = Static<typeof LabDecision>;

export const LabAmounts = Type.Object({
  id: Text, columns: Type.Array(Type.Object({ name: Text, type: Text })), dated: Type.Boolean(),
  rows: Type.Array(Type.Record(Text, Scalar)), anchors: Type.Array(Text), more: Type.Integer(),
});
export type LabAmounts = Static<typeof LabAmounts>;

export const LabRulebook = Type.Object({
  hash: Text, service: Text, title: Text, version: Text, validFrom: Text, approvedBy: Type.Array(Text), unit: Text,
  automation: Type.Object({ enabled: Type.Boolean(), commissioning: Text, decidedOn: Text, decidedBy: Text }),
  decisions: Type.Array(LabDecision), amounts: Type.Array(LabAmounts), languages: Type.Array(Text),
  /** Every reason there is words for, by key. */
  reasons: Type.Record(Text, Text),
  /** What the rules' files say in English, in the language of the session: columns, steps, questions, tests. */
  phrases: Type.Record(Text, Text),
});
export type LabRulebook = Static<typeof LabRulebook>;

export const LabFinding = Type.Object({
  code: Text, severity: Type.Union([Type.Literal('error'), Type.Literal('warning')]), message: Text, hint: Maybe(Text),
  decision: Maybe(Text), rows: Type.Array(Text), table: Maybe(Text),
  cell: Type.Optional(Type.Object({ part: Type.Union([Type.Literal('input'), Type.Literal('output')]), column: Type.Integer() })),
  reason: Type.Optional(Type.Object({ key: Text, language: Text })),
  /** The inputs concerned, by column: FEEL, and in words. */
  when: Type.Optional(Type.Record(Text, Text)), whenWords: Type.Optional(Type.Record(Text, Text)),
  /** Characters into the cell at which it is. */
  offset: Type.Optional(Type.Integer({ minimum: 0 })),
});
export type LabFinding = Static<typeof LabFinding>;

export const LabVersion = Type.Object({ hash: Text, version: Text, validFrom: Text, releasedAt: Text, inForce: Type.Boolean(), draft: Maybe(Text) });
export type LabVersion = Static<typeof LabVersion>;

const State = Type.Union([Type.Literal('open'), Type.Literal('proposed'), Type.Literal('published'), Type.Literal('set-aside')]);
export const LabDraftLine = Type.Object({
  id: Text, service: Text, title: Text, serviceTitle: Text, state: State, validFrom: Text, version: Text, changedAt: Text, begunBy: Text,
});
export type LabDraftLine = Static<typeof LabDraftLine>;

export const LabMay = Type.Object({ draft: Type.Boolean(), approve: Type.Boolean() });
export const LabHome = Type.Object({
  services: Type.Array(Type.Object({ service: Text, title: Text, decisions: Type.Integer(), rows: Type.Integer(), tests: Type.Integer(), versions: Type.Array(LabVersion) })),
  drafts: Type.Array(LabDraftLine), may: LabMay, today: Text,
});
export type LabHome = Static<typeof LabHome>;

export const LabTest = Type.Object({
  name: Text, outcome: Text, rows: Type.Array(Text),
  problems: Type.Array(Type.Object({ what: Text, expected: Text, got: Text })),
  /** The author has said that this is what is meant. */
  changed: Type.Boolean(),
  expected: Type.Optional(Text),
});
export type LabTest = Static<typeof LabTest>;
export const LabTests = Type.Object({ content: Text, passed: Type.Integer(), failed: Type.Integer(), rows: Type.Integer(), missed: Type.Array(Text), tests: Type.Array(LabTest) });
export type LabTests = Static<typeof LabTests>;

export const LabFlip = Type.Object({ condition: Text, title: Text, was: Text, is: Text, wasRow: Type.Union([Text, Type.Null()]), isRow: Type.Union([Text, Type.Null()]), count: Type.Integer() });
export type LabFlip = Static<typeof LabFlip>;
export const LabExample = Type.Object({
  /** Names it among the examples of its run: a test can be made of it. */
  key: Text,
  /** Present where the reader may open the case. */
  caseId: Maybe(Text), number: Maybe(Text),
  phase: Text, was: Text, is: Text, decided: Maybe(Text), automatic: Type.Optional(Type.Boolean()),
  flips: Type.Array(Type.Object({ title: Text, was: Text, is: Text, reason: Maybe(Text) })),
});
export type LabExample = Static<typeof LabExample>;
export const LabSide = Type.Object({
  looked: Type.Integer(), flipped: Type.Integer(),
  /** From a grant to an officer, and the other way. */
  fewer: Type.Integer(), more: Type.Integer(), flips: Type.Array(LabFlip), examples: Type.Array(LabExample),
});
export type LabSide = Static<typeof LabSide>;
export const LabTried = Type.Object({
  content: Text, asIfOn: Text, looked: Type.Record(Text, Type.Integer()),
  /** By the law's own dates: what becomes of the cases there are. `sent` keep the rules they were sent under. */
  open: LabSide, sent: LabSide, past: LabSide,
  /** Had the same people applied on the first day of the draft. */
  asIf: LabSide,
});
export type LabTried = Static<typeof LabTried>;

export const LabJob = Type.Object({
  id: Text, kind: Type.Union([Type.Literal('tests'), Type.Literal('cases')]), content: Text,
  state: Type.Union([Type.Literal('running'), Type.Literal('done'), Type.Literal('cancelled'), Type.Literal('failed')]),
  done: Type.Integer(), total: Type.Integer(), at: Text,
  tests: Type.Optional(LabTests), tried: Type.Optional(LabTried),
});
export type LabJob = Static<typeof LabJob>;

export const LabEditLine = Type.Object({ seq: Type.Integer(), by: Text, at: Text, kind: Text, target: Text, before: Maybe(Text), after: Text });
export type LabEditLine = Static<typeof LabEditLine>;
export const LabDraft = Type.Object({
  ...LabDraftLine.properties,
  base: Text, baseVersion: Text, content: Text, why: Maybe(Text), rulebookHash: Maybe(Text),
  rulebook: LabRulebook, findings: Type.Array(LabFinding), edits: Type.Array(LabEditLine), seen: Type.Integer(),
  jobs: Type.Array(LabJob),
  approvals: Type.Array(Type.Object({ by: Text, words: Maybe(Text), at: Text })), needed: Type.Integer(),
  events: Type.Array(Type.Object({ what: Text, by: Text, at: Text, words: Maybe(Text) })),
  /** What keeps it from being proposed, as codes that the app has words for. */
  blocks: Type.Array(Text),
  may: Type.Object({ edit: Type.Boolean(), propose: Type.Boolean(), approve: Type.Boolean(), publish: Type.Boolean(), setAside: Type.Boolean() }),
  stale: Type.Boolean(), today: Text,
});
export type LabDraft = Static<typeof LabDraft>;

export const LabDifference = Type.Object({
  /** Row by row, in words. */
  rows: Type.Array(Type.Object({
    decision: Text, title: Text, row: Text, change: Type.Union([Type.Literal('added'), Type.Literal('removed'), Type.Literal('changed')]),
    cells: Type.Array(Type.Object({ what: Text, before: Text, after: Text })),
  })),
  amounts: Type.Array(Type.Object({ table: Text, change: Type.Union([Type.Literal('added'), Type.Literal('removed'), Type.Literal('changed')]), name: Text, cells: Type.Array(Type.Object({ what: Text, before: Text, after: Text })) })),
  /** For which inputs a decision answers otherwise, found exactly from the two tables. */
  answers: Type.Array(Type.Object({ decision: Text, title: Text, when: Type.Array(Type.Object({ column: Text, is: Text })), before: Text, after: Text })),
  /** Other parts that differ. */
  other: Type.Array(Text),
  tests: Type.Array(Text),
});
export type LabDifference = Static<typeof LabDifference>;
export const LabCompare = Type.Object({
  before: Type.Object({ name: Text, version: Text, validFrom: Text }), after: Type.Object({ name: Text, version: Text, validFrom: Text }), difference: LabDifference,
  phrases: Type.Record(Text, Text),
});
export type LabCompare = Static<typeof LabCompare>;

/** A cell as it is typed, before it is saved: what cannot be read and where, and what would then be wrong with the table. */
export const LabCellCheck = Type.Object({ words: Text, problems: Type.Array(LabFinding), findings: Type.Array(LabFinding) });
export type LabCellCheck = Static<typeof LabCellCheck>;

const Facts = Type.Record(Text, Type.Any());
const Persons = Type.Record(Text, Type.Union([Facts, Type.Array(Type.Union([Facts, Type.Null()]))]));
/** One of the rules' own cases, as it stands in the file. */
export const TestCase = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 200 }), like: Maybe(Text),
  dates: Type.Optional(Type.Object({ application: Maybe(Type.String({ format: 'date' })), decision: Maybe(Type.String({ format: 'date' })), event: Maybe(Type.String({ format: 'date' })) }, { additionalProperties: false })),
  facts: Type.Optional(Persons),
  sources: Type.Optional(Type.Record(Text, Type.Object({ source: Maybe(Text), certainty: Maybe(Text) }, { additionalProperties: false }))),
  tables: Type.Optional(Type.Record(Text, Type.Array(Facts))),
  expect: Type.Object({
    outcome: Type.Union([Type.Literal('GRANT'), Type.Literal('OFFICER')]),
    rows: Type.Optional(Type.Record(Text, Text)), status: Type.Optional(Type.Record(Text, Text)), permit: Type.Optional(Facts), fee: Type.Optional(Facts),
    alternatives: Type.Optional(Type.Record(Text, Text)), hits: Type.Optional(Type.Array(Text)),
  }, { additionalProperties: false }),
}, { additionalProperties: false });

/** A case opened for writing: the facts it comes to, with whose they are and of what kind. */
export const LabTestCase = Type.Object({
  test: TestCase, dates: Type.Object({ application: Text, decision: Text, event: Maybe(Text) }),
  facts: Type.Array(Type.Object({ role: Text, roleTitle: Text, index: Type.Integer({ minimum: 0 }), fact: Text, label: Text, type: Text, choices: Type.Array(Type.Object({ code: Text, label: Text })), value: Type.Any() })),
  /** Facts the service knows that the case does not have yet. */
  more: Type.Array(Type.Object({ role: Text, fact: Text, label: Text, type: Text, choices: Type.Array(Type.Object({ code: Text, label: Text })) })),
  conditions: Type.Array(Type.Object({ id: Text, title: Text, rows: Type.Array(Type.Object({ id: Text, words: Text })) })),
  cases: Type.Array(Text),
});
export type LabTestCase = Static<typeof LabTestCase>;

/** What comes out of a case as it is written, beside what it expects. */
export const LabTestRun = Type.Object({
  outcome: Text, conditions: Type.Array(Type.Object({ id: Text, status: Text, row: Type.Union([Text, Type.Null()]), reason: Maybe(Text) })),
  permit: Type.Union([Facts, Type.Null()]), fee: Type.Union([Facts, Type.Null()]),
  problems: Type.Array(Type.Object({ what: Text, expected: Text, got: Text })),
  /** What would be expected if all of it were meant. */
  meant: TestCase.properties.expect,
});
export type LabTestRun = Static<typeof LabTestRun>;

/** How a table of the law may choose: others give lists, which no condition reads. */
const HitPolicy = Type.Union([Type.Literal('UNIQUE'), Type.Literal('FIRST'), Type.Literal('ANY'), Type.Literal('PRIORITY')]);
export type LabHitPolicy = Static<typeof HitPolicy>;
/** Rows are named by what they say: tests and decisions speak of them by it. */
const RowId = Type.String({ pattern: '^[a-z][a-z0-9]*(-[a-z0-9]+)*$', maxLength: 80 });

/** What is sent. */
const Edit = Type.Union([
  Type.Object({ kind: Type.Literal('cell'), decision: Text, row: Text, part: Type.Union([Type.Literal('input'), Type.Literal('output')]), column: Type.Integer({ minimum: 0 }), text: Type.String({ maxLength: 4000 }) }, { additionalProperties: false }),
  Type.Object({ kind: Type.Literal('formula'), decision: Text, text: Type.String({ minLength: 1, maxLength: 8000 }) }, { additionalProperties: false }),
  Type.Object({ kind: Type.Literal('add-row'), decision: Text, row: RowId, after: Type.Union([Text, Type.Null()]), like: Maybe(Text), inputs: Type.Optional(Type.Array(Type.String({ maxLength: 4000 }), { maxItems: 100 })) }, { additionalProperties: false }),
  Type.Object({ kind: Type.Literal('remove-row'), decision: Text, row: Text }, { additionalProperties: false }),
  Type.Object({ kind: Type.Literal('move-row'), decision: Text, row: Text, after: Type.Union([Text, Type.Null()]) }, { additionalProperties: false }),
  Type.Object({ kind: Type.Literal('hit-policy'), decision: Text, policy: HitPolicy }, { additionalProperties: false }),
  Type.Object({ kind: Type.Literal('reason-key'), decision: Text, row: Text, key: Type.String({ pattern: '^reason\\.[a-z0-9][a-z0-9.-]*$', maxLength: 120 }) }, { additionalProperties: false }),
  Type.Object({ kind: Type.Literal('told'), decision: Text, row: Text, told: Type.Array(Type.Object({ name: Type.String({ pattern: '^[a-z][A-Za-z0-9]*$' }), decision: Text }, { additionalProperties: false }), { maxItems: 8 }) }, { additionalProperties: false }),
  Type.Object({ kind: Type.Literal('put-test'), test: Type.String({ minLength: 1, maxLength: 200 }), case: TestCase }, { additionalProperties: false }),
  Type.Object({ kind: Type.Literal('remove-test'), test: Text }, { additionalProperties: false }),
  Type.Object({ kind: Type.Literal('basis'), decision: Text, row: Text, basis: Type.Array(Text, { minItems: 1, maxItems: 20 }) }, { additionalProperties: false }),
  Type.Object({ kind: Type.Literal('reason'), decision: Text, row: Text, language: Text, text: Type.String({ maxLength: 2000 }), told: Type.Optional(Type.Boolean()) }, { additionalProperties: false }),
  Type.Object({ kind: Type.Literal('amount'), table: Text, row: Type.Integer({ minimum: 0 }), column: Text, value: Type.String({ maxLength: 500 }) }, { additionalProperties: false }),
  Type.Object({ kind: Type.Literal('add-amount'), table: Text, like: Type.Integer({ minimum: 0 }), from: Type.String({ format: 'date' }), values: Type.Record(Text, Type.String({ maxLength: 500 })) }, { additionalProperties: false }),
  Type.Object({ kind: Type.Literal('remove-amount'), table: Text, row: Type.Integer({ minimum: 0 }) }, { additionalProperties: false }),
  Type.Object({ kind: Type.Literal('expect'), test: Text }, { additionalProperties: false }),
]);
export type EditSent = Static<typeof Edit>;
export const EditBody = Type.Object({ seen: Type.Integer({ minimum: 0 }), edit: Edit }, { additionalProperties: false });
export const BeginBody = Type.Object({ base: Text, title: Type.String({ minLength: 1, maxLength: 200 }) }, { additionalProperties: false });
export const FrameBody = Type.Object({ title: Type.String({ minLength: 1, maxLength: 200 }), validFrom: Type.String({ format: 'date' }), version: Type.String({ pattern: '^\\d+\\.\\d+\\.\\d+$' }) }, { additionalProperties: false });
export const JobBody = Type.Object({ kind: Type.Union([Type.Literal('tests'), Type.Literal('cases')]), past: Type.Optional(Type.Integer({ minimum: 0 })) }, { additionalProperties: false });
export const WordsBody = Type.Object({ words: Type.String({ maxLength: 4000 }), content: Type.Optional(Text) }, { additionalProperties: false });
export const CellBody = Type.Object({ decision: Text, row: Text, part: Type.Union([Type.Literal('input'), Type.Literal('output')]), column: Type.Integer({ minimum: 0 }), text: Type.String({ maxLength: 4000 }) }, { additionalProperties: false });
export type CellSent = Static<typeof CellBody>;
export const TestBody = Type.Object({ case: TestCase }, { additionalProperties: false });
export const ExampleBody = Type.Object({ key: Text }, { additionalProperties: false });
