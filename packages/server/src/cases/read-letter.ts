import { letterRead } from '@ankomst/core';
import type { LetterRecord } from '@ankomst/core';
import type { OpenedCase } from '../access/open-case.ts';
import type { Deps } from '../deps.ts';
import { Problem } from '../problem.ts';
import { actAsParty } from './act-as-party.ts';
import type { Party } from './act-as-party.ts';

/** A letter of this person's in the case. @throws Problem not-found where it is another's */
export function ownLetter(opened: OpenedCase<Party>, letterId: string): LetterRecord {
  const letter = opened.letters.find((one) => one.id === letterId && one.toPersonId === opened.subject.personId);
  if (!letter) throw new Problem('not-found');
  return letter;
}

/** Has this person opened the letter? */
export function isRead(opened: Pick<OpenedCase, 'events'>, letterId: string, personId: string): boolean {
  return opened.events.some((event) => event.type === 'LetterRead' && event.data['letter'] === letterId && event.data['by'] === personId);
}

/** Writes down, once, that the person has opened the letter: what later counts as served rests on it. */
export async function readLetter(deps: Deps, opened: OpenedCase<Party>, letterId: string): Promise<void> {
  const { personId } = opened.subject;
  if (isRead(opened, letterId, personId)) return;
  await actAsParty(deps, { party: opened.subject, caseId: opened.file.id, act: 'read', what: 'read-letter', once: letterId }, (fresh, ctx) =>
    letterRead(fresh.state, { letter: letterId, personId }, ctx));
}
