import { getDraft, saveDraft } from '@ankomst/store';
import type { Change, Json } from '@ankomst/core';
import type { Deps } from '../deps.ts';

/** Drafts of pages that belong to no case lie under this name instead of a case's. */
const noCase = 'me';

/** Keeps what a person typed on a page of their own (contact, a report) when it could not be taken at once. Null: it has been. */
export async function keepOwnDraft(deps: Deps, personId: string, page: string, fields: { [name: string]: string } | null): Promise<void> {
  await saveDraft(deps.store, { caseId: noCase, personId, answers: { [page]: fields }, updatedAt: deps.clock.now() });
}

/** The same as part of a change: the draft goes in the moment its content is taken. */
export function ownDraftDone(deps: Deps, personId: string, page: string): Change {
  return { drafts: { set: [{ caseId: noCase, personId, answers: { [page]: null }, updatedAt: deps.clock.now() }] } };
}

export async function ownDraft(deps: Deps, personId: string, page: string): Promise<{ [name: string]: string } | undefined> {
  const kept: Json | undefined = (await getDraft(deps.store, noCase, personId))?.answers[page];
  return (kept ?? undefined) as { [name: string]: string } | undefined;
}
