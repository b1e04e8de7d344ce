import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Filters } from '../../../../server/src/queue/api.ts';
import { del, post } from '../api/client.ts';
import { Icon } from '../kit/Icon.tsx';
import { undoable } from '../kit/toasts.ts';
import { say } from '../words/say.ts';
import { useFilters } from './use-lists.ts';

type One = Filters['filters'][number];
export const filterName = (one: One): string => one.name ?? say(`queue.list.${one.id}`);

/** Saved lists as links with how many cases each holds now; one's own can be forgotten. */
export function FilterLinks({ as }: { as: 'cards' | 'chips' }): ReactNode {
  const client = useQueryClient();
  const { data } = useFilters();
  const anew = (filters: Filters): void => { client.setQueryData(['filters'], filters); };
  const forget = (one: One): void => void undoable({
    text: say('queue.forgot', { name: filterName(one) }),
    run: async () => anew(await del<Filters>(`/filters/${encodeURIComponent(one.id)}`)),
    undo: async () => anew(await post<Filters>('/filters', { name: one.name, query: one.query, shared: one.shared })),
  });
  return (
    <ul className={as === 'cards' ? 'filter-cards' : 'filter-chips'} aria-label={say('queue.lists')}>
      {data?.filters.map((one) => (
        <li key={one.id}>
          <Link to="/queue" search={Object.fromEntries(new URLSearchParams(one.query)) as never} activeOptions={{ exact: true }}>
            <span>{filterName(one)}{one.shared && !one.own && <span className="muted"> · {say('queue.shared')}</span>}</span>
            <strong>{one.count}{one.more ? '+' : ''}</strong>
          </Link>
          {one.own && as === 'chips' && <button type="button" className="forget" onClick={() => forget(one)}><Icon name="close" label={say('queue.forget', { name: filterName(one) })} /></button>}
        </li>
      ))}
    </ul>
  );
}
