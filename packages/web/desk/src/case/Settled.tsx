import { Button, Tag } from '@digdir/designsystemet-react';
import { useState, type ReactNode } from 'react';
import type { CaseAnswer } from '../../../../server/src/desk-case/api.ts';
import { dayText, momentText } from '../kit/time.ts';
import { SavedTextarea } from '../together/SavedText.tsx';
import { say } from '../words/say.ts';
import type { CaseActs } from './acts.ts';
import { useDraft } from './draft.ts';
import { Status } from './FactsPane.tsx';

const law = (laws: { label: string }[]): string => laws.map((one) => one.label).join('; ');
const colors = { granted: 'success', refused: 'danger', dismissed: 'neutral' } as const;

/** A proposal that waits for a second officer: what the first said, how it stands now, what has come since. */
export function Proposal({ found, acts, onReview }: { found: CaseAnswer; acts: CaseActs; onReview(): void }): ReactNode {
  const made = found.proposal!;
  const because = useDraft(found.id, 'return');
  return (
    <section className="proposal">
      <h2 className="pane-title">{say(made.mayApprove ? 'case.proposal.yours' : 'case.proposal')} <Tag data-size="sm" data-color={colors[made.outcome]}>{say(`case.outcome.${made.outcome}`)}</Tag></h2>
      <p className="muted">{made.by}, {momentText(made.at)}</p>
      <ol className="said-reasons">{made.reasons.map((one) => <li key={one.condition}>{one.text} <Status status={one.now} /><br /><span className="muted law">{law(one.law)}</span></li>)}</ol>
      {made.note && <blockquote dir="auto">{made.note}</blockquote>}
      <p>{made.since.length > 0 ? say('case.proposal.since', { what: made.since.join(', ') }) : say('case.proposal.nothing-since')}</p>
      {made.mine && <><p className="muted">{say('case.proposal.not-you')}</p><Button data-size="sm" variant="secondary" onClick={() => void acts.do('proposal/withdraw')}>{say('case.proposal.withdraw')}</Button></>}
      {made.mayApprove && (
        <>
          <div className="actions"><Button onClick={onReview}>{say('case.approve.review')} <kbd>d</kbd></Button></div>
          <details>
            <summary>{say('case.return')}</summary>
            <form className="write" onSubmit={(event) => { event.preventDefault(); void acts.do('return', { because: because.value }).then((done) => { if (done) because.sent(); }); }}>
              <SavedTextarea saved={because} label={say('case.return.why')} rows={3} id="case-return" />
              <div className="actions"><Button type="submit" data-size="sm" variant="secondary" disabled={!because.value.trim()}>{say('case.return')}</Button></div>
            </form>
          </details>
        </>
      )}
    </section>
  );
}

/** What was decided, by whom, and why. */
export function Decision({ found }: { found: CaseAnswer }): ReactNode {
  const made = found.decision!;
  return (
    <section className="decision">
      <h2 className="pane-title">{say('case.decision')} <Tag data-size="sm" data-color={colors[made.outcome]}>{say(`case.outcome.${made.outcome}`)}</Tag></h2>
      <p className="muted">{momentText(made.at)}, {made.by}{made.approvedBy && `, ${say('case.approved-by', { by: made.approvedBy })}`}</p>
      {made.terms && <p>{made.terms.validTo ? say('case.terms', { from: made.terms.validFrom, to: made.terms.validTo }) : say('case.terms.permanent', { from: made.terms.validFrom })}</p>}
      {made.note && <blockquote dir="auto">{made.note}</blockquote>}
      <ol className="said-reasons">{made.reasons.map((one, at) => <li key={at}>{one.text}<br /><span className="muted law">{law(one.law)}</span></li>)}</ol>
    </section>
  );
}

const reviews = ['change', 'forward', 'dismiss-late'] as const;

/** An appeal against the decision, and the review of it. */
export function Appeal({ found, acts }: { found: CaseAnswer; acts: CaseActs }): ReactNode {
  const appeal = found.appeal!;
  const note = useDraft(found.id, 'appeal-review');
  const [outcome, setOutcome] = useState<(typeof reviews)[number]>();
  return (
    <section className="appeal">
      <h2 className="pane-title">{say('case.appeal')} <Tag data-size="sm" data-color={appeal.inTime ? 'success' : 'warning'}>{say(appeal.inTime ? 'case.appeal.in-time' : 'case.appeal.late')}</Tag></h2>
      <p className="muted">{appeal.appellant}, {momentText(appeal.lodgedAt)}{appeal.dueOn && `, ${say('case.appeal.due', { day: dayText(appeal.dueOn) })}`}</p>
      <blockquote dir="auto">{appeal.text}</blockquote>
      {appeal.review && <p><strong>{say('case.appeal.review')}</strong> <span className="muted">{appeal.review.by}, {momentText(appeal.review.at)}</span><br />{appeal.review.note}</p>}
      {appeal.ruling && <p><strong>{say('case.appeal.ruling')}</strong> <span className="muted">{momentText(appeal.ruling.at)}</span><br />{appeal.ruling.reasons}</p>}
      {appeal.mayReview && (
        <form className="write" onSubmit={(event) => { event.preventDefault(); if (outcome) void acts.do('appeal', { outcome, note: note.value }).then((done) => { if (done) note.sent(); }); }}>
          <fieldset className="reasons"><legend>{say('case.appeal.do')}</legend>{reviews.filter((one) => one !== 'dismiss-late' || !appeal.inTime).map((one) => <label key={one}><input type="radio" name="review" required checked={outcome === one} onChange={() => setOutcome(one)} /><span>{say(`case.appeal.${one}`)}</span></label>)}</fieldset>
          <SavedTextarea saved={note} label={say('case.appeal.note')} rows={4} id="case-appeal" />
          <div className="actions"><Button type="submit" data-size="sm" disabled={!note.value.trim()}>{say('case.appeal.send')}</Button></div>
        </form>
      )}
    </section>
  );
}
