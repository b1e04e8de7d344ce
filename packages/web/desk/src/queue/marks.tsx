import type { ReactNode } from 'react';
import type { List, Row } from '../../../../server/src/queue/api.ts';
import { shortDay } from '../kit/time.ts';
import { say } from '../words/say.ts';
import { daysFrom } from './filter.ts';

/** The law's day of a case: how near it is stands in words, not in the colour alone. */
export function Due({ due, today }: { due: string | null; today: string }): ReactNode {
  if (!due) return <span className="muted">–</span>;
  const left = daysFrom(today, due);
  const state = left < 0 ? 'over' : left <= 14 ? 'near' : 'far';
  return (
    <span className="due" data-state={state}>
      <time dateTime={due}>{shortDay(due)}</time>
      {state !== 'far' && <span> · {left < 0 ? say('queue.due.over', { days: -left }) : say('queue.due.left', { days: left })}</span>}
    </span>
  );
}

/** What a case waits for, and by whom it is held where that is not oneself. */
export function Waits({ row, labels }: { row: Row; labels: List['labels'] }): ReactNode {
  const holder = row.holder && (labels.holder[row.holder] ?? labels.staff[row.holder.replace('staff/', '')]);
  return (
    <>
      <span>{row.reason ? labels.reason[row.reason] ?? row.reason : labels.phase[row.phase]}</span>
      {holder && !row.holder?.startsWith('unit/') && <span className="muted"> · {holder}</span>}
    </>
  );
}

/** Why a case comes early, as small words after its name. */
export function Because({ row, labels }: { row: Row; labels: List['labels'] }): ReactNode {
  return row.because?.map((id) => <span key={id} className="because">{labels.because[id] ?? id}</span>);
}
