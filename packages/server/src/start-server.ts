import type { FastifyInstance } from 'fastify';
import { createApp } from './app.ts';
import { workers } from './areas.ts';
import type { Config } from './config.ts';
import type { Deps } from './deps.ts';
import { openDeps } from './open-deps.ts';
import type { Given } from './open-deps.ts';

export interface RunningServer {
  url: string;
  app: FastifyInstance;
  deps: Deps;
  /** Takes no more requests, lets what is under way end, stops the workers, closes the store. */
  close(): Promise<void>;
}

/** The server listening, with its workers (outbox, clocks of the law) running beside it. */
export async function startServer(config: Config, given?: Given): Promise<RunningServer> {
  const { deps, close: closeDeps } = await openDeps(config, given);
  let app: FastifyInstance;
  try {
    await given?.prepare?.(deps);
    app = await createApp(deps);
    await app.listen({ host: config.host, port: config.port });
  } catch (error) {
    await closeDeps();
    throw error;
  }
  const running = workers.map((worker) => worker(deps));
  return {
    url: config.publicUrl.origin,
    app,
    deps,
    async close() {
      await app.close();
      await Promise.all(running.map((worker) => worker.stop()));
      await closeDeps();
    },
  };
}
