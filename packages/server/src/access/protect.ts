import { askToEndProtection, endProtection, keepProtection, markProtected, namedForProtected, protectionsOf, releaseLease, staffById, staffNames } from '@ankomst/store';
import type { PageContext } from '@ankomst/web';
import { assignCase } from '../cases-staff/assign-case.ts';
import { partyNames } from '../cases/form-setting.ts';
import type { Deps } from '../deps.ts';
import { Problem } from '../problem.ts';
import type { ProtectionView } from './api.ts';
import { openCase, type OpenedCase } from './open-case.ts';
import type { StaffPurpose, Subject } from './policy.ts';

type Staff = Extract<Subject, { kind: 'staff' }>;
/** A staff member who acts on somebody's protection in a case. `once`: the same sent twice is done once. */
export interface ProtectionAct { staff: Staff; caseId: string; personId: string; once: string; purpose?: StaffPurpose | undefined }

/** Who in a case is protected, on which ground, who has asked that it be ended; and which marks there are. */
export async function protectionView(deps: Deps, { file, facts, subject }: OpenedCase<Staff>, ctx: PageContext): Promise<ProtectionView> {
  const marks = await protectionsOf(deps.store, file.parties.map((party) => party.personId));
  const names = partyNames({ file, facts });
  const nameOf = await staffNames(deps.store, marks.flatMap((mark) => [mark.by, ...(mark.ending ? [mark.ending.by] : [])]));
  const word = (words: Record<string, string>): string => words[ctx.language === 'sv' ? 'sv' : 'en']!;
  return {
    people: [...new Set(file.parties.map((party) => party.personId))].map((personId) => {
      const mark = marks.find((one) => one.personId === personId);
      return {
        person: personId, name: names[personId] ?? '', role: ctx.say(`role.${file.parties.find((party) => party.personId === personId)!.role}`),
        ...(mark ? { mark: {
          label: word(deps.protection.marks.find((one) => one.kind === mark.kind)?.label ?? { sv: mark.kind, en: mark.kind }), since: mark.since, by: nameOf(mark.by), reason: mark.reason, law: mark.ground,
          ...(mark.ending ? { ending: { by: nameOf(mark.ending.by), at: mark.ending.at, reason: mark.ending.reason, mine: mark.ending.by === subject.staffId } } : {}),
        } } : {}),
      };
    }),
    marks: deps.protection.marks.map(({ kind, label, law, unverified, when }) => ({ kind, label: word(label), when: word(when), law, verified: unverified === undefined })),
    named: await namedForProtected(deps.store, file.unit, subject.staffId), iAmNamed: subject.roles.includes('protected'),
    post: deps.protection.post.lines,
  };
}

/**
 * Marks a party of a case as protected: any officer of the case, at once and alone, for a day too late may be one too
 * many. From then on the case is for those named; whoever held it and is not lets it go, so that it does not lie with
 * somebody who cannot reach it.
 * @throws Problem not-found, bad-request where the content knows no such mark, conflict where they are protected already
 */
export async function protectPerson(deps: Deps, act: ProtectionAct, { kind, reason }: { kind: string; reason: string }): Promise<void> {
  const { file } = await openParty(deps, act, 'mark-protected');
  const mark = deps.protection.marks.find((one) => one.kind === kind);
  if (!mark) throw new Problem('bad-request', { field: 'kind' });
  await letGo(deps, act, file.assignedTo, file.phase);
  const done = await markProtected(deps.store, { personId: act.personId, kind, reason: reason.trim(), ground: mark.law, at: deps.clock.now(), by: act.staff.staffId });
  if (!done) throw new Problem('conflict');
}

async function letGo(deps: Deps, { staff, caseId, once }: ProtectionAct, assignedTo: string | undefined, phase: string): Promise<void> {
  const named = async (id: string): Promise<boolean> => (id === staff.staffId ? staff.roles : (await staffById(deps.store, id))?.roles ?? []).includes('protected');
  if (assignedTo !== undefined && ['offered', 'lodged', 'appealed'].includes(phase) && !await named(assignedTo)) await assignCase(deps, { staff, caseId, once: `${once}-protected`, to: 'unit' });
  if (!staff.roles.includes('protected')) await releaseLease(deps.store, caseId, staff.staffId);
}

/** Asks that a mark be ended, with the reason. Another of those named must agree. @throws Problem not-found, conflict where somebody has asked already */
export async function askToEnd(deps: Deps, act: ProtectionAct, reason: string): Promise<void> {
  await openParty(deps, act, 'ask-to-unprotect');
  if (!await askToEndProtection(deps.store, { personId: act.personId, reason: reason.trim(), at: deps.clock.now(), by: act.staff.staffId })) throw new Problem('conflict');
}

/** Agrees that a mark is ended, or lets it stay. Nobody agrees to what they asked for themselves. @throws Problem not-found, conflict */
export async function answerToEnd(deps: Deps, act: ProtectionAct, agrees: boolean): Promise<void> {
  await openParty(deps, act, agrees ? 'end-protection' : 'keep-protection');
  if (!agrees) return keepProtection(deps.store, act.personId);
  if (!await endProtection(deps.store, { personId: act.personId, at: deps.clock.now(), by: act.staff.staffId })) throw new Problem('conflict');
}

/** The case, opened to handle it; `personId` is a party of it. @throws Problem not-found */
async function openParty(deps: Deps, { staff, caseId, personId, purpose }: ProtectionAct, what: string): Promise<OpenedCase<Staff>> {
  const opened = await openCase(deps, staff, caseId, 'handle', what, purpose ? { purpose } : {});
  if (!opened.file.parties.some((party) => party.personId === personId)) throw new Problem('not-found');
  return opened;
}
