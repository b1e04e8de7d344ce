import { dayOf, issueLetters } from '@ankomst/core';
import { appealById } from '@ankomst/store';
import { actOnCase } from '../cases-staff/act-on-case.ts';
import type { Deps } from '../deps.ts';
import { composeWrittenLetter } from '../letters/compose-letter.ts';
import { letterReaders } from '../letters/letter-readers.ts';
import { makeLetter } from '../letters/make-letter.ts';
import { protectedIn } from '../letters/protected-in.ts';
import { paperErrand } from '../letters/paper.ts';
import { Problem } from '../problem.ts';

/** The letter that tells the appellant that the appeal has come, where the service has one. `key` makes a repeat harmless. */
export async function acknowledgeAppeal(deps: Deps, appealId: string, key: string): Promise<void> {
  const appeal = await appealById(deps.store, appealId);
  if (!appeal) throw new Problem('not-found');
  const { caseId, personId, lodgedAt } = appeal;
  await actOnCase(deps, { kind: 'system', id: 'letters' }, caseId, async ({ loaded, state, ctx }) => {
    const about = { ...loaded, rulebook: ctx.rulebook, protectedPersons: await protectedIn(deps, loaded.file) };
    const [reader] = ctx.rulebook.letters['appeal-received'] ? await letterReaders(deps, about, 'appeal-received', [personId]) : [];
    if (!reader) return null;
    const content = composeWrittenLetter(deps, about, 'appeal-received', reader, { receivedOn: dayOf(lodgedAt, deps.authority.calendar.timeZone) });
    const letter = await makeLetter(deps, content, { caseId, toPersonId: personId });
    const change = issueLetters(state, { letters: [letter], about: 'appeal-received' }, ctx);
    // the appeal itself has just given a ping
    return { ...change, outbox: [...change.outbox!.filter((item) => item.topic !== 'ping'), paperErrand(deps, letter, reader.hasAccount)] };
  }, key);
}
