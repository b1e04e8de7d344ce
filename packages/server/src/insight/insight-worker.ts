import type { Worker } from '../areas.ts';
import { closeLiveLog, liveLog } from './live-log.ts';

/** Milliseconds after the start at which the log is read ahead, so that the first to look need not wait for it. */
const readAheadAfter = 60_000;

/** Reads the authority's own log ahead of the first question, and ends its thread with the house. */
export const insightWorker: Worker = (deps) => {
  const timer = setTimeout(() => {
    liveLog(deps).ask<'values'>({ do: 'values' }).catch((error: unknown) => deps.log.error({ error: (error as Error).name }, 'reading the map\'s log failed'));
  }, readAheadAfter);
  timer.unref();
  return {
    async stop() {
      clearTimeout(timer);
      await closeLiveLog(deps);
    },
  };
};
