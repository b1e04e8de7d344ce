import { Button } from '@digdir/designsystemet-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import type { Bulk } from '../../../../server/src/queue/api.ts';
import { get, post } from '../api/client.ts';
import { announce } from '../kit/announce.ts';
import { Icon } from '../kit/Icon.tsx';
import { Page, Skeleton } from '../kit/Page.tsx';
import { ProblemNote } from '../kit/Problem.tsx';
import { toast, toastProblem } from '../kit/toasts.ts';
import { say } from '../words/say.ts';
import './queue.css';

/** One act on many cases: first some are opened and confirmed, then the rest is done before one's eyes, and what failed is told. */
export default function BulkPage(): ReactNode {
  const { run: id } = useParams({ strict: false }) as { run: string };
  const client = useQueryClient();
  const key = ['bulk', id];
  const { data: run, error, refetch } = useQuery({ queryKey: key, queryFn: ({ signal }) => get<Bulk>(`/bulk/${encodeURIComponent(id)}`, { signal }), staleTime: 0, throwOnError: false });
  const [going, setGoing] = useState(false);
  if (error) return <Page title={say('queue.bulk')}><ProblemNote error={error} again={() => void refetch()} /></Page>;
  if (!run) return <Page title={say('queue.bulk')}><Skeleton /></Page>;

  const put = (next: Bulk): Bulk => { client.setQueryData(key, next); return next; };
  const send = async (what: string, body: unknown = {}): Promise<Bulk> => put(await post<Bulk>(`/bulk/${encodeURIComponent(id)}/${what}`, body));
  const after = (): void => { for (const name of ['queue', 'filters']) void client.invalidateQueries({ queryKey: [name] }); };
  const confirm = (caseId: string): void => void send('confirm', { caseId }).then(() => announce(say('queue.bulk.confirmed')), toastProblem);
  const goOn = async (): Promise<void> => {
    setGoing(true);
    try {
      let now = run;
      while (now.mayRun) now = await send('run');
      toast(say('queue.bulk.finished', { done: now.counts.done, failed: now.counts.failed }), { tone: now.counts.failed > 0 ? 'warning' : 'success' });
    } catch (problem) {
      toastProblem(problem);
    } finally {
      setGoing(false);
      after();
    }
  };
  const undo = (): void => void send('undo').then((now) => { toast(say('queue.bulk.undone', { count: now.counts.undone })); after(); }, toastProblem);

  const { counts } = run;
  const tried = counts.done + counts.failed + counts.undone;
  const failed = run.cases.filter((one) => one.state === 'failed');
  return (
    <Page title={say(`queue.bulk.${run.act}`)} over={say('queue.bulk.of', { count: counts.all })}>
      <section aria-labelledby="sample-heading">
        <h2 id="sample-heading">{say('queue.bulk.sample')}</h2>
        <p>{say('queue.bulk.sample.what', { count: counts.sample })}</p>
        <ul className="sample">
          {run.cases.filter((one) => one.sample).map((one) => (
            <li key={one.id}>
              <Link to="/cases/$caseId" params={{ caseId: one.id } as never} className="number">{one.number}</Link>
              {one.confirmed
                ? <span className="good"><Icon name="check" /> {say('queue.bulk.confirmed')}</span>
                : one.opened
                  ? <Button data-size="sm" onClick={() => confirm(one.id)}>{say('queue.bulk.confirm')}</Button>
                  : <span className="muted">{say('queue.bulk.open-first')}</span>}
            </li>
          ))}
        </ul>
      </section>
      <section aria-labelledby="rest-heading">
        <h2 id="rest-heading">{say('queue.bulk.rest')}</h2>
        <progress value={tried} max={counts.all} aria-label={say('queue.bulk.rest')} />
        <p role="status">{say('queue.bulk.progress', { done: tried, all: counts.all })}</p>
        <div className="actions">
          {(run.mayRun || going || tried < counts.all) && counts.undone === 0 && <Button onClick={() => void goOn()} disabled={!run.mayRun} loading={going}>{say('queue.bulk.go', { count: counts.all - tried })}</Button>}
          {run.mayUndo && !going && <Button variant="secondary" onClick={undo}>{say('shell.undo')}</Button>}
          <Link to="/queue">{say('queue.back')}</Link>
        </div>
        {failed.length > 0 && (
          <>
            <h3>{say('queue.bulk.failed', { count: failed.length })}</h3>
            <ul className="sample">
              {failed.map((one) => <li key={one.id}><Link to="/cases/$caseId" params={{ caseId: one.id } as never} className="number">{one.number}</Link><span>{one.problem?.title}</span></li>)}
            </ul>
          </>
        )}
      </section>
    </Page>
  );
}
