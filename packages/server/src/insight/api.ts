import { Type, type Static } from 'typebox';
import type { CaseSeen, PictureName, Pictures } from '@ankomst/mining';

const Text = Type.String();
const Named = Type.Object({ id: Text, name: Text });

export const Level = Type.Union([Type.Literal('authority'), Type.Literal('unit'), Type.Literal('team'), Type.Literal('own')]);
export type Level = Static<typeof Level>;

const PictureNames = ['flow', 'waits', 'ages', 'lead', 'variants', 'dots', 'moves', 'prescribed'] as const satisfies readonly PictureName[];
export const Picture = Type.Union(PictureNames.map((name) => Type.Literal(name)));

/** What one looks at: a level, and what is chosen of it. */
export const LookQuery = Type.Object({
  level: Type.Optional(Level),
  unit: Type.Optional(Type.String({ maxLength: 100, description: 'For those who may choose: the unit looked at' })),
  service: Type.Optional(Type.String({ maxLength: 100 })),
  filters: Type.Optional(Type.String({ maxLength: 6000, description: 'A list of filters as JSON (see @ankomst/mining)' })),
  spots: Type.Optional(Type.String({ maxLength: 2000, description: 'Figures whose cases alone are looked at, as JSON (see @ankomst/mining)' })),
  all: Type.Optional(Type.Literal('yes', { description: 'Also what goes along with steps and is none itself' })),
}, { additionalProperties: false });
export type LookQuery = Static<typeof LookQuery>;

/** The map's words and places in one process. */
export const InsightProcess = Type.Object({
  /** Empty for all services together. */
  service: Text,
  versions: Type.Array(Text),
  places: Type.Record(Text, Type.Tuple([Type.Number(), Type.Number()])),
  aside: Type.Array(Text),
  prescribed: Type.Boolean(),
});
export type InsightProcess = Static<typeof InsightProcess>;

export const InsightSetting = Type.Object({
  levels: Type.Array(Level),
  unit: Named,
  units: Type.Array(Named, { description: 'Units one may look at' }),
  services: Type.Array(Type.Object({ id: Text, name: Text, unit: Text, told: Type.Boolean({ description: 'Whether it is told of apart from the rest of its unit: not where fewer than five people would stand behind it' }) })),
  processes: Type.Array(InsightProcess),
  steps: Type.Record(Text, Text, { description: 'Names of steps' }),
  waiting: Type.Record(Text, Text, { description: 'Names of what is waited for' }),
  values: Type.Array(Type.Object({
    of: Type.Union([Type.Literal('case'), Type.Literal('event')]), key: Text,
    values: Type.Array(Type.Object({ value: Type.Union([Text, Type.Boolean(), Type.Number()]), name: Text })),
  }), { description: 'What one may choose by, with the names of the values' }),
  mayExport: Type.Boolean(),
  timeZone: Text,
});
export type InsightSetting = Static<typeof InsightSetting>;

const TooFew = Type.Union([Type.Literal('people'), Type.Literal('cases')], { description: 'Why there is nothing: fewer than five people, or five cases, stand behind it' });

export const InsightPicture = Type.Object({
  at: Type.String({ format: 'date-time' }),
  cases: Type.Integer({ minimum: 0 }),
  tooFew: Type.Optional(TooFew),
  reading: Type.Optional(Type.Object({ done: Type.Integer(), of: Type.Integer() }, { description: 'The log is being read; the picture is of what is read so far' })),
  picture: Type.Unknown({ description: 'The picture of that name of @ankomst/mining (`Pictures`); null where too few cases or people stand behind it' }),
});
/** One picture, as `Pictures` of the mining package describes it. */
export type InsightPicture<N extends PictureName = PictureName> = Omit<Static<typeof InsightPicture>, 'picture'> & { picture: Pictures[N] | null };

export const InsightCases = Type.Object({
  /** Of so many cases in the look, the newest that one may see. */
  cases: Type.Integer(),
  tooFew: Type.Optional(TooFew),
  list: Type.Array(Type.Object({
    id: Text, number: Text, service: Text, unit: Text, open: Type.Boolean(), waiting: Text, began: Type.Integer(), last: Type.Integer(),
  })),
});
export type InsightCases = Static<typeof InsightCases>;

export const InsightCase = Type.Object({
  id: Text, number: Text, service: Text, unit: Text, open: Type.Boolean(), at: Type.Integer(),
  events: Type.Array(Type.Object({ step: Text, name: Text, at: Type.Integer(), by: Text })),
  waits: Type.Array(Type.Object({ waiting: Text, holder: Text, from: Type.Integer(), to: Type.Union([Type.Integer(), Type.Null()]) })),
});
export type InsightCase = Static<typeof InsightCase>;

export const ExportQuery = Type.Object({ ...LookQuery.properties, as: Type.Union([Type.Literal('xes'), Type.Literal('ocel')]) }, { additionalProperties: false });
export type { CaseSeen };
export type Picture = PictureName;
export type ExportQuery = Static<typeof ExportQuery>;
