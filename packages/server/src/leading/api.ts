import { Type, type Static, type TSchema } from 'typebox';

const nullable = <T extends TSchema>(schema: T, description?: string) => Type.Union([schema, Type.Null()], description ? { description } : {});
const count = Type.Integer({ minimum: 0 });
const day = Type.String({ format: 'date' });
const instant = Type.String({ format: 'date-time' });
/** Why something was done or set, in the person's own words. */
export const Why = Type.String({ minLength: 3, maxLength: 1000, pattern: '\\S' });

/** Who holds a case that waits. */
export const Holding = Type.Union([Type.Literal('parties'), Type.Literal('partners'), Type.Literal('us')]);
export type Holding = Static<typeof Holding>;

export const Team = Type.Object({
  unit: Type.Object({ id: Type.String(), name: Type.String() }),
  asOf: instant,
  stock: Type.Object({
    cases: count,
    steps: Type.Array(Type.Object({ from: count, to: nullable(count, 'The last day of the step; null: and older') }), { description: 'Steps of age in days since the application, youngest first' }),
    holders: Type.Array(Type.Object({ holder: Holding, byStep: Type.Array(count), cases: count }), { description: 'The age pyramid, by who is waited for' }),
    reasons: Type.Array(Type.Object({
      reason: Type.String(), text: Type.String(), holder: Holding, byStep: Type.Array(count), cases: count,
    }), { description: 'What cases wait for, most first' }),
  }),
  flow: Type.Object({
    days: Type.Array(Type.Object({ day, came: count, robot: count, officers: count, left: count })),
    services: Type.Array(Type.Object({
      name: Type.String(), came: count, robot: count, left: count,
      officers: nullable(count, 'Null where fewer than five officers stand behind the figure'),
    })),
    fewest: Type.Integer({ description: 'Work of fewer officers than this is not shown by itself' }),
  }),
});
export type Team = Static<typeof Team>;

export const Skill = Type.Object({
  service: Type.String({ maxLength: 100 }), kind: nullable(Type.String({ maxLength: 100 })),
  level: Type.Union([Type.Literal(1), Type.Literal(2), Type.Literal(3)]), language: nullable(Type.String({ maxLength: 35 })),
}, { additionalProperties: false });
export type Skill = Static<typeof Skill>;

export const People = Type.Object({
  people: Type.Array(Type.Object({
    staffId: Type.String(), name: Type.String(), roles: Type.Array(Type.String()), skills: Type.Array(Skill),
    away: Type.Array(Type.Object({ id: Type.String(), fromDay: day, toDay: day })),
  })),
  services: Type.Array(Type.Object({ id: Type.String(), name: Type.String(), kinds: Type.Array(Type.Object({ id: Type.String(), name: Type.String() })) })),
  languages: Type.Array(Type.String()),
});
export type People = Static<typeof People>;

export const UnitSettings = Type.Object({
  settings: Type.Object({
    ageingShare: Type.Number({ minimum: 0, maximum: 1, description: 'Share of hand-outs that goes to the oldest cases' }),
  }),
  history: Type.Array(Type.Object({ name: Type.String(), value: Type.Unknown(), by: Type.String(), at: instant, why: Type.String() })),
});
export type UnitSettings = Static<typeof UnitSettings>;

export const Automations = Type.Object({
  automations: Type.Array(Type.Object({
    service: Type.String(), step: Type.Literal('decision'), name: Type.String(),
    state: Type.Union([Type.Literal('running'), Type.Literal('stopped'), Type.Literal('start-asked'), Type.Literal('not-in-use')]),
    commissioned: nullable(Type.Object({ id: Type.String(), on: day, by: Type.String() }), 'The formal decision that put it in use'),
    /** Within the last 30 days. */
    recent: Type.Object({ granted: count, toOfficer: count }),
    waiting: Type.Object({
      cases: Type.Integer({ minimum: 0, description: 'Open cases that the rules would have granted, left to officers by the switch' }),
      free: Type.Integer({ minimum: 0, description: 'Of them, those that nobody has taken up: the robot may look again' }),
      coming: Type.Integer({ minimum: 0, description: 'Of them, those it is about to look at again' }),
    }),
    history: Type.Array(Type.Object({
      act: Type.String(), by: Type.String(), at: instant, why: Type.String(), askedBy: Type.Optional(Type.String()), cases: Type.Optional(Type.Integer({ description: 'Of a look again: at how many' })),
    })),
    mayAgree: Type.Boolean({ description: 'Somebody else has asked to start it, and this person may agree' }),
  })),
});
export type Automations = Static<typeof Automations>;
