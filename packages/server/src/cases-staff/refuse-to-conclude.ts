import { dayOf, DomainError, refuseToConclude as refuse, type DraftTexts } from '@ankomst/core';
import type { Deps } from '../deps.ts';
import { Problem } from '../problem.ts';
import { handleCase, type StaffAct } from './handle-case.ts';
import { signedBy } from './signed-by.ts';
import { writeReasonedLetters } from './write-reasoned-letters.ts';

/**
 * An officer refuses a request that the case be decided, in a decision with reasons of this case. The other answer is
 * to decide. There is no third, and no way to this one but an officer's hand.
 * @throws Problem bad-request where words are lacking; DomainError out-of-order where nothing is asked
 */
export function refuseToConclude(deps: Deps, input: StaffAct & { reasons: DraftTexts }): Promise<void> {
  return handleCase(deps, input, 'handle', 'refuse-to-conclude', async (opened, ctx) => {
    const request = opened.file.conclusion;
    if (!request || request.refused) throw new DomainError('out-of-order');
    if (Object.keys(request.texts).some((language) => !input.reasons[language]?.trim())) throw new Problem('bad-request');
    const { letters, paper } = await writeReasonedLetters(deps, opened, 'conclude-refused', input.reasons, { decidedOn: dayOf(ctx.at, ctx.calendar.timeZone) });
    const change = refuse(opened.state, { reasons: input.reasons, letters }, signedBy(ctx, input.staff));
    change.outbox!.push(...paper);
    return change;
  });
}
