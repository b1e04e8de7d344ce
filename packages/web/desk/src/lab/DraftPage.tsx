import { Button, Textfield } from '@digdir/designsystemet-react';
import { Link, useParams } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import type { LabDraft } from '../../../../server/src/rule-lab/api.ts';
import { useKeys } from '../keys/keys.ts';
import { Icon } from '../kit/Icon.tsx';
import { Modal } from '../kit/Modal.tsx';
import { Page, Skeleton } from '../kit/Page.tsx';
import { ProblemNote } from '../kit/Problem.tsx';
import { clockTime, dayText } from '../kit/time.ts';
import { say } from '../words/say.ts';
import { AmountsView } from './AmountsView.tsx';
import { ApprovalView } from './ApprovalView.tsx';
import { Findings } from './DecisionView.tsx';
import { Phrases } from './Phrase.tsx';
import { Difference } from './Difference.tsx';
import './lab.css';
import { StateTag } from './LabHome.tsx';
import { RulesView } from './RulesView.tsx';
import { Tabs, useTab, type Tab } from './Tabs.tsx';
import { TestsView } from './TestsView.tsx';
import { TryView } from './TryView.tsx';
import { tryCellOf, useCompare, useDraft, useDraftAct, useEdit, useRulebook } from './useLab.ts';

export default function DraftPage(): ReactNode {
  const { draftId = '' } = useParams({ strict: false }) as { draftId?: string };
  const { data, error, refetch } = useDraft(draftId);
  if (error) return <Page title={say('lab.draft')}><ProblemNote error={error} again={() => void refetch()} /></Page>;
  if (!data) return <Page title={say('lab.draft')}><Skeleton lines={8} /></Page>;
  return <Phrases value={data.rulebook.phrases}><Draft draft={data} /></Phrases>;
}

/** A draft of the law: changed cell by cell, tried at once, approved by two others. */
function Draft({ draft }: { draft: LabDraft }): ReactNode {
  const { data: base } = useRulebook(draft.base);
  const act = useDraftAct(draft.id);
  const { save, saving } = useEdit(draft);
  const [framing, setFraming] = useState(false);
  const errors = draft.findings.filter((one) => one.severity === 'error');
  const [tests, cases] = (['tests', 'cases'] as const).map((kind) => draft.jobs.find((job) => job.kind === kind && job.content === draft.content));
  const tabs: Tab[] = [
    { id: 'rules', label: say('lab.rules'), count: errors.length || undefined, tone: 'danger' },
    { id: 'amounts', label: say('lab.amounts') },
    { id: 'tests', label: say('lab.tests'), count: tests?.tests && (tests.tests.failed || tests.tests.passed), tone: tests?.tests?.failed ? 'danger' : 'success' },
    { id: 'try', label: say('lab.try'), count: cases?.tried?.asIf.flipped },
    { id: 'changes', label: say('lab.changes'), count: draft.edits.length },
    { id: 'approval', label: say('lab.approval'), count: draft.state === 'proposed' ? draft.approvals.length : undefined },
  ];
  const tab = useTab(tabs);
  const undo = (): void => { if (draft.may.edit && draft.edits.length > 0) act.mutate({ path: 'undo', said: say('shell.undone') }); };
  useKeys([{ keys: 'Ctrl+z', word: 'lab.undo', group: 'lab.title', run: undo, when: () => !(document.activeElement instanceof HTMLTextAreaElement || document.activeElement instanceof HTMLInputElement) }]);
  const editing = draft.may.edit ? save : undefined;
  const last = draft.edits.at(-1);
  return (
    <Page wide title={draft.title}
      over={<><Link to="/lab">{say('lab.title')}</Link> · <Link to="/lab/rulebooks/$hash" params={{ hash: draft.base }}>{draft.serviceTitle} {draft.baseVersion}</Link></>}
      actions={<>
        {draft.may.edit && <Button variant="secondary" data-size="sm" onClick={undo} disabled={draft.edits.length === 0 || act.isPending}><Icon name="left" /> {say('lab.undo')}</Button>}
        {draft.may.edit && <Button variant="secondary" data-size="sm" onClick={() => setFraming(true)}>{say('lab.frame')}</Button>}
      </>}>
      <p className="lab-tags">
        <StateTag state={draft.state} /> <span>{say('lab.version', { version: draft.version })}</span> <span>{say('lab.from', { day: dayText(draft.validFrom) })}</span>
        <span className="muted" role="status">{saving ? say('lab.saving') : last ? say('lab.saved-at', { time: clockTime(last.at) }) : ''}</span>
      </p>
      <Tabs tabs={tabs} label={draft.title} />
      {['rules', 'amounts'].includes(tab) && errors.length > 0 && <details className="lab-errors" open><summary>{say('lab.errors', { n: errors.length })}</summary><Findings findings={errors} /></details>}
      {tab === 'rules' && <RulesView rulebook={draft.rulebook} before={base} findings={draft.findings} tests={tests?.tests} save={editing} tryCell={editing && tryCellOf(draft)} />}
      {tab === 'amounts' && <AmountsView rulebook={draft.rulebook} before={base} findings={draft.findings} validFrom={draft.validFrom} save={editing} />}
      {tab === 'tests' && <TestsView draft={draft} save={editing} />}
      {tab === 'try' && <TryView draft={draft} may={draft.may.edit || draft.may.approve} save={editing} />}
      {tab === 'changes' && <Changes draft={draft} />}
      {tab === 'approval' && <ApprovalView draft={draft} />}
      {framing && <Frame draft={draft} onClose={() => setFraming(false)} />}
    </Page>
  );
}

function Changes({ draft }: { draft: LabDraft }): ReactNode {
  const { data, error, refetch } = useCompare(draft.base, draft.id, draft.content);
  if (error) return <ProblemNote error={error} again={() => void refetch()} />;
  return data ? <Difference difference={data.difference} /> : <Skeleton lines={6} />;
}

/** What the draft is called, from when it holds, and its version. */
function Frame({ draft, onClose }: { draft: LabDraft; onClose(): void }): ReactNode {
  const act = useDraftAct(draft.id);
  const [title, setTitle] = useState(draft.title), [validFrom, setDay] = useState(draft.validFrom), [version, setVersion] = useState(draft.version);
  return (
    <Modal open onClose={onClose} title={say('lab.frame')} footer={<>
      <Button disabled={act.isPending || !title.trim() || !validFrom || !/^\d+\.\d+\.\d+$/.test(version)} onClick={() => act.mutate({ path: 'frame', body: { title, validFrom, version }, said: say('lab.saved') }, { onSuccess: onClose })}>{say('shell.save')}</Button>
      <Button variant="secondary" onClick={onClose}>{say('shell.cancel')}</Button>
    </>}>
      <Textfield label={say('lab.draft-title')} value={title} onChange={(event) => setTitle(event.target.value)} />
      <Textfield label={say('lab.first-day')} description={say('lab.first-day.hint')} type="date" min={draft.today} value={validFrom} onChange={(event) => setDay(event.target.value)} />
      <Textfield label={say('lab.version-number')} value={version} onChange={(event) => setVersion(event.target.value)} />
    </Modal>
  );
}
