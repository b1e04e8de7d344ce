import type { FastifyInstance } from 'fastify';
import type { Deps } from './deps.ts';

/** One part of the server: its routes. Each area lists itself here, in one line. */
export type Area = (app: FastifyInstance, deps: Deps) => void;

/** Work besides requests (outbox, timers). Returns how to stop it; resolves when what was under way is done. */
export type Worker = (deps: Deps) => { stop(): Promise<void> };

export const areas: Area[] = [];
export const workers: Worker[] = [];
