import { Type, type Static } from 'typebox';

const Law = Type.Object({ label: Type.String(), url: Type.Optional(Type.String()), verified: Type.Boolean({ description: 'Read in the consolidated statute' }) });
const few = 'null where it is one to four';
const Figure = Type.Union([Type.Integer({ minimum: 0 }), Type.Null()]);

/** The public register of automated decisions, as it is published and described. */
export const Automations = Type.Object({
  automations: Type.Array(Type.Object({
    service: Type.String(), title: Type.String(),
    state: Type.Union([Type.Literal('running'), Type.Literal('stopped'), Type.Literal('start-asked')], { description: 'start-asked: stopped, and somebody has asked that it runs again' }),
    outcomes: Type.Array(Type.Literal('granted'), { description: 'What it may decide: grants only' }),
    commissioned: Type.Object({ id: Type.String(), on: Type.String({ format: 'date' }), by: Type.String() }),
    law: Type.Array(Law),
    rulebook: Type.Object({ hash: Type.String({ description: 'SHA-256 of the rulebook in force' }), version: Type.String(), validFrom: Type.String({ format: 'date' }) }),
    figures: Type.Object({ automatic: Figure, byPeople: Figure, toPeople: Figure }, { description: `Over the past 365 days; ${few}` }),
    sample: Type.Number({ minimum: 0, maximum: 1, description: 'Share of its decisions drawn for a blind second assessment' }),
    checked: Type.Union([Type.Object({ assessed: Type.Integer({ minimum: 5 }), agreed: Type.Integer(), low: Type.Number(), high: Type.Number() }), Type.Null()], { description: 'Second assessments over the past year, how many agreed, and the 95 % interval of the share (Wilson)' }),
    rules: Type.Array(Type.Object({
      title: Type.String(), discretion: Type.Boolean({ description: 'Assessed by a human, never automatic' }),
      rows: Type.Array(Type.Object({ comesTo: Type.Union([Type.Literal('met'), Type.Literal('not-met'), Type.Literal('unknown')]), reason: Type.String(), law: Type.Array(Law) })),
    })),
    amounts: Type.Array(Type.Object({ name: Type.String(), rows: Type.Array(Type.Object({ name: Type.String(), amount: Type.Number(), from: Type.String(), until: Type.Union([Type.String(), Type.Null()]), source: Type.String() })) })),
    versions: Type.Array(Type.Object({ version: Type.String(), from: Type.String({ format: 'date' }), approved: Type.Integer() })),
    stops: Type.Array(Type.Object({ act: Type.String(), at: Type.String({ format: 'date-time' }), why: Type.String() })),
  })),
});
export type Automations = Static<typeof Automations>;
