import type { CaseFile, DocumentRecord, Rulebook } from '@ankomst/core';
import type { MediaType } from '@ankomst/store';
import type { Deps } from '../deps.ts';
import { draftFile, fileKey } from '../cases/form-setting.ts';
import { Problem } from '../problem.ts';
import { examineFile } from './examine-file.ts';
import { draftOwner } from '../access/draft-owner.ts';

export interface IncomingFile {
  bytes: AsyncIterable<Uint8Array>;
  /** As the device names it; shown, never used as a path. */
  name: string;
  /** The type the device claims; compared with the content. */
  claimed: string;
  /** The question of the form it answers. */
  key: string;
}

/**
 * Takes a file into a person's draft: streamed to the document store, its type found in its content, and
 * in the draft at once, so that it survives leaving and coming back. The bytes are kept as sent.
 * @throws Problem not-found, StoreError document-too-large, document-type-refused, document-type-differs, image-too-large, document-unreadable; FileRefused
 */
export async function receiveFile(deps: Deps, personId: string, caseId: string, file: IncomingFile): Promise<DocumentRecord> {
  // Whether the person has a part in the case at all, before any byte is taken.
  const { owner, file: of, rulebook } = await draftOwner(deps, personId, caseId);
  const { about, accept } = questionOf(of, rulebook, file.key);
  const stored = await deps.documents.put(file.bytes, {
    maxBytes: deps.config.limits.fileBytes,
    claimed: file.claimed,
    examine: examineFile,
    // Where a photo is taken, so is the kind that some phones make of it.
    ...(accept ? { accept: [...accept, ...(accept.includes('image/jpeg') ? ['image/heic'] : [])] as MediaType[] } : {}),
  });
  const record: DocumentRecord = {
    id: deps.ids.next(),
    sha256: stored.sha256,
    size: stored.size,
    mediaType: stored.mediaType,
    name: cleanFileName(file.name),
    caseId,
    personId: about ?? owner,
    uploadedBy: personId,
    at: deps.clock.now(),
    fact: file.key,
  };
  const { id, name, size, mediaType } = record;
  await deps.store.commit({
    documents: [record],
    drafts: { set: [{ caseId, personId: owner, answers: { [fileKey(id)]: draftFile({ id, key: file.key, name, size, mediaType }) }, updatedAt: record.at }] },
  });
  return record;
}

/**
 * The question of the service's form that a file answers: what it takes, and whom it is about. In its key
 * `fact@role.2` is the second in that role; without a role it is the applicant.
 * @throws Problem bad-request where no question asks for a file by that key
 */
function questionOf(stored: CaseFile, rulebook: Rulebook, key: string): { about: string | undefined; accept: string[] | undefined } {
  const [, fact, role, place] = /^([^@>]+)(?:@([\w-]+)\.(\d+))?/.exec(key) ?? [];
  const question = rulebook.form.pages.flatMap((page) => page.questions).find((one) => one.fact === fact);
  if (!question || rulebook.facts.find((one) => one.name === fact)?.type !== 'document') throw new Problem('bad-request');
  const holders = stored.parties.filter((party) => party.role === (role ?? rulebook.applicantRole));
  return { about: holders[place ? Number(place) - 1 : 0]?.personId, accept: question.accept };
}

/** The last part of a path, without control characters and direction marks, at most 120 characters. */
export function cleanFileName(name: string): string {
  const clean = name.normalize('NFC').split(/[/\\]/).at(-1)!.replace(/[\p{Cc}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu, '').trim();
  return [...clean].slice(0, 120).join('') || 'file';
}
