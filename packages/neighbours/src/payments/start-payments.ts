import { randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { requireBearer } from '../shared/bearer.ts';
import { ServiceError } from '../shared/errors.ts';
import { chooseLanguage } from '../shared/language.ts';
import { createOnce, idempotencyKey } from '../shared/once.ts';
import { refreshAsked, sendPage } from '../shared/reply.ts';
import { openSender } from '../shared/sender.ts';
import type { NeighbourSettings, RunningNeighbour } from '../shared/settings.ts';
import { paymentsPage, payPage } from './pages.ts';
import { newPaymentSchema, refundable, refundSchema, returnAddress, withRefund } from './payment.ts';
import type { NewPayment, Payment, Refund } from './payment.ts';
import { payTexts } from './texts.ts';

const name = 'payments';

type ById = { Params: { id: string } };

/** The simulated payment provider: begins payments, lets people pay them on its own page, gives money back, and tells what happened. */
export async function startPayments(settings: NeighbourSettings & { key: string }): Promise<RunningNeighbour> {
  const { authorityUrl } = settings;
  const sender = await openSender(settings, { name, file: 'payments', partner: 'payments' });
  const { app, store, events, url, today } = sender;
  const payments = store.collection<Payment>('payments');
  const beginOnce = createOnce(store, 'begun');
  const refundOnce = createOnce(store, 'refunded');
  const bearer = { onRequest: requireBearer(settings.key) };
  const now = () => settings.clock().toISOString();

  const find = (id: string): Payment => {
    const payment = payments.get(id);
    if (!payment) throw new ServiceError(404, 'no-such-payment', 'There is no such payment.', 'Begin a payment first, and use the id you get.');
    return payment;
  };
  const answer = (payment: Payment) => ({ ...payment, payUrl: `${url}/pay/${payment.id}${payment.language ? `?language=${encodeURIComponent(payment.language)}` : ''}` });

  /** State and event change together; one of each, however often a button is pressed. */
  const settle = (payment: Payment, outcome: Partial<Payment>, type: string, more: object = {}): void => {
    if (payment.status !== 'open') return;
    const { id, reference, amount, currency } = payment;
    store.transaction(() => {
      payments.put(id, { ...payment, ...outcome });
      events.queue(`${type}-${id}`, type, { occurredOn: today(), data: { id, reference, amount, currency, ...more } });
    });
  };
  const giveBack = (id: string, amount: number): string => {
    const payment = find(id);
    const refund: Refund = { id: randomUUID(), amount, refundedAt: now() };
    payments.put(id, withRefund(payment, refund));
    const { reference, currency } = payment;
    events.queue(`PaymentRefunded-${refund.id}`, 'PaymentRefunded', { occurredOn: today(), data: { id, reference, currency, refundId: refund.id, amount, refundedAt: refund.refundedAt } });
    return refund.id;
  };

  // The merchant -----------------------------------------------------------------------------------------------------
  app.post<{ Body: NewPayment }>('/payments', { ...bearer, schema: { body: newPaymentSchema } }, async (request, reply) => {
    const { body } = request;
    // A pay page that leads anywhere would be an open door for forgers.
    if (!URL.canParse(body.returnUrl) || new URL(body.returnUrl).origin !== authorityUrl) {
      throw new ServiceError(422, 'foreign-return', `"returnUrl" must be a page at ${authorityUrl}.`, 'Give a page of the merchant this provider knows.');
    }
    const { id, again } = beginOnce(idempotencyKey(request), body, () => {
      const payment: Payment = { ...body, id: randomUUID(), status: 'open', createdAt: now(), refunds: [] };
      payments.put(payment.id, payment);
      return payment.id;
    });
    return reply.status(again ? 200 : 201).send(answer(find(id)));
  });
  app.get<ById>('/payments/:id', bearer, async ({ params }) => answer(find(params.id)));
  app.get('/payments', bearer, async (request) => {
    const { reference } = request.query as { reference?: string };
    return { payments: payments.all().filter((payment) => reference === undefined || payment.reference === reference).map(answer) };
  });
  app.post<ById & { Body: { amount: number } }>('/payments/:id/refunds', { ...bearer, schema: { body: refundSchema } }, async (request, reply) => {
    const { params, body } = request;
    const { id, again } = refundOnce(idempotencyKey(request), { ...body, payment: params.id }, () => giveBack(params.id, body.amount));
    return reply.status(again ? 200 : 201).send(find(params.id).refunds.find((refund) => refund.id === id));
  });

  // The person who pays ----------------------------------------------------------------------------------------------
  const languageOf = (request: FastifyRequest) =>
    chooseLanguage(payTexts, (request.query as { language?: string }).language, request.headers['accept-language']);
  app.get<ById>('/pay/:id', async (request, reply) => sendPage(reply, payPage(find(request.params.id), languageOf(request))));
  app.post<ById & { Body: { answer?: string } | null }>('/pay/:id', async ({ params, body }, reply) => {
    const payment = find(params.id);
    if (body?.answer === 'pay') {
      const paidAt = now();
      settle(payment, { status: 'paid', paidAt }, 'PaymentCompleted', { paidAt });
    } else if (body?.answer === 'refuse') {
      settle(payment, { status: 'failed' }, 'PaymentFailed', { reason: 'card-refused' });
    } else if (body?.answer !== 'leave') {
      throw new ServiceError(400, 'no-answer', 'Nothing was chosen.', 'Go back and press one of the buttons.');
    }
    return reply.redirect(returnAddress(payment), 303);
  });

  // The provider's own desk ------------------------------------------------------------------------------------------
  app.post<ById>('/payments/:id/refunds/form', async ({ params }, reply) => {
    const left = refundable(find(params.id));
    store.transaction(() => giveBack(params.id, left));
    return reply.redirect('/', 303);
  });
  app.get('/', async (request, reply) => sendPage(reply, {
    service: name, title: 'Payments', menu: [['/', 'Payments'], ['/control', 'Control']], ...refreshAsked(request), body: paymentsPage(payments.all(), events),
  }));

  return sender.start();
}
