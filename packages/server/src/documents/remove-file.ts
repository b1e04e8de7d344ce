import { fileKey } from '../cases/form-setting.ts';
import { saveDraft } from '../cases/save-draft.ts';
import type { Deps } from '../deps.ts';

/**
 * Takes a file out of a person's draft. Its bytes stay in the store, unnamed by any case, until they are
 * weeded; what has been sent cannot be taken back this way, for it is no longer in the draft.
 */
export async function removeFile(deps: Deps, personId: string, caseId: string, documentId: string): Promise<void> {
  await saveDraft(deps, personId, caseId, { [fileKey(documentId)]: null });
}
