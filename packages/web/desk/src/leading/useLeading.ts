import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import { get } from '../api/client.ts';
import { toast, toastProblem } from '../kit/toasts.ts';

/** Reads one of the leader's answers; its key is its path. */
export function useAnswer<T>(path: string): UseQueryResult<T> {
  return useQuery({ queryKey: ['leading', path], queryFn: ({ signal }) => get<T>(path, { signal }) });
}

/** Sends something whose answer is the view as it now is, and shows that. `done`: what is then said. */
export function useChange<T>(path: string): { busy: boolean; change: (send: () => Promise<T>, done?: string) => Promise<boolean> } {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  return {
    busy,
    async change(send, done) {
      setBusy(true);
      try {
        client.setQueryData(['leading', path], await send());
        if (done) toast(done);
        return true;
      } catch (problem) {
        toastProblem(problem);
        // somebody was faster: show how it now is
        void client.invalidateQueries({ queryKey: ['leading', path] });
        return false;
      } finally {
        setBusy(false);
      }
    },
  };
}
