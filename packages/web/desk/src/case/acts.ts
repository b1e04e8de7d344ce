import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { CaseAnswer, Choice, Decided, Review } from '../../../../server/src/desk-case/api.ts';
import { get, post } from '../api/client.ts';
import { toastProblem, undoable } from '../kit/toasts.ts';
import { say } from '../words/say.ts';

const key = (id: string): string[] => ['case', id];

/** A case as it is now. */
export function useCase(id: string): { data: CaseAnswer | undefined; error: unknown; refetch(): void } {
  const { data, error, refetch } = useQuery({ queryKey: key(id), queryFn: ({ signal }) => get<CaseAnswer>(`/cases/${id}`, { signal }), throwOnError: false });
  return { data, error, refetch: () => void refetch() };
}

interface Recorded { fact: string; person?: string; how: string; fields: Record<string, string> }

export interface CaseActs {
  /** One act; the case is read anew. Tells whether it was done; what went wrong is said at the edge. */
  do(path: string, body?: object): Promise<boolean>;
  /** The same, with some seconds to take it back. `back` is asked when the person takes it back: the case is then as the act left it. */
  undoable(text: string, act: { path: string; body?: object }, back: (now: CaseAnswer | undefined, answer: unknown) => { path: string; body: object }): Promise<boolean>;
  /** Records a fact. What is wrong with it, where it cannot be read; nothing where it could not be sent, which is said at the edge. */
  record(fact: Recorded): Promise<{ wrong?: string } | undefined>;
  review(choice: Choice): Promise<Review>;
  reviewApproval(seen: string): Promise<Review>;
  decide(choice: Choice): Promise<Decided>;
  approve(seen: string): Promise<Decided>;
}

/** All that may be done with a case; each act goes to the server at once, and the case is then shown as it is. */
export function useCaseActs(id: string): CaseActs {
  const client = useQueryClient();
  const send = useCallback(<T>(path: string, body: object = {}): Promise<T> => post<T>(`/cases/${id}/${path}`, body), [id]);
  const fresh = useCallback(() => Promise.all([client.invalidateQueries({ queryKey: key(id) }), client.invalidateQueries({ queryKey: ['queue'] })]), [client, id]);
  return {
    async do(path, body) {
      try {
        await send(path, body);
        await fresh();
        return true;
      } catch (error) {
        toastProblem(error);
        return false;
      }
    },
    undoable(text, act, back) {
      let answer: unknown;
      return undoable({
        text,
        run: async () => { answer = await send(act.path, act.body); await fresh(); },
        undo: async () => {
          const { path, body } = back(client.getQueryData<CaseAnswer>(key(id)), answer);
          await send(path, body);
          await fresh();
        },
      });
    },
    async record(fact) {
      try {
        const answer = await send<{ wrong?: string }>('facts/record', fact);
        await fresh();
        return answer;
      } catch (error) {
        toastProblem(error);
        return undefined;
      }
    },
    review: (choice) => send<Review>('review', choice),
    reviewApproval: (seen) => send<Review>('approval/review', { seen }),
    decide: async (choice) => { const done = await send<Decided>('decide', choice); await fresh(); return done; },
    approve: async (seen) => { const done = await send<Decided>('approval', { seen }); await fresh(); return done; },
  };
}

/** The sentence of what a person settles when they accept what is proposed. */
export const acceptedText = (label: string, value: string): string => say('case.accepted', { label, value });
