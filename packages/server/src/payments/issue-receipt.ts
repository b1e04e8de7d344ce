import { dayOf, issueLetters } from '@ankomst/core';
import { paymentById } from '@ankomst/store';
import { moneyText } from '@ankomst/web';
import { actOnCase } from '../cases-staff/act-on-case.ts';
import type { Deps } from '../deps.ts';
import { composeWrittenLetter } from '../letters/compose-letter.ts';
import { letterReaders } from '../letters/letter-readers.ts';
import { makeLetter } from '../letters/make-letter.ts';
import { protectedIn } from '../letters/protected-in.ts';

/**
 * The receipt of a payment as a letter to the payer, where the service has one. Never on paper: who paid has logged in.
 * No ping of its own either: the payment has just given one. `key` makes a repeat harmless.
 */
export async function issueReceipt(deps: Deps, paymentId: string, key: string): Promise<void> {
  const payment = await paymentById(deps.store, paymentId);
  if (payment?.status !== 'paid' || !payment.settledAt || !payment.receipt) return;
  const { caseId, payer, amount, currency, settledAt, receipt } = payment;
  const { timeZone } = deps.authority.calendar;
  await actOnCase(deps, { kind: 'system', id: 'letters' }, caseId, async ({ loaded, state, ctx }) => {
    if (!ctx.rulebook.letters['receipt'] || loaded.letters.some((one) => one.letter === 'receipt' && one.toPersonId === payer)) return null;
    const about = { ...loaded, rulebook: ctx.rulebook, protectedPersons: await protectedIn(deps, loaded.file) };
    const [reader] = await letterReaders(deps, about, 'receipt', [payer]);
    if (!reader) return null;
    const content = composeWrittenLetter(deps, about, 'receipt', reader, {
      amount: moneyText(amount, { language: reader.language, timeZone }, currency), paidOn: dayOf(settledAt, timeZone), reference: receipt,
    });
    const change = issueLetters(state, { letters: [await makeLetter(deps, content, { caseId, toPersonId: payer })], about: 'receipt' }, ctx);
    return { ...change, outbox: change.outbox!.filter((item) => item.topic !== 'ping') };
  }, key);
}
