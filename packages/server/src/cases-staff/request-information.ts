import { requestInformation as request, type Day, type OpenRequest } from '@ankomst/core';
import type { Deps } from '../deps.ts';
import { handleCase, type StaffAct } from './handle-case.ts';

/** How long a question is held before its party is told, so that a slip is taken back without anybody having heard of it. */
export const heldSeconds = 10;

/**
 * An officer asks a party for facts, with words in that party's language. What is on file cannot be asked for.
 * @throws DomainError already-on-file, not-yours, wrong-phase
 */
export function requestInformation(deps: Deps, input: StaffAct & { to: string; facts: OpenRequest['facts']; text: string; language: string; answerBy?: Day; held?: boolean }): Promise<void> {
  const { to, facts, text, language, answerBy } = input;
  return handleCase(deps, input, 'handle', 'request-information', ({ state }, ctx) =>
    request(state, { to, facts, text, language, ...(answerBy ? { answerBy } : {}), ...(input.held ? { tellFrom: new Date(Date.parse(ctx.at) + heldSeconds * 1000).toISOString() } : {}) }, ctx));
}
