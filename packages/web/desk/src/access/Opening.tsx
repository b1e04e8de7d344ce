import { Alert, Button, Paragraph, Textarea } from '@digdir/designsystemet-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, type ReactNode } from 'react';
import type { Broken, Purposes } from '../../../../server/src/access/api.ts';
import { get, post } from '../api/client.ts';
import { ApiProblem } from '../api/problem.ts';
import { choosePurpose, type Purpose } from '../api/purpose.ts';
import { useKeys } from '../keys/keys.ts';
import { Empty, Page, Skeleton } from '../kit/Page.tsx';
import { ProblemNote } from '../kit/Problem.tsx';
import { clockTime } from '../kit/time.ts';
import { useMe } from '../shell/me.tsx';
import { say } from '../words/say.ts';
import './access.css';
import { keyFor, wearsSeveralHats } from './purposes.ts';

/** What each case of this tab was opened for: asked once. */
const chosen = new Map<string, Purpose>();
const purposesOf = (caseId: string): { queryKey: string[]; queryFn: (asked: { signal: AbortSignal }) => Promise<Purposes> } =>
  ({ queryKey: ['access', caseId, 'purposes'], queryFn: ({ signal }) => get<Purposes>(`/cases/${caseId}/purposes`, { signal }) });

/** Asks what a case is opened for before anything of it is fetched, where it is not plain from who opens it; then shows what is inside. */
export function Opening({ caseId, children }: { caseId: string; children: ReactNode }): ReactNode {
  const me = useMe();
  const [purpose, setPurpose] = useState(() => chosen.get(caseId));
  const asks = purpose === undefined && wearsSeveralHats(me);
  const { data, error, refetch } = useQuery({ ...purposesOf(caseId), enabled: asks, throwOnError: false });
  const obvious = asks ? data?.obvious : undefined;
  const known = purpose ?? obvious;
  // what is fetched below is fetched for this purpose, and nothing after it
  if (known) choosePurpose(known);
  useEffect(() => () => choosePurpose(undefined), [caseId]);
  if (!asks || known) return children;
  if (error) return <Page title={say('access.opening')}><ProblemNote error={error} again={() => void refetch()} /></Page>;
  if (!data) return <Page title={say('access.opening')}><Skeleton lines={4} /></Page>;
  if (data.purposes.length === 0) return children;
  const choose = (one: Purpose): void => { chosen.set(caseId, one); setPurpose(one); };
  return <Choose purposes={data.purposes} onChoose={choose} />;
}

function Choose({ purposes, onChoose }: { purposes: Purposes['purposes']; onChoose(purpose: Purpose): void }): ReactNode {
  useKeys(purposes.map(({ purpose }, index) => ({ keys: keyFor(index), word: `access.purpose.${purpose}`, group: 'access.opening', run: () => onChoose(purpose) })));
  return (
    <Page title={say('access.opening')}>
      <p>{say('access.opening.why')}</p>
      <ul className="purposes">
        {purposes.map(({ purpose, why, law }, index) => (
          <li key={purpose}>
            <button type="button" onClick={() => onChoose(purpose)}>
              <span className="purpose-name"><kbd>{keyFor(index)}</kbd> {say(`access.purpose.${purpose}`)}</span>
              <span>{why}</span>
              <span className="muted">{law}</span>
            </button>
          </li>
        ))}
      </ul>
    </Page>
  );
}

/** A case that does not open: not there, or not theirs. The two look the same. Whoever may can break the glass. */
export function Shut({ caseId, error, again }: { caseId: string; error: unknown; again(): void }): ReactNode {
  const me = useMe();
  const shut = error instanceof ApiProblem && error.status === 404;
  const mayBreak = shut && ['officer', 'approver', 'leader'].some((role) => me.roles.includes(role));
  if (!shut) return <ProblemNote error={error} again={again} />;
  return (
    <>
      <Empty title={say('access.shut')}><p>{say('access.shut.why')}</p></Empty>
      {mayBreak && <BreakGlass caseId={caseId} onBroken={again} />}
    </>
  );
}

function BreakGlass({ caseId, onBroken }: { caseId: string; onBroken(): void }): ReactNode {
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<unknown>();
  const [sending, setSending] = useState(false);
  const send = async (): Promise<void> => {
    setSending(true);
    setProblem(undefined);
    try {
      const { until } = await post<Broken>(`/cases/${caseId}/break-glass`, { reason: reason.trim() });
      chosen.set(caseId, 'break-glass');
      client.setQueryData(['access', caseId, 'glass'], until);
      choosePurpose('break-glass');
      onBroken();
    } catch (error) {
      setProblem(error);
    } finally {
      setSending(false);
    }
  };
  return (
    <section className="glass">
      <h2>{say('access.break')}</h2>
      <p>{say('access.break.what')}</p>
      <form onSubmit={(event) => { event.preventDefault(); void send(); }}>
        <label htmlFor="glass-reason">{say('access.break.reason')}</label>
        <p id="glass-hint" className="muted">{say('access.break.hint')}</p>
        <Textarea id="glass-reason" aria-describedby="glass-hint" rows={3} required minLength={20} maxLength={2000} value={reason} onChange={(event) => setReason(event.target.value)} />
        {problem !== undefined && <ProblemNote error={problem} />}
        <div className="actions"><Button type="submit" data-color="danger" disabled={sending || reason.trim().length < 20}>{say('access.break.do')}</Button></div>
      </form>
    </section>
  );
}

/** Says that one reads with broken glass, and until when. */
export function GlassBar({ caseId }: { caseId: string }): ReactNode {
  const client = useQueryClient();
  if (chosen.get(caseId) !== 'break-glass') return null;
  const until = client.getQueryData<string>(['access', caseId, 'glass']);
  return <Alert className="glass-bar" data-color="warning" data-size="sm"><Paragraph>{until ? say('access.broken.until', { time: clockTime(until) }) : say('access.broken')}</Paragraph></Alert>;
}
