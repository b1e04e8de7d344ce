import { setTimeout as wait } from 'node:timers/promises';
import type { Control } from './control.ts';
import { ServiceError } from './errors.ts';
import type { SigningKey } from './keys.ts';
import type { Log } from './service.ts';
import type { Collection } from './store.ts';

/** One thing that happened at a neighbour and that the authority is to hear. */
export type OutgoingEvent = {
  /** Names the event for ever: the authority knows a repeat by it. */
  jti: string;
  type: string;
  /** Goes into the payload beside iss, aud, iat, jti and type. */
  body: Record<string, unknown>;
  queuedAt: string;
  deliveredAt: string | null;
  /** Still to be sent, or to be sent once more. */
  pending: boolean;
  /** How many times it was tried; the last few with their outcome. */
  tries: number;
  lastTries: { at: string; outcome: string }[];
};

export type EventSettings = {
  /** Where the events go. */
  target: string;
  issuer: string;
  audience: string;
  key: SigningKey;
  control: Control;
  events: Collection<OutgoingEvent>;
  clock: () => Date;
  log: Log;
  /** Milliseconds to wait after the n-th failed try, n from 1. */
  backoff?: ((tries: number) => number) | undefined;
};

export type OutgoingEvents = {
  /** Puts an event into the queue; a jti already there is left as it is. It survives a restart. */
  queue(jti: string, type: string, body: Record<string, unknown>): void;
  list(): OutgoingEvent[];
  /** Sends an event (delivered or not) once more, now. @throws ServiceError 404 */
  resend(jti: string): void;
  /** Begins to deliver; what was left from before goes first. */
  start(): void;
  close(): Promise<void>;
};

const defaultBackoff = (tries: number) => Math.min(500 * 2 ** tries, 60_000);
const answerWithin = 10_000;

/**
 * Delivers signed events (compact JWS, content-type application/jose) until the receiver answers 2xx, in the order they
 * came, each with its own growing pause after a failure. Pauses are kept in memory only: after a restart all is tried at once.
 */
export function createOutgoingEvents(settings: EventSettings): OutgoingEvents {
  const { events, control, clock, key, log } = settings;
  const backoff = settings.backoff ?? defaultBackoff;
  const notBefore = new Map<string, number>();
  let timer: NodeJS.Timeout | undefined;
  let round: Promise<void> | undefined;
  let again = false;
  let open = false;

  const due = (event: OutgoingEvent) => notBefore.get(event.jti) ?? 0;

  function wake(): void {
    if (!open) return;
    if (round) { again = true; return; }
    clearTimeout(timer);
    // Begun in the next tick: a change of the controls made while it sends must find the round under way.
    round = Promise.resolve().then(deliverDue).catch((error: unknown) => log(`events: ${String(error)}`)).finally(() => {
      round = undefined;
      if (again) { again = false; wake(); return; }
      const next = Math.min(...events.all().filter((event) => event.pending).map(due));
      if (open && Number.isFinite(next) && !held()) timer = setTimeout(wake, Math.max(next - performance.now(), 5));
    });
  }

  const held = () => control.state().paused || control.state().down;

  async function deliverDue(): Promise<void> {
    for (const { jti } of events.all().filter((event) => event.pending && due(event) <= performance.now())) {
      if (!open || held()) return;
      const outcome = await send(events.get(jti)!);
      const event = events.get(jti);
      if (!event) continue; // forgotten meanwhile
      const delivered = outcome === null;
      events.put(jti, {
        ...event,
        pending: !delivered,
        deliveredAt: delivered ? event.deliveredAt ?? clock().toISOString() : event.deliveredAt,
        tries: event.tries + 1,
        lastTries: [...event.lastTries, { at: clock().toISOString(), outcome: outcome ?? 'taken' }].slice(-5),
      });
      if (!delivered) {
        notBefore.set(jti, performance.now() + backoff(event.tries + 1));
        log(`events: ${event.type} ${jti} not taken (${outcome}), will try again`);
      }
    }
  }

  /** @returns null when taken, else why not */
  async function send(event: OutgoingEvent): Promise<string | null> {
    const { delay, duplicate } = control.state();
    if (delay > 0) await wait(delay);
    // iat is the time of signing, so that an event which had to wait long does not look stale.
    const payload = {
      iss: settings.issuer, aud: settings.audience, iat: Math.floor(clock().getTime() / 1000), jti: event.jti, type: event.type, ...event.body,
    };
    const body = control.takeBadSignature() ? await key.signWrongly(payload) : await key.sign(payload);
    const outcome = await post(body);
    if (duplicate) await post(body);
    return outcome;
  }

  async function post(body: string): Promise<string | null> {
    try {
      const answer = await fetch(settings.target, {
        method: 'POST', headers: { 'content-type': 'application/jose' }, body, signal: AbortSignal.timeout(answerWithin), redirect: 'error',
      });
      const text = await answer.text();
      return answer.ok ? null : `${answer.status} ${text.slice(0, 200)}`;
    } catch (error) {
      const cause = (error as Error).cause as { code?: string } | undefined;
      return cause?.code ?? (error as Error).message;
    }
  }

  control.onChange(wake);
  return {
    queue(jti, type, body) {
      events.add(jti, { jti, type, body, queuedAt: clock().toISOString(), deliveredAt: null, pending: true, tries: 0, lastTries: [] });
      setImmediate(wake);
    },
    list: () => events.all(),
    resend(jti) {
      const event = events.get(jti);
      if (!event) throw new ServiceError(404, 'no-such-event', 'There is no such event in the queue.', 'Choose one from the list.');
      events.put(jti, { ...event, pending: true });
      notBefore.delete(jti);
      wake();
    },
    start() {
      open = true;
      wake();
    },
    async close() {
      open = false;
      clearTimeout(timer);
      await round;
    },
  };
}
