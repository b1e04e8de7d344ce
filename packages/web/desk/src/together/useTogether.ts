import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { Together } from '../../../../server/src/together/api.ts';
import { get, post } from '../api/client.ts';
import { toastProblem } from '../kit/toasts.ts';

export type Hold = 'take' | 'renew' | 'release' | 'ask' | 'give' | 'decline';
const key = (caseId: string): string[] => ['together', caseId, 'state'];

/** Who has the case, who looks at it, whether it lies aside: read at once when it changes, and every half minute anyhow. */
export function useTogether(caseId: string): Together | undefined {
  return useQuery({
    queryKey: key(caseId), queryFn: ({ signal }) => get<Together>(`/cases/${caseId}/together`, { signal, background: true }),
    refetchInterval: 30_000, throwOnError: false,
  }).data;
}

/** Takes the case, holds on, lets go, asks, gives, or not now; then everybody sees how it is. */
export function useHold(caseId: string): (hold: Hold) => Promise<Together | undefined> {
  const client = useQueryClient();
  return useCallback(async (hold) => {
    try {
      const now = await post<Together>(`/cases/${caseId}/lease/${hold}`, {}, { background: hold === 'renew' });
      client.setQueryData(key(caseId), now);
      return now;
    } catch (error) {
      if (hold !== 'renew') toastProblem(error);
      return undefined;
    }
  }, [caseId, client]);
}
