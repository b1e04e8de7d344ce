import { Alert, Button, Tag, Textarea } from '@digdir/designsystemet-react';
import { useState, type ReactNode } from 'react';
import type { LabDraft } from '../../../../server/src/rule-lab/api.ts';
import { dayText, momentText } from '../kit/time.ts';
import { say } from '../words/say.ts';
import { usePhrase } from './Phrase.tsx';
import { useDraftAct } from './useLab.ts';

/** From draft to law: what stands in the way, who has approved, from which day, and what becomes of the cases there are. */
export function ApprovalView({ draft }: { draft: LabDraft }): ReactNode {
  const act = useDraftAct(draft.id);
  const phrase = usePhrase();
  const [words, setWords] = useState('');
  const [sure, setSure] = useState(false);
  const run = (path: string, body: object, said: string): void => act.mutate({ path, body, said }, { onSuccess: () => { setWords(''); setSure(false); } });
  const anchors = [...new Set(draft.rulebook.decisions.flatMap((one) => one.anchor ?? []))];
  const open = draft.state === 'open', proposed = draft.state === 'proposed';
  return (
    <section className="lab-approval">
      {draft.state === 'published' && <Alert data-color="success">{say('lab.published', { day: dayText(draft.validFrom) })}</Alert>}
      <h2>{say('lab.transition')}</h2>
      <p>{say('lab.transition.lead', { day: dayText(draft.validFrom) })}</p>
      <ul>{anchors.map((anchor) => <li key={anchor}><strong>{say(`lab.anchor.${anchor}`)}</strong>: {draft.rulebook.decisions.filter((one) => one.anchor === anchor).map((one) => phrase(one.title)).join(', ')}</li>)}</ul>

      {(open || proposed) && draft.blocks.length > 0 && <>
        <h2>{say('lab.blocks')}</h2>
        <ul className="lab-blocks">{draft.blocks.map((one) => <li key={one}>{say(`lab.block.${one}`)}</li>)}</ul>
      </>}
      {draft.why && <><h2>{say('lab.why')}</h2><p className="lab-quote">{draft.why}</p></>}

      <h2>{say('lab.approvals', { given: draft.approvals.length, needed: draft.needed })}</h2>
      <p className="muted">{say('lab.approvals.lead')}</p>
      <ul>{draft.approvals.map((one) => <li key={one.by}><Tag data-color="success" data-size="sm">{say('lab.approved')}</Tag> {one.by}, {momentText(one.at)}{one.words ? `: ${one.words}` : ''}</li>)}</ul>

      {(draft.may.propose || draft.may.approve) && (
        <Textarea aria-label={say(draft.may.propose ? 'lab.propose.why' : 'lab.approve.words')} placeholder={say(draft.may.propose ? 'lab.propose.why' : 'lab.approve.words')} value={words} onChange={(event) => setWords(event.target.value)} rows={3} />
      )}
      <div className="actions">
        {draft.may.propose && <Button disabled={!words.trim() || act.isPending} onClick={() => run('propose', { words }, say('lab.proposed'))}>{say('lab.propose')}</Button>}
        {draft.may.approve && <Button disabled={act.isPending} onClick={() => run('approve', { words, content: draft.content }, say('lab.approved'))}>{say('lab.approve')}</Button>}
        {draft.may.approve && <Button variant="secondary" disabled={!words.trim() || act.isPending} onClick={() => run('return', { words }, say('lab.returned'))}>{say('lab.return')}</Button>}
        {draft.may.publish && (sure
          ? <Button data-color="danger" disabled={act.isPending} onClick={() => run('publish', {}, say('lab.published', { day: dayText(draft.validFrom) }))}>{say('lab.publish.sure', { day: dayText(draft.validFrom) })}</Button>
          : <Button onClick={() => setSure(true)}>{say('lab.publish')}</Button>)}
        {draft.may.setAside && <Button variant="tertiary" data-color="danger" disabled={act.isPending} onClick={() => run('set-aside', { words }, say('lab.state.set-aside'))}>{say('lab.set-aside')}</Button>}
      </div>

      <h2>{say('lab.history')}</h2>
      <ol className="lab-history">{draft.events.map((one, i) => <li key={i}>{momentText(one.at)} {say(`lab.event.${one.what}`, { by: one.by })}{one.words ? `: ${one.words}` : ''}</li>)}</ol>
    </section>
  );
}
