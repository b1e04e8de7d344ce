import type { Json } from '@ankomst/core';
import { caseFile, HopelessErrand, type Errand, type ErrandHandler } from '@ankomst/store';
import { acknowledgeAppeal } from '../appeals/acknowledge-appeal.ts';
import { handAppealToCourt, tellCourtWithdrawn } from '../appeals/hand-to-court.ts';
import { askPartner } from '../partners/ask-partner.ts';
import { hire, type Hire } from '../applications/hire.ts';
import { sendInvitation } from '../applications/send-invitation.ts';
import { sendCardOrder } from '../clerk/send-card-order.ts';
import type { Deps } from '../deps.ts';
import { tryCaseAgain } from '../leading/try-again.ts';
import { receiversFor } from '../mandates/receivers.ts';
import { issueDecisionLetters } from '../letters/issue-decision-letters.ts';
import { issueNewsLetter } from '../letters/issue-news-letter.ts';
import { sendPaperLetter } from '../letters/send-paper-letter.ts';
import { askProvider } from '../payments/ask-provider.ts';
import { issueReceipt } from '../payments/issue-receipt.ts';
import { refundPayment } from '../payments/refund-payment.ts';
import { completeFromRegister } from '../people/complete-from-register.ts';
import { Problem } from '../problem.ts';
import { tellWoken } from '../together/wake-cases.ts';
import { createMailer } from './email.ts';
import { pingPerson, type Channels } from './ping-person.ts';
import { PartnerRefused } from './send-signed.ts';
import { sendPartnerNotice } from './send-partner-notice.ts';

/** Errands of the outbox by topic, and how to let go of what they hold open. */
export interface OutboxHandlers {
  handlers: Record<string, ErrandHandler>;
  close(): void;
}

/** What is done outside after a commit. Each may be tried again at any time: the errand's key goes along. */
export function outboxHandlers(deps: Deps): OutboxHandlers {
  const { config, keys } = deps;
  const channels: Channels = {
    push: { vapid: { subject: config.push.subject, ...keys.vapid }, extraOrigins: config.push.extraOrigins },
    mailer: createMailer(config.email),
    sms: config.sms,
  };
  return {
    handlers: {
      ping: errand(async ({ key, caseId, payload }) => {
        const ping = { personId: text(payload, 'personId'), about: text(payload, 'about'), caseId: caseId! };
        if (await takenBack(deps, ping)) return;
        const standIns = await receiversFor(deps, ping.personId, caseId!);
        const reached = await pingPerson(deps, channels, ping, key);
        for (const holder of standIns) await pingPerson(deps, channels, { ...ping, personId: holder }, `${key}:for:${holder}`);
        // whoever acts for them has been told; on paper only to those who have nobody and no account
        if (!reached && standIns.length === 0) await issueNewsLetter(deps, ping, key);
      }),
      'ask-partner': errand(({ key, caseId, payload }) => askPartner(deps, caseId!, { requirement: text(payload, 'requirement'), partner: text(payload, 'partner') }, key)),
      'case-woken': errand(({ key, caseId, payload }) => tellWoken(deps, caseId!, { staffId: text(payload, 'staffId'), text: text(payload, 'text') }, key)),
      hire: errand(({ payload }) => hire(deps, payload as unknown as Hire)),
      invitation: errand(({ key, payload }) => sendInvitation(deps, channels.mailer, text(payload, 'invitation'), key)),
      letter: errand(({ key, caseId, payload }) => issueDecisionLetters(deps, caseId!, text(payload, 'decision'), key)),
      paper: errand(({ key, caseId, payload }) => sendPaperLetter(deps, caseId!, text(payload, 'letter'), key)),
      'partner-notice': errand(({ key, caseId, payload }) => sendPartnerNotice(deps, caseId!, { notice: text(payload, 'notice'), permit: text(payload, 'permit') }, key)),
      'card-order': errand(({ payload }) => sendCardOrder(deps, text(payload, 'order'))),
      'payment-look': errand(({ payload }) => askProvider(deps, text(payload, 'payment'))),
      refund: errand(({ payload }) => refundPayment(deps, text(payload, 'payment'))),
      receipt: errand(({ key, payload }) => issueReceipt(deps, text(payload, 'payment'), key)),
      'appeal-received': errand(({ key, payload }) => acknowledgeAppeal(deps, text(payload, 'appeal'), key)),
      'appeal-forward': errand(({ payload }) => handAppealToCourt(deps, text(payload, 'appeal'))),
      'appeal-withdrawn': errand(({ payload }) => tellCourtWithdrawn(deps, text(payload, 'appeal'))),
      'try-again': errand(({ key, caseId, payload }) => tryCaseAgain(deps, caseId!, text(payload, 'by'), key)),
      'register-lookup': errand(({ key, payload }) => completeFromRegister(deps, { personId: text(payload, 'personId'), number: text(payload, 'number'), service: text(payload, 'service') }, key)),
    },
    close: () => channels.mailer.close(),
  };
}

/** What no further attempt can mend is set aside for a human at once. */
function errand(work: (errand: Errand) => Promise<void>): ErrandHandler {
  return async (given) => {
    try {
      await work(given);
    } catch (error) {
      const hopeless = (error instanceof PartnerRefused && !error.again) || (error instanceof Problem && error.code !== 'neighbour-down');
      if (hopeless) throw new HopelessErrand(error.message, { cause: error });
      throw error;
    }
  };
}

/** A question that was taken back or answered before anybody was told of it is no news. */
async function takenBack(deps: Deps, { about, caseId }: { about: string; caseId: string }): Promise<boolean> {
  const [kind, request] = about.split(':');
  return kind === 'request' && !(await caseFile(deps.store, caseId))?.openRequests.some((one) => one.id === request);
}

function text(payload: Json, field: string): string {
  const value = (payload as { [key: string]: Json } | null)?.[field];
  if (typeof value !== 'string') throw new HopelessErrand(`the errand has no ${field}`);
  return value;
}
