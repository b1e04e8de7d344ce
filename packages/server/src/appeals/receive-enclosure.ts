import type { DocumentRecord } from '@ankomst/core';
import type { Deps } from '../deps.ts';
import { examineFile } from '../documents/examine-file.ts';
import { cleanFileName, type IncomingFile } from '../documents/receive-file.ts';
import { appealDraft, appellantFor, keepAppeal } from './keep-appeal.ts';

/**
 * Takes a file into a person's appeal: it answers no question of the form and proves what its writer says it does.
 * @throws Problem not-found; StoreError and FileRefused as every file
 */
export async function receiveEnclosure(deps: Deps, personId: string, caseId: string, file: Omit<IncomingFile, 'key'>): Promise<DocumentRecord> {
  const owner = await appellantFor(deps, personId, caseId);
  const { sha256, size, mediaType } = await deps.documents.put(file.bytes, { maxBytes: deps.config.limits.fileBytes, claimed: file.claimed, examine: examineFile });
  const record: DocumentRecord = { id: deps.ids.next(), sha256, size, mediaType, name: cleanFileName(file.name), caseId, personId: owner, uploadedBy: personId, at: deps.clock.now() };
  await deps.store.commit({ documents: [record] });
  await keepAppeal(deps, personId, caseId, { file: { id: record.id, key: appealDraft, name: record.name, size, mediaType } });
  return record;
}
