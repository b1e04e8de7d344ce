import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Clock } from '@ankomst/core';
import type { Deps } from '../deps.ts';
import { Problem } from '../problem.ts';
import { subjectRef } from './request.ts';

/** So many requests in so many seconds; they come back one by one as time passes, so that nobody is shut out for long. */
export interface Rate { most: number; seconds: number }

/** How often each kind of request may come. From one address, or (logged in) from one person. */
export interface Rates { login: Rate; code: Rate; search: Rate; desk: Rate; post: Rate; ask: Rate }

/** Whole offices log in from one address at eight o'clock; a person guessing codes needs few tries to be right. */
export const usualRates: Rates = {
  login: { most: 600, seconds: 60 }, code: { most: 20, seconds: 600 }, search: { most: 240, seconds: 60 }, desk: { most: 1200, seconds: 60 }, post: { most: 600, seconds: 60 },
  // a partner asks of one person at a time, for somebody who works there; never its whole register
  ask: { most: 120, seconds: 60 },
};

/**
 * Counts by the generic cell rate algorithm (ITU-T I.371): one number for each key, the moment at which all it has used
 * is earned back. `null` when a request is let through, else the seconds until the next one is.
 */
export function rateLimiter(clock: Clock, { most, seconds }: Rate): (key: string) => number | null {
  const earned = new Map<string, number>();
  const window = seconds * 1000;
  return (key) => {
    const now = Date.parse(clock.now());
    const next = Math.max(earned.get(key) ?? now, now) + window / most;
    if (next - now > window) return Math.max(1, Math.ceil((next - now - window) / 1000));
    earned.set(key, next);
    // Whoever has earned all back is as good as unknown.
    if (earned.size > 10_000) for (const [one, at] of earned) if (at <= now) earned.delete(one);
    return null;
  };
}

/** Which limit a request counts against: the strictest that fits it. Reading pages counts against none. */
function kindOf(request: FastifyRequest): keyof Rates | undefined {
  const { method } = request;
  const route = request.routeOptions.url ?? '';
  // The provider's own addresses are for clients that say who they are, ours among them: all of it from one address.
  if (/^\/(staff\/)?login/.test(route)) return 'login';
  if (method !== 'GET' && (route === '/join' || route.startsWith('/staff/enrol/'))) return 'code';
  if (route.startsWith('/desk/api/')) return /search/.test(route) ? 'search' : 'desk';
  if (route === '/staff/cases' && (request.query as Record<string, unknown> | undefined)?.['q']) return 'search';
  if (route === '/exchange/:partner/status') return 'ask';
  if (method !== 'GET' && method !== 'HEAD' && !route.startsWith('/exchange/')) return 'post';
  return undefined;
}

/** Answers 429 with `Retry-After` to whoever comes too often. After the session is known, before anything is done. */
export function limitRates(app: FastifyInstance, { clock, config, log }: Pick<Deps, 'clock' | 'config' | 'log'>): void {
  const limiters = Object.fromEntries(Object.entries(config.rates).map(([kind, rate]) => [kind, rateLimiter(clock, rate)])) as Record<keyof Rates, ReturnType<typeof rateLimiter>>;
  app.addHook('onRequest', async (request, reply) => {
    const kind = kindOf(request);
    if (!kind) return;
    const seconds = limiters[kind](request.session ? subjectRef(request.session.subject) : request.ip);
    if (seconds === null) return;
    log.warn({ requestId: request.id, code: 'too-many', kind, route: request.routeOptions.url }, 'rate limit');
    reply.header('retry-after', String(seconds));
    throw new Problem('too-many', { seconds });
  });
}
