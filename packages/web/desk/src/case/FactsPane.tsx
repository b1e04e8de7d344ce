import { Button, Tag } from '@digdir/designsystemet-react';
import { useEffect, useRef, type ReactNode } from 'react';
import type { CaseAnswer, ClaimAnswer, FactAnswer, PlaceAnswer } from '../../../../server/src/desk-case/api.ts';
import { Icon } from '../kit/Icon.tsx';
import { momentText } from '../kit/time.ts';
import { say } from '../words/say.ts';
import { openFacts } from './order.ts';

interface Props {
  found: CaseAnswer;
  selected: string | undefined;
  onSelect(key: string): void;
  onShow(place: PlaceAnswer): void;
  onSettle(fact: FactAnswer, claim: ClaimAnswer): void;
  onAccept(fact: FactAnswer): void;
  onReopen(fact: FactAnswer): void;
  onRecord(): void;
}

/** Every fact as somebody's claim; only what differs or is doubted is open. */
export function FactsPane(props: Props): ReactNode {
  const { found, onRecord } = props;
  const open = openFacts(found).length;
  return (
    <>
      <h2 className="pane-title">{say('case.pane.facts')} <span className="muted">{open > 0 ? say('case.facts.open', { count: open }) : say('case.facts.agree')}</span>{found.recordable.length > 0 && <button type="button" className="link record-fact" onClick={onRecord}>{say('case.record')} <kbd>u</kbd></button>}</h2>
      {found.facts.map((group) => (
        <section key={group.id} className="fact-group">
          <h3>{group.title}</h3>
          <ul className="facts">{group.facts.map((fact) => <Fact key={fact.key} {...props} fact={fact} />)}</ul>
        </section>
      ))}
    </>
  );
}

const tones = { differs: 'danger', doubted: 'warning', compatible: 'info', same: 'success', alone: 'neutral', settled: 'success', unknown: 'warning' } as const;

function Fact({ fact, found, selected, onSelect, onShow, onSettle, onAccept, onReopen }: Props & { fact: FactAnswer }): ReactNode {
  const chosen = fact.key === selected;
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => { if (chosen) row.current?.scrollIntoView({ block: 'nearest' }); }, [chosen]);
  const wide = fact.open || chosen;
  return (
    <li ref={row} className="fact" data-state={fact.state} data-chosen={chosen}>
      <button type="button" className="fact-row" aria-expanded={wide} onClick={() => onSelect(fact.key)}>
        <span className="fact-label">{fact.label}</span>
        <span className="fact-value" dir="auto">{fact.value || <span className="muted">{say('case.fact.none')}</span>}</span>
        {fact.state !== 'alone' && <Tag data-size="sm" data-color={tones[fact.state]}>{say(`case.state.${fact.state}`)}</Tag>}
      </button>
      {wide && (
        <div className="fact-more">
          <p className="fact-stands">{fact.stands}</p>
          <dl className="claims">
            {fact.claims.map((claim) => (
              <div key={`${claim.witness} ${claim.id}`} className="claim" data-stands={claim.stands} data-proposed={claim.id === fact.proposed?.claim}>
                <dt>{say(`case.witness.${claim.witness}`)}<span className="muted"> {claim.who}, {momentText(claim.at)}</span></dt>
                <dd>
                  <span dir="auto">{claim.values.join(` ${say('case.or')} `)}</span>
                  {claim.stands && <Tag data-size="sm" data-color="neutral">{say('case.stands')}</Tag>}
                  {claim.doubtful && <Tag data-size="sm" data-color="warning">{say('case.claim.doubtful')}</Tag>}
                  <span className="claim-acts">
                    {claim.place && <button type="button" className="link" onClick={() => onShow(claim.place!)}>{say('case.show')}</button>}
                    {found.may.settle && fact.open && claim.id !== fact.proposed?.claim && claim.values.length === 1 && fact.proposed && <button type="button" className="link" onClick={() => onSettle(fact, claim)}>{say('case.go-by')}</button>}
                  </span>
                </dd>
              </div>
            ))}
          </dl>
          {fact.proposed && found.may.settle && (
            <p className="fact-propose">
              <Button data-size="sm" variant={chosen ? 'primary' : 'secondary'} onClick={() => onAccept(fact)}>{say('case.accept', { value: fact.proposed.value })} {chosen && <kbd>Enter</kbd>}</Button>
              <span className="muted">{fact.proposed.why}</span>
            </p>
          )}
          {fact.reopen && found.may.settle && <Button data-size="sm" variant="tertiary" onClick={() => onReopen(fact)}>{say('case.reopen')}</Button>}
          {fact.history.length > 1 && (
            <details className="fact-history">
              <summary>{say('case.history', { count: fact.history.length })}</summary>
              <ol>{fact.history.map((one, at) => <li key={at} data-stands={one.stands}><span dir="auto">{one.value}</span> <span className="muted">{one.who}, {momentText(one.at)}{one.stands ? `, ${say('case.stands')}` : ''}</span></li>)}</ol>
            </details>
          )}
        </div>
      )}
    </li>
  );
}

/** A sign for how a condition came out: colour, shape and words. */
export function Status({ status }: { status: 'met' | 'not met' | 'unknown' | 'doubtful' }): ReactNode {
  const color = status === 'met' ? 'success' : status === 'not met' ? 'danger' : 'warning';
  return <Tag data-size="sm" data-color={color}><Icon name={status === 'met' ? 'check' : status === 'not met' ? 'close' : 'warning'} /> {say(`case.status.${status.replace(' ', '-')}`)}</Tag>;
}
