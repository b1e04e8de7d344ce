import { caseFile, failingOutbox, inboxMessages, orphans, stuckOutbox } from '@ankomst/store';
import type { InboxView, PageContext, StuckView, WatchdogView } from '@ankomst/web';
import { decodeJwt } from 'jose';
import type { Deps } from '../deps.ts';
import { staffWord, staffWordOr, type StaffWord } from './words.ts';

/** What should have gone out and has not: set aside, or on its way to be. */
export async function stuckView(deps: Deps, ctx: PageContext): Promise<StuckView> {
  const rows = [...await stuckOutbox(deps.store, 200), ...await failingOutbox(deps.store)];
  const numbers = new Map(await Promise.all([...new Set(rows.flatMap((row) => row.caseId ?? []))].map(async (id) => [id, (await caseFile(deps.store, id))?.number] as const)));
  return {
    items: rows.map((row) => ({
      id: row.id, topic: staffWordOr(ctx.language, `topic.${row.topic}`, 'document'), caseId: row.caseId, caseNumber: row.caseId ? numbers.get(row.caseId) : undefined,
      attempts: row.attempts, lastAt: row.state === 'stuck' ? row.dueAt : row.createdAt, problem: row.problem ?? '', state: row.state === 'stuck' ? 'stuck' : 'retrying',
    })),
  };
}

/** Open cases that wait for nothing: there must be none. */
export async function watchdogView(deps: Deps, ctx: PageContext): Promise<WatchdogView> {
  const found = await orphans(deps.store);
  const files = await Promise.all(found.map((one) => caseFile(deps.store, one.id)));
  return {
    checkedAt: deps.clock.now(),
    cases: found.map((one, at) => ({ caseId: one.id, number: one.number, since: one.since, phase: staffWord(ctx.language, `phase.${files[at]?.phase ?? 'lodged'}` as StaffWord) })),
  };
}

/** Partners' messages that could not be handled, newest first, as they came. */
export async function inboxView(deps: Deps, ctx: PageContext): Promise<InboxView> {
  const messages = await inboxMessages(deps.store, { problems: true, limit: 100 });
  return {
    messages: messages.map((message) => ({
      id: message.messageId, partner: { key: `partner.${message.partner}` }, type: message.type, receivedAt: message.receivedAt,
      problem: staffWordOr(ctx.language, `inbox.${message.problem}`, 'inbox.other', { code: message.problem ?? '' }), body: readable(message.body),
    })),
  };
}

/** What a message says, where it can be read (whether or not its signature holds); else as it came. */
function readable(body: string): string {
  try {
    return JSON.stringify(decodeJwt(body), null, 2);
  } catch {
    return body;
  }
}
