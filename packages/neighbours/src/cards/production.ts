import type { OutgoingEvents } from '../shared/outgoing-events.ts';
import type { Collection, Store } from '../shared/store.ts';
import { cardNumberOf } from './orders.ts';
import type { CardOrder } from './orders.ts';

export type Production = {
  /** Makes the card at its time. */
  schedule(order: CardOrder): void;
  /** Spoils a card that is not ready yet. */
  fail(orderId: string, reason: string): void;
  /** Takes up what was in production before a restart. */
  start(): void;
  close(): void;
};

/** Makes ordered cards and reports `CardProduced` or `CardFailed`; state and event change together. */
export function createProduction(store: Store, orders: Collection<CardOrder>, events: OutgoingEvents, clock: () => Date): Production {
  const timers = new Map<string, NodeJS.Timeout>();

  function finish(orderId: string, outcome: Partial<CardOrder>, type: string, data: object): void {
    timers.delete(orderId);
    const order = orders.get(orderId);
    if (order?.state !== 'in production') return;
    store.transaction(() => {
      orders.put(orderId, { ...order, ...outcome });
      events.queue(`${type}-${orderId}`, type, { occurredOn: clock().toISOString().slice(0, 10), data: { orderId, ...data } });
    });
  }

  const produce = (orderId: string) => {
    const cardNumber = cardNumberOf(orderId);
    finish(orderId, { state: 'produced', cardNumber }, 'CardProduced', { cardNumber });
  };

  const schedule = ({ orderId, dueAt }: CardOrder) => {
    const rest = Math.max(Date.parse(dueAt) - clock().getTime(), 0);
    timers.set(orderId, setTimeout(() => produce(orderId), rest));
  };

  return {
    schedule,
    fail(orderId, reason) {
      clearTimeout(timers.get(orderId));
      finish(orderId, { state: 'failed', reason }, 'CardFailed', { reason });
    },
    start: () => orders.all().filter(({ state }) => state === 'in production').forEach(schedule),
    close: () => timers.forEach((timer) => clearTimeout(timer)),
  };
}
