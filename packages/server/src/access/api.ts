import { Type, type Static } from 'typebox';

const text = Type.String();
const instant = Type.String({ description: 'Instant, ISO 8601 in UTC' });
export const StaffPurposeName = Type.Union(['handling', 'supervision', 'audit', 'quality', 'break-glass'].map((one) => Type.Literal(one)) as [ReturnType<typeof Type.Literal<'handling'>>, ReturnType<typeof Type.Literal<'supervision'>>, ReturnType<typeof Type.Literal<'audit'>>, ReturnType<typeof Type.Literal<'quality'>>, ReturnType<typeof Type.Literal<'break-glass'>>]);

/** What this staff member may open a case for. Of a case that is not there it says what it says of one that is not theirs. */
export const Purposes = Type.Object({
  purposes: Type.Array(Type.Object({ purpose: StaffPurposeName, why: Type.String({ description: 'The policy that permits it, in words' }), law: text })),
  obvious: Type.Optional(StaffPurposeName),
  breakGlass: Type.Boolean({ description: 'May ask for it in an emergency' }),
});
export type Purposes = Static<typeof Purposes>;

export const Look = Type.Object({
  at: instant, who: text, unit: Type.Optional(text), why: text, what: text, granted: Type.Boolean(),
  refusedBecause: Type.Optional(text), glass: Type.Boolean(),
  own: Type.Boolean({ description: 'A party or its representative, in the own case' }),
});
export const Looks = Type.Object({ looks: Type.Array(Look) });
export type Looks = Static<typeof Looks>;

export const BreakGlass = Type.Object({ reason: Type.String({ minLength: 20, maxLength: 2000 }) }, { additionalProperties: false });
export const Broken = Type.Object({ until: instant });
export type Broken = Static<typeof Broken>;

export const GlassReports = Type.Object({
  reports: Type.Array(Type.Object({
    id: text, who: text, unit: text, caseNumber: text, reason: text, at: instant, until: instant,
    seen: Type.Optional(Type.Object({ by: text, at: instant, right: Type.Boolean(), note: text })),
    mine: Type.Boolean({ description: 'Broken by the one who reads: somebody else must judge it' }),
  })),
  maySee: Type.Boolean({ description: 'The one who reads is the leader who judges' }),
});
export type GlassReports = Static<typeof GlassReports>;
export const SeenGlass = Type.Object({ right: Type.Boolean(), note: Type.String({ maxLength: 2000 }) }, { additionalProperties: false });

export const OwnTies = Type.Object({
  numberKnown: Type.Boolean(),
  conflicts: Type.Array(Type.Object({ id: text, about: text, reason: text, declaredAt: instant })),
});
export type OwnTies = Static<typeof OwnTies>;
export const OwnNumber = Type.Object({ number: Type.String({ maxLength: 20 }) }, { additionalProperties: false });
export const Conflict = Type.Object({
  caseNumber: Type.String({ maxLength: 20 }), reason: Type.String({ minLength: 3, maxLength: 2000 }),
}, { additionalProperties: false });

const reason = Type.String({ minLength: 10, maxLength: 2000, description: 'Why, so that somebody who was not there understands' });
const person = Type.String({ maxLength: 200 });
export const ProtectionView = Type.Object({
  people: Type.Array(Type.Object({
    person: text, name: text, role: text,
    mark: Type.Optional(Type.Object({ label: text, since: instant, by: text, reason: text, law: text, ending: Type.Optional(Type.Object({ by: text, at: instant, reason: text, mine: Type.Boolean() })) })),
  })),
  marks: Type.Array(Type.Object({ kind: text, label: text, when: text, law: text, verified: Type.Boolean() })),
  named: Type.Integer({ description: 'How many others of the unit are named for protected people' }),
  iAmNamed: Type.Boolean(),
  post: Type.Array(text, { description: 'Where paper for somebody protected goes' }),
});
export type ProtectionView = Static<typeof ProtectionView>;
export const NewProtection = Type.Object({ person, kind: Type.String({ maxLength: 50 }), reason }, { additionalProperties: false });
export const EndProtection = Type.Object({ person, reason }, { additionalProperties: false });
export const AnswerEnd = Type.Object({ person, agrees: Type.Boolean() }, { additionalProperties: false });

export const SealedNotes = Type.Object({
  notes: Type.Array(Type.Object({ id: text, at: instant, author: text, text, to: Type.Array(text) })),
  sealedToOthers: Type.Integer({ description: 'How many there are besides: that they exist is no secret, what they say is' }),
});
export type SealedNotes = Static<typeof SealedNotes>;
export const NewSealedNote = Type.Object({
  text: Type.String({ minLength: 1, maxLength: 20_000 }), staff: Type.Array(Type.String({ maxLength: 50 }), { maxItems: 20 }), roles: Type.Array(Type.String({ maxLength: 50 }), { maxItems: 10 }),
}, { additionalProperties: false });

export const DecisionList = Type.Object({
  decisions: Type.Array(Type.Object({ id: text, caseId: text, number: text, service: text, unit: text, outcome: text, outcomeText: text, automatic: Type.Boolean(), at: instant })),
  next: Type.Optional(text),
});
export type DecisionList = Static<typeof DecisionList>;

export const DecisionRead = Type.Object({
  id: text, number: text, service: text, unit: text, outcome: text, automatic: Type.Boolean(), at: instant, by: text, approvedBy: Type.Optional(text), note: Type.Optional(text),
  rulebook: Type.Object({ version: text, hash: text }), dates: Type.Array(Type.Object({ what: text, on: text })), hash: text,
  conditions: Type.Array(Type.Object({ id: text, label: text, status: text, statusText: text, row: Type.Optional(text), law: Type.Array(Type.Object({ label: text, url: Type.Optional(text) })) })),
  facts: Type.Array(Type.Object({ label: text, about: text, value: text, source: text, certainty: text })),
});
export type DecisionRead = Static<typeof DecisionRead>;

export const Replayed = Type.Object({
  same: Type.Boolean(), bytes: Type.Integer({ description: 'Length of the canonical record (RFC 8785), UTF-8' }), recorded: text, replayed: text,
  differences: Type.Array(Type.Object({ what: text, recorded: text, replayed: text })),
});
export type Replayed = Static<typeof Replayed>;

export const Policies = Type.Object({
  policies: Type.Array(Type.Object({ id: text, effect: text, text, law: text, unverified: Type.Optional(text), source: text })),
});
export type Policies = Static<typeof Policies>;
