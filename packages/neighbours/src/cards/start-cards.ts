import { createAuthorityVerifier } from '../shared/authority-messages.ts';
import { ServiceError } from '../shared/errors.ts';
import { eventList } from '../shared/event-page.ts';
import { html } from '../shared/html.ts';
import { refreshAsked, sendPage } from '../shared/reply.ts';
import { openSender } from '../shared/sender.ts';
import type { NeighbourSettings, RunningNeighbour } from '../shared/settings.ts';
import { drawCard } from './card-svg.ts';
import { readOrder } from './orders.ts';
import type { CardOrder } from './orders.ts';
import { createProduction } from './production.ts';

const name = 'card producer';

/** The simulated card producer: takes signed orders, and reports each card when it is ready or spoilt. */
export async function startCards(settings: NeighbourSettings & { productionSeconds: number }): Promise<RunningNeighbour> {
  const { clock } = settings;
  const sender = await openSender(settings, { name, file: 'cards', partner: 'card-producer' });
  const { app, store, events } = sender;
  const orders = store.collection<CardOrder>('orders');
  const production = createProduction(store, orders, events, clock);
  const readFromAuthority = createAuthorityVerifier(settings.authorityUrl, sender.url);

  app.post('/orders', async (request, reply) => {
    const { orderId, data, digest } = readOrder(await readFromAuthority(request.body));
    const now = clock();
    const order: CardOrder = {
      orderId, data, digest, orderedAt: now.toISOString(), state: 'in production',
      dueAt: new Date(now.getTime() + settings.productionSeconds * 1000).toISOString(),
    };
    if (orders.add(orderId, order)) {
      production.schedule(order);
      return reply.status(202).send({ orderId, state: order.state, again: false });
    }
    const before = orders.get(orderId)!;
    if (before.digest !== digest) throw new ServiceError(409, 'id-taken', `Another card was ordered as ${orderId}.`, 'Give each order an id of its own.');
    return { orderId, state: before.state, again: true };
  });

  app.post<{ Params: { orderId: string }; Body: { reason?: string } | null }>('/orders/:orderId/fail', async ({ params, body }, reply) => {
    if (!orders.get(params.orderId)) throw new ServiceError(404, 'no-such-order', 'There is no such order.', 'Choose one from the list.');
    production.fail(params.orderId, body?.reason?.trim() || 'The chip could not be written.');
    return reply.redirect('/', 303);
  });
  app.get('/orders', async () => orders.all().map(({ data: { photo: _photo, ...data }, ...order }) => ({ ...order, data })));

  app.get('/', async (request, reply) => sendPage(reply, {
    service: name, title: 'Cards', menu: [['/', 'Cards'], ['/control', 'Control']], ...refreshAsked(request),
    body: html`<p><a href="?refresh=5">Load anew every 5 seconds</a></p><div class="cards">${orders.all().reverse().slice(0, 60).map((order) => html`<article>${drawCard(order)}
        <p><b>${order.state}</b> <small>${order.orderId}</small></p>${order.reason ? html`<p class="bad">${order.reason}</p>` : ''}
        ${order.state === 'in production' ? html`<form method="post" action="/orders/${encodeURIComponent(order.orderId)}/fail">
          <label for="r-${order.orderId}">Reason</label><input id="r-${order.orderId}" name="reason" value="The chip could not be written."> <button>Fail this card</button></form>` : ''}</article>`)}</div>
      ${orders.size() === 0 ? html`<p class="dim">No card has been ordered yet.</p>` : ''}<h2>Events to the authority</h2>${eventList(events)}`,
  }));

  return sender.start(production);
}
