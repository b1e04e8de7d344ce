import { randomUUID } from 'node:crypto';
import type { Instant, Json } from '@ankomst/core';
import type { Store } from '../store.ts';

/** One thing to be done outside. */
export interface Errand {
  id: string;
  /** To be handed to the neighbour as its idempotency key: the same errand may be tried again after an answer was lost. */
  key: string;
  topic: string;
  caseId: string | null;
  payload: Json;
  /** 1 for the first. */
  attempt: number;
  createdAt: Instant;
}
/** Does it, or throws. `signal` fires when the time allowed is over. */
export type ErrandHandler = (errand: Errand, signal: AbortSignal) => Promise<void>;

/** Thrown by a handler for what no further attempt can mend: the errand is set aside for a human at once. */
export class HopelessErrand extends Error {}

export interface OutboxOptions {
  signal: AbortSignal;
  /** Errands done at the same time. */
  concurrency?: number;
  /** 0 <= x < 1; spreads retries so that they do not come in step. */
  random: () => number;
  /** Attempts before an errand is stuck. */
  maxAttempts?: number;
  /** How long a handler may take. */
  timeoutMs?: number;
  /** How often to look for errands that fell due or were left by another process. */
  pollMs?: number;
  /** Told what went wrong, handler or database; never the payload. */
  onProblem?: (problem: { topic?: string; id?: string; stuck?: boolean; error: unknown }) => void;
}

interface Claimed extends Errand { worn: boolean }

/** Milliseconds before attempt n + 1: 1 s, 2 s, 4 s ... at most an hour, half of it drawn by lot. */
export function backOff(attempt: number, random: () => number): number {
  const longest = Math.min(3_600_000, 1000 * 2 ** (attempt - 1));
  return Math.round(longest / 2 + (longest / 2) * random());
}

// due_at of a leased row is the end of its lease: when it passes, the worker that held it has died.
const claimSql = `
  update outbox set state = 'leased', lease = $2, attempts = attempts + 1, due_at = $1::timestamptz + $3 * interval '1 millisecond'
  where seq in (
    select seq from outbox where state in ('due', 'leased') and due_at <= $1 and topic = any($4)
    order by due_at, seq limit $5 for update skip locked)
  returning id, key, topic, case_id as "caseId", payload, attempts as attempt, iso(created_at) as "createdAt", attempts > $6 as worn`;

/**
 * Works through the outbox until the signal fires, then lets what is under way finish.
 * Wakes at once on a commit in this process, and polls for the rest. Every errand is tried
 * at least once; a handler passes `key` on so that a repeat does nothing twice. Topics without
 * a handler are left alone.
 */
export async function runOutbox(store: Store, handlers: { readonly [topic: string]: ErrandHandler }, options: OutboxOptions): Promise<void> {
  const { signal, random, concurrency = 4, maxAttempts = 8, timeoutMs = 30_000, pollMs = 1000, onProblem = () => {} } = options;
  const topics = Object.keys(handlers);
  // Twice the time allowed: a handler that is still at it cannot be joined by a second.
  const leaseMs = 2 * timeoutMs;
  const bell = makeBell();
  const underWay = new Set<Promise<void>>();
  const stopListening = store.onCommit(({ change }) => { if (change.outbox?.length) bell.ring(); });
  const onAbort = (): void => bell.ring();
  signal.addEventListener('abort', onAbort);

  const settle = async (errand: Claimed, lease: string, error: unknown): Promise<void> => {
    const now = store.clock.now();
    if (error === null) {
      await store.query(`update outbox set state = 'done', lease = null, problem = null, done_at = $3 where id = $1 and lease = $2`, [errand.id, lease, now], 'outbox_done');
      return;
    }
    const stuck = errand.worn || errand.attempt >= maxAttempts || error instanceof HopelessErrand;
    onProblem({ topic: errand.topic, id: errand.id, stuck, error });
    const next = new Date(Date.parse(now) + backOff(errand.attempt, random)).toISOString();
    await store.query(
      `update outbox set state = $3, lease = null, due_at = $4, problem = $5 where id = $1 and lease = $2`,
      [errand.id, lease, stuck ? 'stuck' : 'due', next, reason(error)], 'outbox_failed');
  };

  const run = async (errand: Claimed, lease: string): Promise<void> => {
    let failed: unknown = null;
    try {
      if (errand.worn) throw new Error(`given up after ${errand.attempt - 1} attempts that never came back`);
      await within(timeoutMs, (timeout) => handlers[errand.topic]!(errand, timeout));
    } catch (error) {
      failed = error ?? new Error('unknown');
    }
    try {
      await settle(errand, lease, failed);
    } catch (error) {
      // The lease runs out and the errand is tried again, with the same key.
      onProblem({ topic: errand.topic, id: errand.id, error });
    }
  };

  try {
    while (!signal.aborted) {
      const free = concurrency - underWay.size;
      let claimed: Claimed[] = [];
      const lease = randomUUID();
      if (free > 0) {
        try {
          claimed = await store.query<Claimed>(claimSql, [store.clock.now(), lease, leaseMs, topics, free, maxAttempts], 'outbox_claim');
        } catch (error) {
          onProblem({ error });
        }
      }
      for (const errand of claimed) {
        const work: Promise<void> = run(errand, lease).finally(() => {
          underWay.delete(work);
          bell.ring();
        });
        underWay.add(work);
      }
      if (claimed.length === 0 || underWay.size >= concurrency) await bell.wait(pollMs);
    }
  } finally {
    stopListening();
    signal.removeEventListener('abort', onAbort);
    await Promise.all(underWay);
  }
}

/** What an officer may read of a failure: the message alone, cut short. */
function reason(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return text.replaceAll('\u0000', '').slice(0, 500);
}

async function within(milliseconds: number, work: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  try {
    await Promise.race([
      work(controller.signal),
      new Promise<never>((_, reject) => {
        timer = setTimeout(() => {
          const error = new Error(`no answer within ${milliseconds} ms`);
          controller.abort(error);
          reject(error);
        }, milliseconds);
      }),
    ]);
  } finally {
    clearTimeout(timer);
  }
}

/** Waits for a ring or for the time to pass; a ring before the wait is not lost. */
function makeBell(): { ring(): void; wait(milliseconds: number): Promise<void> } {
  let rung = false;
  let wake: (() => void) | null = null;
  return {
    ring: () => {
      rung = true;
      wake?.();
    },
    wait: (milliseconds) => new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        wake = null;
        rung = false;
        resolve();
      };
      const timer = setTimeout(done, milliseconds);
      wake = done;
      if (rung) done();
    }),
  };
}
