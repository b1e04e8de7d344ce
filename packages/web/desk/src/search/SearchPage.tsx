import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, type ReactNode } from 'react';
import type { Found } from '../../../../server/src/queue/api.ts';
import { get } from '../api/client.ts';
import { useKeys } from '../keys/keys.ts';
import { announce } from '../kit/announce.ts';
import { Icon } from '../kit/Icon.tsx';
import { Empty, Page, Skeleton } from '../kit/Page.tsx';
import { ProblemNote } from '../kit/Problem.tsx';
import { dayText, shortDay } from '../kit/time.ts';
import { useList } from '../queue/use-lists.ts';
import { say } from '../words/say.ts';
import '../queue/queue.css';

/** Persons, cases and documents that were found; j and k go from one to the next, Enter opens. */
export default function SearchPage(): ReactNode {
  const { q = '' } = useSearch({ strict: false }) as { q?: string };
  const box = useRef<HTMLDivElement>(null);
  const { data, error, isFetching, isPlaceholderData, refetch } = useQuery({
    queryKey: ['search', q], enabled: q !== '', queryFn: ({ signal }) => get<Found>(`/search?q=${encodeURIComponent(q)}`, { signal }), placeholderData: keepPreviousData, throwOnError: false, gcTime: 60_000,
  });
  // words for services and phases come with any list
  const labels = useList('limit=1').data?.labels;
  const step = (by: number): void => {
    const links = [...box.current?.querySelectorAll<HTMLElement>('[data-hit]') ?? []];
    const at = links.indexOf(document.activeElement as HTMLElement);
    links[Math.max(0, Math.min(links.length - 1, at + by))]?.focus();
  };
  useKeys([
    { keys: 'j', word: 'search.keys.down', group: 'shell.keys.list', run: () => step(1) },
    { keys: 'k', word: 'search.keys.up', group: 'shell.keys.list', run: () => step(-1) },
  ]);
  const found = data ? data.persons.length + data.cases.length + data.documents.length : undefined;
  useEffect(() => { if (found !== undefined && !isPlaceholderData) announce(say('search.found', { count: found })); }, [found, isPlaceholderData, q]);
  const caseLine = (one: Found['cases'][number]): ReactNode => (
    <Link data-hit to="/cases/$caseId" params={{ caseId: one.id } as never}>
      <span className="number">{one.number}</span> {labels?.service[one.service] ?? ''} <span className="muted">· {labels?.phase[one.phase] ?? say('search.closed')} · {dayText(one.opened)}</span>
    </Link>
  );
  return (
    <Page title={say('search.title')} over={q && say('search.for', { text: q })}>
      <div className="found" ref={box} aria-busy={isFetching}>
        {error && <ProblemNote error={error} again={() => void refetch()} />}
        {!q && <Empty title={say('search.empty')}><p>{say('search.empty.do')}</p></Empty>}
        {q && !data && !error && <Skeleton />}
        {q && found === 0 && <Empty title={say('search.none')}><p>{say('search.none.do')}</p></Empty>}
        {data && data.persons.length > 0 && (
          <section aria-labelledby="found-persons">
            <h2 id="found-persons"><Icon name="people" /> {say('search.persons')}</h2>
            <ul>
              {data.persons.map((one) => (
                <li key={one.id}>
                  <p className="found-name"><strong>{one.name || say('search.unnamed')}</strong>{one.born && <span className="muted"> · {say('search.born', { day: one.born })}</span>}{one.alias && <span className="muted"> · {say('search.alias', { names: one.alias })}</span>}</p>
                  {one.cases.map((it) => <div key={it.id}>{caseLine(it)}</div>)}
                </li>
              ))}
            </ul>
            {data.wide && <p className="muted">{say('search.wide')}</p>}
          </section>
        )}
        {data && data.cases.length > 0 && (
          <section aria-labelledby="found-cases">
            <h2 id="found-cases"><Icon name="case" /> {say('search.cases')}</h2>
            <ul>{data.cases.map((one) => <li key={one.id}>{caseLine(one)}</li>)}</ul>
          </section>
        )}
        {data && data.documents.length > 0 && (
          <section aria-labelledby="found-documents">
            <h2 id="found-documents"><Icon name="document" /> {say('search.documents')}</h2>
            <ul>
              {data.documents.map((one) => (
                <li key={one.id}><Link data-hit to="/cases/$caseId" params={{ caseId: one.caseId } as never}>{one.name} <span className="muted">· {one.number} · {shortDay(one.at)}</span></Link></li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </Page>
  );
}
