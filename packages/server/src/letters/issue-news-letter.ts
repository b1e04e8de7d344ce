import { issueLetters } from '@ankomst/core';
import { actOnCase } from '../cases-staff/act-on-case.ts';
import type { Deps } from '../deps.ts';
import { composeNewsLetter } from './compose-letter.ts';
import { letterReaders } from './letter-readers.ts';
import { makeLetter } from './make-letter.ts';
import { paperErrand } from './paper.ts';
import { protectedIn } from './protected-in.ts';

/** The letters that tell somebody on paper what a ping would have told: an offer, a partner's approval to give, a question. */
const letterFor = (about: string): string | undefined =>
  ({ offer: 'offer', approval: 'approval', request: 'request', 'approval-withheld': 'officer' })[about.split(':')[0]!];

/**
 * For a person no channel reaches (no login yet, no address given): a letter on paper, where the rulebook
 * has one for this news. A decision has its own letters. `key` makes a repeat harmless.
 */
export async function issueNewsLetter(deps: Deps, news: { personId: string; about: string; caseId: string }, key: string): Promise<void> {
  const letter = letterFor(news.about);
  if (!letter) return;
  await actOnCase(deps, { kind: 'system', id: 'letters' }, news.caseId, async ({ loaded, state, ctx }) => {
    if (!ctx.rulebook.letters[letter] || loaded.file.phase === 'closed') return null;
    const about = { ...loaded, rulebook: ctx.rulebook, protectedPersons: await protectedIn(deps, loaded.file) };
    const [reader] = await letterReaders(deps, about, letter, [news.personId]);
    if (!reader) return null;
    const content = composeNewsLetter(deps, about, letter, reader, news.about.split(':')[1]);
    const record = await makeLetter(deps, content, { caseId: news.caseId, toPersonId: news.personId });
    const change = issueLetters(state, { letters: [record], about: 'letter' }, ctx);
    // paper is the ping here: another ping would come back to this place
    change.outbox = [...change.outbox!.filter((item) => item.topic !== 'ping'), paperErrand(deps, record, reader.hasAccount)];
    return change;
  }, `letter:${key}`);
}
