import { Link, useNavigate } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useCallback, useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore, type ReactNode } from 'react';
import type { List, Row } from '../../../../server/src/queue/api.ts';
import { useKeys } from '../keys/keys.ts';
import { useMe } from '../shell/me.tsx';
import { shortDay } from '../kit/time.ts';
import { say } from '../words/say.ts';
import { Because, Due, Waits } from './marks.tsx';
import { useNames } from './use-lists.ts';

/** Where one was in each list of this tab: coming back from a case one is there again. */
const places = new Map<string, string>();

const narrow = matchMedia('(max-width: 60rem)');
const onNarrow = (listener: () => void): (() => void) => {
  narrow.addEventListener('change', listener);
  return () => narrow.removeEventListener('change', listener);
};

/**
 * Cases as rows, thousands of them, of which only those in sight are drawn. j and k (or the arrows) go from row to
 * row, Enter opens, x chooses. One row at a time is in the order of Tab.
 */
export function CaseGrid({ list, rows, place, chosen, choose }: { list: List; rows: Row[]; place: string; chosen?: ReadonlySet<string>; choose?: (ids: string[], on: boolean) => void }): ReactNode {
  const navigate = useNavigate();
  const { settings } = useMe();
  const folded = useSyncExternalStore(onNarrow, () => narrow.matches);
  const box = useRef<HTMLDivElement>(null);
  const byKey = useRef(false);
  const [at, setAt] = useState(() => Math.max(0, rows.findIndex((row) => row.id === places.get(place))));
  const size = folded ? 92 : settings.density === 'dense' ? 34 : 44;
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => box.current, estimateSize: () => size, overscan: 8, getItemKey: (index) => rows[index]!.id });
  useEffect(() => virtual.measure(), [size]);
  // a list that grew or shrank: the same case stays the current one where it is still there
  useEffect(() => {
    const index = rows.findIndex((row) => row.id === places.get(place));
    setAt((now) => (index >= 0 ? index : Math.min(now, Math.max(0, rows.length - 1))));
  }, [rows, place]);
  useLayoutEffect(() => { if (at > 0) virtual.scrollToIndex(at, { align: 'center' }); }, []);
  const items = virtual.getVirtualItems();
  const name = useNames(items.map((item) => rows[item.index]!.id));

  const go = (to: number): void => {
    if (rows.length === 0) return;
    const next = Math.max(0, Math.min(rows.length - 1, to));
    byKey.current = true;
    places.set(place, rows[next]!.id);
    setAt(next);
    virtual.scrollToIndex(next);
  };
  const page = Math.max(1, Math.floor((box.current?.clientHeight ?? size * 10) / size) - 1);
  const current = rows[at];
  const open = (): void => { if (current) void navigate({ to: '/cases/$caseId', params: { caseId: current.id } as never }); };
  useKeys([
    { keys: 'j', word: 'queue.keys.down', group: 'shell.keys.list', run: () => go(byKey.current || at > 0 ? at + 1 : at) },
    { keys: 'k', word: 'queue.keys.up', group: 'shell.keys.list', run: () => go(at - 1) },
    { keys: 'Enter', word: 'queue.keys.open', group: 'shell.keys.list', run: open },
    ...(choose ? [{ keys: 'x', word: 'queue.keys.choose', group: 'shell.keys.list', run: () => { if (!current) return; byKey.current = true; choose([current.id], !chosen!.has(current.id)); } }] : []),
  ]);
  const onKeys = (event: React.KeyboardEvent): void => {
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + page, PageUp: at - page, Home: 0, End: rows.length - 1 }[event.key];
    if (to === undefined || (event.target as Element).matches('select, textarea')) return;
    event.preventDefault();
    go(to);
  };
  const remember = useCallback((id: string) => { places.set(place, id); byKey.current = false; }, [place]);
  const all = chosen && rows.length > 0 && rows.every((row) => chosen.has(row.id));
  const columns = ['number', 'who', 'service', 'waits', 'since', 'due', 'officer'] as const;
  return (
    <div className="grid" role="grid" aria-label={say('queue.cases')} aria-rowcount={rows.length + 1} data-chooses={choose !== undefined} data-folded={folded} onKeyDown={onKeys}>
      <div role="rowgroup" className="grid-head">
        <div role="row" aria-rowindex={1}>
          {choose && <span role="columnheader"><input type="checkbox" aria-label={say('queue.choose-all')} checked={all ?? false} onChange={(event) => choose(rows.map((row) => row.id), event.target.checked)} /></span>}
          {columns.map((column) => <span key={column} role="columnheader" data-column={column}>{say(`queue.column.${column}`)}</span>)}
        </div>
      </div>
      <div role="presentation" className="grid-body" ref={box}>
        <div role="rowgroup" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {items.map((item) => (
            <Line key={item.key} row={rows[item.index]!} index={item.index} top={item.start} size={size} list={list} name={name(rows[item.index]!.id)} current={item.index === at} byKey={byKey}
              chosen={chosen?.has(rows[item.index]!.id) ?? false} choose={choose} remember={remember} />
          ))}
        </div>
      </div>
    </div>
  );
}

interface LineProps {
  row: Row; index: number; top: number; size: number; list: List; name: string | undefined; current: boolean; byKey: { readonly current: boolean };
  chosen: boolean; choose: ((ids: string[], on: boolean) => void) | undefined; remember(id: string): void;
}

const Line = memo(function Line({ row, index, top, size, list: { labels, today }, name, current, byKey, chosen, choose, remember }: LineProps): ReactNode {
  const link = useRef<HTMLAnchorElement>(null);
  useLayoutEffect(() => { if (current && byKey.current) link.current?.focus({ preventScroll: true }); }, [current]);
  return (
    <div role="row" className="grid-row" aria-rowindex={index + 2} aria-selected={choose ? chosen : undefined} data-current={current} style={{ transform: `translateY(${top}px)`, height: size }}>
      {choose && <span role="gridcell"><input type="checkbox" tabIndex={current ? 0 : -1} checked={chosen} aria-label={say('queue.choose', { number: row.number })} onChange={(event) => choose([row.id], event.target.checked)} /></span>}
      <span role="gridcell" data-column="number"><Link ref={link} to="/cases/$caseId" params={{ caseId: row.id } as never} preload={false} tabIndex={current ? 0 : -1} className="number" onClick={() => remember(row.id)}>{row.number}</Link></span>
      <span role="gridcell" data-column="who">{name === undefined ? <span className="unnamed" /> : name}<Because row={row} labels={labels} /></span>
      <span role="gridcell" data-column="service">{labels.service[row.service] ?? row.service}</span>
      <span role="gridcell" data-column="waits"><Waits row={row} labels={labels} /></span>
      <span role="gridcell" data-column="since"><time dateTime={row.since}>{shortDay(row.since)}</time></span>
      <span role="gridcell" data-column="due"><Due due={row.due} today={today} /></span>
      <span role="gridcell" data-column="officer">{row.assignedTo ? labels.staff[row.assignedTo] ?? row.assignedTo : ''}</span>
    </div>
  );
});
