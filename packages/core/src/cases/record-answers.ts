import { beginAct, requirePhase, settle, type Act, type ActContext, type CaseState, actorRef } from '../act.ts';
import type { Change } from '../change.ts';
import { DomainError } from '../errors.ts';
import { subjectOf } from '../bind.ts';
import type { Fact } from '../fact.ts';
import type { Json } from '../json.ts';

/** An answer to a question of the form: the fact's name, whose it is, the value in the fact's type. */
export interface Answer {
  fact: string;
  /** Person the fact is about; not needed for a fact of the case. */
  personId?: string;
  /** Role at the other end of a relation fact. */
  to?: string;
  value: Json;
  /** A document that shows it. */
  evidence?: string;
  /** The question as it was put. */
  asked?: Fact['asked'];
  /** The person says that what is on file is wrong: what they say stands, but as doubtful, for an officer. */
  contests?: boolean;
}

/** Answers as facts, stated by the applicant's side; refuses names that the service does not know or that only others may assert. */
export function answerFacts(answers: readonly Answer[], act: Act): Fact[] {
  const { ctx, file } = act;
  return answers.map((answer) => {
    const definition = ctx.rulebook.facts.find((one) => one.name === answer.fact);
    if (!definition || !definition.sources.includes('applicant')) throw new DomainError('bad-fact', { fact: answer.fact });
    const key = subjectOf(ctx.rulebook, file, answer.fact, answer.personId, answer.to);
    const among = answer.personId === undefined || file.parties.some((party) => party.personId === answer.personId);
    if (!key || !among) throw new DomainError('bad-fact', { fact: answer.fact });
    return {
      id: ctx.ids.next(), subject: key, name: answer.fact, value: answer.value, source: 'applicant',
      certainty: answer.contests ? 'doubtful' : 'stated', assertedBy: actorRef(ctx.actor), assertedAt: ctx.at,
      ...(answer.evidence ? { evidence: answer.evidence } : {}), ...(answer.asked ? { asked: answer.asked } : {}),
    };
  });
}

/**
 * Takes answers into the facts. An answer that only repeats what a better source says is not
 * recorded as new: the register's fact stays, and with it its weight. An answer that differs
 * stands beside it as doubtful, so that no automation rests on either.
 */
export function takeAnswers(act: Act, answers: readonly Answer[]): Fact[] {
  const facts = answerFacts(answers, act).filter((fact) => {
    const onFile = act.facts().get(fact.subject, fact.name);
    if (!onFile || onFile.source === 'applicant') return true;
    if (JSON.stringify(onFile.value) === JSON.stringify(fact.value)) return false;
    fact.certainty = 'doubtful';
    return true;
  });
  const fresh = act.assert(facts);
  if (fresh.length > 0) act.record('FactsRecorded', { facts: fresh.map((fact) => fact.id), source: 'applicant' });
  return fresh;
}

/** Records answers in an open case outside the first form (a correction, a later document). */
export function recordAnswers(state: CaseState, input: { personId: string; answers: Answer[] }, ctx: ActContext): Change {
  requirePhase(state.case, 'offered', 'lodged');
  const act = beginAct(state, ctx);
  takeAnswers(act, input.answers);
  return settle(act);
}
