import { Button, Field, Label, Textarea } from '@digdir/designsystemet-react';
import { useId, useState, type ReactNode } from 'react';
import { Modal } from '../kit/Modal.tsx';
import { clockTime } from '../kit/time.ts';
import { say } from '../words/say.ts';
import type { Autosaved } from './useAutosave.ts';

/** Says how it stands with what is typed: saved when, on its way, or kept here until it can be sent. */
export function SavedLine({ saved }: { saved: Autosaved }): ReactNode {
  const { status, savedAt } = saved;
  const text = status === 'failed' ? say('together.saved.failed')
    : status === 'waiting' || status === 'saving' ? say('together.saved.saving')
      : status === 'conflict' ? '' : savedAt ? say('together.saved', { time: clockTime(savedAt) }) : '';
  return (
    <>
      <p className="saved muted" data-status={status}>{text}</p>
      <Conflict saved={saved} />
    </>
  );
}

/** A text field that saves itself. */
export function SavedTextarea({ saved, label, hint, rows = 4, id }: { saved: Autosaved; label: string; hint?: string; rows?: number; id?: string }): ReactNode {
  const own = useId();
  return (
    <Field>
      <Label htmlFor={id ?? own}>{label}</Label>
      {hint && <p id={`${own}-hint`} className="muted">{hint}</p>}
      <Textarea id={id ?? own} rows={rows} aria-describedby={hint ? `${own}-hint` : undefined} value={saved.value} onChange={(event) => saved.setValue(event.target.value)} />
      <SavedLine saved={saved} />
    </Field>
  );
}

/** Two have written the same: both texts side by side; one stands, or what is made of both. */
function Conflict({ saved }: { saved: Autosaved }): ReactNode {
  const [later, setLater] = useState<number>();
  const { theirs, value, settle } = saved;
  if (!theirs) return null;
  const both = `${theirs.value}\n\n${value}`;
  return (
    <>
      {later === theirs.version && <p role="alert">{say('together.conflict', { name: theirs.by })} <Button data-size="sm" variant="secondary" onClick={() => setLater(undefined)}>{say('together.conflict.show')}</Button></p>}
      <Modal open={later !== theirs.version} onClose={() => setLater(theirs.version)} title={say('together.conflict', { name: theirs.by })}>
        <p>{say('together.conflict.do')}</p>
        <div className="conflict">
          <section>
            <h3>{say('together.conflict.theirs', { name: theirs.by, time: clockTime(theirs.at) })}</h3>
            <p className="text">{theirs.value}</p>
            <Button variant="secondary" onClick={() => settle(theirs.value)}>{say('together.conflict.take-theirs')}</Button>
          </section>
          <section>
            <h3>{say('together.conflict.mine')}</h3>
            <p className="text">{value}</p>
            <Button variant="secondary" onClick={() => settle(value)}>{say('together.conflict.take-mine')}</Button>
          </section>
        </div>
        <div className="actions"><Button onClick={() => settle(both)}>{say('together.conflict.both')}</Button></div>
      </Modal>
    </>
  );
}
