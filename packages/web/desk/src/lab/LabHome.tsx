import { Button, Tag, Textfield } from '@digdir/designsystemet-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import type { LabDraftLine, LabHome as Home } from '../../../../server/src/rule-lab/api.ts';
import { post } from '../api/client.ts';
import { Modal } from '../kit/Modal.tsx';
import { Empty, Page, Skeleton } from '../kit/Page.tsx';
import { ProblemNote } from '../kit/Problem.tsx';
import { dayText, momentText } from '../kit/time.ts';
import { toastProblem } from '../kit/toasts.ts';
import { say } from '../words/say.ts';
import './lab.css';
import { useLabHome } from './useLab.ts';

/** The rules in force, service by service, with what came before and what is being drafted. */
export default function LabHome(): ReactNode {
  const { data, error, refetch } = useLabHome();
  const [drafting, setDrafting] = useState<Home['services'][number]>();
  return (
    <Page title={say('lab.title')}>
      <p>{say('lab.lead')}</p>
      {error ? <ProblemNote error={error} again={() => void refetch()} /> : !data ? <Skeleton /> : <>
        <h2 className="lab-heading">{say('lab.drafts')}</h2>
        {data.drafts.length === 0 ? <Empty title={say('lab.drafts.none')}><p>{say(data.may.draft ? 'lab.drafts.none.do' : 'lab.drafts.none.who')}</p></Empty> : (
          <ul className="lab-cards">{data.drafts.map((draft) => <li key={draft.id}><DraftCard draft={draft} /></li>)}</ul>
        )}
        <h2 className="lab-heading">{say('lab.services')}</h2>
        <ul className="lab-cards">
          {data.services.map((one) => {
            const now = one.versions.find((version) => version.inForce);
            return (
              <li key={one.service} className="lab-card">
                <h3>{now ? <Link to="/lab/rulebooks/$hash" params={{ hash: now.hash }}>{one.title}</Link> : one.title}</h3>
                <p className="muted">{say('lab.size', { decisions: one.decisions, rows: one.rows, tests: one.tests })}</p>
                <ul className="lab-versions">
                  {one.versions.map((version) => (
                    <li key={version.hash}>
                      <Link to="/lab/rulebooks/$hash" params={{ hash: version.hash }}>{say('lab.version', { version: version.version })}</Link>{' '}
                      {say('lab.from', { day: dayText(version.validFrom) })}{' '}
                      {version.inForce && <Tag data-color="success" data-size="sm">{say('lab.in-force')}</Tag>}
                      {version.validFrom > data.today && <Tag data-color="info" data-size="sm">{say('lab.to-come')}</Tag>}{' '}
                      {now && !version.inForce && <Link to="/lab/compare" search={version.validFrom > now.validFrom ? { before: now.hash, after: version.hash } : { before: version.hash, after: now.hash }}>{say('lab.compare')}</Link>}
                    </li>
                  ))}
                </ul>
                {data.may.draft && now && <Button variant="secondary" data-size="sm" onClick={() => setDrafting(one)}>{say('lab.begin')}</Button>}
              </li>
            );
          })}
        </ul>
        <p><a href="/open/automations" target="_blank" rel="noreferrer">{say('lab.register')}</a></p>
        {drafting && <Begin service={drafting} onClose={() => setDrafting(undefined)} />}
      </>}
    </Page>
  );
}

const tone = { open: 'info', proposed: 'warning', published: 'success', 'set-aside': 'neutral' } as const;
export function StateTag({ state }: { state: LabDraftLine['state'] }): ReactNode {
  return <Tag data-color={tone[state]}>{say(`lab.state.${state}`)}</Tag>;
}

function DraftCard({ draft }: { draft: LabDraftLine }): ReactNode {
  return (
    <div className="lab-card">
      <h3><Link to="/lab/drafts/$draftId" params={{ draftId: draft.id }}>{draft.title}</Link> <StateTag state={draft.state} /></h3>
      <p>{draft.serviceTitle}</p>
      <p className="muted">{say('lab.draft-line', { version: draft.version, day: dayText(draft.validFrom), by: draft.begunBy, at: momentText(draft.changedAt) })}</p>
    </div>
  );
}

function Begin({ service, onClose }: { service: Home['services'][number]; onClose(): void }): ReactNode {
  const [title, setTitle] = useState('');
  const navigate = useNavigate();
  // over what is last of all: else it would undo what is to come
  const base = service.versions[0]!;
  const begin = async (): Promise<void> => {
    try {
      const { id } = await post<{ id: string }>('/lab/drafts', { base: base.hash, title });
      await navigate({ to: '/lab/drafts/$draftId', params: { draftId: id } });
    } catch (error) {
      toastProblem(error);
    }
  };
  return (
    <Modal open onClose={onClose} title={say('lab.begin-title', { service: service.title })} footer={<>
      <Button disabled={!title.trim()} onClick={() => void begin()}>{say('lab.begin')}</Button>
      <Button variant="secondary" onClick={onClose}>{say('shell.cancel')}</Button>
    </>}>
      <p>{say('lab.begin-lead', { version: base.version })}</p>
      <Textfield label={say('lab.draft-title')} description={say('lab.draft-title.hint')} value={title} onChange={(event) => setTitle(event.target.value)} autoFocus onKeyDown={(event) => { if (event.key === 'Enter' && title.trim()) void begin(); }} />
    </Modal>
  );
}
