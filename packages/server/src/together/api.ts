import { Type, type Static, type TSchema } from 'typebox';

const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
const Someone = Type.Object({ staffId: Type.String(), name: Type.String() });
export type Someone = Static<typeof Someone>;

/** Who works on a case, who looks at it, and whether it lies aside. */
export const Together = Type.Object({
  now: Type.String({ description: 'The server’s clock, to count from' }),
  lease: Nullable(Type.Object({
    holder: Someone, mine: Type.Boolean(), since: Type.String(), until: Type.String(),
    asked: Nullable(Type.Object({ by: Someone, at: Type.String() })),
  }, { description: 'Who has the case for some minutes; `asked`: the colleague who would like to have it' })),
  present: Type.Array(Type.Object({ staffId: Type.String(), name: Type.String(), since: Type.String() })),
  snoozed: Nullable(Type.Object({ until: Type.String(), by: Someone, at: Type.String(), reason: Type.String() })),
});
export type Together = Static<typeof Together>;

export const WorkField = Type.Object({
  field: Type.String(), shared: Type.Boolean(), value: Type.String(), version: Type.Integer(), by: Someone, at: Type.String(),
});
export type WorkField = Static<typeof WorkField>;

/** What came of saving a field: `saved` false where a colleague wrote meanwhile; `now` is then theirs. */
export const SavedField = Type.Object({ saved: Type.Boolean(), now: WorkField });
export type SavedField = Static<typeof SavedField>;

export const Note = Type.Object({
  id: Type.String(), at: Type.String(), by: Someone,
  parts: Type.Array(Type.Union([Type.Object({ text: Type.String() }), Type.Object({ mention: Someone })])),
});
export type Note = Static<typeof Note>;

/** Whom one may mention or hand the case to. */
export const Reachable = Type.Object({ colleagues: Type.Array(Type.Object({ staffId: Type.String(), name: Type.String(), roles: Type.Array(Type.String()) })), units: Type.Array(Type.Object({ id: Type.String(), name: Type.String() })) });
export type Reachable = Static<typeof Reachable>;

export const News = Type.Object({
  unread: Type.Integer(),
  items: Type.Array(Type.Object({
    id: Type.String(), kind: Type.Union([Type.Literal('mention'), Type.Literal('handed-over'), Type.Literal('asked'), Type.Literal('declined'), Type.Literal('woken')]),
    caseId: Type.String(), number: Type.String(), by: Someone, at: Type.String(), text: Type.String(), read: Type.Boolean(),
  })),
});
export type News = Static<typeof News>;

export const ToDo = {
  save: Type.Object({ value: Type.String({ maxLength: 100_000 }), version: Type.Integer({ minimum: 0 }), shared: Type.Boolean() }, { additionalProperties: false }),
  clear: Type.Object({ fields: Type.Array(Type.String({ maxLength: 100 }), { minItems: 1, maxItems: 50 }) }, { additionalProperties: false }),
  note: Type.Object({ text: Type.String({ minLength: 1, maxLength: 10_000, description: 'A colleague is mentioned as @[employee number]' }) }, { additionalProperties: false }),
  handOver: Type.Object({
    to: Type.Union([Type.Object({ staffId: Type.String() }, { additionalProperties: false }), Type.Object({ unit: Type.String() }, { additionalProperties: false })]),
    reason: Type.String({ minLength: 1, maxLength: 2_000 }),
  }, { additionalProperties: false }),
  snooze: Type.Object({ until: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'The day it comes back' }), reason: Type.String({ minLength: 1, maxLength: 2_000 }) }, { additionalProperties: false }),
  read: Type.Object({ ids: Type.Array(Type.String(), { maxItems: 200 }) }, { additionalProperties: false }),
};
