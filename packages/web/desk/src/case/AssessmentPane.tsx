import { Button } from '@digdir/designsystemet-react';
import { useState, type ReactNode } from 'react';
import type { CaseAnswer, ConditionAnswer } from '../../../../server/src/desk-case/api.ts';
import { momentText } from '../kit/time.ts';
import { say } from '../words/say.ts';
import { heldQuestion } from './Talk.tsx';
import type { CaseActs } from './acts.ts';
import { Status } from './FactsPane.tsx';

/** Why it was not automatic: what is not met or not known first, each with its law, its facts and the question that would settle it. */
export function AssessmentPane({ found, acts, onFact, children }: { found: CaseAnswer; acts: CaseActs; onFact(key: string): void; children: ReactNode }): ReactNode {
  const conditions = found.assessment?.conditions ?? [];
  const unmet = conditions.filter((one) => one.status !== 'met'), met = conditions.filter((one) => one.status === 'met');
  const undecided = found.phase.code === 'offered' || found.phase.code === 'lodged';
  return (
    <>
      {undecided && (
        <section className="why">
          <h2 className="pane-title">{unmet.length > 0 ? say(found.stopped ? 'case.why' : 'case.conditions.unmet') : say('case.conditions.all-met')}</h2>
          {found.stopped && unmet.length > 0 && <p className="muted">{found.stopped.why} {momentText(found.stopped.at)}</p>}
          {found.stopped && unmet.length === 0 && <p>{say('case.why.settled')}</p>}
          <ul className="case-conditions">{unmet.map((one) => <Condition key={one.id} condition={one} acts={acts} onFact={onFact} />)}</ul>
          {found.may.rerun && <p><Button data-size="sm" variant="tertiary" onClick={() => void acts.do('rerun')}>{say('case.rerun')}</Button></p>}
        </section>
      )}
      {children}
      {met.length > 0 && (
        <details className="met">
          <summary>{say('case.conditions.met', { count: met.length })}</summary>
          <ul className="case-conditions">{met.map((one) => <Condition key={one.id} condition={one} acts={acts} onFact={onFact} />)}</ul>
        </details>
      )}
    </>
  );
}

function Condition({ condition, acts, onFact }: { condition: ConditionAnswer; acts: CaseActs; onFact(key: string): void }): ReactNode {
  const [sending, setSending] = useState(false);
  const { ask, askBlocked, status } = condition;
  const send = async (): Promise<void> => {
    setSending(true);
    await heldQuestion(acts, { person: ask!.person, facts: ask!.facts, text: ask!.text }, ask!.to);
    setSending(false);
  };
  return (
    <li className="condition" data-status={status}>
      <p className="condition-head"><strong>{condition.label}</strong> <Status status={status} /></p>
      {condition.reason && <p>{condition.reason}</p>}
      {status !== 'met' && condition.facts.length > 0 && (
        <ul className="condition-facts">{condition.facts.map((fact) => <li key={fact.key}><button type="button" className="link" onClick={() => onFact(fact.key)}>{fact.label}</button> {fact.value}</li>)}</ul>
      )}
      {condition.missing.length > 0 && <p>{say('case.missing', { facts: condition.missing.join(', ') })}</p>}
      <p className="law muted">{condition.law.map((law, at) => <span key={law.label}>{at > 0 && '; '}{law.url ? <a href={law.url} target="_blank" rel="noreferrer">{law.label}</a> : law.label}</span>)}</p>
      {ask && <Button data-size="sm" variant="secondary" disabled={sending} onClick={() => void send()}>{say('case.ask-this', { name: ask.to })}</Button>}
      {askBlocked && <p className="muted condition-blocked">{askBlocked}</p>}
    </li>
  );
}
