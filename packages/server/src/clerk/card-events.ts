import { cardFailed, cardProduced, type CardOrderRecord, type Change } from '@ankomst/core';
import { cardOrder } from '@ankomst/store';
import { actOnCase, type ActScene } from '../cases-staff/act-on-case.ts';
import type { Deps } from '../deps.ts';
import { ExchangeProblem, inboxEntry, type ExchangeHandler, type PartnerEvent } from '../exchange/handlers.ts';

/** The producer says that a card is ready: the family is told to come for it. */
export const cardProducedHandler: ExchangeHandler = (deps, event) =>
  onOrder(deps, event, ({ state, ctx }, order) => cardProduced(state, { order, cardNumber: String(event.data['cardNumber'] ?? '') }, ctx));

/** The producer could not make it: the case waits at the service centre, with the reason. */
export const cardFailedHandler: ExchangeHandler = (deps, event) =>
  onOrder(deps, event, ({ state, ctx }, order) => cardFailed(state, { order, problem: String(event.data['reason'] ?? 'unknown').slice(0, 500) }, ctx));

/** @throws ExchangeProblem unknown-order, malformed-event */
async function onOrder(deps: Deps, event: PartnerEvent, act: (scene: ActScene, order: CardOrderRecord) => Change): Promise<void> {
  const { orderId } = event.data;
  if (typeof orderId !== 'string') throw new ExchangeProblem('malformed-event');
  const order = await cardOrder(deps.store, orderId);
  if (!order) throw new ExchangeProblem('unknown-order');
  await actOnCase(deps, { kind: 'partner', id: event.partner }, order.caseId, (scene) => {
    const now = scene.loaded.cardOrders.find((one) => one.id === orderId);
    // a card already made or handed out is not made again: the message is kept, nothing else happens
    if (!now || now.status !== 'ordered') return { inbox: [inboxEntry(event)] };
    return { ...act(scene, now), inbox: [inboxEntry(event)] };
  }, `exchange:${event.partner}:${event.messageId}`);
}
