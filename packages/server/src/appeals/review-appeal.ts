import { dismissLateAppeal, DomainError, forwardAppeal, reopenOnReview } from '@ankomst/core';
import { handleCase, type StaffAct } from '../cases-staff/handle-case.ts';
import type { Deps } from '../deps.ts';

/** What an officer's review of an appealed decision can come to. */
export const reviewOutcomes = ['change', 'forward', 'dismiss-late'] as const;
export type ReviewOutcome = (typeof reviewOutcomes)[number];

const acts = { change: reopenOnReview, forward: forwardAppeal, 'dismiss-late': dismissLateAppeal };

/**
 * The authority looks at its own decision again (Administrative Procedure Act 37-39, 45-46 §§): it is opened for a new
 * one, goes on to the court, or is dismissed as late. Always an officer, always in words.
 * @throws DomainError reason-missing, wrong-phase
 */
export function reviewAppeal(deps: Deps, input: StaffAct & { outcome: ReviewOutcome; note: string }): Promise<void> {
  return handleCase(deps, input, 'handle', 'review-appeal', (opened, ctx) => {
    const appeal = opened.appeals.find((one) => one.id === opened.file.appeal?.id);
    if (!appeal) throw new DomainError('wrong-phase', { phase: opened.file.phase });
    const note = input.note.trim();
    if (note === '') throw new DomainError('reason-missing');
    return acts[input.outcome](opened.state, { appeal, note }, ctx);
  });
}
