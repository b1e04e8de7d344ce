import { saveDraft as saveStoredDraft } from '@ankomst/store';
import type { Json } from '@ankomst/core';
import type { Raw } from '@ankomst/web';
import { draftOwner } from '../access/draft-owner.ts';
import type { Deps } from '../deps.ts';
import { Problem } from '../problem.ts';

/** Fields of one page kept: at most this many characters of JSON; more is no form of ours. */
const mostPerPage = 200_000;

/**
 * Keeps what a person has typed on a page, exactly as typed and without judging it. Page by page: the
 * last write of a page wins, others stay. Also for somebody whose login has just run out (`draftOwner`).
 * @throws Problem not-found where the person has no part in the case; too-large
 */
export async function saveDraft(deps: Deps, personId: string, caseId: string, answers: { [key: string]: Raw | Json }): Promise<string> {
  const { owner } = await draftOwner(deps, personId, caseId);
  for (const value of Object.values(answers)) if (JSON.stringify(value).length > mostPerPage) throw new Problem('too-large');
  const updatedAt = deps.clock.now();
  await saveStoredDraft(deps.store, { caseId, personId: owner, answers: answers as { [key: string]: Json }, updatedAt });
  return updatedAt;
}
