import { subject } from '@ankomst/core';
import { factsOf } from '@ankomst/store';
import type { Deps } from '../deps.ts';
import { Problem } from '../problem.ts';
import { currentRulebook } from '../rulebooks.ts';
import { lookUpOf, registerFacts } from './register-facts.ts';

/**
 * Does a look-up that the register did not answer when the person was first met (outbox topic
 * `register-lookup`). Facts that came from elsewhere meanwhile stay. `key` makes a repeat harmless.
 * @throws Problem neighbour-down: the outbox tries again; not-found: nobody by that number
 */
export async function completeFromRegister(
  deps: Deps, { personId, number, service }: { personId: string; number: string; service: string }, key: string,
): Promise<void> {
  const lookUp = lookUpOf(currentRulebook(deps, service, deps.clock.now()));
  if (!lookUp) return;
  const answer = await deps.register.person(number);
  if (!answer) throw new Problem('not-found');
  const onFile = new Set((await factsOf(deps.store, [subject.person(personId)])).map((fact) => fact.name));
  const facts = registerFacts(personId, answer, lookUp, deps.clock.now(), deps.ids).filter((fact) => !onFile.has(fact.name));
  await deps.store.commit({ idempotencyKey: key, facts });
}
