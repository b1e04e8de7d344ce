import { answerRequest as answer, DomainError } from '@ankomst/core';
import type { Answer } from '@ankomst/core';
import type { Deps } from '../deps.ts';
import { actAsParty } from './act-as-party.ts';
import type { Party } from './act-as-party.ts';

export interface RequestAnswer {
  caseId: string;
  request: string;
  once: string;
  answers: Answer[];
  text: string;
  language: string;
  documents: string[];
  /** The draft's page that held it. */
  page: string;
}

/** A party answers what an officer asked for. @throws DomainError request-closed where it was answered or taken back */
export async function answerRequest(deps: Deps, party: Party, input: RequestAnswer): Promise<void> {
  const { caseId, request, once, answers, text, language, documents, page } = input;
  await actAsParty(deps, { party, caseId, act: 'answer', what: 'answer-request', once }, (opened, ctx) => {
    if (!opened.file.openRequests.some((one) => one.id === request && one.to === opened.subject.personId)) throw new DomainError('request-closed');
    return {
      ...answer(opened.state, { personId: opened.subject.personId, request, answers, text, language, documents }, ctx),
      drafts: { set: [{ caseId, personId: opened.subject.personId, answers: { [page]: null }, updatedAt: ctx.at }] },
    };
  });
}
