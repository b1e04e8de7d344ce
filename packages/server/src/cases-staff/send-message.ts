import { sendMessage as send } from '@ankomst/core';
import type { Deps } from '../deps.ts';
import { Problem } from '../problem.ts';
import { handleCase, type StaffAct } from './handle-case.ts';

/** An officer writes to one party of the case. @throws DomainError not-yours; Problem bad-request without words */
export function sendMessage(deps: Deps, input: StaffAct & { to: string; text: string; language: string }): Promise<void> {
  const text = input.text.trim();
  if (!text) throw new Problem('bad-request');
  return handleCase(deps, input, 'handle', 'send-message', ({ state }, ctx) => send(state, { personId: input.to, text, language: input.language }, ctx));
}
