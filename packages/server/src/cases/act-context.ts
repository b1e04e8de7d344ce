import type { ActContext, Actor, Rulebook } from '@ankomst/core';
import type { Deps } from '../deps.ts';

/** What core's acts need from the world, for one act now. */
export function actContext(deps: Deps, actor: Actor, rulebook: Rulebook, idempotencyKey?: string): ActContext {
  const stopped = deps.store.stopped(rulebook.service);
  return {
    at: deps.clock.now(),
    ids: deps.ids,
    actor,
    calendar: deps.authority.calendar,
    rulebook,
    engine: deps.engine,
    sign: deps.keys.sign,
    ...(stopped ? { robotStopped: stopped.why } : {}),
    ...(idempotencyKey ? { idempotencyKey } : {}),
  };
}
