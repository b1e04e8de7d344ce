import { mandateSpeaks, purposeFor, roleMay, whyNot } from './policy.ts';
import type { Asker, CaseAct, CaseOutline, Interest, Judge, Purpose, Subject } from './policy.ts';

type Staff = Extract<Subject, { kind: 'staff' }>;

/**
 * The policies of `content/sweden/access` written once more, by hand and in another language: tests hold the two
 * against each other over thousands of requests. Nothing in the running server asks this one.
 */
export const judgeByHand: Omit<Judge, 'policies'> = {
  judge(asker, act, outline) {
    const purpose = purposeFor(asker, act, outline.purpose);
    const forbidding = forbids(asker, act, outline, purpose).sort();
    if (forbidding.length > 0) return { allowed: false, reason: forbidding[0]!, policies: forbidding };
    const permitting = permits(asker, act, outline, purpose).sort();
    return permitting.length > 0
      ? { allowed: true, purpose, rule: permitting[0]!, policies: permitting }
      : { allowed: false, reason: whyNot(asker, outline), policies: [] };
  },
  mayReadNote: ({ staffId, roles }, note) => note.author === staffId || note.staff.includes(staffId) || note.roles.some((role) => roles.includes(role)),
};

function permits(asker: Asker, act: CaseAct, outline: CaseOutline, purpose: Purpose): string[] {
  if (asker.kind === 'person') {
    if (act === 'join') return outline.invitation?.caseId === outline.case.id && (asker.by === undefined || mandateSpeaks(asker, outline)) ? ['invited'] : [];
    if (!ownActs.has(act) || !roleMay(asker.personId, act, outline)) return [];
    return asker.by === undefined ? ['party'] : mandateSpeaks(asker, outline) ? ['mandate'] : [];
  }
  if (!outline.standing) return [];
  if (asker.kind === 'agency') {
    const { ground = '' } = outline;
    return act === 'receive' && asker.grounds.includes(ground) && (outline.partnerGrounds ?? []).includes(ground) ? ['partner-with-ground'] : [];
  }
  return staffPermits(asker, act, outline, purpose);
}

function staffPermits({ staffId, roles, unit }: Staff, act: CaseAct, outline: CaseOutline, purpose: Purpose): string[] {
  const is = (...some: string[]): boolean => some.some((role) => roles.includes(role));
  const here = unit === outline.case.unit;
  const found: string[] = [];
  if (purpose === 'handling') {
    const officers = is('officer') && (act === 'read' || act === 'list' || act === 'handle');
    if (officers && here) found.push('officer-of-the-unit');
    if (officers && outline.case.assignedTo === staffId) found.push('assigned-officer');
    if (is('approver') && here && (act === 'read' || act === 'list' || act === 'approve')) found.push('second-officer');
  }
  const looks = act === 'read' || act === 'list';
  if (act === 'visit' && is('clerk') && outline.visitUnits.includes(unit)) found.push('clerk-of-the-visit');
  if (purpose === 'supervision' && looks && is('leader') && here) found.push('leader-of-the-unit');
  if (purpose === 'quality' && looks && here && is('officer', 'approver', 'leader') && outline.case.phase !== 'offered' && outline.case.phase !== 'lodged') found.push('quality-of-the-unit');
  if (purpose === 'audit' && (looks || act === 'replay')) found.push(...['auditor', 'ombudsman'].filter((role) => is(role)));
  if (is('officer', 'approver', 'leader')) {
    if (act === 'breakGlass') found.push('break-the-glass');
    if (act === 'read' && purpose === 'break-glass' && outline.standing?.brokenGlass !== undefined) found.push('glass-broken');
  }
  return found;
}

const ownActs = new Set<CaseAct>(['read', 'answer', 'book', 'withdraw', 'pay', 'appeal']);
const conflicts: Record<Interest, string> = { self: 'own-case', family: 'family-case', represents: 'represented', declared: 'declared-conflict' };

function forbids(asker: Asker, act: CaseAct, outline: CaseOutline, purpose: Purpose): string[] {
  const { standing } = outline;
  if (asker.kind === 'person' || !standing) return [];
  const hidden = standing.protectedPersons.length > 0;
  if (asker.kind === 'agency') return hidden && act === 'receive' ? ['protected-from-partners'] : [];
  return [
    ...standing.interests.map((interest) => conflicts[interest]),
    ...(hidden && !asker.roles.includes('protected') ? ['protected-identity'] : []),
    ...(act === 'approve' && outline.case.proposal?.by.id === asker.staffId ? ['self-review'] : []),
    ...(purpose === 'quality' && (outline.decidedBy ?? []).includes(asker.staffId) ? ['own-decision'] : []),
  ];
}
