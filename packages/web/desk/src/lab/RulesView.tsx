import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { LabFinding, LabRulebook, LabTests } from '../../../../server/src/rule-lab/api.ts';
import { useKeys } from '../keys/keys.ts';
import { say } from '../words/say.ts';
import { DecisionView } from './DecisionView.tsx';
import { Phrase } from './Phrase.tsx';
import type { SaveEdit, TryCell } from './useLab.ts';

/** All decisions of a rulebook beside the one that is looked at; j and k go through them. */
export function RulesView({ rulebook, before, findings = [], tests, save, tryCell }: { rulebook: LabRulebook; before?: LabRulebook | undefined; findings?: LabFinding[]; tests?: LabTests | undefined; save?: SaveEdit | undefined; tryCell?: TryCell | undefined }): ReactNode {
  const search = useSearch({ strict: false }) as { decision?: string };
  const navigate = useNavigate();
  const order = ['condition', 'outcome', 'permit', 'fee', 'step'];
  const decisions = rulebook.decisions.toSorted((a, b) => order.indexOf(a.role) - order.indexOf(b.role));
  const at = Math.max(0, decisions.findIndex((one) => one.name === search.decision));
  const go = (index: number): void => {
    const next = decisions[Math.min(decisions.length - 1, Math.max(0, index))];
    if (next) void navigate({ to: '.', search: { ...search, decision: next.name }, replace: true });
  };
  useKeys([
    { keys: 'j', word: 'lab.keys.next', group: 'shell.keys.list', run: () => go(at + 1) },
    { keys: 'k', word: 'lab.keys.before', group: 'shell.keys.list', run: () => go(at - 1) },
  ]);
  const decision = decisions[at];
  if (!decision) return null;
  const changed = (name: string): boolean => before !== undefined && JSON.stringify(before.decisions.find((one) => one.name === name)) !== JSON.stringify(rulebook.decisions.find((one) => one.name === name));
  return (
    <div className="lab-rules">
      <nav aria-label={say('lab.decisions')}>
        <ul>
          {decisions.map((one, index) => {
            const wrong = findings.some((finding) => finding.decision === one.name && finding.severity === 'error');
            return (
              <li key={one.name} data-first={index > 0 && decisions[index - 1]!.role !== one.role || undefined}>
                <button type="button" aria-current={index === at ? 'true' : undefined} onClick={() => go(index)}>
                  <span>{one.title === one.name ? <Phrase text={one.name} /> : one.title}</span>
                  {changed(one.name) && <span className="lab-mark" data-mark="changed">{say('lab.changed')}</span>}
                  {wrong && <span className="lab-mark" data-mark="wrong">{say('lab.wrong')}</span>}
                </button>
              </li>
            );
          })}
        </ul>
      </nav>
      <DecisionView key={decision.name} decision={decision} before={before?.decisions.find((one) => one.name === decision.name)} findings={findings} tests={tests} rulebook={rulebook} save={save} tryCell={tryCell} />
    </div>
  );
}
