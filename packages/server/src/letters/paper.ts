import type { LetterRecord, OutboxItem } from '@ankomst/core';
import type { Deps } from '../deps.ts';

/** Days a person has to open a letter before it goes out on paper. */
const daysToRead = 3;

/** The errand that puts a letter in an envelope: at once for somebody who cannot log in yet, else on the third day if it is unread. */
export function paperErrand(deps: Deps, letter: LetterRecord, canRead: boolean): OutboxItem {
  const notBefore = new Date(Date.parse(letter.at) + daysToRead * 86_400_000).toISOString();
  return {
    id: deps.ids.next(), key: `paper:${letter.id}`, topic: 'paper', caseId: letter.caseId, payload: { letter: letter.id },
    ...(canRead ? { notBefore } : {}),
  };
}
