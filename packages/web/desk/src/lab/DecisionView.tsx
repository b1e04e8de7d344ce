import { Tag } from '@digdir/designsystemet-react';
import type { ReactNode } from 'react';
import type { LabDecision, LabFinding, LabHitPolicy, LabLaw, LabRulebook, LabTests } from '../../../../server/src/rule-lab/api.ts';
import { hasWord, say } from '../words/say.ts';
import { Cell } from './Cell.tsx';
import { findingWords } from './findings.ts';
import { Phrase } from './Phrase.tsx';
import { RuleTable } from './RuleTable.tsx';
import type { SaveEdit, TryCell } from './useLab.ts';

export interface Shown {
  decision: LabDecision;
  /** The same decision in the released rulebook: what differs is marked. */
  before?: LabDecision | undefined;
  findings?: LabFinding[];
  tests?: LabTests | undefined;
  rulebook: LabRulebook;
  save?: SaveEdit | undefined;
  tryCell?: TryCell | undefined;
}

/** One decision: what it asks, the law, and its rows as people read them. */
export function DecisionView(shown: Shown): ReactNode {
  const { decision, findings = [], before, save } = shown;
  const own = findings.filter((one) => one.decision === decision.name);
  // what is at a row is told there, and a gap where a row is wanting
  const atNoRow = (one: LabFinding): boolean => one.rows.length === 0 && one.code !== 'gap';
  return (
    <section className="lab-decision">
      <h2>{decision.title === decision.name ? <Phrase text={decision.name} /> : decision.title}</h2>
      {decision.title !== decision.name && <p className="over"><Phrase text={decision.name} /></p>}
      {decision.question && <p><em><Phrase text={decision.question} /></em></p>}
      {decision.description && <p className="muted"><Phrase text={decision.description} /></p>}
      <p className="lab-tags">
        <Tag data-color="neutral">{say(`lab.role.${decision.role}`)}</Tag>
        {decision.anchor && <Tag data-color="info">{say(`lab.anchor.${decision.anchor}`)}</Tag>}
      </p>
      {decision.table && <HitPolicy decision={decision} save={save} />}
      <LawList law={decision.law} />
      {own.some(atNoRow) && <Findings findings={own.filter(atNoRow)} />}
      {decision.formula !== undefined && (
        <p className="lab-formula"><Cell words={decision.formula} text={decision.formula} label={say('lab.formula')} changed={before !== undefined && before.formula !== decision.formula}
          wrong={own.some((one) => one.severity === 'error')} onSave={save && ((text) => save({ kind: 'formula', decision: decision.name, text }))} /></p>
      )}
      {decision.table && <RuleTable {...shown} findings={own} />}
    </section>
  );
}

const hitPolicies: LabHitPolicy[] = ['UNIQUE', 'FIRST', 'ANY', 'PRIORITY'];

/** How the table chooses among the rows that match, in words, and another way where it may be changed. */
function HitPolicy({ decision, save }: Pick<Shown, 'decision' | 'save'>): ReactNode {
  const { hitPolicy } = decision.table!;
  const words = (policy: string): string => (hasWord(`lab.policy.${policy}`) ? say(`lab.policy.${policy}`) : say('lab.hit', { policy }));
  if (!save) return <p className="muted">{words(hitPolicy)}</p>;
  return (
    <p className="lab-policy"><label>{say('lab.policy')}{' '}
      <select value={hitPolicy} onChange={(event) => void save({ kind: 'hit-policy', decision: decision.name, policy: event.target.value as LabHitPolicy })}>
        {[...new Set<string>([...hitPolicies, hitPolicy])].map((one) => <option key={one} value={one}>{words(one)}</option>)}
      </select>
    </label></p>
  );
}

/** Provisions with what they say, and the way to their text. */
export function LawList({ law }: { law: LabLaw[] }): ReactNode {
  if (law.length === 0) return null;
  return (
    <ul className="lab-law">
      {law.map((one) => (
        <li key={one.id}>
          {one.url ? <a href={one.url} rel="noreferrer" target="_blank">{one.label}</a> : one.label}{' '}
          {!one.verified && <Tag data-color="warning" data-size="sm">{say('lab.unverified')}</Tag>}
          {one.says && <span className="muted" lang="en"> {one.says}</span>}
        </li>
      ))}
    </ul>
  );
}

/** What is wrong, in words where the app has them, with the engine's own sentence beside. */
export function Findings({ findings }: { findings: LabFinding[] }): ReactNode {
  return (
    <ul className="lab-findings">
      {findings.map((one, i) => (
        <li key={i} data-severity={one.severity}>
          <strong>{hasWord(`lab.finding.${one.code}`) ? say(`lab.finding.${one.code}`) : say(`lab.severity.${one.severity}`)}</strong>{' '}
          {(one.decision || one.table) && <span>{one.decision ? <Phrase text={one.decision} /> : one.table}{one.rows.map((row) => ` · ${row}`)}: </span>}
          {findingWords(one, true)}
        </li>
      ))}
    </ul>
  );
}
