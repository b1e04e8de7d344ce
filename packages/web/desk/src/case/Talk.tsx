import { Button, Tag } from '@digdir/designsystemet-react';
import { useState, type ReactNode } from 'react';
import type { CaseAnswer } from '../../../../server/src/desk-case/api.ts';
import { dayText, momentText } from '../kit/time.ts';
import { SavedTextarea } from '../together/SavedText.tsx';
import { say } from '../words/say.ts';
import type { CaseActs } from './acts.ts';
import { useDraft } from './draft.ts';

interface Question { person: string; facts: string[]; text: string; by?: string }

/** Asks a party; for some seconds nobody is told, and the question can be taken back. */
export function heldQuestion(acts: CaseActs, question: Question, name: string): Promise<boolean> {
  return acts.undoable(say('case.asked', { name }), { path: 'request', body: question }, (_now, answer) => ({ path: 'request/withdraw', body: { request: (answer as { request?: string }).request ?? '' } }));
}

/** What is said between the authority and the parties: open questions, messages, and a place to write. */
export function Talk({ found, acts }: { found: CaseAnswer; acts: CaseActs }): ReactNode {
  return (
    <>
      {found.requests.map((one) => (
        <div key={one.id} className="asked">
          <p><Tag data-size="sm" data-color="info">{say('case.asked.open')}</Tag> <strong>{one.to}</strong> <span className="muted">{momentText(one.askedAt)}{one.by && `, ${say('case.asked.by', { day: dayText(one.by) })}`}</span></p>
          {one.facts.length > 0 && <p>{one.facts.join(', ')}</p>}
          <p dir="auto">{one.text}</p>
          {found.may.message && <Button data-size="sm" variant="tertiary" onClick={() => void acts.do('request/withdraw', { request: one.id })}>{say('case.asked.withdraw')}</Button>}
        </div>
      ))}
      {found.messages.length === 0 && <p className="muted">{say('case.talk.none')}</p>}
      <ol className="talk">
        {found.messages.map((one, at) => (
          <li key={at} data-direction={one.direction}>
            <p className="muted">{one.by}, {momentText(one.at)}</p>
            <p className="said" dir="auto" lang={one.language || undefined}>{one.text}</p>
            {one.documents.length > 0 && <p className="muted">{one.documents.map((file) => file.name).join(', ')}</p>}
          </li>
        ))}
      </ol>
      {found.may.message && found.people.length > 0 && <Write found={found} acts={acts} />}
    </>
  );
}

function Write({ found, acts }: { found: CaseAnswer; acts: CaseActs }): ReactNode {
  const [person, setPerson] = useState(found.people[0]!.value);
  const draft = useDraft(found.id, 'message');
  const text = draft.value;
  const [facts, setFacts] = useState<string[]>([]);
  const [by, setBy] = useState('');
  const [sending, setSending] = useState(false);
  const name = found.people.find((one) => one.value === person)?.label ?? '';
  const send = async (): Promise<void> => {
    setSending(true);
    const done = facts.length > 0 || by ? await heldQuestion(acts, { person, facts, text, ...(by ? { by } : {}) }, name) : await acts.do('message', { person, text });
    setSending(false);
    if (done) { draft.sent(); setFacts([]); setBy(''); }
  };
  return (
    <form className="write" onSubmit={(event) => { event.preventDefault(); void send(); }}>
      <h3>{say('case.write')}</h3>
      <label><span>{say('case.write.to')}</span><select className="ds-input" value={person} onChange={(event) => setPerson(event.target.value)}>{found.people.map((one) => <option key={one.value} value={one.value}>{one.label}</option>)}</select></label>
      <SavedTextarea saved={draft} label={say('case.write.text')} rows={3} id="case-message" />
      {found.askable.length > 0 && (
        <details>
          <summary>{say('case.write.facts')}{facts.length > 0 && ` (${facts.length})`}</summary>
          <div className="checks">{found.askable.map((one) => <label key={one.value}><input type="checkbox" className="ds-input" checked={facts.includes(one.value)} onChange={(event) => setFacts(event.target.checked ? [...facts, one.value] : facts.filter((key) => key !== one.value))} /> {one.label}</label>)}</div>
          <label><span>{say('case.write.by')}</span><input className="ds-input" type="date" value={by} onChange={(event) => setBy(event.target.value)} /></label>
        </details>
      )}
      <div className="actions"><Button type="submit" data-size="sm" disabled={sending || !text.trim()}>{say(facts.length > 0 || by ? 'case.write.ask' : 'case.write.send')}</Button></div>
    </form>
  );
}
