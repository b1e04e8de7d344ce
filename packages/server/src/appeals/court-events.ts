import { courtRuled, type AppealRecord } from '@ankomst/core';
import { appealById } from '@ankomst/store';
import { actOnCase } from '../cases-staff/act-on-case.ts';
import { ExchangeProblem, inboxEntry, type ExchangeHandler } from '../exchange/handlers.ts';

const outcomes: readonly NonNullable<AppealRecord['ruling']>['outcome'][] = ['upheld', 'changed', 'referred-back', 'dismissed'];

/**
 * The court has ruled. The same ruling again changes nothing; one on an appeal that is not with the court (withdrawn,
 * say) an officer looks at. @throws ExchangeProblem malformed-event, unknown-appeal, appeal-not-with-court
 */
export const courtRuledHandler: ExchangeHandler = async (deps, event) => {
  const { id, reasons } = event.data;
  const outcome = outcomes.find((one) => one === event.data['outcome']);
  if (typeof id !== 'string' || typeof reasons !== 'string' || !outcome) throw new ExchangeProblem('malformed-event');
  const appeal = await appealById(deps.store, id);
  if (!appeal) throw new ExchangeProblem('unknown-appeal');
  await actOnCase(deps, { kind: 'partner', id: event.partner }, appeal.caseId, ({ loaded, state, ctx }) => {
    const now = loaded.appeals.find((one) => one.id === id)!;
    if (now.status === 'ruled') return { inbox: [inboxEntry(event)] };
    if (now.status !== 'forwarded' || loaded.file.appeal?.id !== id) throw new ExchangeProblem('appeal-not-with-court');
    const courtNumber = typeof event.data['courtNumber'] === 'string' ? event.data['courtNumber'] : now.courtNumber;
    const heard = { ...now, ...(courtNumber ? { courtNumber } : {}) };
    return { ...courtRuled(state, { appeal: heard, outcome, reasons: reasons.slice(0, 50_000) }, ctx), inbox: [inboxEntry(event)] };
  }, `exchange:${event.partner}:${event.messageId}`);
};
