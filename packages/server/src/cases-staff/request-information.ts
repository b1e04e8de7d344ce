import { requestInformation as request, type Day, type OpenRequest } from '@ankomst/core';
import type { Deps } from '../deps.ts';
import { handleCase, type StaffAct } from './handle-case.ts';

/**
 * An officer asks a party for facts, with words in that party's language. What is on file cannot be asked for.
 * @throws DomainError already-on-file, not-yours, wrong-phase
 */
export function requestInformation(deps: Deps, input: StaffAct & { to: string; facts: OpenRequest['facts']; text: string; language: string; answerBy?: Day }): Promise<void> {
  const { to, facts, text, language, answerBy } = input;
  return handleCase(deps, input, 'handle', 'request-information', ({ state }, ctx) =>
    request(state, { to, facts, text, language, ...(answerBy ? { answerBy } : {}) }, ctx));
}
