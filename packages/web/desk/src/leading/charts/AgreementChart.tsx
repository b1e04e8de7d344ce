import type { ReactNode } from 'react';
import type { Quality } from '../../../../../server/src/quality/api.ts';
import { say } from '../../words/say.ts';
import { percent } from '../text.ts';
import { Picture } from './Picture.tsx';
import { scale } from './scale.ts';

const rowHeight = 44, top = 4, bottom = 26;

/** How often two came to the same on each row of the rules, and where the true share may lie. */
export function AgreementChart({ rows, drawn, nameOf }: { rows: Quality['rows']; /** The least agreed of those looked at often enough: what the picture shows. */ drawn: Quality['rows']; nameOf: (row: Quality['rows'][number]) => string }): ReactNode {
  const least = drawn[0]!;
  return (
    <Picture
      title={say('leading.rows')} name="agreement-by-row" height={() => top + bottom + rowHeight * drawn.length}
      sentence={say('leading.rows.sentence', { rows: rows.length, drawn: drawn.length, least: nameOf(least), agreed: least.agreed, assessed: least.assessed })}
      table={{
        columns: [say('leading.rule'), say('leading.rule-row'), say('leading.assessed'), say('leading.agreed'), say('leading.share'), say('leading.interval')],
        rows: rows.map((row) => [nameOf(row), row.row, row.assessed, row.agreed, percent(row.agreed / row.assessed), row.interval && `${percent(row.interval.low)}–${percent(row.interval.high)}`]),
      }}
      draw={(width) => {
        const x = scale(1, 14, width - 96);
        const floor = top + rowHeight * drawn.length;
        return (
          <>
            {[0, 0.5, 1].map((tick) => (
              <g key={tick}><line className="grid" x1={x(tick)} x2={x(tick)} y1={top} y2={floor} /><text className="axis" x={x(tick)} y={floor + 18} textAnchor="middle">{percent(tick)}</text></g>
            ))}
            {drawn.map((row, index) => {
              const y = top + rowHeight * index + 30;
              return (
                <g key={nameOf(row)}>
                  <text className="label" x={14} y={y - 12}>{nameOf(row)}</text>
                  {row.interval && <line className="interval" x1={x(row.interval.low)} x2={x(row.interval.high)} y1={y} y2={y} />}
                  <circle className="dot dot-agree" cx={x(row.agreed / row.assessed)} cy={y} r={5} />
                  <text className="value" x={width - 84} y={y + 5}>{say('leading.of', { part: row.agreed, whole: row.assessed })}</text>
                </g>
              );
            })}
          </>
        );
      }}
    />
  );
}
