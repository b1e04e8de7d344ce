import { caseFile, saveDraft as saveStoredDraft } from '@ankomst/store';
import type { Json } from '@ankomst/core';
import type { Raw } from '@ankomst/web';
import { rulebookOfCase } from '../rulebooks.ts';
import { judge } from '../access/policy.ts';
import { standIn } from '../access/stand-in.ts';
import type { Deps } from '../deps.ts';
import { Problem } from '../problem.ts';

/** Fields of one page kept: at most this many characters of JSON; more is no form of ours. */
const mostPerPage = 200_000;

/**
 * Keeps what a person has typed on a page, exactly as typed and without judging it. Page by page: the
 * last write of a page wins, others stay. Also for somebody whose login has just run out: a draft is
 * not an act, and only its owner ever sees it; so nothing is shown and nothing need be logged.
 * @throws Problem not-found where the person has no part in the case; too-large
 */
export async function saveDraft(deps: Deps, personId: string, caseId: string, answers: { [key: string]: Raw | Json }): Promise<string> {
  const file = await caseFile(deps.store, caseId);
  if (!file) throw new Problem('not-found');
  const { roles } = await rulebookOfCase(deps, file);
  // a representative writes in the principal's draft: there is one, and both see it
  const { subject, mandate } = await standIn(deps, personId, file, 'answer');
  const verdict = judge(subject, 'answer', { case: file, roles, visitUnits: [], ...(mandate ? { mandate } : {}) });
  if (!verdict.allowed) throw new Problem('not-found');
  for (const value of Object.values(answers)) if (JSON.stringify(value).length > mostPerPage) throw new Problem('too-large');
  const updatedAt = deps.clock.now();
  await saveStoredDraft(deps.store, { caseId, personId: subject.personId, answers: answers as { [key: string]: Json }, updatedAt });
  return updatedAt;
}
