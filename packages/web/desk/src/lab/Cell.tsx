import { useEffect, useId, useRef, useState, type FocusEvent, type ReactNode } from 'react';
import type { LabCell, LabCellCheck } from '../../../../server/src/rule-lab/api.ts';
import { say } from '../words/say.ts';
import { findingWords } from './findings.ts';

/** How long one may type before the cell is tried, in milliseconds. */
const pause = 250;

interface Edited {
  words: string; text: string; label: string; wrong?: boolean; changed?: boolean;
  /** Values the column allows. */
  choices?: LabCell[] | undefined;
  /** Tries what is typed. */
  check?: ((text: string, signal: AbortSignal) => Promise<LabCellCheck>) | undefined;
  onSave?: ((text: string) => Promise<void> | void) | undefined;
}

/**
 * A cell that can be changed where it stands: pressed, it becomes a field; Enter or leaving it saves, Escape leaves it as
 * it was. While one types it says where it cannot be read and what the table would lack. `label` says which cell it is to
 * those who do not see the table.
 */
export function Cell({ words, text, label, wrong, changed, choices = [], check, onSave }: Edited): ReactNode {
  const [typed, setTyped] = useState<string>();
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const told = useId();
  const editing = typed !== undefined;
  const checked = useChecked(typed, text, check);
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
  const save = async (value: string, back: boolean): Promise<void> => {
    if (busy) return;
    if (value.trim() === text.trim()) return back ? leave() : setTyped(undefined);
    setBusy(true);
    await onSave(value.trim());
    setBusy(false);
    if (back) leave(); else setTyped(undefined);
  };
  const left = (event: FocusEvent): void => {
    if (!event.currentTarget.contains(event.relatedTarget)) void save(typed, false);
  };
  return (
    <div className="lab-edit" onBlur={left} onKeyDown={(event) => { if (event.key === 'Escape') { event.stopPropagation(); leave(); } }}>
      <textarea
        ref={field} className="lab-field" aria-label={label} aria-describedby={told} aria-invalid={(checked?.problems.length ?? 0) > 0 || undefined} value={typed}
        rows={Math.min(6, Math.ceil(typed.length / 24) || 1)} spellCheck={false} disabled={busy}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => { if (event.key === 'Enter' && !event.shiftKey) { event.preventDefault(); void save(typed, true); } }}
      />
      {choices.length > 0 && (
        <div className="lab-choices" role="group" aria-label={say('lab.cell.choices')}>
          {choices.map((one) => <button key={one.text} type="button" title={one.text} onClick={() => void save(one.text, true)}>{one.words}</button>)}
        </div>
      )}
      <div id={told} role="status">{checked && <Told typed={typed} checked={checked} />}</div>
    </div>
  );
}

/** What was found in a cell: the place is shown in the text, since a number of characters says nothing. */
function Told({ typed, checked }: { typed: string; checked: LabCellCheck }): ReactNode {
  if (checked.problems.length === 0 && checked.findings.length === 0) return <p className="lab-told" data-tone="well">{say('lab.cell.reads', { words: checked.words })}</p>;
  return <>
    {checked.problems.slice(0, 2).map((one, i) => (
      <p key={i} className="lab-told" data-tone="wrong">
        {one.offset !== undefined && <code>{typed.slice(0, one.offset)}<mark>{typed.slice(one.offset, one.offset + 1) || '␣'}</mark>{typed.slice(one.offset + 1)}</code>}
        {' '}{say('lab.cell.at', { at: (one.offset ?? 0) + 1 })} <span lang="en">{one.message}{one.hint ? ` – ${one.hint}` : ''}</span>
      </p>
    ))}
    {checked.findings.slice(0, 3).map((one, i) => <p key={i} className="lab-told" data-tone={one.severity === 'error' ? 'wrong' : 'warning'}>{findingWords(one)}</p>)}
  </>;
}

/** The last answer about what is typed; none for what stands there already. */
function useChecked(typed: string | undefined, text: string, check: Edited['check']): LabCellCheck | undefined {
  const [answer, setAnswer] = useState<{ of: string; checked: LabCellCheck }>();
  const asked = useRef(check);
  asked.current = check;
  useEffect(() => {
    if (typed === undefined || typed.trim() === text.trim() || !asked.current) return;
    const stop = new AbortController();
    const timer = setTimeout(() => {
      asked.current!(typed, stop.signal).then((checked) => setAnswer({ of: typed, checked }), () => {});
    }, pause);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [typed, text]);
  return typed !== undefined && answer?.of === typed ? answer.checked : undefined;
}
