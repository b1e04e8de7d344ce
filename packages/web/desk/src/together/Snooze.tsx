import { Button, Textfield } from '@digdir/designsystemet-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { post } from '../api/client.ts';
import { useKept } from '../kit/kept.ts';
import { Icon } from '../kit/Icon.tsx';
import { Modal } from '../kit/Modal.tsx';
import { dayText } from '../kit/time.ts';
import { toastProblem, undoable } from '../kit/toasts.ts';
import { say } from '../words/say.ts';
import { useHold, useTogether } from './useTogether.ts';

/** Lays the case aside until a day or until something comes in; where it lies aside, says so and takes it up again. */
export function Snooze({ caseId, onDone }: { caseId: string; onDone?: () => void }): ReactNode {
  const [open, setOpen] = useState(false);
  const client = useQueryClient();
  const hold = useHold(caseId);
  const snoozed = useTogether(caseId)?.snoozed;
  const anew = (): Promise<unknown> => Promise.all([client.invalidateQueries({ queryKey: ['together', caseId] }), client.invalidateQueries({ queryKey: ['case', caseId] })]);
  if (snoozed) {
    return (
      <p className="snoozed"><Icon name="moon" /> {say('together.snoozed', { day: dayText(snoozed.until), name: snoozed.by.name, reason: snoozed.reason })}{' '}
        <Button data-size="sm" variant="secondary" onClick={() => void post(`/cases/${caseId}/wake`).then(() => hold('take')).then(anew, toastProblem)}>{say('together.wake')}</Button>
      </p>
    );
  }
  return (
    <>
      <Button data-size="sm" variant="secondary" onClick={() => setOpen(true)}>{say('together.snooze')}</Button>
      <SnoozeDialog caseId={caseId} open={open} onClose={() => setOpen(false)} onDone={onDone} />
    </>
  );
}

/** The same as a dialog opened from elsewhere (a shortcut, the palette). */
export function SnoozeDialog({ caseId, open, onClose, onDone }: { caseId: string; open: boolean; onClose(): void; onDone?: () => void }): ReactNode {
  const client = useQueryClient();
  const hold = useHold(caseId);
  const [until, setUntil] = useState(() => inDays(7));
  const [reason, setReason, clear] = useKept(`snooze/${caseId}`);
  const anew = (): Promise<unknown> => Promise.all([client.invalidateQueries({ queryKey: ['together', caseId] }), client.invalidateQueries({ queryKey: ['case', caseId] })]);
  const send = async (): Promise<void> => {
    const done = await undoable({
      text: say('together.snooze.done', { day: dayText(until) }),
      run: () => post(`/cases/${caseId}/snooze`, { until, reason }),
      undo: async () => { await post(`/cases/${caseId}/wake`); await hold('take'); await anew(); },
    });
    if (!done) return;
    clear();
    onClose();
    await anew();
    onDone?.();
  };
  return (
    <Modal open={open} onClose={onClose} title={say('together.snooze.title')}>
      <p>{say('together.snooze.what')}</p>
      <form onSubmit={(event) => { event.preventDefault(); void send(); }}>
        <Textfield type="date" required id="snooze-until" label={say('together.snooze.until')} min={inDays(1)} max={inDays(60)} value={until} onChange={(event) => setUntil(event.target.value)} />
        <Textfield multiline rows={3} required id="snooze-reason" label={say('together.reason')} description={say('together.snooze.reason')} value={reason} onChange={(event) => setReason(event.target.value)} />
        <div className="actions"><Button type="submit" disabled={!until || !reason.trim()}>{say('together.snooze')}</Button><Button type="button" variant="tertiary" onClick={onClose}>{say('shell.cancel')}</Button></div>
      </form>
    </Modal>
  );
}

const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
