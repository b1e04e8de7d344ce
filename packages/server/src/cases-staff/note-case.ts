import { noteCase as note } from '@ankomst/core';
import type { Deps } from '../deps.ts';
import { Problem } from '../problem.ts';
import { handleCase, type StaffAct } from './handle-case.ts';

/** A working note in the case: for colleagues, and for whoever asks for the file. @throws Problem bad-request without words */
export function noteCase(deps: Deps, input: StaffAct & { text: string }): Promise<void> {
  const text = input.text.trim();
  if (!text) throw new Problem('bad-request');
  return handleCase(deps, input, 'handle', 'note-case', ({ state }, ctx) => note(state, { text }, ctx));
}
