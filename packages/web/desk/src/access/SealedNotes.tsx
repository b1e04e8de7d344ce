import { Button, Checkbox, Fieldset, Textarea } from '@digdir/designsystemet-react';
import { useQuery } from '@tanstack/react-query';
import { useId, useRef, useState, type ReactNode } from 'react';
import type { SealedNotes as Answer } from '../../../../server/src/access/api.ts';
import { get, post } from '../api/client.ts';
import { Icon } from '../kit/Icon.tsx';
import { ProblemNote } from '../kit/Problem.tsx';
import { momentText } from '../kit/time.ts';
import { toast, toastProblem } from '../kit/toasts.ts';
import { holds, useMe } from '../shell/me.tsx';
import { useReachable } from '../together/Notes.tsx';
import { say } from '../words/say.ts';

const roles = ['approver', 'leader', 'protected', 'auditor'];

/** Notes for some only: those one may open, how many others there are, and a new one. */
export function SealedNotes({ caseId }: { caseId: string }): ReactNode {
  const me = useMe();
  const { data, error, refetch } = useQuery({ queryKey: ['access', caseId, 'sealed'], queryFn: ({ signal }) => get<Answer>(`/cases/${caseId}/sealed-notes`, { signal }), throwOnError: false });
  return (
    <section className="sealed">
      <h2><Icon name="lock" /> {say('access.sealed')}</h2>
      <p>{say('access.sealed.what')}</p>
      {error && <ProblemNote error={error} again={() => void refetch()} />}
      {data?.notes.map((note) => (
        <article key={note.id} className="note-card">
          <p className="muted"><strong>{note.author}</strong> · <time dateTime={note.at}>{momentText(note.at)}</time> · {note.to.length > 0 ? say('access.sealed.to', { who: note.to.join(', ') }) : say('access.sealed.mine')}</p>
          <p className="text">{note.text}</p>
        </article>
      ))}
      {data && data.sealedToOthers > 0 && <p className="muted">{say('access.sealed.others', { count: data.sealedToOthers })}</p>}
      {holds(me, ['officer', 'approver']) && <Write caseId={caseId} onWritten={() => void refetch()} />}
    </section>
  );
}

function Write({ caseId, onWritten }: { caseId: string; onWritten(): void }): ReactNode {
  const id = useId(), me = useMe();
  const [text, setText] = useState('');
  const [to, setTo] = useState<string[]>([]);
  const [sending, setSending] = useState(false);
  const once = useRef(crypto.randomUUID());
  const colleagues = useReachable(caseId)?.colleagues.filter((one) => one.staffId !== me.staffId).slice(0, 12) ?? [];
  const toggle = (value: string): void => setTo((before) => (before.includes(value) ? before.filter((one) => one !== value) : [...before, value]));
  const chosen = (kind: string): string[] => to.flatMap((one) => (one.startsWith(`${kind}/`) ? one.slice(kind.length + 1) : []));
  const send = async (): Promise<void> => {
    setSending(true);
    try {
      await post(`/cases/${caseId}/sealed-notes`, { text: text.trim(), staff: chosen('staff'), roles: chosen('role') }, { once: once.current });
      once.current = crypto.randomUUID();
      setText('');
      setTo([]);
      toast(say('access.sealed.done'));
      onWritten();
    } catch (error) {
      toastProblem(error);
    } finally {
      setSending(false);
    }
  };
  return (
    <form className="fields" onSubmit={(event) => { event.preventDefault(); void send(); }}>
      <label htmlFor={id}>{say('access.sealed.new')}</label>
      <Textarea id={id} rows={3} maxLength={20_000} value={text} onChange={(event) => setText(event.target.value)} />
      <Fieldset>
        <Fieldset.Legend>{say('access.sealed.for')}</Fieldset.Legend>
        <div className="choices">
          {roles.map((role) => <Checkbox key={role} data-size="sm" value={role} label={say(`access.role.${role}`)} checked={to.includes(`role/${role}`)} onChange={() => toggle(`role/${role}`)} />)}
          {colleagues.map((one) => <Checkbox key={one.staffId} data-size="sm" value={one.staffId} label={one.name} checked={to.includes(`staff/${one.staffId}`)} onChange={() => toggle(`staff/${one.staffId}`)} />)}
        </div>
      </Fieldset>
      <div className="actions"><Button type="submit" variant="secondary" data-size="sm" disabled={sending || text.trim() === ''}>{say('access.sealed.do')}</Button></div>
    </form>
  );
}
