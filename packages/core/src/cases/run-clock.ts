import { actorRef, beginAct, notified, ping, settle, type ActContext, type CaseState } from '../act.ts';
import { partiesIn, subjectOf } from '../bind.ts';
import type { Change } from '../change.ts';
import { definitionsNow, type DeadlineStatus } from '../deadline.ts';

/**
 * A clock of the law nears its end: it is written down, and where a party holds it, they are told.
 * `days`: the threshold that has come, of those the service names.
 */
export function warnDeadline(state: CaseState, input: { clock: DeadlineStatus; days: number }, ctx: ActContext): Change {
  const act = beginAct(state, ctx);
  const { clock, days } = input;
  act.record('DeadlineWarned', { deadline: clock.deadline, due: clock.due, basis: clock.basis, holder: clock.holder, days });
  const change = settle(act);
  const told = new Set(notified(act.file, ctx.rulebook));
  ping(act, partiesIn(act.file, clock.holder).map((party) => party.personId).filter((id) => told.has(id)), `deadline:${clock.deadline}`);
  return change;
}

/**
 * A clock of the law has run out: it is written down. It never decides anything. Where the service says what
 * silence is taken to mean (a partner who had its time to comment), that is recorded, and the case goes on.
 */
export function runOutDeadline(state: CaseState, input: { clock: DeadlineStatus }, ctx: ActContext): Change {
  const act = beginAct(state, ctx);
  const { clock } = input;
  act.record('DeadlinePassed', { deadline: clock.deadline, due: clock.due, basis: clock.basis });
  const lapses = definitionsNow(ctx.rulebook, act.file).find((one) => one.id === clock.deadline)?.lapsesTo;
  const key = lapses && subjectOf(ctx.rulebook, act.file, lapses.fact, partiesIn(act.file, ctx.rulebook.applicantRole)[0]?.personId);
  if (lapses && key && !act.facts().get(key, lapses.fact)) {
    const fresh = act.assert([{
      id: ctx.ids.next(), subject: key, name: lapses.fact, value: lapses.value, source: 'partner', certainty: 'stated', assertedBy: actorRef(ctx.actor), assertedAt: ctx.at,
    }]);
    act.record('FactsRecorded', { facts: fresh.map((fact) => fact.id), source: 'partner' });
  }
  return settle(act);
}

/** The date a case waits for is worked out anew: the clock it named stood still meanwhile, or was a right that has opened. */
export function resetClock(state: CaseState, ctx: ActContext): Change {
  return settle(beginAct(state, ctx));
}
