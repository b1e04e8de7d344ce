import { Button } from '@digdir/designsystemet-react';
import { createContext, useContext, useRef, useState, type ReactNode } from 'react';
import { Icon } from '../kit/Icon.tsx';
import { say } from '../words/say.ts';
import { saveCsv, saveSvg } from './save.ts';

/** The same as a picture shows, in rows. Numbers stay numbers, for whoever takes the table elsewhere. */
export interface Twin {
  columns: string[];
  rows: { cells: (string | number | null)[]; shown?: string[]; acts?: { label: string; run(): void }[] }[];
}

/** Whether the table is shown, where the address holds it; elsewhere each picture knows for itself. */
export const TableChoice = createContext<{ table: boolean; onTable(table: boolean): void } | null>(null);

/** A picture with its sentence, its table, and the ways to take it along. `empty`: there is nothing to draw, the sentence says why. */
export function PictureFrame({ name, title, sentence, twin, legend, empty, children }: { name: string; title: string; sentence: string; twin: Twin; legend?: ReactNode; empty?: boolean; children: ReactNode }): ReactNode {
  const own = useState(false), choice = useContext(TableChoice);
  const [table, setTable] = choice ? [choice.table, choice.onTable] : own;
  const box = useRef<HTMLDivElement>(null);
  return (
    <section className="picture" aria-labelledby={`picture-${name}`}>
      <div className="picture-head">
        <h2 id={`picture-${name}`}>{title}</h2>
        <div className="actions" role="group" aria-label={say('insight.as')}>
          <Button data-size="sm" variant={table ? 'tertiary' : 'secondary'} aria-pressed={!table} onClick={() => setTable(false)}><Icon name="chart" />{say('insight.as.picture')}</Button>
          <Button data-size="sm" variant={table ? 'secondary' : 'tertiary'} aria-pressed={table} onClick={() => setTable(true)}><Icon name="menu" />{say('insight.as.table')}</Button>
          {!table && !empty && <Button data-size="sm" variant="tertiary" onClick={() => { const svg = box.current?.querySelector('svg[data-picture]'); if (svg) saveSvg(svg as SVGSVGElement, `ankomst-${name}`, `${title}. ${sentence}`); }}>{say('insight.save.svg')}</Button>}
          <Button data-size="sm" variant="tertiary" onClick={() => saveCsv([twin.columns, ...twin.rows.map((row) => row.cells)], `ankomst-${name}`)}>{say('insight.save.csv')}</Button>
        </div>
      </div>
      <p className="picture-sentence">{sentence}</p>
      {table ? <TwinTable title={title} twin={twin} /> : <div ref={box} className="picture-box">{children}{legend}</div>}
    </section>
  );
}

function TwinTable({ title, twin }: { title: string; twin: Twin }): ReactNode {
  const acts = twin.rows.some((row) => row.acts?.length);
  return (
    <div className="twin" tabIndex={0} role="group" aria-label={title}>
      <table className="ds-table" data-size="sm">
        <thead><tr>{twin.columns.map((column) => <th key={column} scope="col">{column}</th>)}{acts && <th scope="col"><span className="sr">{say('insight.choose')}</span></th>}</tr></thead>
        <tbody>
          {twin.rows.map((row, i) => (
            <tr key={i}>
              {row.cells.map((cell, c) => (c === 0 ? <th key={c} scope="row">{row.shown?.[c] ?? cell}</th> : <td key={c} className={typeof cell === 'number' ? 'number' : undefined}>{row.shown?.[c] ?? cell ?? '–'}</td>))}
              {acts && <td className="twin-acts">{row.acts?.map((act) => <button key={act.label} type="button" className="link" onClick={act.run}>{act.label}<span className="sr">: {row.shown?.[0] ?? row.cells[0]}</span></button>)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
