import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { createAuthorityVerifier } from './authority-messages.ts';
import { createControl } from './control.ts';
import { eventRoutes } from './event-page.ts';
import { loadSigningKey } from './keys.ts';
import { createOutgoingEvents } from './outgoing-events.ts';
import type { OutgoingEvents } from './outgoing-events.ts';
import { askStatus } from './questions.ts';
import type { StatusAnswer } from './questions.ts';
import { openService } from './service.ts';
import type { NeighbourSettings, RunningNeighbour } from './settings.ts';
import { openStore } from './store.ts';
import type { Store } from './store.ts';

/** A neighbour that tells the authority what happens at it: memory, pages and a queue of signed events. */
export type Sender = {
  store: Store;
  app: FastifyInstance;
  url: string;
  events: OutgoingEvents;
  /** Asks the authority for one person's status, on a ground of the agreement. @throws ServiceError */
  ask(question: { number: string; ground: string }): Promise<StatusAnswer>;
  /** The day it is now, YYYY-MM-DD. */
  today(): string;
  /** Opens for business. `also`: what else starts and ends with the neighbour. */
  start(also?: { start?(): void; close?(): void }): Promise<RunningNeighbour>;
};

export type SenderNames = {
  /** As its pages call it. */
  name: string;
  /** Of its files in the data directory. */
  file: string;
  /** As the authority calls it: its events go to `/exchange/<partner>/events`. */
  partner: string;
  /** What to do besides emptying the store when told to forget. */
  forgotten?: () => void;
};

/** Opens a neighbour that sends events, with the controls, key and routes all of these have. */
export async function openSender(settings: NeighbourSettings, { name, file, partner, forgotten }: SenderNames): Promise<Sender> {
  const { clock, authorityUrl, dataDir } = settings;
  const store = openStore(join(dataDir, `${file}.sqlite`));
  const control = createControl(['delay', 'down', 'duplicate', 'badSignature', 'paused'], store.collection('control'));
  const key = await loadSigningKey(join(dataDir, `${file}-key.json`));
  const service = await openService({ ...settings, name, control, forget() { store.clear(); forgotten?.(); } });
  const events = createOutgoingEvents({
    target: new URL(`/exchange/${partner}/events`, authorityUrl).href, issuer: service.url, audience: authorityUrl,
    key, control, events: store.collection('events'), clock, log: settings.log, backoff: settings.backoff,
  });
  eventRoutes(service.app, key, events);
  const asking = {
    target: new URL(`/exchange/${partner}/status`, authorityUrl).href, issuer: service.url, audience: authorityUrl,
    key, control, clock, readAnswer: createAuthorityVerifier(authorityUrl, service.url),
  };
  return {
    store, events, app: service.app, url: service.url,
    ask: (question) => askStatus(asking, question),
    today: () => clock().toISOString().slice(0, 10),
    async start(also) {
      await service.start();
      events.start();
      also?.start?.();
      return {
        url: service.url,
        async close() {
          also?.close?.();
          await service.close();
          await events.close();
          store.close();
        },
      };
    },
  };
}
