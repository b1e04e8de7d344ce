import { Button, Heading, Table } from '@digdir/designsystemet-react';
import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { say } from '../../words/say.ts';
import { csv, saveAs, standalone, type TableTwin } from './save.ts';

/** How wide the picture may be: drawn anew where the window changes, so that its text stays as large as the page's. */
function useWidth(): [(box: HTMLDivElement | null) => void, number] {
  const [box, setBox] = useState<HTMLDivElement | null>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (!box) return undefined;
    const watch = new ResizeObserver(([entry]) => setWidth(Math.floor(entry!.contentRect.width)));
    watch.observe(box);
    return () => watch.disconnect();
  }, [box]);
  return [setBox, width];
}

/**
 * A picture of figures: with a sentence that says what it shows, its figures as a table, and both to be saved.
 * `draw` is given the width there is, in pixels, and draws an SVG's content; `height` may follow from it.
 */
export function Picture({ title, level = 2, sentence, name, table, height, legend, draw }: {
  title: string; /** Of its heading. */ level?: 2 | 3; sentence: string; /** Of the files. */ name: string; table: TableTwin; height: (width: number) => number; legend?: ReactNode; draw: (width: number) => ReactNode;
}): ReactNode {
  const [box, width] = useWidth();
  const svg = useRef<SVGSVGElement>(null);
  const id = useId();
  return (
    <figure className="picture">
      <figcaption><Heading level={level} data-size="2xs" id={id}>{title}</Heading><p>{sentence}</p></figcaption>
      {legend}
      <div ref={box} className="picture-box">
        {width > 0 && <svg ref={svg} className="chart" role="img" aria-labelledby={id} width={width} height={height(width)} viewBox={`0 0 ${width} ${height(width)}`}>{draw(width)}</svg>}
      </div>
      <div className="picture-foot">
        <details>
          <summary>{say('leading.as-table')}</summary>
          <div className="scroll" tabIndex={0} role="region" aria-label={title}>
            <Table data-size="sm">
              <Table.Head><Table.Row>{table.columns.map((column) => <Table.HeaderCell key={column} scope="col">{column}</Table.HeaderCell>)}</Table.Row></Table.Head>
              <Table.Body>
                {table.rows.map((row) => (
                  <Table.Row key={String(row[0])}>{row.map((cell, index) => (index === 0
                    ? <Table.HeaderCell key={table.columns[index]} scope="row">{cell}</Table.HeaderCell>
                    : <Table.Cell key={table.columns[index]} className={typeof cell === 'number' ? 'number' : ''}>{cell ?? '–'}</Table.Cell>))}
                  </Table.Row>
                ))}
              </Table.Body>
            </Table>
          </div>
        </details>
        <Button variant="tertiary" data-size="sm" onClick={() => { if (svg.current) saveAs(`${name}.svg`, 'image/svg+xml', standalone(svg.current)); }}>{say('leading.save-svg')}<span className="sr">: {title}</span></Button>
        <Button variant="tertiary" data-size="sm" onClick={() => saveAs(`${name}.csv`, 'text/csv;charset=utf-8', csv(table))}>{say('leading.save-csv')}<span className="sr">: {title}</span></Button>
      </div>
    </figure>
  );
}

/** What the colours and marks stand for. */
export function Legend({ items }: { items: { mark: string; text: string }[] }): ReactNode {
  return <ul className="legend">{items.map(({ mark, text }) => <li key={mark}><span className={`mark mark-${mark}`} aria-hidden="true" />{text}</li>)}</ul>;
}
