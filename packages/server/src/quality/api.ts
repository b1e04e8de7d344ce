import { Type, type Static, type TSchema } from 'typebox';

const nullable = <T extends TSchema>(schema: T, description?: string) => Type.Union([schema, Type.Null()], description ? { description } : {});
const count = Type.Integer({ minimum: 0 });
const share = Type.Number({ minimum: 0, maximum: 1 });
const instant = Type.String({ format: 'date-time' });
export const Answer = Type.Union([Type.Literal('met'), Type.Literal('not met'), Type.Literal('unknown')]);
export type Answer = Static<typeof Answer>;
const Interval = nullable(Type.Object({ low: share, high: share }), 'Where the true share lies with 95 % confidence (Wilson); null where nothing was assessed');
const Law = Type.Object({ label: Type.String(), url: Type.Optional(Type.String()) });

/** A unit's second assessments, by rule row and in whole. */
export const Quality = Type.Object({
  unit: Type.Object({ id: Type.String(), name: Type.String() }),
  since: instant,
  services: Type.Array(Type.Object({
    service: Type.String(), name: Type.String(), automatic: Type.Boolean(),
    rate: share, contentRate: nullable(share, 'What the service itself has set for the automation; the leader’s rate can only be higher'),
    drawn: count, assessed: count, agreed: count, notBlind: count, interval: Interval,
  })),
  rows: Type.Array(Type.Object({
    service: Type.String(), automatic: Type.Boolean(), condition: Type.String(), text: Type.String(), row: nullable(Type.String()),
    assessed: count, agreed: count, interval: Interval,
  }), { description: 'Agreement on each row of each rule, the least agreed first' }),
  disagreements: Type.Array(Type.Object({
    decisionId: Type.String(), caseId: Type.String(), number: Type.String(), service: Type.String(), automatic: Type.Boolean(),
    condition: Type.String(), text: Type.String(), row: nullable(Type.String()), first: Answer, second: Answer, why: Type.Optional(Type.String()),
    assessedAt: instant, talkedAt: Type.Optional(instant), conclusion: Type.Optional(Type.String()),
  })),
});
export type Quality = Static<typeof Quality>;

export const Alarms = Type.Object({
  alarms: Type.Array(Type.Object({
    id: Type.String(), kind: Type.Union([Type.Literal('constant'), Type.Literal('drift')]), service: Type.String(), name: Type.String(),
    way: Type.Union([Type.Literal('robot'), Type.Literal('officer')]),
    measure: Type.Union([Type.Literal('granted'), Type.Literal('stopped')]), condition: Type.Optional(Type.String({ description: 'In words: the condition that stopped' })),
    week: Type.String({ format: 'date' }), raisedAt: instant,
    evidence: Type.Object({
      weeks: Type.Array(Type.Object({ week: Type.String({ format: 'date' }), n: count, k: count, low: nullable(share), high: nullable(share) })),
      before: Type.Object({ n: count, k: count, from: Type.Union([Type.Literal('own'), Type.Literal('others')]) }),
      recent: Type.Object({ n: count, k: count, weeks: count }),
      chance: Type.Number(),
    }),
    acknowledged: Type.Optional(Type.Object({ by: Type.String(), at: instant, why: Type.String() })),
  })),
});
export type Alarms = Static<typeof Alarms>;

/** What waits for an officer's second look. Nothing says how it came out, or who decided. */
export const Drawn = Type.Object({
  drawn: Type.Array(Type.Object({ decisionId: Type.String(), number: Type.String(), service: Type.String(), name: Type.String(), drawnAt: instant, mine: Type.Boolean() })),
});
export type Drawn = Static<typeof Drawn>;

/** One decision's facts as they stood, and the questions of its law, without the outcome. */
export const BlindCase = Type.Object({
  decisionId: Type.String(), number: Type.String(), name: Type.String(), on: Type.String({ format: 'date' }),
  facts: Type.Array(Type.Object({ title: Type.String(), rows: Type.Array(Type.Object({ label: Type.String(), value: Type.String(), source: Type.String(), doubtful: Type.Boolean(), files: Type.Array(Type.String({ description: 'Ids of its documents' })) })) })),
  conditions: Type.Array(Type.Object({ condition: Type.String(), text: Type.String(), law: Type.Array(Law), facts: Type.Array(Type.Object({ label: Type.String(), value: Type.String() })) })),
});
export type BlindCase = Static<typeof BlindCase>;

export const SecondAssessment = Type.Object({
  conditions: Type.Array(Type.Object({ condition: Type.String({ maxLength: 200 }), answer: Answer, why: Type.Optional(Type.String({ maxLength: 2000 })) }, { additionalProperties: false }), { maxItems: 100 }),
  note: Type.Optional(Type.String({ maxLength: 2000 })),
}, { additionalProperties: false });
export type SecondAssessment = Static<typeof SecondAssessment>;

/** What comes to light when both have said theirs. */
export const Compared = Type.Object({
  outcome: Type.Union([Type.Literal('granted'), Type.Literal('refused'), Type.Literal('dismissed')]), automatic: Type.Boolean(), agrees: Type.Boolean(),
  conditions: Type.Array(Type.Object({ condition: Type.String(), text: Type.String(), first: Answer, second: Answer, agrees: Type.Boolean(), why: Type.Optional(Type.String()) })),
});
export type Compared = Static<typeof Compared>;
