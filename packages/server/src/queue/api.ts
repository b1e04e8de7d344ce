import { Type, type Static, type TSchema } from 'typebox';

const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
const Text = Type.String();
const Words = Type.Record(Type.String(), Type.String());

/** Why this case and not another. */
export const Why = Type.Object({
  line: Type.String({ description: 'In one line' }),
  parts: Type.Array(Type.Object({
    kind: Type.Union(['oldest', 'deadline', 'norm', 'rule', 'language', 'second', 'waited'].map((one) => Type.Literal(one as 'oldest'))) as unknown as TSchema & { static: 'oldest' | 'deadline' | 'norm' | 'rule' | 'language' | 'second' | 'waited' },
    text: Text, day: Type.Optional(Text), rule: Type.Optional(Text), days: Type.Optional(Type.Integer()),
  })),
});
export type WhyKind = 'oldest' | 'deadline' | 'norm' | 'rule' | 'language' | 'second' | 'waited';
export interface Why { line: string; parts: { kind: WhyKind; text: string; day?: string; rule?: string; days?: number }[] }

/** The next case, or why there is none: the queue is empty for one, or one is away today. */
export const Next = Type.Object({
  case: Nullable(Type.Object({ id: Text, number: Text, why: Why, until: Type.String({ description: 'Until when nobody else gets it' }) })),
  none: Type.Optional(Type.Union([Type.Literal('empty'), Type.Literal('away')])),
});
export interface Next { case: { id: string; number: string; why: Why; until: string } | null; none?: 'empty' | 'away' }

/** A case in a list. Nothing in it says who it is about: names are asked for as they come into sight. */
export const Row = Type.Object({
  id: Text, number: Text, service: Text, phase: Text, unit: Text, reason: Nullable(Text), holder: Nullable(Text), since: Text, opened: Text,
  due: Nullable(Text), assignedTo: Nullable(Text), because: Nullable(Type.Array(Text)),
});
export type Row = Static<typeof Row>;

/** Labels of what the rows hold, by its code. */
export const Labels = Type.Object({ service: Words, reason: Words, phase: Words, unit: Words, holder: Words, staff: Words, because: Words });
export type Labels = Static<typeof Labels>;

export const List = Type.Object({
  rows: Type.Array(Row),
  count: Type.Object({ n: Type.Integer(), more: Type.Boolean({ description: 'There are more than n' }) }),
  next: Nullable(Text),
  labels: Labels,
  today: Text,
});
export type List = Static<typeof List>;

/** Who the cases are about, by case: the applicant's name. */
export const Names = Type.Record(Type.String(), Type.String());
export type Names = Static<typeof Names>;

export const Filters = Type.Object({
  filters: Type.Array(Type.Object({
    id: Text, query: Text, name: Nullable(Type.String({ description: 'As it was saved; none for those of the house' })), own: Type.Boolean(), shared: Type.Boolean(),
    count: Type.Integer(), more: Type.Boolean(),
  })),
});
export type Filters = Static<typeof Filters>;

export const bulkActs = ['assign', 'release', 'ask', 'remind', 'rerun'] as const;
export type BulkAct = (typeof bulkActs)[number];

/** One act on many cases: the sample that is looked at first, how far it has come, and what could not be done. */
export const Bulk = Type.Object({
  id: Text, act: Text, at: Text,
  cases: Type.Array(Type.Object({ id: Text, number: Text, sample: Type.Boolean(), opened: Type.Boolean(), confirmed: Type.Boolean(), state: Text, problem: Nullable(Type.Object({ code: Text, title: Text })) })),
  counts: Type.Object({ all: Type.Integer(), sample: Type.Integer(), confirmed: Type.Integer(), done: Type.Integer(), failed: Type.Integer(), undone: Type.Integer() }),
  mayRun: Type.Boolean(), mayUndo: Type.Boolean(),
});
export type Bulk = Static<typeof Bulk>;

export const ToDo = {
  names: Type.Object({ ids: Type.Array(Text, { maxItems: 200 }) }, { additionalProperties: false }),
  filter: Type.Object({ name: Type.String({ minLength: 1, maxLength: 100 }), query: Type.String({ maxLength: 500 }), shared: Type.Boolean() }, { additionalProperties: false }),
  bulk: Type.Object({
    act: Type.Union(bulkActs.map((one) => Type.Literal(one))), cases: Type.Array(Text, { minItems: 1, maxItems: 500 }), words: Type.Optional(Type.String({ maxLength: 5_000 })),
  }, { additionalProperties: false }),
  confirm: Type.Object({ caseId: Text }, { additionalProperties: false }),
};

/** What a search found. */
export const Found = Type.Object({
  persons: Type.Array(Type.Object({
    id: Text, name: Text, born: Nullable(Text), alias: Nullable(Type.String({ description: 'An earlier name or another spelling by which it was found' })),
    cases: Type.Array(Type.Object({ id: Text, number: Text, service: Text, phase: Text, opened: Text })),
  })),
  cases: Type.Array(Type.Object({ id: Text, number: Text, service: Text, phase: Text, opened: Text })),
  documents: Type.Array(Type.Object({ id: Text, name: Text, at: Text, caseId: Text, number: Text })),
  wide: Type.Boolean({ description: 'More have such a name: write more of it' }),
});
export type Found = Static<typeof Found>;
