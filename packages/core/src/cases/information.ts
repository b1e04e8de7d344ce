import { beginAct, ping, requirePhase, ruleDates, settle, type ActContext, type CaseState } from '../act.ts';
import { assess } from '../assess.ts';
import { subjectOf } from '../bind.ts';
import type { OpenRequest } from '../case.ts';
import type { Change, MessageRecord } from '../change.ts';
import type { Assessment } from '../decide.ts';
import { DomainError } from '../errors.ts';
import type { FactSet } from '../fact.ts';
import type { Instant } from '../time.ts';
import { takeAnswers, type Answer } from './record-answers.ts';

/**
 * May this fact be asked for? Not when it is on file (invariant 5), unless somebody doubts it, or
 * the person alone has said it and a condition fails on it: "no passport yet" is true of a day, and
 * may be asked again.
 */
export function mayBeAsked(subjectKey: string, name: string, facts: FactSet, assessment: Assessment | undefined): boolean {
  const fact = facts.get(subjectKey, name);
  if (!fact || fact.certainty === 'doubtful') return true;
  return fact.source === 'applicant'
    && (assessment?.conditions ?? []).some((condition) => condition.status !== 'met' && condition.facts.includes(`${subjectKey} ${name}`));
}

/** An officer asks a party for something that may be asked for. The person is told of it no sooner than `tellFrom`, so that a slip can be taken back unheard. */
export function requestInformation(state: CaseState, { tellFrom, ...input }: Omit<OpenRequest, 'id' | 'askedAt' | 'askedBy'> & { tellFrom?: Instant }, ctx: ActContext): Change {
  requirePhase(state.case, 'lodged');
  const act = beginAct(state, ctx);
  if (!act.file.parties.some((party) => party.personId === input.to)) throw new DomainError('not-yours');
  const assessment = assess(ctx.rulebook, act.file, act.facts(), ruleDates(act.file, ctx.at, ctx.calendar), ctx.engine);
  const onFile = input.facts.filter((asked) => {
    const key = subjectOf(ctx.rulebook, act.file, asked.fact, asked.of, asked.to);
    return key !== undefined && !mayBeAsked(key, asked.fact, act.facts(), assessment);
  });
  if (onFile.length > 0) throw new DomainError('already-on-file', { facts: onFile.map((one) => one.fact) });
  const request: OpenRequest = { ...input, id: ctx.ids.next(), askedAt: ctx.at, askedBy: ctx.actor.id };
  act.file.openRequests.push(request);
  act.record('InformationRequested', { request: request.id, to: request.to, facts: request.facts.map((one) => one.fact) });
  act.change.messages = [message(act.file.id, 'out', input.to, input.text, input.language, ctx, request.id)];
  const change = settle(act);
  ping(act, [input.to], `request:${request.id}`, tellFrom);
  return change;
}

/** The party answers a request: facts, documents and words. The robot looks again, if no officer has taken the case. */
export function answerRequest(state: CaseState, input: { personId: string; request: string; answers: Answer[]; text: string; language: string; documents?: string[] }, ctx: ActContext): Change {
  const act = beginAct(state, ctx);
  const index = act.file.openRequests.findIndex((one) => one.id === input.request && one.to === input.personId);
  if (index < 0) throw new DomainError('request-closed');
  act.file.openRequests.splice(index, 1);
  takeAnswers(act, input.answers);
  act.record('InformationReceived', { request: input.request, by: input.personId });
  const words = message(act.file.id, 'in', input.personId, input.text, input.language, ctx, input.request);
  if (input.documents?.length) words.documents = input.documents;
  act.change.messages = [words];
  if (act.file.stopped && !act.file.assignedTo) delete act.file.stopped;
  return settle(act);
}

function message(caseId: string, direction: 'in' | 'out', personId: string, text: string, language: string, ctx: ActContext, requestId?: string): MessageRecord {
  return {
    id: ctx.ids.next(), caseId, direction, personId, by: `${ctx.actor.kind}/${ctx.actor.id}`, text, language, at: ctx.at,
    ...(requestId ? { requestId } : {}),
  };
}

/** A party writes to the authority, in any phase. */
export function receiveMessage(state: CaseState, input: { personId: string; text: string; language: string; documents?: string[] }, ctx: ActContext): Change {
  const act = beginAct(state, ctx);
  const words = message(act.file.id, 'in', input.personId, input.text, input.language, ctx);
  if (input.documents?.length) words.documents = input.documents;
  act.change.messages = [words];
  act.record('MessageReceived', { message: words.id, from: input.personId });
  return settle(act);
}

/** An officer writes to a party. */
export function sendMessage(state: CaseState, input: { personId: string; text: string; language: string }, ctx: ActContext): Change {
  const act = beginAct(state, ctx);
  if (!act.file.parties.some((party) => party.personId === input.personId)) throw new DomainError('not-yours');
  const words = message(act.file.id, 'out', input.personId, input.text, input.language, ctx);
  act.change.messages = [words];
  act.record('MessageSent', { message: words.id, to: input.personId });
  const change = settle(act);
  ping(act, [input.personId], `message:${words.id}`);
  return change;
}
