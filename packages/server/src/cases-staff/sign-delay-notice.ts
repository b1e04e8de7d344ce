import { DomainError, signDelayNotice as sign, type Day, type DraftTexts } from '@ankomst/core';
import type { Deps } from '../deps.ts';
import { Problem } from '../problem.ts';
import { handleCase, type StaffAct } from './handle-case.ts';
import { signedBy } from './signed-by.ts';
import { writeReasonedLetters } from './write-reasoned-letters.ts';

/**
 * An officer signs the notice of delay as they have edited it: it goes to the parties as letters, before the limit.
 * `expectedBy`: the day they now expect the decision.
 * @throws Problem bad-request where words are lacking; DomainError out-of-order where no notice waits
 */
export function signDelayNotice(deps: Deps, input: StaffAct & { reasons: DraftTexts; expectedBy: Day }): Promise<void> {
  return handleCase(deps, input, 'handle', 'sign-delay-notice', async (opened, ctx) => {
    const notice = opened.file.delayNotice;
    if (!notice) throw new DomainError('out-of-order');
    if (Object.keys(notice.texts).some((language) => !input.reasons[language]?.trim())) throw new Problem('bad-request');
    const letter = opened.rulebook.deadlines.find((one) => one.id === notice.deadline)?.notice ?? 'delay';
    const { letters, paper } = await writeReasonedLetters(deps, opened, letter, input.reasons, { expectedBy: input.expectedBy });
    const change = sign(opened.state, { reasons: input.reasons, letters }, signedBy(ctx, input.staff));
    change.outbox!.push(...paper);
    return change;
  });
}
