import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { Filters, List, Names } from '../../../../server/src/queue/api.ts';
import { get, post } from '../api/client.ts';

/** Lists with their counts, looked at again every quarter of a minute. */
export function useFilters(): UseQueryResult<Filters> {
  return useQuery({ queryKey: ['filters'], queryFn: ({ signal }) => get<Filters>('/filters', { signal, background: true }), refetchInterval: 15_000, throwOnError: false });
}

/** The cases an address asks for. What was shown stays until the next is there. */
export function useList(query: string): UseQueryResult<List> {
  return useQuery({ queryKey: ['queue', query], queryFn: ({ signal }) => get<List>(`/queue?${query}`, { signal }), placeholderData: keepPreviousData, throwOnError: false });
}

/** Names already told in this tab, by case. They are asked for only as they come into sight, for each look is logged. */
const told = new Map<string, string>();
const most = 100;
const pause = 80;

/** The names of the cases in sight, as they come; undefined while one is on its way. */
export function useNames(inSight: readonly string[]): (caseId: string) => string | undefined {
  const [, drawAnew] = useState(0);
  const asked = useRef(new Set<string>());
  const key = inSight.join(' ');
  useEffect(() => {
    const ids = inSight.filter((id) => !told.has(id) && !asked.current.has(id)).slice(0, most);
    if (ids.length === 0) return;
    // whoever scrolls past has not looked
    const timer = setTimeout(() => {
      for (const id of ids) asked.current.add(id);
      void post<Names>('/queue/names', { ids }, { background: true }).then(
        (names) => { for (const id of ids) told.set(id, names[id] ?? ''); drawAnew((n) => n + 1); },
        () => { for (const id of ids) asked.current.delete(id); },
      );
    }, pause);
    return () => clearTimeout(timer);
  }, [key]);
  return (caseId) => told.get(caseId);
}
