import { Type, type Static } from 'typebox';

/** What the rule lab answers and takes. Content's words come in the language of the session; FEEL and ids as they are. */

const Text = Type.String();
const Maybe = <T extends ReturnType<typeof Type.String>>(of: T) => Type.Optional(of);
const Scalar = Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()]);

export const LabLaw = Type.Object({ id: Text, label: Text, url: Maybe(Text), says: Maybe(Text), verified: Type.Boolean(), through: Maybe(Text) });
export type LabLaw = Static<typeof LabLaw>;

export const LabCell = Type.Object({ text: Text, words: Text });
export const LabRow = Type.Object({
  id: Text, inputs: Type.Array(LabCell), outputs: Type.Array(LabCell), law: Type.Array(LabLaw),
  reason: Type.Optional(Type.Object({ key: Text, words: Text, texts: Type.Record(Text, Text), sharedWith: Type.Array(Text) })),
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
    hitPolicy: Text, inputs: Type.Array(Type.Object({ label: Text, expression: Text })), outputs: Type.Array(Text), rows: Type.Array(LabRow),
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
});
export type LabRulebook = Static<typeof LabRulebook>;

export const LabFinding = Type.Object({
  code: Text, severity: Type.Union([Type.Literal('error'), Type.Literal('warning')]), message: Text, hint: Maybe(Text),
  decision: Maybe(Text), rows: Type.Array(Text), table: Maybe(Text),
  cell: Type.Optional(Type.Object({ part: Type.Union([Type.Literal('input'), Type.Literal('output')]), column: Type.Integer() })),
  reason: Type.Optional(Type.Object({ key: Text, language: Text })),
  when: Type.Optional(Type.Record(Text, Text)),
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
});
export type LabTest = Static<typeof LabTest>;
export const LabTests = Type.Object({ content: Text, passed: Type.Integer(), failed: Type.Integer(), rows: Type.Integer(), missed: Type.Array(Text), tests: Type.Array(LabTest) });
export type LabTests = Static<typeof LabTests>;

export const LabFlip = Type.Object({ condition: Text, title: Text, was: Text, is: Text, wasRow: Type.Union([Text, Type.Null()]), isRow: Type.Union([Text, Type.Null()]), count: Type.Integer() });
export type LabFlip = Static<typeof LabFlip>;
export const LabExample = Type.Object({
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
});
export type LabCompare = Static<typeof LabCompare>;

/** What is sent. */
const Edit = Type.Union([
  Type.Object({ kind: Type.Literal('cell'), decision: Text, row: Text, part: Type.Union([Type.Literal('input'), Type.Literal('output')]), column: Type.Integer({ minimum: 0 }), text: Type.String({ maxLength: 4000 }) }, { additionalProperties: false }),
  Type.Object({ kind: Type.Literal('formula'), decision: Text, text: Type.String({ minLength: 1, maxLength: 8000 }) }, { additionalProperties: false }),
  Type.Object({ kind: Type.Literal('basis'), decision: Text, row: Text, basis: Type.Array(Text, { minItems: 1, maxItems: 20 }) }, { additionalProperties: false }),
  Type.Object({ kind: Type.Literal('reason'), decision: Text, row: Text, language: Text, text: Type.String({ maxLength: 2000 }) }, { additionalProperties: false }),
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
