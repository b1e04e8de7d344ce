import { dayOf, DomainError, lodgeAppeal as lodge } from '@ankomst/core';
import { actAsParty, type Party } from '../cases/act-as-party.ts';
import type { Deps } from '../deps.ts';
import { appealWindow } from './appeal-window.ts';
import { withoutWritten, writtenAppeal } from './keep-appeal.ts';

/**
 * Sends the appeal a party has written, against the case's last decision. In time or late is counted and written
 * down; nobody is turned away for it here. The errand tells the appellant by letter that it has come.
 * @throws Problem not-found; DomainError nothing-to-appeal, already-appealed
 */
export async function lodgeAppeal(deps: Deps, party: Party, { caseId, once, language }: { caseId: string; once: string; language: string }): Promise<void> {
  await actAsParty(deps, { party, caseId, act: 'appeal', what: 'appeal', once }, async (opened, ctx) => {
    const { personId } = opened.subject;
    const decision = opened.decisions.at(-1);
    if (!decision) throw new DomainError('nothing-to-appeal');
    const written = await writtenAppeal(deps, caseId, personId);
    const { dueOn } = appealWindow(deps, opened, decision, personId);
    const { change, appeal } = lodge(opened.state, {
      personId, decisionId: decision.id, text: written.text, language, documents: written.files.map((file) => file.id),
      ...(dueOn ? { dueOn } : {}), today: dayOf(ctx.at, deps.authority.calendar.timeZone), earlier: opened.appeals,
    }, ctx);
    change.outbox!.push({ id: ctx.ids.next(), key: `appeal-received:${appeal.id}`, topic: 'appeal-received', caseId, payload: { appeal: appeal.id } });
    change.drafts = { ...change.drafts, set: [...change.drafts?.set ?? [], withoutWritten(caseId, personId, written.files, ctx.at)] };
    return { ...change, result: { appeal: appeal.id } };
  });
}
