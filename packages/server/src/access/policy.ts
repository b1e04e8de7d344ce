import type { CaseFile, InvitationRecord, MandateRecord, RoleAct, Rulebook } from '@ankomst/core';

/** Who asks. A person acts as themselves, or (`by`) as a representative who plays the part of `personId`; staff by unit and roles. */
export type Subject =
  | { kind: 'person'; personId: string; by?: string }
  | { kind: 'staff'; staffId: string; unit: string; roles: string[] };

/** A partner agency's machine, with the legal grounds its agreement names, as `partner/ground`. */
export interface Agency { kind: 'agency'; agencyId: string; grounds: string[] }
export type Asker = Subject | Agency;

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
  /** Staff: have it in a list, a search, a count. */
  | 'list'
  /** Staff: ask, propose, decide, assign, note. */
  | 'handle'
  /** Staff: stand as second officer. */
  | 'approve'
  /** Staff: the visit at a service centre. */
  | 'visit'
  /** Staff: compute a decision again from its record. */
  | 'replay'
  /** Staff: open it in an emergency, with a reason that is read afterwards. */
  | 'breakGlass'
  /** A partner agency's machine: be told what its ground covers. */
  | 'receive';

/** Why it is done; written in the access log before anything is shown. */
export type Purpose = 'own-case' | 'on-behalf' | 'visit' | 'partner' | StaffPurpose;

/** What staff say they open a case for; where they say nothing it is what their role is for. */
export type StaffPurpose = 'handling' | 'supervision' | 'audit' | 'quality' | 'break-glass';
export const staffPurposes: readonly StaffPurpose[] = ['handling', 'supervision', 'audit', 'quality', 'break-glass'];

/** What ties a staff member to somebody in a case: jäv, förvaltningslagen (2017:900) 16 §. */
export type Interest = 'self' | 'family' | 'represents' | 'declared';

/** What is known of a case and of the one who asks besides the case itself (`standingIn` of the store). */
export interface Standing {
  /** Those in the case who have protected identity. */
  protectedPersons: readonly string[];
  interests: readonly Interest[];
  /** The broken glass in force, if the staff member has broken it. */
  brokenGlass?: string;
}

/** What the decision rests on: only the case's outline, never its contents. */
export interface CaseOutline {
  case: Pick<CaseFile, 'id' | 'unit' | 'parties' | 'phase' | 'assignedTo' | 'proposal'>;
  roles: Rulebook['roles'];
  /** Units of the service centres where the case has a visit that is booked, under way or done. */
  visitUnits: readonly string[];
  /** Asked of the store for this case and this subject. Staff and agencies without it are let in nowhere. */
  standing?: Standing;
  /** Staff who decided or approved what has been decided. */
  decidedBy?: readonly string[];
  /** Grounds on which the rulebook lets partners be told or asked, as `partner/ground`. */
  partnerGrounds?: readonly string[];
  /** The ground the agency states, as `partner/ground`. */
  ground?: string;
  /** The mandate in force by which a representative asks, found for this act and case. */
  mandate?: MandateRecord;
  /** The open invitation whose code the person has shown. */
  invitation?: InvitationRecord;
  /** What staff say it is for. */
  purpose?: StaffPurpose;
}

/** `policies`: the ids of all that permitted it, or of all that forbade it; none where nothing permitted it. */
export type Verdict =
  | { allowed: true; purpose: Purpose; rule: string; policies: readonly string[] }
  | { allowed: false; reason: string; policies: readonly string[] };

/** A note its writer has sealed to some. */
export interface Seal { author: string; staff: readonly string[]; roles: readonly string[] }

/** One access policy of the content, with what it says of itself. */
export interface AccessPolicy {
  id: string;
  effect: 'permit' | 'forbid';
  /** The provision it rests on, as a lawyer cites it. */
  law: string;
  /** What of the citation has not been read in the statute; absent where all has. */
  unverified?: string;
  /** The reason in words, by language. */
  text: Record<string, string>;
  source: string;
}

/** Says who may do what. Two speak: the policies of the content (used), and the same written by hand (compared with them in tests). */
export interface Judge {
  /** The policies it goes by, as the content words them. */
  readonly policies: readonly AccessPolicy[];
  /** May this one do this to this case? Denied unless a policy permits it and none forbids it (invariant 6). */
  judge(asker: Asker, act: CaseAct, outline: CaseOutline): Verdict;
  /** May this staff member, whom the case is open to, open this note in it? */
  mayReadNote(subject: Extract<Subject, { kind: 'staff' }>, note: Seal): boolean;
}

/** What it is for where nothing was said: what the one who asks is there for. */
export function purposeFor(asker: Asker, act: CaseAct, said?: StaffPurpose): Purpose {
  if (asker.kind === 'agency') return 'partner';
  if (asker.kind === 'person') return asker.by === undefined ? 'own-case' : 'on-behalf';
  if (act === 'visit') return 'visit';
  return said ?? usualPurpose(asker.roles);
}

/** What somebody with these roles usually opens a case for. */
export function usualPurpose(roles: readonly string[]): StaffPurpose {
  if (roles.includes('officer') || roles.includes('approver')) return 'handling';
  if (roles.includes('leader')) return 'supervision';
  return roles.includes('auditor') || roles.includes('ombudsman') ? 'audit' : 'handling';
}

/** Does the service let the party's role in this case do this? */
export function roleMay(personId: string, act: CaseAct, outline: CaseOutline): boolean {
  return rolesOf(personId, outline).some((role) => outline.roles.some((one) => one.role === role && one.may.includes(act as RoleAct)));
}

/** Does the mandate that was found make this representative speak for this party? */
export function mandateSpeaks(asker: Asker, { mandate }: CaseOutline): boolean {
  return asker.kind === 'person' && mandate !== undefined && mandate.principal === asker.personId && mandate.holder === asker.by;
}

/** In a word, why nothing permitted it: what the access log keeps of it. */
export function whyNot(asker: Asker, outline: CaseOutline): string {
  if (asker.kind === 'person') return rolesOf(asker.personId, outline).length === 0 ? 'not-a-party' : 'role-may-not';
  if (asker.kind === 'staff' && asker.unit !== outline.case.unit && ['officer', 'approver', 'leader'].some((role) => asker.roles.includes(role))) return 'other-unit';
  return 'no-rule';
}

const rolesOf = (personId: string, outline: CaseOutline): string[] =>
  outline.case.parties.filter((party) => party.personId === personId).map((party) => party.role);
