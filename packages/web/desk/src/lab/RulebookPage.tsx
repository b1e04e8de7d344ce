import { Tag } from '@digdir/designsystemet-react';
import { Link, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Page, Skeleton } from '../kit/Page.tsx';
import { ProblemNote } from '../kit/Problem.tsx';
import { dayText } from '../kit/time.ts';
import { say } from '../words/say.ts';
import { AmountsView } from './AmountsView.tsx';
import './lab.css';
import { Phrases } from './Phrase.tsx';
import { RulesView } from './RulesView.tsx';
import { Tabs, useTab } from './Tabs.tsx';
import { TestList } from './TestsView.tsx';
import { useRulebook, useRulebookTests } from './useLab.ts';

/** A released rulebook: nobody changes it any more. */
export default function RulebookPage(): ReactNode {
  const { hash = '' } = useParams({ strict: false }) as { hash?: string };
  const { data, error, refetch } = useRulebook(hash);
  const { data: tests } = useRulebookTests(hash, data !== undefined);
  const tabs = [{ id: 'rules', label: say('lab.rules') }, { id: 'amounts', label: say('lab.amounts'), count: data?.amounts.length }, { id: 'tests', label: say('lab.tests'), count: tests?.tests.length }];
  const tab = useTab(tabs);
  if (error) return <Page title={say('lab.title')}><ProblemNote error={error} again={() => void refetch()} /></Page>;
  if (!data) return <Page title={say('lab.title')}><Skeleton lines={8} /></Page>;
  return (
    <Page wide title={data.title} over={<><Link to="/lab">{say('lab.title')}</Link> · {say('lab.version', { version: data.version })} · {say('lab.from', { day: dayText(data.validFrom) })}</>}>
      <p className="lab-tags">
        {data.automation.enabled ? <Tag data-color="success">{say('lab.automatic', { id: data.automation.commissioning, day: dayText(data.automation.decidedOn) })}</Tag> : <Tag data-color="neutral">{say('lab.not-automatic')}</Tag>}
        <span className="muted">{say('lab.approved-by', { by: data.approvedBy.join(', ') || '–' })}</span>
        <span className="muted lab-hash">{data.hash.slice(0, 19)}…</span>
      </p>
      <Tabs tabs={tabs} label={data.title} />
      <Phrases value={data.phrases}>
        {tab === 'rules' && <RulesView rulebook={data} tests={tests} />}
        {tab === 'amounts' && <AmountsView rulebook={data} />}
        {tab === 'tests' && (tests ? <TestList tests={tests} /> : <Skeleton lines={6} />)}
      </Phrases>
    </Page>
  );
}
