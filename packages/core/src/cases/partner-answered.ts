import { actorRef, beginAct, settle, type ActContext, type CaseState } from '../act.ts';
import { subjectOf, partiesIn } from '../bind.ts';
import type { Change } from '../change.ts';
import { DomainError } from '../errors.ts';
import type { Json } from '../json.ts';

/**
 * A partner has answered what a requirement waited for: its answer is a fact, with the message it rests on, and
 * the case goes on. An answer that comes when the fact is on file already, or the case decided, changes nothing.
 * @throws DomainError bad-fact where the requirement awaits no partner's fact
 */
export function partnerAnswered(state: CaseState, input: { requirement: string; value: Json; evidence?: string }, ctx: ActContext): Change {
  const requirement = ctx.rulebook.requirements.find((one) => one.id === input.requirement);
  if (!requirement || !('partner' in requirement.holder) || !('fact' in requirement.needs)) throw new DomainError('bad-fact', { fact: input.requirement });
  const { fact: name, of } = requirement.needs;
  const definition = ctx.rulebook.facts.find((one) => one.name === name);
  // a partner's word is a partner's, unless the catalogue knows the partner's service as a register
  const source = (['partner', 'register'] as const).find((one) => definition?.sources.includes(one));
  const act = beginAct(state, ctx);
  const personId = partiesIn(act.file, of ?? ctx.rulebook.applicantRole)[0]?.personId;
  const key = subjectOf(ctx.rulebook, act.file, name, personId);
  if (!definition || !source || !key) throw new DomainError('bad-fact', { fact: name });
  if (act.file.phase !== requirement.phase || act.facts().get(key, name)) return {};
  const fresh = act.assert([{
    id: ctx.ids.next(), subject: key, name, value: input.value, source, certainty: 'verified', assertedBy: actorRef(ctx.actor), assertedAt: ctx.at,
    ...(input.evidence ? { evidence: input.evidence } : {}),
  }]);
  act.record('FactsRecorded', { facts: fresh.map((fact) => fact.id), source });
  return settle(act);
}
