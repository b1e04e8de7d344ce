import { contentHash, type Rulebook } from '@ankomst/core';
import type { RuleTestFile } from '@ankomst/content';
import { ruleDraft, ruleDraftApprovals, ruleDraftEdits, type RuleDraftApproval, type RuleDraftEdit, type RuleDraftRow } from '@ankomst/store';
import type { Deps } from '../deps.ts';
import { Problem } from '../problem.ts';
import { rulebookByHash } from '../rulebooks.ts';
import { applyEdits, ofTests, testsWith, type Edit } from './edits.ts';
import { testsOf } from './lab-content.ts';

/** A draft with all it consists of. `rulebook` is what it says, approved by nobody yet. */
export interface LoadedDraft {
  row: RuleDraftRow;
  base: Rulebook;
  edits: RuleDraftEdit<Edit>[];
  rulebook: Rulebook;
  /** Names exactly this content: what was tried and approved is told by it. */
  content: string;
  tests: RuleTestFile | undefined;
  approvals: RuleDraftApproval[];
}

/** @throws Problem not-found */
export async function loadDraft(deps: Deps, id: string): Promise<LoadedDraft> {
  const row = await ruleDraft(deps.store, id);
  if (!row) throw new Problem('not-found');
  const base = await rulebookByHash(deps, row.base);
  const edits = await ruleDraftEdits<Edit>(deps.store, id);
  const tests = await testsOf(deps, base);
  const list = edits.map((one) => one.edit);
  const rulebook = drafted(deps, base, edits, row);
  const content = contentOf(rulebook, list);
  return { row, base, edits, rulebook, content, tests: tests && testsWith(tests, list), approvals: await ruleDraftApprovals(deps.store, id, content) };
}

// a draft is looked at more often than it is changed, and what is made of it (its model, its messages) is kept with it
const kept = new Map<string, Rulebook>();

function drafted(deps: Deps, base: Rulebook, edits: readonly RuleDraftEdit<Edit>[], { id, version, validFrom }: RuleDraftRow): Rulebook {
  const key = [id, base.hash, version, validFrom, ...edits.map((one) => one.seq)].join(' ');
  let found = kept.get(key);
  if (!found) {
    found = applyEdits(base, edits.map((one) => one.edit), { version, validFrom }, deps.authority.law);
    if (kept.size >= 16) kept.clear();
    kept.set(key, found);
  }
  return found;
}

/** What is tried and approved: the rulebook, and what its cases are meant to come to. */
export function contentOf(rulebook: Rulebook, edits: readonly Edit[]): string {
  return contentHash({ rulebook: rulebook.hash, expected: edits.filter(ofTests) });
}
