import { Button } from '@digdir/designsystemet-react';
import { useState, type ReactNode } from 'react';
import type { CaseAnswer, RecordableAnswer } from '../../../../server/src/desk-case/api.ts';
import { announce } from '../kit/announce.ts';
import { Modal } from '../kit/Modal.tsx';
import { toast } from '../kit/toasts.ts';
import { SavedTextarea } from '../together/SavedText.tsx';
import { say } from '../words/say.ts';
import type { CaseActs } from './acts.ts';
import { useDraft } from './draft.ts';

/** What an officer has learnt by telephone or at the counter becomes a fact: which, whose, and how it is known. */
export function RecordFact({ found, acts, open, onClose }: { found: CaseAnswer; acts: CaseActs; open: boolean; onClose(): void }): ReactNode {
  return <Modal open={open} onClose={onClose} title={say('case.record')}><Form found={found} acts={acts} onDone={onClose} /></Modal>;
}

function Form({ found, acts, onDone }: { found: CaseAnswer; acts: CaseActs; onDone(): void }): ReactNode {
  const how = useDraft(found.id, 'record-fact');
  const [name, setName] = useState('');
  const [person, setPerson] = useState('');
  const [fields, setFields] = useState<Record<string, string>>({});
  const [wrong, setWrong] = useState<string>();
  const [sending, setSending] = useState(false);
  const chosen = found.recordable.find((one) => one.fact === name);
  const whose = chosen?.people.find((one) => one.value === person)?.value ?? chosen?.people[0]?.value;
  const send = async (): Promise<void> => {
    setSending(true);
    setWrong(undefined);
    const answer = await acts.record({ fact: name, how: how.value.trim(), fields: chosen?.kind === 'date' ? dateFields(fields['']) : fields, ...(whose ? { person: whose } : {}) });
    setSending(false);
    if (!answer) return;
    if (answer.wrong !== undefined) { setWrong(answer.wrong); announce(answer.wrong, 'assertive'); return; }
    how.sent();
    toast(say('case.recorded', { label: chosen!.label }));
    onDone();
  };
  return (
    <form className="write" onSubmit={(event) => { event.preventDefault(); void send(); }}>
      <p>{say('case.record.what')}</p>
      <label><span>{say('case.record.fact')}</span>
        <select className="ds-input" required value={name} onChange={(event) => { setName(event.target.value); setFields({}); setWrong(undefined); }}>
          <option value="">{say('together.hand-over.choose')}</option>
          {found.recordable.map((one) => <option key={one.fact} value={one.fact}>{one.label}</option>)}
        </select>
      </label>
      {chosen && chosen.people.length > 0 && <label><span>{say('case.record.whose')}</span><select className="ds-input" value={whose} onChange={(event) => setPerson(event.target.value)}>{chosen.people.map((one) => <option key={one.value} value={one.value}>{one.label}</option>)}</select></label>}
      {chosen && <Fields of={chosen} fields={fields} onChange={(part, text) => setFields({ ...fields, [part]: text })} />}
      {wrong && <p role="alert" className="problem">{wrong}</p>}
      <SavedTextarea saved={how} label={say('case.record.how')} hint={say('case.record.how.hint')} rows={3} id="case-record-how" />
      <div className="actions"><Button type="submit" disabled={!chosen || !how.value.trim() || sending}>{say('case.record.do')}</Button></div>
    </form>
  );
}

function Fields({ of, fields, onChange }: { of: RecordableAnswer; fields: Record<string, string>; onChange(part: string, text: string): void }): ReactNode {
  const input = (part: string, label: string, more: Record<string, string | boolean> = {}): ReactNode => (
    <label key={part}><span>{label}</span><input className="ds-input" dir="auto" value={fields[part] ?? ''} onChange={(event) => onChange(part, event.target.value)} {...more} /></label>
  );
  switch (of.kind) {
    case 'name': return <>{input('.given', say('case.record.given'))}{input('.family', say('case.record.family'))}</>;
    case 'date': return input('', of.label, { type: 'date', required: true });
    case 'number': return input('', of.label, { inputMode: 'decimal', required: true });
    case 'text': return input('', of.label, { required: true });
    default: return (
      <label><span>{of.label}</span>
        <select className="ds-input" required value={fields[''] ?? ''} onChange={(event) => onChange('', event.target.value)}>
          <option value="">{say('together.hand-over.choose')}</option>
          {of.choices.map((one) => <option key={one.value} value={one.value}>{one.label}</option>)}
        </select>
      </label>
    );
  }
}

/** A day as the forms ask for it: in three parts. */
function dateFields(day = ''): Record<string, string> {
  const [year = '', month = '', date = ''] = day.split('-');
  return { '.day': date, '.month': month, '.year': year };
}
