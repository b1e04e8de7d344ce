import { clocksOf, conclusionRight, type CaseFile, type Rulebook } from '@ankomst/core';
import type { CaseTimeView, ClockView, ConcludeView, PageContext } from '@ankomst/web';
import type { OpenedCase } from '../access/open-case.ts';
import type { Party } from '../cases/act-as-party.ts';
import type { Deps } from '../deps.ts';
import { firstOf } from '../web/case-words.ts';
import { expectedDecision } from './expected-decision.ts';

/** Time in a case as its parties see it. Undefined where nothing more is awaited. */
export async function caseTimeView(deps: Deps, opened: OpenedCase<Party>, ctx: PageContext): Promise<CaseTimeView | undefined> {
  const { file, rulebook } = opened;
  if (file.phase === 'closed') return undefined;
  const expected = await expectedDecision(deps, file.id);
  const conclude = concludeView(deps, opened);
  return {
    caseId: file.id, clocks: clockViews(deps, file, rulebook, ctx),
    ...(expected ? { expected: { half: expected.half, most: expected.most, before: expected.before, waiting: expected.waiting, error: expected.error } } : {}),
    ...(conclude ? { conclude } : {}),
  };
}

export function clockViews(deps: Deps, file: CaseFile, rulebook: Rulebook, ctx: PageContext): ClockView[] {
  return clocksOf(rulebook, file, deps.clock.now(), deps.authority.calendar).map((clock) => {
    const because = (file.extensions ?? []).findLast((one) => one.deadline === clock.deadline)?.reason;
    return {
      label: firstOf(ctx, [`deadline.${clock.deadline}`, 'ui.legal-date']), on: clock.due, passed: clock.left < 0 && !clock.right,
      pausedDays: clock.pausedDays, extendedDays: clock.extendedDays,
      ...(clock.pausedBy ? { pausedBy: firstOf(ctx, [`waiting.${clock.pausedBy}`, `requirement.${clock.pausedBy}`]) } : {}), ...(because ? { extendedBecause: because } : {}),
    };
  });
}

/** Asking that the case be decided, for the one who reads: who may withdraw the application may ask. */
export function concludeView(deps: Deps, { file, rulebook, subject }: Pick<OpenedCase<Party>, 'file' | 'rulebook' | 'subject'>): ConcludeView | undefined {
  const right = conclusionRight(rulebook, file, deps.clock.now(), deps.authority.calendar);
  if (!right) return undefined;
  const may = file.parties.some((party) => party.personId === subject.personId && rulebook.roles.some((role) => role.role === party.role && role.may.includes('withdraw')));
  if (!may) return undefined;
  const { request } = right;
  const answer = clocksOf(rulebook, file, deps.clock.now(), deps.authority.calendar).find((clock) => rulebook.deadlines.some((one) => one.opens?.id === clock.deadline));
  return {
    from: right.from, open: right.open,
    ...(request ? { asked: { at: request.askedAt, ...(answer ? { answerBy: answer.due } : {}) } } : {}),
    ...(request?.refused ? { refused: { at: request.refused.at } } : {}),
  };
}
