import { addDays, clocksOf, constantOutcome, extendable, type CaseFile, type Day, type DraftTexts } from '@ankomst/core';
import { caseFile, clocksTold, conclusionsAnswered, conclusionsAsked, delayNoticesWaiting } from '@ankomst/store';
import type { DeadlinesView, PageContext, StaffClocksView } from '@ankomst/web';
import type { OpenedCase } from '../access/open-case.ts';
import type { Staff } from '../cases-staff/handle-case.ts';
import type { Deps } from '../deps.ts';
import { rulebookOfCase } from '../rulebooks.ts';
import { todayOf } from '../today.ts';
import { firstOf } from '../web/case-words.ts';
import { clockViews } from './case-time-view.ts';
import { expectedDecision } from './expected-decision.ts';
import { messagesOf } from '../http/words.ts';

/** How many answered requests the alarm for a constant outcome looks at. */
const latest = 20;

/** The clocks that press on a unit; on all units for those who review. Those who lead see whether requests are all refused in the same words. */
export async function deadlinesView(deps: Deps, staff: Staff, ctx: PageContext): Promise<DeadlinesView> {
  const unit = staff.roles.includes('auditor') ? null : staff.unit;
  const [asked, notices, clocks] = await Promise.all([conclusionsAsked(deps.store, unit), delayNoticesWaiting(deps.store, unit), clocksTold(deps.store, unit)]);
  const label = (service: string, key: string): string => {
    const rulebook = deps.authority.services.find((one) => one.service === service);
    const messages = messagesOf(deps, ctx.language, rulebook);
    return messages.has(key) ? messages.format(key) : key;
  };
  const leads = staff.roles.includes('approver') || staff.roles.includes('auditor');
  const constant = leads ? constantOutcome((await conclusionsAnswered(deps.store, latest)).map(({ outcome, reasons }) => ({ outcome, ...(reasons ? { words: reasons[deps.authority.languages.binding] ?? '' } : {}) })), { of: latest }) : undefined;
  return {
    requests: await Promise.all(asked.map(async (one) => {
      const file = await caseFile(deps.store, one.caseId);
      const answerBy = file ? await answerDay(deps, file) : null;
      return { ...one, what: label(one.service, 'service.name'), answerBy, late: answerBy !== null && answerBy < todayOf(deps) };
    })),
    notices: notices.map((one) => ({ ...one, what: label(one.service, 'service.name') })),
    clocks: clocks.map((one) => ({ ...one, what: label(one.service, `deadline.${one.deadline}`) })),
    ...(constant ? { constant } : {}),
  };
}

/** By when a request to conclude is to be answered. */
async function answerDay(deps: Deps, file: CaseFile): Promise<Day | null> {
  const rulebook = await rulebookOfCase(deps, file);
  const opened = new Set(rulebook.deadlines.flatMap((one) => one.opens?.id ?? []));
  return clocksOf(rulebook, file, deps.clock.now(), deps.authority.calendar).find((clock) => opened.has(clock.deadline))?.due ?? null;
}

/** What an officer typed on the page of a case's clocks and what is wrong with it. */
export interface TypedClocks { texts?: DraftTexts; of?: 'notice' | 'request'; expectedBy?: string; problems: StaffClocksView['problems'] }

export async function staffClocksView(deps: Deps, opened: OpenedCase<Staff>, ctx: PageContext, typed: TypedClocks = { problems: [] }): Promise<StaffClocksView> {
  const { file, rulebook } = opened;
  const now = { at: deps.clock.now(), calendar: deps.authority.calendar };
  const officer = opened.subject.roles.includes('officer') && opened.subject.unit === file.unit;
  const edited = (of: TypedClocks['of'], texts: DraftTexts): { language: string; text: string }[] =>
    Object.entries(texts).map(([language, text]) => ({ language, text: (typed.of === of ? typed.texts?.[language] : undefined) ?? text }));
  const { delayNotice: notice, conclusion: request } = file;
  const open = file.phase === 'lodged' && officer;
  return {
    caseId: file.id, number: file.number, clocks: clockViews(deps, file, rulebook, ctx), problems: typed.problems,
    extend: open ? extendable(rulebook, file, now).map((one) => ({ deadline: one.id, label: firstOf(ctx, [`deadline.${one.id}`, 'ui.legal-date']), days: one.extend!.days })) : [],
    ...(open && notice ? { notice: { due: notice.due, texts: edited('notice', notice.texts), expectedBy: typed.expectedBy ?? (await expectedDecision(deps, file.id))?.most ?? addDays(notice.due, 1) } } : {}),
    ...(open && request && !request.refused ? { request: { askedAt: request.askedAt, answerBy: await answerDay(deps, file), texts: edited('request', request.texts) } } : {}),
  };
}
