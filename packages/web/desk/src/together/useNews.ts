import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { News } from '../../../../server/src/together/api.ts';
import { get } from '../api/client.ts';

/** What colleagues want of me; kept up by the live stream. */
export function useNews(): UseQueryResult<News> {
  return useQuery({ queryKey: ['news'], queryFn: ({ signal }) => get<News>('/news', { signal, background: true }), staleTime: 60_000, throwOnError: false });
}
