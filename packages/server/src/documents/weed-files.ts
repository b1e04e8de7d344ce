import { weedUploads } from '@ankomst/store';
import type { Worker } from '../areas.ts';
import type { Deps } from '../deps.ts';

/** How long an upload that was never sent is kept: time to change one's mind, and no longer than it has a use (GDPR art. 5.1 e). */
const keptDays = { removed: 7, closed: 90 };
const day = 86_400_000;

/**
 * Takes away uploads that were never sent, and their bytes. What lies in the draft of an open case stays, however old.
 * @returns how many files' bytes went
 */
export async function weedFiles(deps: Deps): Promise<number> {
  const now = Date.parse(deps.clock.now());
  const before = (days: number): string => new Date(now - days * day).toISOString();
  const gone = await weedUploads(deps.store, { removed: before(keptDays.removed), closed: before(keptDays.closed) });
  for (const sha256 of gone) await deps.documents.remove(sha256);
  return gone.length;
}

/** Weeds once a day, and an hour after the start. */
export const weedWorker: Worker = (deps) => {
  let round = Promise.resolve();
  const weed = (): void => {
    round = round.then(() => weedFiles(deps)).then(
      (files) => { if (files > 0) deps.log.info({ files }, 'uploads never sent were taken away'); },
      (error: unknown) => deps.log.error({ error: (error as Error).name }, 'weeding failed'),
    );
  };
  const first = setTimeout(weed, day / 24);
  const timer = setInterval(weed, day);
  return {
    async stop() {
      clearTimeout(first);
      clearInterval(timer);
      await round;
    },
  };
};
