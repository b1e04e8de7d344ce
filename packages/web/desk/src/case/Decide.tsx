import { Button } from '@digdir/designsystemet-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { CaseAnswer, Choice, Outcome } from '../../../../server/src/desk-case/api.ts';
import { SavedTextarea } from '../together/SavedText.tsx';
import type { Autosaved } from '../together/useAutosave.ts';
import { say } from '../words/say.ts';
import { Status } from './FactsPane.tsx';
import { likelyOutcome, needsWords } from './order.ts';

const outcomes: Outcome[] = ['granted', 'refused', 'dismissed'];

/**
 * Deciding: an outcome, chosen reasons, the terms that the rules propose, and words only where a human weighs.
 * `before`: what was chosen when one came back from looking at it.
 */
export function Decide({ found, before, words, problem, onReview, onCancel }: { found: CaseAnswer; before: Choice | undefined; words: Autosaved; problem: string | undefined; onReview(choice: Choice): void; onCancel(): void }): ReactNode {
  const { assessment, decide } = found;
  const proposed = assessment?.terms;
  const [outcome, setOutcome] = useState<Outcome | undefined>(() => before?.outcome ?? likelyOutcome(found));
  const [reasons, setReasons] = useState<string[]>(() => before?.reasons ?? []);
  const [lacking, setLacking] = useState(false);
  const [terms, setTerms] = useState(() => before?.terms ?? proposed ?? { kind: decide?.kinds[0]?.value ?? '', ground: decide?.grounds[0]?.value ?? '', validFrom: '', validTo: '' as string | null });
  const [own, setOwn] = useState(() => !proposed || (before?.terms !== undefined && JSON.stringify(before.terms) !== JSON.stringify(proposed)));
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => { form.current?.querySelector<HTMLElement>(outcome ? 'button[type=submit]' : 'input[name=outcome]')?.focus(); }, []);
  if (!assessment || !decide) return null;
  const weighed = outcome !== undefined && needsWords(found, outcome, reasons);
  const label = (list: { value: string; label: string }[], value: string): string => list.find((one) => one.value === value)?.label ?? value;
  const submit = (): void => {
    if (!outcome) return;
    const note = weighed || outcome !== 'granted' ? words.value : '';
    setLacking(weighed && !note.trim());
    if (weighed && !note.trim()) return;
    onReview({ outcome, reasons: outcome === 'granted' ? [] : reasons, note, seen: assessment.seen, ...(outcome === 'granted' ? { terms: { ...terms, validTo: terms.validTo || null } } : {}) });
  };
  return (
    <form ref={form} className="decide" onSubmit={(event) => { event.preventDefault(); submit(); }} onKeyDown={(event) => { if (event.key === 'Escape') onCancel(); }}>
      <h2 className="pane-title">{say('case.decide')}</h2>
      <fieldset className="choice">
        <legend className="sr">{say('case.decide.outcome')}</legend>
        {outcomes.map((one) => <label key={one}><input type="radio" name="outcome" required checked={outcome === one} onChange={() => setOutcome(one)} /><span>{say(`case.outcome.${one}`)}</span></label>)}
      </fieldset>
      {outcome === 'granted' && !own && proposed && (
        <p className="terms"><strong>{label(decide.kinds, proposed.kind)}, {label(decide.grounds, proposed.ground)}</strong><br />{proposed.validTo ? say('case.terms', { from: proposed.validFrom, to: proposed.validTo }) : say('case.terms.permanent', { from: proposed.validFrom })} <button type="button" className="link" onClick={() => setOwn(true)}>{say('case.terms.other')}</button></p>
      )}
      {outcome === 'granted' && own && (
        <div className="terms-own">
          <label><span>{say('case.terms.kind')}</span><select className="ds-input" value={terms.kind} onChange={(event) => setTerms({ ...terms, kind: event.target.value })}>{decide.kinds.map((one) => <option key={one.value} value={one.value}>{one.label}</option>)}</select></label>
          <label><span>{say('case.terms.ground')}</span><select className="ds-input" value={terms.ground} onChange={(event) => setTerms({ ...terms, ground: event.target.value })}>{decide.grounds.map((one) => <option key={one.value} value={one.value}>{one.label}</option>)}</select></label>
          <label><span>{say('case.terms.from')}</span><input className="ds-input" type="date" required value={terms.validFrom} onChange={(event) => setTerms({ ...terms, validFrom: event.target.value })} /></label>
          <label><span>{say('case.terms.to')}</span><input className="ds-input" type="date" value={terms.validTo ?? ''} onChange={(event) => setTerms({ ...terms, validTo: event.target.value })} /></label>
        </div>
      )}
      {(outcome === 'refused' || outcome === 'dismissed') && (
        <fieldset className="reasons">
          <legend>{say('case.decide.reasons')}</legend>
          {assessment.conditions.filter((one) => decide.refuse.includes(one.id)).map((one) => (
            <label key={one.id}>
              <input type="checkbox" name="reason" value={one.id} checked={reasons.includes(one.id)} onChange={(event) => setReasons(event.target.checked ? [...reasons, one.id] : reasons.filter((id) => id !== one.id))} />
              <span><strong>{one.label}</strong> <Status status={one.status} /><br />{one.reason} <span className="muted law">{one.law.map((law) => law.label).join('; ')}</span></span>
            </label>
          ))}
          {decide.refuse.length === 0 && <p>{say('case.decide.no-reasons')}</p>}
        </fieldset>
      )}
      {outcome && (weighed || outcome !== 'granted') && (
        <div className="note"><SavedTextarea saved={words} label={say(weighed ? 'case.decide.weighed' : 'case.decide.note')} rows={4} id="case-weighed" />{lacking && <p role="alert" className="problem">{say('case.decide.lacking')}</p>}</div>
      )}
      {problem && <p role="alert" className="problem">{problem}</p>}
      <div className="actions"><Button type="submit">{say('case.review')} <kbd>Enter</kbd></Button><Button type="button" variant="tertiary" onClick={onCancel}>{say('shell.cancel')}</Button></div>
    </form>
  );
}
