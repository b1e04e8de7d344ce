import { actorRef, beginAct, requirePhase, settle, type ActContext, type CaseState } from '../act.ts';
import { subjectOf } from '../bind.ts';
import type { Change } from '../change.ts';
import { DomainError } from '../errors.ts';
import type { Json } from '../json.ts';

/** What an officer learnt otherwise than from a form, a document or a register: by telephone, at the counter. */
export interface OfficersWord {
  fact: { name: string; value: Json };
  /** Whose it is; not needed for a fact of the case. */
  personId?: string;
  /** How it is known: from whom, when, by what way. It stays with the fact. */
  how: string;
}

/**
 * An officer records a fact. It stands as assessed, for as long as nobody says otherwise after it; whether the robot may
 * rest on an officer's word, the commissioning decision says. A fact that the service lets no officer assert is not taken.
 * @throws DomainError bad-fact, wrong-phase
 */
export function recordByOfficer(state: CaseState, { fact, personId, how }: OfficersWord, ctx: ActContext): Change {
  requirePhase(state.case, 'offered', 'lodged');
  const definition = ctx.rulebook.facts.find((one) => one.name === fact.name);
  const among = personId === undefined || state.case.parties.some((party) => party.personId === personId);
  const key = subjectOf(ctx.rulebook, state.case, fact.name, personId);
  if (!definition?.sources.includes('officer') || !key || !among || how.trim() === '') throw new DomainError('bad-fact', { fact: fact.name });
  const act = beginAct(state, ctx);
  const fresh = act.assert([{
    id: ctx.ids.next(), subject: key, name: fact.name, value: fact.value, source: 'officer', certainty: 'assessed', assertedBy: actorRef(ctx.actor), assertedAt: ctx.at,
  }]);
  if (fresh.length > 0) act.record('FactsRecorded', { facts: fresh.map((one) => one.id), source: 'officer', fact: fact.name, because: how.trim() });
  return settle(act);
}
