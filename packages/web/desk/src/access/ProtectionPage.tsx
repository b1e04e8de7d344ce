import { Alert, Button, Fieldset, Paragraph, Radio, Tag, Textarea } from '@digdir/designsystemet-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useId, useState, type ReactNode } from 'react';
import type { ProtectionView } from '../../../../server/src/access/api.ts';
import { get, post } from '../api/client.ts';
import { useKept } from '../kit/kept.ts';
import { Page, Skeleton } from '../kit/Page.tsx';
import { momentText } from '../kit/time.ts';
import { toast, toastProblem } from '../kit/toasts.ts';
import { say } from '../words/say.ts';
import './access.css';
import { Opening, Shut } from './Opening.tsx';

type Person = ProtectionView['people'][number];
const fewest = 10;

/** Who in a case has protected identity: marked by one at once, ended by two. */
export default function ProtectionPage(): ReactNode {
  const { caseId } = useParams({ strict: false }) as { caseId: string };
  return <Opening key={caseId} caseId={caseId}><Protected caseId={caseId} /></Opening>;
}

function Protected({ caseId }: { caseId: string }): ReactNode {
  const { data, error, refetch } = useQuery({ queryKey: ['access', caseId, 'protection'], queryFn: ({ signal }) => get<ProtectionView>(`/cases/${caseId}/protection`, { signal }), throwOnError: false });
  return (
    <Page title={say('access.protection')} over={<Link to="/cases/$caseId" params={{ caseId } as never}>{say('access.back-to-case')}</Link>}>
      {error && !data ? <Shut caseId={caseId} error={error} again={() => void refetch()} /> : !data ? <Skeleton lines={6} /> : (
        <>
          <p>{say('access.protection.what')}</p>
          <p className="muted">{say('access.protection.post', { lines: data.post.join(', ') })}</p>
          <ul className="reports">{data.people.map((one) => <li key={one.person} className="report"><One of={one} view={data} caseId={caseId} onDone={() => void refetch()} /></li>)}</ul>
        </>
      )}
    </Page>
  );
}

function One({ of, view, caseId, onDone }: { of: Person; view: ProtectionView; caseId: string; onDone(): void }): ReactNode {
  const name = of.name || say('case.unnamed');
  return (
    <article>
      <h2>{name} <span className="muted">{of.role}</span> {of.mark && <Tag data-size="sm" data-color="danger">{of.mark.label}</Tag>}</h2>
      {of.mark ? <Marked of={of} mark={of.mark} caseId={caseId} onDone={onDone} /> : <Mark of={of} view={view} caseId={caseId} onDone={onDone} />}
    </article>
  );
}

function Marked({ of, mark, caseId, onDone }: { of: Person; mark: NonNullable<Person['mark']>; caseId: string; onDone(): void }): ReactNode {
  const [reason, setReason] = useKept(`protection-end/${caseId}/${of.person}`, '');
  const [begun] = useState(reason !== '');
  const { busy, act } = useAct();
  return (
    <>
      <p className="muted">{say('access.protection.since', { at: momentText(mark.since), by: mark.by })} {mark.law}</p>
      {mark.reason && <blockquote>{mark.reason}</blockquote>}
      {mark.ending ? (
        <Alert data-color="warning" data-size="sm">
          <Paragraph>{say('access.protection.ending', { by: mark.ending.by, at: momentText(mark.ending.at) })}</Paragraph>
          <blockquote>{mark.ending.reason}</blockquote>
          {mark.ending.mine && <Paragraph>{say('access.protection.ending.mine')}</Paragraph>}
          <div className="actions">
            {!mark.ending.mine && <Button data-size="sm" data-color="danger" disabled={busy} onClick={() => void act('/answer', { person: of.person, agrees: true }, 'access.protection.ended', onDone)}>{say('access.protection.agree')}</Button>}
            <Button data-size="sm" variant="secondary" disabled={busy} onClick={() => void act('/answer', { person: of.person, agrees: false }, 'access.protection.kept', onDone)}>{say('access.protection.keep')}</Button>
          </div>
        </Alert>
      ) : (
        <details open={begun}>
          <summary>{say('access.protection.end')}</summary>
          <form className="fields" onSubmit={(event) => { event.preventDefault(); void act('/end', { person: of.person, reason: reason.trim() }, 'access.protection.asked', () => { setReason(''); onDone(); }); }}>
            <Reason label={say('access.protection.end.reason')} value={reason} onChange={setReason} />
            <div className="actions"><Button type="submit" variant="secondary" data-size="sm" disabled={busy || reason.trim().length < fewest}>{say('access.protection.end.ask')}</Button></div>
          </form>
        </details>
      )}
    </>
  );
}

function Mark({ of, view, caseId, onDone }: { of: Person; view: ProtectionView; caseId: string; onDone(): void }): ReactNode {
  const [reason, setReason] = useKept(`protection/${caseId}/${of.person}`, '');
  const [kind, setKind] = useKept(`protection-kind/${caseId}/${of.person}`, '');
  const [begun] = useState(reason !== '' || kind !== '');
  const { busy, act } = useAct();
  const navigate = useNavigate();
  const client = useQueryClient();
  const done = (): void => {
    setReason('');
    setKind('');
    if (view.iAmNamed) return onDone();
    // the case is no longer theirs: nothing of it stays in this browser
    client.removeQueries({ predicate: ({ queryKey }) => queryKey.includes(caseId) });
    void navigate({ to: '/' });
  };
  return (
    <details open={begun}>
      <summary>{say('access.protection.mark')}</summary>
      <form className="fields" onSubmit={(event) => { event.preventDefault(); void act('', { person: of.person, kind, reason: reason.trim() }, view.iAmNamed ? 'access.protection.marked' : 'access.protection.marked-away', done); }}>
        <Fieldset>
          <Fieldset.Legend>{say('access.protection.ground')}</Fieldset.Legend>
          {view.marks.map((mark) => (
            <Radio key={mark.kind} data-size="sm" name={`kind-${of.person}`} value={mark.kind} checked={kind === mark.kind} onChange={() => setKind(mark.kind)}
              label={mark.label} description={`${mark.when} ${mark.law}${mark.verified ? '' : ` (${say('access.unverified')})`}`} />
          ))}
        </Fieldset>
        <Reason label={say('access.protection.reason')} value={reason} onChange={setReason} />
        <Alert data-color={view.named === 0 && !view.iAmNamed ? 'warning' : 'info'} data-size="sm"><Paragraph>{view.iAmNamed ? say('access.protection.stays', { count: view.named }) : say('access.protection.leaves', { count: view.named })}</Paragraph></Alert>
        <div className="actions"><Button type="submit" data-color="danger" data-size="sm" disabled={busy || kind === '' || reason.trim().length < fewest}>{say('access.protection.do')}</Button></div>
      </form>
    </details>
  );
}

function Reason({ label, value, onChange }: { label: string; value: string; onChange(value: string): void }): ReactNode {
  const id = useId();
  return (
    <div>
      <label htmlFor={id}>{label}</label>
      <p id={`${id}-hint`} className="muted">{say('access.protection.hint')}</p>
      <Textarea id={id} aria-describedby={`${id}-hint`} rows={3} required minLength={fewest} maxLength={2000} value={value} onChange={(event) => onChange(event.target.value)} />
    </div>
  );
}

/** An act on the case's protections: done once however often it is pressed, told when it is done. */
function useAct(): { busy: boolean; act(path: string, body: object, done: string, after: () => void): Promise<void> } {
  const { caseId } = useParams({ strict: false }) as { caseId: string };
  const [busy, setBusy] = useState(false);
  const act = async (path: string, body: object, done: string, after: () => void): Promise<void> => {
    setBusy(true);
    try {
      await post(`/cases/${caseId}/protection${path}`, body);
      toast(say(done));
      after();
    } catch (error) {
      toastProblem(error);
    } finally {
      setBusy(false);
    }
  };
  return { busy, act };
}
