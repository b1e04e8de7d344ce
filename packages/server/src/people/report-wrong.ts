import { receiveMessage } from '@ankomst/core';
import { casesOfPerson } from '@ankomst/store';
import type { Deps } from '../deps.ts';
import { actAsParty } from '../cases/act-as-party.ts';
import type { Party } from '../cases/act-as-party.ts';
import { rulebookOfCase } from '../rulebooks.ts';

export const longestReport = 5_000;

/**
 * A person says that something the authority knows of them is wrong, or that they are not who it takes them
 * for, or that somebody looked who should not have. It comes as a message into each of their open cases
 * (with the officer there), else into the newest one; nothing on file changes until a human has looked.
 * @returns whether there was a case to put it into
 */
export async function reportWrong(deps: Deps, party: Party, input: { what: string; text: string; language: string; once: string }): Promise<boolean> {
  const mine: { id: string; open: boolean }[] = [];
  for (const { file } of await casesOfPerson(deps.store, party.personId)) {
    const { roles } = await rulebookOfCase(deps, file);
    if (deps.access.judge(party, 'answer', { case: file, roles, visitUnits: [] }).allowed) mine.push({ id: file.id, open: file.phase !== 'closed' });
  }
  const open = mine.filter((one) => one.open);
  for (const { id } of open.length > 0 ? open : mine.slice(0, 1)) {
    await actAsParty(deps, { party, caseId: id, act: 'answer', what: 'report-wrong', once: input.once }, (opened, ctx) =>
      receiveMessage(opened.state, { personId: opened.subject.personId, text: `${input.what}\n\n${input.text}`, language: input.language }, ctx));
  }
  return mine.length > 0;
}
