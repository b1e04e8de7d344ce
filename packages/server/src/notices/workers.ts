import { runOutbox, sweepSessions } from '@ankomst/store';
import type { Worker } from '../areas.ts';
import { sweepDeadlines } from '../cases-staff/sweep-deadlines.ts';
import type { Deps } from '../deps.ts';
import { outboxHandlers } from './outbox-handlers.ts';

/** Sends what is in the outbox, as long as the server runs. */
export const outboxWorker: Worker = (deps) => {
  const stop = new AbortController();
  const { handlers, close } = outboxHandlers(deps);
  const running = runOutbox(deps.store, handlers, {
    signal: stop.signal, random: Math.random,
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

/** Looks at the clocks: deadlines that passed, sessions that ended. Every five minutes, and once at the start. */
export const clockWorker: Worker = (deps) => {
  let round = Promise.resolve();
  const look = (): void => { round = round.then(() => once(deps)); };
  look();
  const timer = setInterval(look, 5 * 60_000);
  return {
    async stop() {
      clearInterval(timer);
      await round;
    },
  };
};

async function once(deps: Deps): Promise<void> {
  try {
    while (await sweepDeadlines(deps, 500) === 500);
    await sweepSessions(deps.store, deps.clock.now());
  } catch (error) {
    deps.log.error({ error: (error as Error).name }, 'clock round failed');
  }
}
