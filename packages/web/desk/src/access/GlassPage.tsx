import { Button, Checkbox, Tag, Textfield } from '@digdir/designsystemet-react';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { GlassReports } from '../../../../server/src/access/api.ts';
import { get, post } from '../api/client.ts';
import { Empty, Page, Skeleton } from '../kit/Page.tsx';
import { ProblemNote } from '../kit/Problem.tsx';
import { clockTime, momentText } from '../kit/time.ts';
import { toast, toastProblem } from '../kit/toasts.ts';
import { say } from '../words/say.ts';
import './access.css';

type Report = GlassReports['reports'][number];

/** Each time somebody opened a case of the unit in an emergency: the leader reads it and says whether it was right. */
export default function GlassPage(): ReactNode {
  const { data, error, refetch } = useQuery({ queryKey: ['access', 'glass'], queryFn: ({ signal }) => get<GlassReports>('/access/broken-glass', { signal }), throwOnError: false });
  return (
    <Page title={say('access.glass')}>
      <p>{say('access.glass.what')}</p>
      {error ? <ProblemNote error={error} again={() => void refetch()} /> : !data ? <Skeleton /> : data.reports.length === 0 ? <Empty title={say('access.glass.none')} /> : (
        <ul className="reports">{data.reports.map((one) => <li key={one.id}><One report={one} maySee={data.maySee} onSeen={() => void refetch()} /></li>)}</ul>
      )}
    </Page>
  );
}

function One({ report, maySee, onSeen }: { report: Report; maySee: boolean; onSeen(): void }): ReactNode {
  const [wrong, setWrong] = useState(false);
  const [note, setNote] = useState('');
  const send = async (): Promise<void> => {
    try {
      await post(`/access/broken-glass/${report.id}/seen`, { right: !wrong, note });
      toast(say('access.glass.seen'));
      onSeen();
    } catch (error) {
      toastProblem(error);
    }
  };
  return (
    <article className="report">
      <h2>{report.caseNumber} {!report.seen && <Tag data-color="warning" data-size="sm">{say('access.glass.unread')}</Tag>}</h2>
      <p className="muted">{report.who}, {report.unit} · {momentText(report.at)}–{clockTime(report.until)}</p>
      <blockquote>{report.reason}</blockquote>
      {report.seen && <p>{say(report.seen.right ? 'access.glass.right' : 'access.glass.wrong', { by: report.seen.by, at: momentText(report.seen.at) })} {report.seen.note}</p>}
      {maySee && !report.seen && report.mine && <p className="muted">{say('access.glass.mine')}</p>}
      {maySee && !report.seen && !report.mine && (
        <form className="fields" onSubmit={(event) => { event.preventDefault(); void send(); }}>
          <Checkbox data-size="sm" value="wrong" label={say('access.glass.was-wrong')} checked={wrong} onChange={(event) => setWrong(event.target.checked)} />
          <Textfield data-size="sm" label={say(wrong ? 'access.glass.note.needed' : 'access.glass.note')} required={wrong} maxLength={2000} value={note} onChange={(event) => setNote(event.target.value)} />
          <div className="actions"><Button type="submit" variant="secondary" data-size="sm" disabled={wrong && note.trim() === ''}>{say('access.glass.see')}</Button></div>
        </form>
      )}
    </article>
  );
}
