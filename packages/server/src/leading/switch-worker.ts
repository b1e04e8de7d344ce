import type { Worker } from '../areas.ts';

/** Seconds until a process knows that an automation was started elsewhere. That it was stopped, the database says at once. */
const every = 5;

/** Keeps what this process knows of the switches no older than a few seconds. */
export const switchWorker: Worker = (deps) => {
  let reading = Promise.resolve();
  const timer = setInterval(() => {
    reading = deps.store.readSwitches().catch((error: unknown) => deps.log.error({ error: (error as Error).name }, 'switches not read'));
  }, every * 1000);
  return {
    async stop() {
      clearInterval(timer);
      await reading;
    },
  };
};
