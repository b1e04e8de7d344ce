import { indexNames } from '@ankomst/store';
import type { Worker } from '../areas.ts';
import { nameFacts } from '../open-deps.ts';

/** Indexes names anew where a new version of the house looks for them otherwise; at other starts it finds nothing to do. */
export const nameWorker: Worker = (deps) => {
  const stop = new AbortController();
  const running = indexNames(deps.store, nameFacts, deps.clock.now(), stop.signal).then(
    (persons) => { if (persons > 0) deps.log.info({ persons }, 'names indexed anew'); },
    (error: Error) => deps.log.error({ error: error.name }, 'names not indexed'),
  );
  return {
    async stop() {
      stop.abort();
      await running;
    },
  };
};
