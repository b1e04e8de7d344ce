import { actorRef, beginAct, requirePhase, settle, type ActContext, type CaseState } from '../act.ts';
import type { Change } from '../change.ts';
import { DomainError } from '../errors.ts';
import type { Fact } from '../fact.ts';
import type { Json } from '../json.ts';

/** Which of the statements on file about a fact is to stand. */
export interface SettledDifference {
  /** The statement the officer goes by, as it is on file. */
  statement: Fact;
  /** What is to stand, as this statement says it: lines of a document speak of several facts, and a year in them may be of two centuries. */
  fact: { name: string; value: Json };
  /** Why this one: in the officer's chosen words. */
  because: string;
}

/**
 * An officer settles what is said of a fact: one of the statements on file stands, weighed by a human. The others stay
 * in the history. A fact that the service lets no officer assert is not settled by hand.
 * @throws DomainError bad-fact, wrong-phase
 */
export function settleDifference(state: CaseState, { statement, fact, because }: SettledDifference, ctx: ActContext): Change {
  requirePhase(state.case, 'offered', 'lodged');
  if (!ctx.rulebook.facts.some((one) => one.name === fact.name && one.sources.includes('officer'))) throw new DomainError('bad-fact', { fact: fact.name });
  const act = beginAct(state, ctx);
  const fresh = act.assert([{
    id: ctx.ids.next(), subject: statement.subject, name: fact.name, value: fact.value, source: 'officer', certainty: 'assessed',
    assertedBy: actorRef(ctx.actor), assertedAt: ctx.at, evidence: statement.evidence ?? statement.id,
  }]);
  if (fresh.length > 0) act.record('DifferenceSettled', { facts: fresh.map((one) => one.id), fact: fact.name, stands: statement.id, source: statement.source, because });
  return settle(act);
}

/**
 * What an officer settled is open again: the statement that stood before stands as it was told, by whom and when.
 * Only what an officer settled, and only while nothing newer has come.
 * @throws DomainError out-of-order, wrong-phase
 */
export function reopenDifference(state: CaseState, { settled, before }: { settled: string; before: Fact }, ctx: ActContext): Change {
  requirePhase(state.case, 'offered', 'lodged');
  const act = beginAct(state, ctx);
  const now = act.facts().get(before.subject, before.name);
  if (!now || now.id !== settled || now.source !== 'officer') throw new DomainError('out-of-order');
  const fresh = act.assert([{ ...before, id: ctx.ids.next() }]);
  act.record('DifferenceReopened', { facts: fresh.map((one) => one.id), fact: before.name, settled });
  return settle(act);
}
