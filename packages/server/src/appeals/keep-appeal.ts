import type { DraftRecord, Instant, Json } from '@ankomst/core';
import { getDraft, saveDraft } from '@ankomst/store';
import type { DraftFile } from '@ankomst/web';
import { draftOwner } from '../access/draft-owner.ts';
import { draftFile, draftOf, fileKey } from '../cases/form-setting.ts';
import type { Deps } from '../deps.ts';

/** Where an appeal lies in a person's draft; its files carry the same word. */
export const appealDraft = 'appeal';
/** Most characters of an appeal. */
export const longestAppeal = 20_000;
/** Most files of one. */
export const mostEnclosures = 20;

/** What somebody has written of an appeal and not sent, with its files. */
export interface WrittenAppeal { text: string; files: DraftFile[] }

/**
 * Keeps what is written of an appeal: a draft is not an act, and whoever's login has run out may still save it.
 * A representative writes in the principal's draft. @throws Problem not-found where this person may not appeal
 */
export async function keepAppeal(deps: Deps, personId: string, caseId: string, answers: { text?: string; file?: DraftFile; remove?: string }): Promise<string> {
  const owner = await appellantFor(deps, personId, caseId);
  const kept: { [key: string]: Json } = {};
  if (answers.text !== undefined) kept[appealDraft] = { text: answers.text.slice(0, longestAppeal + 1) };
  if (answers.file) kept[fileKey(answers.file.id)] = draftFile(answers.file);
  if (answers.remove !== undefined) kept[fileKey(answers.remove)] = null;
  await saveDraft(deps.store, { caseId, personId: owner, answers: kept, updatedAt: deps.clock.now() });
  return owner;
}

/** Whose appeal this person writes: the own, or that of who has given a mandate to appeal. @throws Problem not-found */
export async function appellantFor(deps: Deps, personId: string, caseId: string): Promise<string> {
  return (await draftOwner(deps, personId, caseId, 'appeal')).owner;
}

/** The appeal as it is written so far. */
export async function writtenAppeal(deps: Deps, caseId: string, personId: string): Promise<WrittenAppeal> {
  const { typed, files } = draftOf(await getDraft(deps.store, caseId, personId));
  const text = typed[appealDraft]?.['text'];
  return { text: typeof text === 'string' ? text : '', files: files.filter((file) => file.key === appealDraft) };
}

/** What is sent, out of the draft: in the same change as the sending. */
export function withoutWritten(caseId: string, personId: string, files: readonly DraftFile[], at: Instant): DraftRecord {
  return { caseId, personId, updatedAt: at, answers: { [appealDraft]: null, ...Object.fromEntries(files.map((file) => [fileKey(file.id), null])) } };
}
