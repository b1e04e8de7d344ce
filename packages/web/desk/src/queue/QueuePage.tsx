import { Button } from '@digdir/designsystemet-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useEffect, useState, type ReactNode } from 'react';
import type { List } from '../../../../server/src/queue/api.ts';
import { get } from '../api/client.ts';
import { useKeys } from '../keys/keys.ts';
import { announce } from '../kit/announce.ts';
import { Empty, Page, Skeleton } from '../kit/Page.tsx';
import { ProblemNote } from '../kit/Problem.tsx';
import { toastProblem } from '../kit/toasts.ts';
import { holds, useMe } from '../shell/me.tsx';
import { say } from '../words/say.ts';
import { BulkBar } from './BulkBar.tsx';
import { CaseGrid } from './CaseGrid.tsx';
import { filterOf, queryOf } from './filter.ts';
import { FilterBar } from './FilterBar.tsx';
import { FilterLinks } from './FilterLinks.tsx';
import { useList } from './use-lists.ts';
import './queue.css';

/** Lists of cases: any filter, saved under names, opened and acted on by keyboard. */
export default function QueuePage(): ReactNode {
  const me = useMe();
  const navigate = useNavigate();
  const filter = filterOf(useSearch({ strict: false }) as Record<string, unknown>);
  const query = queryOf(filter);
  const { data, error, isPending, isPlaceholderData, refetch } = useList(query);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [more, setMore] = useState<{ query: string; pages: List[] }>({ query, pages: [] });
  const acts = holds(me, ['officer']);
  useEffect(() => { setChosen(new Set()); setMore({ query, pages: [] }); }, [query]);
  const choose = useCallback((ids: string[], on: boolean) => setChosen((before) => {
    const next = new Set(before);
    for (const id of ids) if (on) next.add(id); else next.delete(id);
    return next;
  }), []);
  useKeys([{ keys: 'Escape', word: 'queue.keys.none', group: 'shell.keys.list', run: () => setChosen(new Set()), when: () => chosen.size > 0 }]);

  const pages = more.query === query ? more.pages : [];
  const rows = data ? [data, ...pages].flatMap((one) => one.rows) : [];
  const onward = (pages.at(-1) ?? data)?.next;
  const goOn = (): void => void get<List>(`/queue?${query}&after=${encodeURIComponent(onward!)}`).then((page) => setMore({ query, pages: [...pages, page] }), toastProblem);
  const count = data && `${data.count.n.toLocaleString(me.settings.language)}${data.count.more ? '+' : ''}`;
  useEffect(() => { if (count !== undefined && !isPlaceholderData) announce(say('queue.count', { count })); }, [count, isPlaceholderData, query]);
  return (
    <Page title={say('queue.cases')} wide over={count && say('queue.count', { count })}>
      <div className="queue">
        <FilterLinks as="chips" />
        <FilterBar filter={filter} labels={data?.labels} />
        {error && <ProblemNote error={error} again={() => void refetch()} />}
        {isPending && <Skeleton lines={8} />}
        {data && rows.length === 0 && (
          <Empty title={say(query ? 'queue.none' : 'queue.none.first')}>
            <p>{say(query ? 'queue.none.do' : 'queue.none.first.do')}</p>
            {query && <Button variant="secondary" onClick={() => void navigate({ to: '/queue', search: {} as never })}>{say('queue.filter.none')}</Button>}
          </Empty>
        )}
        {data && rows.length > 0 && <CaseGrid key={query} list={data} rows={rows} place={query} {...(acts ? { chosen, choose } : {})} />}
        {onward && <Button variant="secondary" onClick={goOn}>{say('queue.more')}</Button>}
        {chosen.size > 0 && <BulkBar chosen={chosen} rows={rows} onClear={() => setChosen(new Set())} />}
      </div>
    </Page>
  );
}
