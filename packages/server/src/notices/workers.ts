import { runOutbox, sweepSessions, writeCheckpoint } from '@ankomst/store';
import type { Worker } from '../areas.ts';
import { sweepDeadlines } from '../cases-staff/sweep-deadlines.ts';
import type { Deps } from '../deps.ts';
import { refreshExpectedTimes } from '../expected/refresh-expected-times.ts';
import { wakeCases } from '../together/wake-cases.ts';
import { outboxHandlers } from './outbox-handlers.ts';

/** Sends what is in the outbox, as long as the server runs. */
export const outboxWorker: Worker = (deps) => {
  const stop = new AbortController();
  const { handlers, close } = outboxHandlers(deps);
  const running = runOutbox(deps.store, handlers, {
    // with doubling pauses about five hours: a neighbour's bad afternoon passes by itself, then a human is asked
    signal: stop.signal, random: Math.random, maxAttempts: 16,
    onProblem: ({ topic, id, stuck, error }) => deps.log.warn({ topic, id, stuck, error: (error as Error)?.name }, stuck ? 'errand stuck' : 'errand failed, will be tried again'),
  });
  return {
    async stop() {
      stop.abort();
      await running;
      close();
    },
  };
};

/** Rounds between two checkpoints: an hour. */
const checkpointEvery = 12;

/** Looks at the clocks: how long decisions take, deadlines near or past, cases that lay aside until today, sessions that ended; each hour a signed checkpoint of the log. Every five minutes, and once at the start. */
export const clockWorker: Worker = (deps) => {
  const stopped = new AbortController();
  let round = Promise.resolve();
  let rounds = 0;
  const look = (): void => {
    const checkpoint = rounds > 0 && rounds % checkpointEvery === 0;
    rounds += 1;
    round = round.then(() => once(deps, checkpoint, stopped.signal));
  };
  look();
  const timer = setInterval(look, 5 * 60_000);
  return {
    async stop() {
      clearInterval(timer);
      stopped.abort();
      await round;
    },
  };
};

async function once(deps: Deps, checkpoint: boolean, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  try {
    await refreshExpectedTimes(deps);
    await sweepDeadlines(deps, { signal });
    if (signal.aborted) return;
    await wakeCases(deps);
    await sweepSessions(deps.store, deps.clock.now());
    if (checkpoint) await writeCheckpoint(deps.store, deps.keys.sign);
  } catch (error) {
    deps.log.error({ error: (error as Error).name }, 'clock round failed');
  }
}
