import { Button, Field, Label, Select, Textfield } from '@digdir/designsystemet-react';
import { useState, type ReactNode } from 'react';
import { post } from '../api/client.ts';
import { useKept } from '../kit/kept.ts';
import { Modal } from '../kit/Modal.tsx';
import { toast, toastProblem } from '../kit/toasts.ts';
import { say } from '../words/say.ts';
import { useReachable } from './Notes.tsx';

/** Hands the case to a colleague or another unit; they read why. `onDone` when it is no longer this officer's. */
export function HandOver({ caseId, onDone }: { caseId: string; onDone?: () => void }): ReactNode {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button data-size="sm" variant="secondary" onClick={() => setOpen(true)}>{say('together.hand-over')}</Button>
      <HandOverDialog caseId={caseId} open={open} onClose={() => setOpen(false)} onDone={onDone} />
    </>
  );
}

/** The same as a dialog opened from elsewhere (a shortcut, the palette). */
export function HandOverDialog({ caseId, open, onClose, onDone }: { caseId: string; open: boolean; onClose(): void; onDone?: () => void }): ReactNode {
  const reachable = useReachable(caseId, open);
  const [to, setTo] = useState('');
  const [reason, setReason, clear] = useKept(`hand-over/${caseId}`);
  const [sending, setSending] = useState(false);
  const send = async (): Promise<void> => {
    const [kind, id = ''] = to.split(/:(.*)/s);
    setSending(true);
    try {
      await post(`/cases/${caseId}/hand-over`, { to: kind === 'unit' ? { unit: id } : { staffId: id }, reason });
      clear();
      onClose();
      toast(say('together.hand-over.done'));
      onDone?.();
    } catch (problem) {
      toastProblem(problem);
    } finally {
      setSending(false);
    }
  };
  return (
    <Modal open={open} onClose={onClose} title={say('together.hand-over.title')}>
      <form onSubmit={(event) => { event.preventDefault(); void send(); }}>
        <Field>
          <Label htmlFor="hand-over-to">{say('together.hand-over.to')}</Label>
          <Select id="hand-over-to" required value={to} onChange={(event) => setTo(event.target.value)}>
            <option value="">{say('together.hand-over.choose')}</option>
            <optgroup label={say('together.hand-over.colleagues')}>
              {reachable?.colleagues.filter((one) => one.roles.includes('officer')).map((one) => <option key={one.staffId} value={`staff:${one.staffId}`}>{one.name}</option>)}
            </optgroup>
            <optgroup label={say('together.hand-over.units')}>
              {reachable?.units.map((one) => <option key={one.id} value={`unit:${one.id}`}>{one.name}</option>)}
            </optgroup>
          </Select>
        </Field>
        <Textfield multiline rows={3} required id="hand-over-reason" label={say('together.reason')} description={say('together.hand-over.reason')} value={reason} onChange={(event) => setReason(event.target.value)} />
        <div className="actions"><Button type="submit" disabled={sending || !to || !reason.trim()}>{say('together.hand-over')}</Button><Button type="button" variant="tertiary" onClick={onClose}>{say('shell.cancel')}</Button></div>
      </form>
    </Modal>
  );
}
