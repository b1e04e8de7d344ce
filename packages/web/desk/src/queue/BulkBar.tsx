import { Button, Textfield } from '@digdir/designsystemet-react';
import { useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import type { Bulk, BulkAct, Row } from '../../../../server/src/queue/api.ts';
import { post } from '../api/client.ts';
import { useKept } from '../kit/kept.ts';
import { Modal } from '../kit/Modal.tsx';
import { toastProblem } from '../kit/toasts.ts';
import { say } from '../words/say.ts';

const most = 500;

/** What can be done with the chosen cases at once. It begins with looking at some of them. */
export function BulkBar({ chosen, rows, onClear }: { chosen: ReadonlySet<string>; rows: Row[]; onClear(): void }): ReactNode {
  const navigate = useNavigate();
  const [asking, setAsking] = useState<'ask' | 'remind'>();
  const [words, setWords, clear] = useKept('bulk');
  const [once, setOnce] = useState(() => crypto.randomUUID() as string);
  const ids = rows.filter((row) => chosen.has(row.id)).map((row) => row.id);
  const begin = async (act: BulkAct): Promise<void> => {
    try {
      const run = await post<Bulk>('/bulk', { act, cases: ids, ...(act === 'ask' || act === 'remind' ? { words } : {}) }, { once });
      clear();
      setOnce(crypto.randomUUID());
      await navigate({ to: '/bulk/$run', params: { run: run.id } as never });
    } catch (error) {
      toastProblem(error);
    }
  };
  return (
    <section className="bulk-bar" aria-label={say('queue.bulk')}>
      <p><strong>{say('queue.bulk.chosen', { count: ids.length })}</strong>{ids.length > most && <> {say('queue.bulk.most', { most })}</>}</p>
      <div className="actions">
        {(['assign', 'release', 'rerun'] as const).map((act) => <Button key={act} data-size="sm" variant="secondary" disabled={ids.length > most} onClick={() => void begin(act)}>{say(`queue.bulk.${act}`)}</Button>)}
        {(['ask', 'remind'] as const).map((act) => <Button key={act} data-size="sm" variant="secondary" disabled={ids.length > most} onClick={() => setAsking(act)}>{say(`queue.bulk.${act}`)}…</Button>)}
        <Button data-size="sm" variant="tertiary" onClick={onClear}>{say('queue.bulk.none')}</Button>
      </div>
      <Modal open={asking !== undefined} onClose={() => setAsking(undefined)} title={say(`queue.bulk.${asking ?? 'ask'}`)}>
        <form onSubmit={(event) => { event.preventDefault(); void begin(asking!); }}>
          <Textfield multiline rows={5} required id="bulk-words" label={say('queue.bulk.words')} description={say(`queue.bulk.${asking ?? 'ask'}.what`)} value={words} onChange={(event) => setWords(event.target.value)} maxLength={5000} />
          <div className="actions"><Button type="submit" disabled={!words.trim()}>{say('queue.bulk.on')}</Button><Button type="button" variant="tertiary" onClick={() => setAsking(undefined)}>{say('shell.cancel')}</Button></div>
        </form>
      </Modal>
    </section>
  );
}
