import type { CaseFile, Rulebook } from '@ankomst/core';
import { caseFile } from '@ankomst/store';
import type { Deps } from '../deps.ts';
import { Problem } from '../problem.ts';
import { rulebookOfCase } from '../rulebooks.ts';
import { standIn } from './stand-in.ts';

/** In whose draft of a case somebody writes. */
export interface DraftOwner {
  /** The party whose draft it is: the person, or a principal whose mandate they hold. There is one draft, and both see it. */
  owner: string;
  file: CaseFile;
  rulebook: Rulebook;
}

/**
 * Whose draft this person may write in. A draft is not an act and nothing of the case is shown, so nothing is logged,
 * and whoever's login has just run out may still save; but it is the same party that `openCase` would let them act for.
 * @throws Problem not-found where the person has no part in the case that may do this
 */
export async function draftOwner(deps: Deps, personId: string, caseId: string, act: 'answer' | 'appeal' = 'answer'): Promise<DraftOwner> {
  const file = await caseFile(deps.store, caseId);
  if (!file) throw new Problem('not-found');
  const rulebook = await rulebookOfCase(deps, file);
  const { subject, mandate } = await standIn(deps, personId, file, act, rulebook.roles);
  const verdict = deps.access.judge(subject, act, { case: file, roles: rulebook.roles, visitUnits: [], ...(mandate ? { mandate } : {}) });
  if (!verdict.allowed) throw new Problem('not-found');
  return { owner: subject.personId, file, rulebook };
}
