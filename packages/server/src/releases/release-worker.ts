import type { Worker } from '../areas.ts';
import { rulebooks } from '@ankomst/store';
import { takeUpReleases } from './take-up-releases.ts';

/** Milliseconds between two looks for a new release. */
const every = 2_000;

/** Looks for releases made while the server runs: a change of the law is live without a restart. */
export const releaseWorker: Worker = (deps) => {
  const known = rulebooks(deps.store).then((all) => new Set(all.map(({ hash }) => hash)));
  let round: Promise<unknown> = known.catch(() => {});
  let busy = false;
  const look = (): void => {
    if (busy) return;
    busy = true;
    round = known.then((hashes) => takeUpReleases(deps, hashes))
      .catch((error: unknown) => deps.log.error({ error: (error as Error).name }, 'looking for releases failed'))
      .finally(() => { busy = false; });
  };
  const timer = setInterval(look, every);
  return {
    async stop() {
      clearInterval(timer);
      await round;
    },
  };
};
