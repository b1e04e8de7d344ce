import { Type, type Static } from 'typebox';

/** How a staff member wants the desk. */
export const Settings = Type.Object({
  language: Type.Union([Type.Literal('sv'), Type.Literal('en')]),
  theme: Type.Union([Type.Literal('auto'), Type.Literal('light'), Type.Literal('dark')]),
  density: Type.Union([Type.Literal('comfortable'), Type.Literal('dense')]),
  singleKeys: Type.Boolean({ description: 'Shortcuts of a single character (WCAG 2.1.4)' }),
});
export type Settings = Static<typeof Settings>;

export const Me = Type.Object({
  staffId: Type.String(),
  name: Type.String(),
  roles: Type.Array(Type.String()),
  unit: Type.Object({ id: Type.String(), name: Type.String() }),
  authority: Type.String(),
  timeZone: Type.String({ description: 'IANA name of the authority’s time zone' }),
  settings: Settings,
});
export type Me = Static<typeof Me>;
