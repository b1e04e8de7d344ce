import { Button, Textfield } from '@digdir/designsystemet-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import type { OwnTies } from '../../../../server/src/access/api.ts';
import { del, get, post, put } from '../api/client.ts';
import { Page, Skeleton } from '../kit/Page.tsx';
import { ProblemNote } from '../kit/Problem.tsx';
import { dayText } from '../kit/time.ts';
import { toast, toastProblem } from '../kit/toasts.ts';
import { say } from '../words/say.ts';
import './access.css';

/** One's own ties: what keeps a case away from one. */
export default function TiesPage(): ReactNode {
  const { data, error, refetch } = useQuery({ queryKey: ['access', 'own'], queryFn: ({ signal }) => get<OwnTies>('/access/own', { signal }), throwOnError: false });
  const [number, setNumber] = useState('');
  const [about, setAbout] = useState('');
  const [reason, setReason] = useState('');
  const doing = async (work: () => Promise<void>, done: string, after: () => void): Promise<void> => {
    try {
      await work();
      toast(say(done));
      after();
      void refetch();
    } catch (problem) {
      toastProblem(problem);
    }
  };
  return (
    <Page title={say('access.ties')}>
      <p>{say('access.ties.what')} <Link to="/policies">{say('access.policies')}</Link></p>
      {error ? <ProblemNote error={error} again={() => void refetch()} /> : !data ? <Skeleton /> : (
        <>
          <section>
            <h2>{say('access.number')}</h2>
            <p>{say(data.numberKnown ? 'access.number.known' : 'access.number.why')}</p>
            <form className="fields" onSubmit={(event) => { event.preventDefault(); void doing(() => put('/access/own/number', { number }), 'access.number.done', () => setNumber('')); }}>
              <Textfield label={say('access.number.label')} description={say('access.number.hint')} inputMode="numeric" autoComplete="off" required pattern="\d{8}-?\d{4}" value={number} onChange={(event) => setNumber(event.target.value)} />
              <div className="actions"><Button type="submit" variant="secondary">{say(data.numberKnown ? 'access.number.change' : 'shell.save')}</Button></div>
            </form>
          </section>
          <section>
            <h2>{say('access.conflicts')}</h2>
            <p>{say('access.conflicts.what')}</p>
            {data.conflicts.length === 0 ? <p className="muted">{say('access.conflicts.none')}</p> : (
              <ul className="reports">
                {data.conflicts.map((one) => (
                  <li key={one.id} className="report">
                    <p><strong>{one.about}</strong> <span className="muted">{dayText(one.declaredAt)}</span></p>
                    <p>{one.reason}</p>
                    <Button variant="tertiary" data-size="sm" onClick={() => void doing(() => del(`/access/own/conflicts/${one.id}`), 'access.conflicts.ended', () => {})}>{say('access.conflicts.end')}<span className="sr"> {one.about}</span></Button>
                  </li>
                ))}
              </ul>
            )}
            <form className="fields" onSubmit={(event) => { event.preventDefault(); void doing(() => post('/access/own/conflicts', { caseNumber: about.trim(), reason: reason.trim() }), 'access.conflicts.done', () => { setAbout(''); setReason(''); }); }}>
              <Textfield label={say('access.conflicts.case')} description={say('access.conflicts.case.hint')} required value={about} onChange={(event) => setAbout(event.target.value)} />
              <Textfield label={say('access.conflicts.reason')} required minLength={3} maxLength={2000} value={reason} onChange={(event) => setReason(event.target.value)} />
              <div className="actions"><Button type="submit" variant="secondary">{say('access.conflicts.declare')}</Button></div>
            </form>
          </section>
        </>
      )}
    </Page>
  );
}
