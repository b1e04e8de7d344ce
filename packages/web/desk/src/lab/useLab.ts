import { useMutation, useQuery, useQueryClient, type UseMutationResult, type UseQueryResult } from '@tanstack/react-query';
import type { CellSent, EditSent, LabCellCheck, LabCompare, LabDraft, LabHome, LabJob, LabLaw, LabRulebook, LabTests } from '../../../../server/src/rule-lab/api.ts';
import { get, post } from '../api/client.ts';
import { announce } from '../kit/announce.ts';
import { toastProblem } from '../kit/toasts.ts';
import { say, spoken } from '../words/say.ts';

const id = encodeURIComponent;
/** What the server puts into words is kept by language. */
const key = (...parts: unknown[]): unknown[] => ['lab', spoken().language, ...parts];
const read = <T>(parts: unknown[], path: string, more: { staleTime?: number; enabled?: boolean } = {}): UseQueryResult<T> =>
  // which answer it is never changes between two drawings of one view
  useQuery({ queryKey: key(...parts), queryFn: ({ signal }) => get<T>(`/lab${path}`, { signal }), ...more });

export const useLabHome = (): UseQueryResult<LabHome> => read(['home'], '');
/** A released rulebook never changes. */
export const useRulebook = (hash: string): UseQueryResult<LabRulebook> => read(['rulebook', hash], `/rulebooks/${id(hash)}`, { staleTime: Infinity });
export const useRulebookTests = (hash: string, enabled: boolean): UseQueryResult<LabTests> => read(['tests', hash], `/rulebooks/${id(hash)}/tests`, { staleTime: Infinity, enabled });
export const useDraft = (draftId: string): UseQueryResult<LabDraft> => read(['draft', draftId], `/drafts/${id(draftId)}`, { staleTime: 0 });
export const useLaw = (enabled: boolean): UseQueryResult<LabLaw[]> => read(['law'], '/law', { staleTime: Infinity, enabled });
export const useCompare = (before: string, after: string, version: string): UseQueryResult<LabCompare> =>
  read(['compare', before, after, version], `/compare?before=${id(before)}&after=${id(after)}`, { enabled: before !== '' && after !== '' });

/** An act on a draft: the answer is the draft as it now is. */
export function useDraftAct(draftId: string): UseMutationResult<LabDraft, unknown, { path: string; body?: object; said?: string }> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ path, body }) => post<LabDraft>(`/lab/drafts/${id(draftId)}/${path}`, body ?? {}),
    onSuccess: (draft, { said }) => {
      client.setQueryData(key('draft', draftId), draft);
      void client.invalidateQueries({ queryKey: key('home') });
      if (said) announce(said);
    },
    onError: (error) => {
      toastProblem(error);
      void client.invalidateQueries({ queryKey: key('draft', draftId) });
    },
  });
}

/** One change of a draft, saved at once. */
export type SaveEdit = (edit: EditSent) => Promise<void>;
export function useEdit(draft: LabDraft): { save: SaveEdit; saving: boolean } {
  const act = useDraftAct(draft.id);
  return {
    saving: act.isPending,
    save: async (edit) => { await act.mutateAsync({ path: 'edits', body: { seen: draft.seen, edit }, said: say('lab.saved') }).catch(() => {}); },
  };
}

/** Tries a cell as it is typed. */
export type TryCell = (cell: CellSent, signal: AbortSignal) => Promise<LabCellCheck>;
export const tryCellOf = (draft: LabDraft): TryCell => (cell, signal) => post<LabCellCheck>(`/lab/drafts/${id(draft.id)}/cell`, cell, { signal, background: true });

/** A job that runs, looked at until it has ended; then the draft is read anew. */
export function useJob(draft: LabDraft, kind: LabJob['kind']): { job: LabJob | undefined; begin(past?: number): void; cancel(): void; beginning: boolean } {
  const client = useQueryClient();
  const known = draft.jobs.find((one) => one.kind === kind);
  const begin = useMutation({
    mutationFn: (past?: number) => post<{ id: string }>(`/lab/drafts/${id(draft.id)}/jobs`, { kind, ...(past === undefined ? {} : { past }) }),
    onError: toastProblem,
  });
  const running = begin.data?.id ?? (known?.state === 'running' ? known.id : undefined);
  const { data } = useQuery({
    queryKey: key('job', running ?? ''), enabled: running !== undefined,
    queryFn: async ({ signal }) => {
      const job = await get<LabJob>(`/lab/jobs/${id(running!)}`, { signal });
      if (job.state !== 'running') await client.invalidateQueries({ queryKey: key('draft', draft.id) });
      return job;
    },
    refetchInterval: ({ state }) => (state.data && state.data.state !== 'running' ? false : 300),
  });
  const job = data && (data.state === 'running' || !known || data.id === known.id || data.at > known.at) ? data : known;
  return {
    job, beginning: begin.isPending, begin: (past) => begin.mutate(past),
    cancel: () => { if (running) void post(`/lab/jobs/${id(running)}/cancel`).catch(toastProblem); },
  };
}
