import type { ActContext, Actor, CaseState, Change } from '@ankomst/core';
import { loadCase, StoreError, type CommitResult, type LoadedCase } from '@ankomst/store';
import { actContext } from '../cases/act-context.ts';
import type { Deps } from '../deps.ts';
import { Problem } from '../problem.ts';
import { rulebookOfCase } from '../rulebooks.ts';

/** What an act on a case has before it; `loaded` is all that is stored of the case. */
export interface ActScene {
  loaded: LoadedCase;
  state: CaseState;
  ctx: ActContext;
}

/**
 * Loads a case, lets one act of the domain change it, and commits. Where somebody else was faster the
 * act is tried again on the case as it now is (the domain's own checks say whether it still fits).
 * An act that returns null changes nothing. Who may do it has been decided before.
 * @throws Problem not-found; DomainError; StoreError version-conflict after five tries
 */
export async function actOnCase(
  deps: Deps, actor: Actor, caseId: string, act: (scene: ActScene) => Change | null | Promise<Change | null>, key?: string,
): Promise<CommitResult | null> {
  for (let attempt = 1; ; attempt += 1) {
    const loaded = await loadCase(deps.store, caseId);
    if (!loaded) throw new Problem('not-found');
    const ctx = actContext(deps, actor, await rulebookOfCase(deps, loaded.file), key);
    const change = await act({ loaded, state: { case: loaded.file, facts: loaded.facts }, ctx });
    if (!change) return null;
    try {
      return await deps.store.commit(change);
    } catch (error) {
      if (!(error instanceof StoreError && error.code === 'version-conflict') || attempt === 5) throw error;
    }
  }
}
