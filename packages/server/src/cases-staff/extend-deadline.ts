import { extendDeadline as extend } from '@ankomst/core';
import type { Deps } from '../deps.ts';
import { Problem } from '../problem.ts';
import { handleCase, type StaffAct } from './handle-case.ts';
import { signedBy } from './signed-by.ts';

/** An officer prolongs a clock of the law as far as it allows, for a reason of the case that the parties are told. @throws Problem bad-request without a reason; DomainError out-of-order */
export function extendDeadline(deps: Deps, input: StaffAct & { deadline: string; reason: string }): Promise<void> {
  const reason = input.reason.trim();
  if (!reason) throw new Problem('bad-request');
  return handleCase(deps, input, 'handle', 'extend-deadline', ({ state }, ctx) =>
    extend(state, { deadline: input.deadline, reason, language: deps.authority.languages.binding }, signedBy(ctx, input.staff)));
}
