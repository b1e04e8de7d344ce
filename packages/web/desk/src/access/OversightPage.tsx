import { Button, Table, Tag } from '@digdir/designsystemet-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { DecisionList } from '../../../../server/src/access/api.ts';
import { get } from '../api/client.ts';
import { Empty, Page, Skeleton } from '../kit/Page.tsx';
import { ProblemNote } from '../kit/Problem.tsx';
import { momentText } from '../kit/time.ts';
import { say } from '../words/say.ts';
import './access.css';

const outcomes = ['granted', 'refused', 'dismissed'], deciders = ['robot', 'officer'];

/** Decisions, newest first, for those who oversee. The filters stand in the address. */
export default function OversightPage(): ReactNode {
  const search = useSearch({ strict: false }) as { outcome?: string; by?: string };
  const navigate = useNavigate();
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['access', 'decisions', search.outcome ?? '', search.by ?? ''], initialPageParam: '', throwOnError: false, getNextPageParam: (page: DecisionList) => page.next,
    queryFn: ({ pageParam, signal }) => get<DecisionList>(`/oversight/decisions?${new URLSearchParams({ ...(search.outcome ? { outcome: search.outcome } : {}), ...(search.by ? { by: search.by } : {}), ...(pageParam ? { after: pageParam } : {}) })}`, { signal }),
  });
  const filter = (name: 'outcome' | 'by', values: string[]): ReactNode => (
    <label>{say(`access.filter.${name}`)}{' '}
      <select value={search[name] ?? ''} onChange={(event) => void navigate({ to: '/oversight', search: { ...search, [name]: event.target.value || undefined } as never, replace: true })}>
        <option value="">{say('access.filter.all')}</option>
        {values.map((value) => <option key={value} value={value}>{say(`access.${name}.${value}`)}</option>)}
      </select>
    </label>
  );
  const rows = data?.pages.flatMap((page) => page.decisions) ?? [];
  return (
    <Page title={say('access.oversight')} wide>
      <p>{say('access.oversight.what')}</p>
      <div className="filters">{filter('outcome', outcomes)}{filter('by', deciders)}</div>
      {error ? <ProblemNote error={error} again={() => void refetch()} /> : !data ? <Skeleton lines={10} /> : rows.length === 0 ? <Empty title={say('access.oversight.none')} /> : (
        <div className="scroll" tabIndex={0} role="region" aria-label={say('access.oversight')}>
          <Table data-size="sm">
            <Table.Head><Table.Row>{['when', 'case', 'service', 'unit', 'outcome', 'decided-by'].map((word) => <Table.HeaderCell key={word} scope="col">{say(`access.${word}`)}</Table.HeaderCell>)}</Table.Row></Table.Head>
            <Table.Body>
              {rows.map((one) => (
                <Table.Row key={one.id}>
                  <Table.Cell><time dateTime={one.at}>{momentText(one.at)}</time></Table.Cell>
                  <Table.HeaderCell scope="row"><Link to="/oversight/$decisionId" params={{ decisionId: one.id } as never}>{one.number}</Link></Table.HeaderCell>
                  <Table.Cell>{one.service}</Table.Cell>
                  <Table.Cell>{one.unit}</Table.Cell>
                  <Table.Cell><Tag data-size="sm" data-color={one.outcome === 'granted' ? 'success' : 'danger'}>{one.outcomeText}</Tag></Table.Cell>
                  <Table.Cell>{say(one.automatic ? 'access.by.robot' : 'access.by.officer')}</Table.Cell>
                </Table.Row>
              ))}
            </Table.Body>
          </Table>
        </div>
      )}
      {hasNextPage && <div className="actions more"><Button variant="secondary" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>{say('access.more')}</Button></div>}
    </Page>
  );
}
