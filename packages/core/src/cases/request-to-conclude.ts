import { beginAct, ping, requireMay, requirePhase, settle, type ActContext, type CaseState } from '../act.ts';
import type { Change, LetterRecord } from '../change.ts';
import { concerned, conclusionRight, type DraftTexts, type StaffActor } from '../deadline.ts';
import { DomainError } from '../errors.ts';
import { requireWords, sendLetters } from './notice-of-delay.ts';

/**
 * A party asks that the case be decided (Administrative Procedure Act, 12 §). It can be done once, from the day
 * the service's clock says; whoever may take the application back may ask it. From now the authority has its weeks:
 * to decide, or to refuse the request in a decision of its own. `texts`: what such a refusal would have to
 * explain, drafted from the events for an officer; it refuses nothing.
 * @throws DomainError wrong-phase, not-yours; out-of-order before the day, or where it has been asked already
 */
export function requestToConclude(state: CaseState, input: { personId: string; texts: DraftTexts }, ctx: ActContext): Change {
  requirePhase(state.case, 'lodged');
  requireMay(state.case, input.personId, 'withdraw', ctx.rulebook);
  const right = conclusionRight(ctx.rulebook, state.case, ctx.at, ctx.calendar);
  if (!right?.open) throw new DomainError('out-of-order');
  const act = beginAct(state, ctx);
  const request = { id: ctx.ids.next(), askedBy: input.personId, askedAt: ctx.at, texts: input.texts };
  act.file.conclusion = request;
  act.record('ConclusionRequested', { request: request.id, by: input.personId, basis: right.basis });
  const change = settle(act);
  ping(act, concerned(act.file, ctx.rulebook).filter((id) => id !== input.personId), 'conclusion');
  return change;
}

/**
 * An officer refuses the request in words of their own: a decision with reasons, signed, that can be appealed.
 * The type of the actor leaves no way for a robot or a timer to do it; nor does silence: when the weeks have
 * passed the request still stands and is shown as late.
 * @throws DomainError wrong-phase; out-of-order where nothing is asked; reason-missing
 */
export function refuseToConclude(state: CaseState, input: { reasons: DraftTexts; letters: LetterRecord[] }, ctx: ActContext & { actor: StaffActor }): Change {
  requirePhase(state.case, 'lodged');
  const request = state.case.conclusion;
  if (!request || request.refused) throw new DomainError('out-of-order');
  if (ctx.actor.kind !== 'staff') throw new Error('a request to conclude is refused by an officer or not at all');
  requireWords(input.reasons, Object.keys(request.texts));
  const act = beginAct(state, ctx);
  act.file.conclusion = { ...request, texts: {}, refused: { at: ctx.at, by: ctx.actor.id } };
  sendLetters(act, input.letters);
  act.record('ConclusionDecided', { request: request.id, outcome: 'refused', reasons: input.reasons });
  const change = settle(act);
  ping(act, concerned(act.file, ctx.rulebook), 'conclusion-refused');
  return change;
}

/** How a request to conclude ended; `words`: the reasons of a refusal, in the binding language. */
export interface ConclusionOutcome { outcome: 'decided' | 'refused'; words?: string }

/**
 * The alarm for an outcome that is always the same: of the last `of` answered requests at least `same` were refused
 * with the same words (numbers and dates left aside). A predetermined answer is no answer (JO 6744-2020).
 * @returns the words and how many; undefined where there is nothing to see
 */
export function constantOutcome(latest: readonly ConclusionOutcome[], { of = 20, same = 10 } = {}): { words: string; count: number; of: number } | undefined {
  const seen = latest.slice(0, of);
  const groups = new Map<string, { words: string; count: number }>();
  for (const { outcome, words } of seen) {
    if (outcome !== 'refused' || words === undefined) continue;
    const key = words.toLowerCase().replace(/\d+/g, '').replace(/\P{L}+/gu, ' ').trim();
    const group = groups.get(key) ?? { words, count: 0 };
    groups.set(key, { ...group, count: group.count + 1 });
  }
  const most = [...groups.values()].sort((a, b) => b.count - a.count)[0];
  return most && most.count >= same ? { ...most, of: seen.length } : undefined;
}
