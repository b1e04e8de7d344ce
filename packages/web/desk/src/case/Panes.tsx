import { useRef, useState, type CSSProperties, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import { say } from '../words/say.ts';
import { moved, readShares, type Shares } from './panes.ts';

export const paneNames = ['facts', 'document', 'assessment'] as const;
export type PaneName = (typeof paneNames)[number];

/**
 * Three panes side by side, the lines between them moved by mouse or arrow keys and remembered; on a narrow screen one
 * at a time, chosen by tabs.
 */
export function Panes({ shown, onShow, facts, document: viewer, assessment, counts }: Record<PaneName, ReactNode> & { shown: PaneName; onShow(pane: PaneName): void; counts: Partial<Record<PaneName, number>> }): ReactNode {
  const [shares, setShares] = useState(() => readShares(localStorage.getItem('desk-panes')));
  const box = useRef<HTMLDivElement>(null);
  const keep = (next: Shares): void => { setShares(next); localStorage.setItem('desk-panes', JSON.stringify(next)); };
  const parts = { facts, document: viewer, assessment };
  const line = (which: keyof Shares): ReactNode => <Line which={which} share={shares[which]} onMove={(by) => keep(moved(shares, which, by))} width={() => box.current?.clientWidth ?? 1} />;
  return (
    <>
      <div className="pane-tabs" role="group" aria-label={say('case.panes')}>
        {paneNames.map((name) => (
          <button key={name} type="button" aria-pressed={shown === name} onClick={() => onShow(name)}>{say(`case.pane.${name}`)}{counts[name] ? <span className="count"> {counts[name]}</span> : null}</button>
        ))}
      </div>
      <div className="panes" ref={box} data-shown={shown} style={{ '--left': `${shares.left * 100}%`, '--right': `${shares.right * 100}%` } as CSSProperties}>
        {paneNames.map((name, at) => (
          <section key={name} className="pane" data-pane={name} aria-label={say(`case.pane.${name}`)} tabIndex={0}>
            {at > 0 && line(at === 1 ? 'left' : 'right')}
            {parts[name]}
          </section>
        ))}
      </div>
    </>
  );
}

function Line({ which, share, onMove, width }: { which: keyof Shares; share: number; onMove(by: number): void; width(): number }): ReactNode {
  const from = useRef<number>(undefined);
  const keys = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowLeft' ? -0.02 : event.key === 'ArrowRight' ? 0.02 : 0;
    if (by === 0) return;
    event.preventDefault();
    onMove(by);
  };
  const drag = (event: PointerEvent): void => {
    if (from.current === undefined || Math.abs(event.clientX - from.current) < 4) return;
    onMove((event.clientX - from.current) / width());
    from.current = event.clientX;
  };
  return (
    <div
      className="pane-line" role="separator" tabIndex={0} aria-orientation="vertical" aria-label={say(`case.line.${which}`)} aria-valuenow={Math.round(share * 100)} aria-valuemin={18} aria-valuemax={62}
      onKeyDown={keys} onPointerMove={drag} onPointerUp={() => { from.current = undefined; }}
      onPointerDown={(event) => { from.current = event.clientX; event.currentTarget.setPointerCapture(event.pointerId); }}
    />
  );
}
