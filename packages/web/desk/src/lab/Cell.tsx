import { useEffect, useRef, useState, type ReactNode } from 'react';
import { say } from '../words/say.ts';

/**
 * A cell that can be changed where it stands: pressed, it becomes a field; Enter or leaving it saves, Escape leaves it as
 * it was. `label` says which cell it is to those who do not see the table.
 */
export function Cell({ words, text, label, wrong, changed, onSave }: { words: string; text: string; label: string; wrong?: boolean; changed?: boolean; onSave?: (text: string) => Promise<void> | void }): ReactNode {
  const [typed, setTyped] = useState<string>();
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const editing = typed !== undefined;
  useEffect(() => { if (editing) field.current?.select(); }, [editing]);
  if (!onSave) return <span className={changed ? 'lab-changed' : undefined} title={text !== words ? text : undefined}>{words}</span>;
  if (typed === undefined) {
    return (
      <button ref={button} type="button" className="lab-cell" data-wrong={wrong || undefined} data-changed={changed || undefined} onClick={() => setTyped(text)}>
        <span className="sr">{say('lab.change', { what: label })}: </span>{words || '–'}
      </button>
    );
  }
  const leave = (): void => {
    setTyped(undefined);
    setTimeout(() => button.current?.focus(), 0);
  };
  const save = async (back: boolean): Promise<void> => {
    if (busy) return;
    if (typed.trim() === text.trim()) return back ? leave() : setTyped(undefined);
    setBusy(true);
    await onSave(typed.trim());
    setBusy(false);
    if (back) leave(); else setTyped(undefined);
  };
  return (
    <textarea
      ref={field} className="lab-field" aria-label={label} value={typed} rows={Math.min(6, Math.ceil(typed.length / 24) || 1)} spellCheck={false} disabled={busy}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={() => void save(false)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') { event.stopPropagation(); leave(); }
        if (event.key === 'Enter' && !event.shiftKey) { event.preventDefault(); void save(true); }
      }}
    />
  );
}
