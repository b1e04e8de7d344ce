import type { CaseFile, InvitationRecord, MandateRecord, RoleAct, Rulebook } from '@ankomst/core';

/** Who asks. A person acts as themselves, or (`by`) as a representative who plays the part of `personId`; staff by unit and roles. */
export type Subject =
  | { kind: 'person'; personId: string; by?: string }
  | { kind: 'staff'; staffId: string; unit: string; roles: string[] };

/** What somebody wants to do with a case. */
export type CaseAct =
  /** See it: status, own facts, decision. */
  | 'read'
  /** Put facts, files, messages, an approval into it. */
  | 'answer'
  | 'book'
  | 'withdraw'
  | 'pay'
  | 'appeal'
  /** Take the place one has been invited to. */
  | 'join'
  /** Staff: ask, propose, decide, assign, note. */
  | 'handle'
  /** Staff: stand as second officer. */
  | 'approve'
  /** Staff: the visit at a service centre. */
  | 'visit';

/** Why it is done; written in the access log before anything is shown. */
export type Purpose = 'own-case' | 'on-behalf' | 'visit' | StaffPurpose;

/** What staff say they open a case for; where they say nothing it is what their role is for. */
export type StaffPurpose = 'handling' | 'supervision' | 'audit' | 'quality' | 'break-glass';
export const staffPurposes: readonly StaffPurpose[] = ['handling', 'supervision', 'audit', 'quality', 'break-glass'];

/** What the decision rests on: only the case's outline, never its contents. */
export interface CaseOutline {
  case: Pick<CaseFile, 'id' | 'unit' | 'parties' | 'phase'>;
  roles: Rulebook['roles'];
  /** Units of the service centres where the case has a visit that is booked, under way or done. */
  visitUnits: string[];
  /** The mandate in force by which a representative asks, found for this act and case. */
  mandate?: MandateRecord;
  /** The open invitation whose code the person has shown. */
  invitation?: InvitationRecord;
  /** What staff say it is for. */
  purpose?: StaffPurpose;
}

export type Verdict =
  | { allowed: true; purpose: Purpose; rule: string }
  | { allowed: false; reason: 'not-a-party' | 'role-may-not' | 'other-unit' | 'no-rule' };

interface Rule {
  id: string;
  purpose: Purpose;
  acts: CaseAct[];
  /** Does it speak for this subject and case? */
  grants(subject: Subject, act: CaseAct, outline: CaseOutline): boolean;
}

/**
 * All that is ever allowed; whatever no rule grants is denied.
 * Each rule names its purpose: looking into a case for another reason has no rule.
 */
const rules: Rule[] = [
  {
    id: 'party', purpose: 'own-case', acts: ['read', 'answer', 'book', 'withdraw', 'pay', 'appeal'],
    grants: (subject, act, outline) => subject.kind === 'person' && subject.by === undefined && roleMay(subject.personId, act, outline),
  },
  {
    // what the party itself may do, and no more; the mandate was found for exactly this act, case and day
    id: 'mandate', purpose: 'on-behalf', acts: ['read', 'answer', 'book', 'withdraw', 'pay', 'appeal'],
    grants: (subject, act, outline) => subject.kind === 'person' && subject.by !== undefined && outline.mandate !== undefined
      && outline.mandate.principal === subject.personId && outline.mandate.holder === subject.by && roleMay(subject.personId, act, outline),
  },
  {
    // for an organisation only by a mandate from it
    id: 'invited', purpose: 'own-case', acts: ['join'],
    grants: (subject, _act, outline) => subject.kind === 'person' && outline.invitation?.caseId === outline.case.id
      && (subject.by === undefined || outline.mandate !== undefined),
  },
  {
    id: 'officer-of-the-unit', purpose: 'handling', acts: ['read', 'handle'],
    grants: (subject, _act, outline) => subject.kind === 'staff' && subject.roles.includes('officer') && subject.unit === outline.case.unit,
  },
  {
    id: 'second-officer', purpose: 'handling', acts: ['read', 'approve'],
    grants: (subject, _act, outline) => subject.kind === 'staff' && subject.roles.includes('approver') && subject.unit === outline.case.unit,
  },
  {
    id: 'clerk-of-the-visit', purpose: 'visit', acts: ['visit'],
    grants: (subject, _act, outline) => subject.kind === 'staff' && subject.roles.includes('clerk') && outline.visitUnits.includes(subject.unit),
  },
  {
    id: 'auditor', purpose: 'audit', acts: ['read'],
    grants: (subject) => subject.kind === 'staff' && subject.roles.includes('auditor'),
  },
];

/** May this subject do this to this case? Pure. Denied unless a rule grants it (invariant 6). */
export function judge(subject: Subject, act: CaseAct, outline: CaseOutline): Verdict {
  const rule = rules.find((one) => one.acts.includes(act) && one.grants(subject, act, outline));
  if (rule) return { allowed: true, purpose: rule.purpose, rule: rule.id };
  if (subject.kind === 'person') {
    return { allowed: false, reason: rolesOf(subject.personId, outline).length === 0 ? 'not-a-party' : 'role-may-not' };
  }
  return { allowed: false, reason: subject.roles.includes('officer') ? 'other-unit' : 'no-rule' };
}

const roleMay = (personId: string, act: CaseAct, outline: CaseOutline): boolean => rolesOf(personId, outline)
  .some((role) => outline.roles.some((one) => one.role === role && one.may.includes(act as RoleAct)));

const rolesOf = (personId: string, outline: CaseOutline): string[] =>
  outline.case.parties.filter((party) => party.personId === personId).map((party) => party.role);
