import type { AppealRecord, DecisionRecord } from '@ankomst/core';
import { routes, type AppealStanding, type AppealState, type AppealTime, type AppealView, type PageContext, type StaffAppealView, type Words } from '@ankomst/web';
import { eyeOf } from '../access/household.ts';
import type { OpenedCase } from '../access/open-case.ts';
import type { Party } from '../cases/act-as-party.ts';
import { partyNames } from '../cases/form-setting.ts';
import type { Staff } from '../cases-staff/handle-case.ts';
import type { Deps } from '../deps.ts';
import { factsBehind } from '../letters/facts-behind.ts';
import { todayOf } from '../today.ts';
import { sceneOf } from '../web/case-view.ts';
import { applicantOf, caseTitle, firstOf, lawWords, reasonKeys, told } from '../web/case-words.ts';
import { deskScene } from '../web-staff/case-words.ts';
import { staffWord } from '../web-staff/words.ts';
import { appealWindow } from './appeal-window.ts';
import type { WrittenAppeal } from './keep-appeal.ts';

/** The person's appeal against the case's last decision that is sent and stands, or stood until it was settled. */
export function sentAppeal({ appeals, decisions, subject: { personId } }: Pick<OpenedCase<Party>, 'appeals' | 'decisions' | 'subject'>): AppealRecord | undefined {
  return appeals.findLast((one) => one.decisionId === decisions.at(-1)?.id && one.personId === personId && one.status !== 'withdrawn');
}

/** May this person appeal against the last decision now: it is against somebody, their role may, and no appeal stands in the way. */
export function mayAppeal(opened: OpenedCase<Party>): boolean {
  const { file, rulebook, decisions, subject: { personId } } = opened;
  const roles = file.parties.filter((party) => party.personId === personId).map((party) => party.role);
  return rulebook.roles.some((role) => roles.includes(role.role) && role.may.includes('appeal'))
    && decisions.length > 0 && file.decidedAt !== undefined && file.phase !== 'appealed' && !sentAppeal(opened);
}

/** The way to the appeal that is sent, or to writing one where the decision went against somebody. */
export function appealLink(opened: OpenedCase<Party>, decision: DecisionRecord): { label: Words; href: string } | undefined {
  const href = routes.appeal(opened.file.id);
  if (sentAppeal(opened)) return { label: { key: 'ui.appeal.see' }, href };
  return decision.outcome !== 'granted' && mayAppeal(opened) ? { label: { key: 'ui.appeal.start' }, href } : undefined;
}

/** Until when one may appeal, as of today. */
export function appealTime(deps: Deps, opened: OpenedCase<Party>, decision: DecisionRecord): AppealTime {
  const { dueOn } = appealWindow(deps, opened, decision, opened.subject.personId);
  const today = todayOf(deps);
  return { ...(dueOn ? { dueOn } : {}), late: dueOn !== undefined && today > dueOn };
}

export function appealView(deps: Deps, opened: OpenedCase<Party>, decision: DecisionRecord, written: WrittenAppeal, step: AppealView['step'], problems: AppealView['problems'], ctx: PageContext): AppealView {
  const { file } = opened;
  return {
    caseId: file.id, title: caseTitle(sceneOf(opened), ctx), time: appealTime(deps, opened, decision), text: written.text, step, problems,
    files: written.files.map(({ id, name, size }) => ({ id, name, size, href: routes.file(file.id, id) })),
  };
}

export const appealState = ({ status, ruling }: AppealRecord): AppealState => (status === 'ruled' ? `ruled.${ruling!.outcome}` : status);

/** Where a sent appeal stands. */
export function appealStanding(opened: OpenedCase<Party>, appeal: AppealRecord, ctx: PageContext): AppealStanding & { title: Words } {
  const { file } = opened;
  const { ruling, review } = appeal;
  const because = ruling ? { at: ruling.at, text: ruling.reasons } : review && { at: review.at, text: review.note };
  return {
    caseId: file.id, title: caseTitle(sceneOf(opened), ctx), lodgedAt: appeal.lodgedAt, inTime: appeal.inTime, ...(appeal.dueOn ? { dueOn: appeal.dueOn } : {}),
    state: appealState(appeal), ...(appeal.courtNumber ? { courtNumber: appeal.courtNumber } : {}), ...(because ? { because } : {}),
    text: appeal.text, files: enclosures(opened, appeal, (id) => routes.file(file.id, id)), mayWithdraw: file.appeal?.id === appeal.id,
  };
}

const enclosures = ({ documents }: OpenedCase, appeal: AppealRecord, href: (id: string) => string): { name: string; href: string }[] =>
  documents.filter((one) => appeal.documents.includes(one.id)).map((one) => ({ name: one.name, href: href(one.id) }));

/** An appeal as the officer who reviews the decision sees it. */
export function staffAppealView(opened: OpenedCase<Staff>, appeal: AppealRecord, ctx: PageContext, typed?: { note: string; problem?: string }): StaffAppealView {
  const { file, rulebook, facts, subject: staff } = opened;
  const names = partyNames(opened);
  const scene = deskScene(file, rulebook, names);
  const decision = opened.decisions.find((one) => one.id === appeal.decisionId)!;
  const { review, ruling } = appeal;
  const mine = staff.roles.includes('officer') && staff.unit === file.unit && file.appeal?.id === appeal.id && file.appeal.stage === 'review';
  return {
    caseId: file.id, number: file.number, appellant: names[appeal.personId] || staffWord(ctx.language, 'unnamed'),
    ...(appeal.by.onBehalfOf ? { sentBy: names[appeal.by.id] || staffWord(ctx.language, 'by.representative') } : {}),
    lodgedAt: appeal.lodgedAt, inTime: appeal.inTime, ...(appeal.dueOn ? { dueOn: appeal.dueOn } : {}), state: appealState(appeal),
    ...(appeal.courtNumber ? { courtNumber: appeal.courtNumber } : {}), text: appeal.text, files: enclosures(opened, appeal, (id) => routes.staff.file(file.id, id)),
    decision: {
      on: decision.decidedAt, ...(decision.note ? { note: decision.note } : {}),
      reasons: decision.reasons.map((reason) => ({
        text: firstOf(ctx, reasonKeys(reason, true), { ...told(reason), applicant: applicantOf(scene, ctx) }), law: lawWords(rulebook, reason.basis, ctx),
        facts: factsBehind(decision.assessment, reason.condition, { rulebook, facts, events: opened.events, names }, { fact: () => true }, ctx),
      })),
    },
    ...(review ? { review: { by: review.by.id, at: review.at, note: review.note } } : {}),
    ...(ruling ? { ruling: { at: ruling.at, reasons: ruling.reasons } } : {}),
    ...(mine ? { act: typed ?? { note: '' } } : {}),
  };
}

/** What a party sees of the facts behind a reason. */
export function factsFor(opened: OpenedCase<Party>, decision: DecisionRecord, condition: string, ctx: PageContext): ReturnType<typeof factsBehind> {
  const { file, rulebook, facts, subject: { personId } } = opened;
  return factsBehind(decision.assessment, condition, { rulebook, facts, events: opened.events, names: partyNames(opened) }, eyeOf(personId, file, rulebook, opened.standing.protectedPersons), ctx);
}
