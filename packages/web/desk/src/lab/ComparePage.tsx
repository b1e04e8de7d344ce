import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Page, Skeleton } from '../kit/Page.tsx';
import { ProblemNote } from '../kit/Problem.tsx';
import { dayText } from '../kit/time.ts';
import { say } from '../words/say.ts';
import { Difference } from './Difference.tsx';
import './lab.css';
import { Phrases } from './Phrase.tsx';
import { useCompare, useLabHome } from './useLab.ts';

/** Two versions of a rulebook, or a draft and a version. */
export default function ComparePage(): ReactNode {
  const { before = '', after = '' } = useSearch({ strict: false }) as { before?: string; after?: string };
  const navigate = useNavigate();
  const { data: home } = useLabHome();
  const { data, error, refetch } = useCompare(before, after, '');
  const service = home?.services.find((one) => one.versions.some((version) => version.hash === before || version.hash === after));
  const choices = [
    ...(service?.versions ?? []).map((one) => ({ id: one.hash, label: `${say('lab.version', { version: one.version })}, ${say('lab.from', { day: dayText(one.validFrom) })}` })),
    ...(home?.drafts ?? []).filter((one) => one.service === service?.service && one.state !== 'published').map((one) => ({ id: one.id, label: `${say('lab.draft')}: ${one.title}` })),
  ];
  const choose = (side: 'before' | 'after', value: string): ReactNode => (
    <label>{say(`lab.compare.${side}`)}{' '}
      <select value={value} onChange={(event) => void navigate({ to: '.', search: { before, after, [side]: event.target.value }, replace: true })}>
        {choices.map((one) => <option key={one.id} value={one.id}>{one.label}</option>)}
      </select>
    </label>
  );
  return (
    <Page title={data ? say('lab.compare.title', { service: data.after.name }) : say('lab.compare')} over={<Link to="/lab">{say('lab.title')}</Link>}>
      {choices.length > 0 && <p className="actions">{choose('before', before)} {choose('after', after)}</p>}
      {error ? <ProblemNote error={error} again={() => void refetch()} /> : !data ? <Skeleton lines={6} /> : <Phrases value={data.phrases}><Difference difference={data.difference} /></Phrases>}
    </Page>
  );
}
