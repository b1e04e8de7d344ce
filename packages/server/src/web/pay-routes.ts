import type { FastifyInstance, FastifyRequest } from 'fastify';
import { DomainError, type PaymentRecord } from '@ankomst/core';
import { paidPage, payPage, receiptPage, routes } from '@ankomst/web';
import type { OpenedCase } from '../access/open-case.ts';
import type { Party } from '../cases/act-as-party.ts';
import type { Deps } from '../deps.ts';
import { setFlash } from '../http/flash.ts';
import { seeOther, sendPage } from '../http/page.ts';
import { readPosted } from '../http/posted.ts';
import { param, requirePerson } from '../http/request.ts';
import { loginPath } from '../identity/routes.ts';
import { askProvider } from '../payments/ask-provider.ts';
import { beginPayment, payAddress } from '../payments/begin-payment.ts';
import { paidView, payView, receiptView } from '../payments/payment-view.ts';
import { Problem } from '../problem.ts';
import { casePageFor } from './case-page.ts';

/** Paying a case's fee at the payment provider, seeing how it went, and the receipt. */
export function payRoutes(app: FastifyInstance, deps: Deps): void {
  app.get('/case/:id/pay', async (request, reply) => {
    const { opened, ctx } = await casePageFor(app, deps, request, reply, 'pay', 'pay');
    return sendPage(reply, payPage(payView(deps, opened, ctx), ctx));
  });

  app.post('/case/:id/pay', async (request, reply) => {
    const caseId = param(request, 'id');
    const posted = await readPosted(deps, request);
    if (!posted.loggedIn) return seeOther(reply, loginPath(routes.pay(caseId), 'expired'));
    try {
      const payment = await beginPayment(deps, requirePerson(request).subject, { caseId, once: posted.once });
      const address = await providerPage(payment, request);
      return seeOther(reply, address ?? routes.paid(caseId, payment));
    } catch (error) {
      // Somebody else was faster: the page says that it is paid.
      if (error instanceof DomainError && error.code === 'nothing-to-pay') return seeOther(reply, routes.pay(caseId));
      throw error;
    }
  });

  // The provider sends the person back here, whatever happened: what did is asked of the provider, not read from the address.
  app.get('/case/:id/pay/:payment', async (request, reply) => {
    const caseId = param(request, 'id');
    const before = ownPayment((await casePageFor(app, deps, request, reply, 'paid', 'pay')).opened, request);
    const open = before.status === 'requested';
    const payUrl = open ? await providerPage(before.id, request) : undefined;
    const down = open && (payUrl === undefined || !await reached(() => askProvider(deps, before.id)));
    const { opened, ctx } = await casePageFor(app, deps, request, reply, 'paid', 'pay');
    const payment = ownPayment(opened, request);
    if (payment.status === 'failed') {
      setFlash(app, reply, 'payment-failed');
      return seeOther(reply, routes.pay(caseId));
    }
    return sendPage(reply, paidPage(paidView(opened, payment, { ...(payUrl ? { payUrl } : {}), down }, ctx), ctx));
  });

  app.get('/case/:id/pay/:payment/receipt', async (request, reply) => {
    const { opened, ctx } = await casePageFor(app, deps, request, reply, 'receipt', 'pay');
    const view = receiptView(opened, ownPayment(opened, request), ctx);
    if (!view) throw new Problem('not-found');
    return sendPage(reply, receiptPage(view, ctx));
  });

  /** The provider's page for an attempt; undefined while the provider is out of reach: nothing is lost, it is begun when it answers. */
  async function providerPage(paymentId: string, request: FastifyRequest): Promise<string | undefined> {
    let address: string | undefined;
    await reached(async () => { address = await payAddress(deps, paymentId, request.language); });
    return address;
  }
}

/** Did the provider answer? Any other error is passed on. */
async function reached(work: () => Promise<void>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (error instanceof Problem && error.code === 'neighbour-down') return false;
    throw error;
  }
}

/** The attempt of the route, if it is this person's own: what others paid with is theirs. @throws Problem not-found */
function ownPayment(opened: OpenedCase<Party>, request: FastifyRequest): PaymentRecord {
  const payment = opened.payments.find((one) => one.id === param(request, 'payment') && one.payer === opened.subject.personId);
  if (!payment) throw new Problem('not-found');
  return payment;
}
