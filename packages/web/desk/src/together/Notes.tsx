import { Button, Field, Label, Textarea } from '@digdir/designsystemet-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState, type ReactNode } from 'react';
import type { Note, Reachable } from '../../../../server/src/together/api.ts';
import { get, post } from '../api/client.ts';
import { Skeleton } from '../kit/Page.tsx';
import { ProblemNote } from '../kit/Problem.tsx';
import { momentText } from '../kit/time.ts';
import { toastProblem } from '../kit/toasts.ts';
import { holds, useMe } from '../shell/me.tsx';
import { say } from '../words/say.ts';
import { beingMentioned, mentionOf, withMention, withNumbers } from './mentions.ts';
import { SavedLine, SavedTextarea } from './SavedText.tsx';
import { useAutosave } from './useAutosave.ts';

/** Whom one may mention or hand the case over to. */
export function useReachable(caseId: string, wanted = true): Reachable | undefined {
  return useQuery({ queryKey: ['together', caseId, 'colleagues'], queryFn: ({ signal }) => get<Reachable>(`/cases/${caseId}/colleagues`, { signal }), enabled: wanted, staleTime: 300_000, throwOnError: false }).data;
}

/** The working notes of a case, and a field for the next, which saves itself; `@` mentions a colleague. */
export function Notes({ caseId }: { caseId: string }): ReactNode {
  const me = useMe();
  const notes = useQuery({ queryKey: ['case', caseId, 'notes'], queryFn: ({ signal }) => get<Note[]>(`/cases/${caseId}/notes`, { signal }), throwOnError: false });
  return (
    <section className="notes" aria-label={say('together.notes')}>
      {notes.isPending && <Skeleton lines={2} />}
      {notes.error && <ProblemNote error={notes.error} again={() => void notes.refetch()} />}
      {notes.data?.length === 0 && <p className="muted">{say('together.notes.none')}</p>}
      <ol>{notes.data?.map((note) => <One key={note.id} note={note} />)}</ol>
      {holds(me, ['officer']) && <Write caseId={caseId} />}
      {holds(me, ['officer', 'approver']) && <Paper caseId={caseId} />}
    </section>
  );
}

/** One paper that everybody who works on the case writes on; it is no note and no act, and goes when the case closes. */
function Paper({ caseId }: { caseId: string }): ReactNode {
  const saved = useAutosave(caseId, 'paper', { shared: true });
  return <SavedTextarea saved={saved} label={say('together.paper')} hint={say('together.paper.hint')} rows={4} id="case-paper" />;
}

function One({ note: { at, by, parts } }: { note: Note }): ReactNode {
  return (
    <li className="note-card">
      <p className="muted"><strong>{by.name}</strong> · <time dateTime={at}>{momentText(at)}</time></p>
      <p className="text">{parts.map((part, index) => ('text' in part ? part.text : <mark key={index}>@{part.mention.name}</mark>))}</p>
    </li>
  );
}

function Write({ caseId }: { caseId: string }): ReactNode {
  const id = 'case-note';
  const client = useQueryClient();
  const saved = useAutosave(caseId, 'note');
  const [sending, setSending] = useState(false);
  const once = useRef<string>(undefined);
  const box = useRef<HTMLTextAreaElement>(null);
  const [cursor, setCursor] = useState(0);
  const begun = beingMentioned(saved.value, cursor);
  const reachable = useReachable(caseId, saved.value.includes('@'));
  const offered = begun === undefined ? [] : (reachable?.colleagues ?? []).filter((one) => one.name.toLowerCase().includes(begun.toLowerCase())).slice(0, 6);

  const send = async (): Promise<void> => {
    if (!saved.value.trim() || sending) return;
    setSending(true);
    // pressed again after a lost answer it is the same note
    once.current ??= crypto.randomUUID();
    try {
      await saved.flush();
      client.setQueryData(['case', caseId, 'notes'], await post<Note[]>(`/cases/${caseId}/notes`, { text: withNumbers(saved.value, reachable?.colleagues ?? []) }, { once: once.current }));
      once.current = undefined;
      saved.reset();
      await post(`/cases/${caseId}/work/clear`, { fields: ['note'] });
    } catch (problem) {
      toastProblem(problem);
    } finally {
      setSending(false);
    }
  };

  return (
    <form className="note-write" onSubmit={(event) => { event.preventDefault(); void send(); }}>
      <Field>
        <Label htmlFor={id}>{say('together.note.write')}</Label>
        <Textarea
          ref={box} id={id} rows={3} value={saved.value} aria-describedby={`${id}-hint`}
          onChange={(event) => { once.current = undefined; saved.setValue(event.target.value); setCursor(event.target.selectionStart); }}
          onSelect={(event) => setCursor(event.currentTarget.selectionStart)}
          onKeyDown={(event) => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) { event.preventDefault(); void send(); } }}
        />
        <p id={`${id}-hint`} className="muted">{say('together.note.hint')}</p>
      </Field>
      {offered.length > 0 && (
        <ul className="offered" aria-label={say('together.note.mention')}>
          {offered.map((one) => (
            <li key={one.staffId}><button type="button" className="chip" onClick={() => {
              saved.setValue(withMention(saved.value, cursor, mentionOf(one)));
              box.current?.focus();
            }}>@{one.name}</button></li>
          ))}
        </ul>
      )}
      <div className="actions"><Button type="submit" data-size="sm" variant="secondary" disabled={sending || !saved.value.trim()}>{say('together.note.send')}</Button><SavedLine saved={saved} /></div>
    </form>
  );
}
