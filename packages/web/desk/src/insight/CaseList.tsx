import { Button } from '@digdir/designsystemet-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef, type ReactNode } from 'react';
import { ProblemNote } from '../kit/Problem.tsx';
import { Skeleton } from '../kit/Page.tsx';
import { say } from '../words/say.ts';
import { day, span } from './format.ts';
import type { Choice, PictureSource } from './source.ts';

/** The cases behind the picture, as far as one may see them: asked for only when wanted, as every list is logged. */
export function CaseList({ source, choice, open, onOpen }: { source: PictureSource; choice: Choice; /** How often a list was asked for; 0: never. */ open: number; onOpen(): void }): ReactNode {
  const { filters, spots, all } = choice;
  const head = useRef<HTMLHeadingElement>(null);
  // whoever asked for the cases is taken to them
  useEffect(() => { if (open > 0) head.current?.focus(); }, [open]);
  const { data, error, refetch } = useQuery({ queryKey: [...source.key, 'cases', filters, spots, all], enabled: open > 0, queryFn: ({ signal }) => source.cases({ filters, spots, all }, signal) });
  return (
    <section className="case-list" aria-labelledby="insight-cases">
      <h2 id="insight-cases" ref={head} tabIndex={-1}>{say('insight.cases')}</h2>
      {open === 0 && <Button data-size="sm" variant="secondary" onClick={onOpen}>{say('insight.cases.show')}</Button>}
      {open > 0 && error && !data && <ProblemNote error={error} again={() => void refetch()} />}
      {open > 0 && !data && !error && <Skeleton />}
      {data?.tooFew && <p>{say(`insight.too-few.${data.tooFew}`)}</p>}
      {data && !data.tooFew && (
        <>
          <p className="muted">{say('insight.cases.shown', { shown: data.list.length, cases: data.cases })}</p>
          <div className="twin" tabIndex={0} role="group" aria-labelledby="insight-cases">
            <table className="ds-table" data-size="sm">
              <thead><tr><th scope="col">{say('insight.column.case')}</th><th scope="col">{say('insight.column.began')}</th><th scope="col">{say('insight.column.last')}</th><th scope="col">{say('insight.column.time')}</th><th scope="col">{say('insight.column.state')}</th></tr></thead>
              <tbody>
                {data.list.map((one) => (
                  <tr key={one.id}>
                    <th scope="row">{one.mayOpen ? <Link to={`/insight/cases/${one.id}` as never}>{one.number}</Link> : one.number}</th>
                    <td>{day(one.began)}</td><td>{day(one.last)}</td><td>{span(one.last - one.began)}</td>
                    <td>{one.open ? (one.waiting ? say('insight.cases.waits', { waiting: one.waiting }) : say('insight.cases.open')) : say('insight.cases.ended')}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </section>
  );
}
