import { Button } from '@digdir/designsystemet-react';
import type { ReactNode } from 'react';
import type { ComparedStep, Filter, PrescribedPicture, Spot, VariantPicture } from '../../../../mining/src/index.ts';
import { say } from '../words/say.ts';
import { count, percent, span } from './format.ts';
import { PictureFrame } from './PictureFrame.tsx';
import { shortened, useNarrow } from './narrow.ts';
import type { PictureSource } from './source.ts';

/** The variant explorer: the ways cases went, each a row of its steps, most frequent first. */
export function Variants({ picture, source, onFilter }: { picture: VariantPicture; source: PictureSource; onFilter(filter: Filter): void }): ReactNode {
  const most = picture.variants[0]?.cases ?? 1;
  let covered = 0;
  const rows = picture.variants.map((variant) => ({ ...variant, covered: (covered += variant.cases) / Math.max(1, picture.cases) }));
  const sentence = say('insight.variants.said', { cases: picture.cases, all: picture.all, first: percent((picture.variants[0]?.cases ?? 0) / Math.max(1, picture.cases)), three: percent(rows[Math.min(2, rows.length - 1)]?.covered ?? 0) });
  const way = (activities: readonly string[]): string => activities.map((one) => source.stepName(one)).join(' → ');
  const choose = (activities: string[]) => (): void => onFilter({ filter: 'variants', of: [activities] });
  return (
    <PictureFrame name="variants" title={say('insight.variants')} sentence={sentence} twin={{
      columns: ['way', 'cases', 'share', 'covered', 'open', 'median'].map((key) => say(`insight.column.${key}`)),
      rows: rows.map((row) => ({
        cells: [way(row.activities), row.cases, row.cases / Math.max(1, picture.cases), row.covered, row.open, row.median === null ? null : Math.round(row.median / 8_640_000) / 10],
        shown: [way(row.activities), count(row.cases), percent(row.cases / Math.max(1, picture.cases)), percent(row.covered), count(row.open), span(row.median)],
        acts: [{ label: say('insight.filter.variant'), run: choose(row.activities) }],
      })),
    }}>
      <ol className="variants">
        {rows.slice(0, 25).map((row, i) => (
          <li key={i}>
            <div className="variant-head">
              <strong>{count(row.cases)}</strong><span className="muted">{percent(row.cases / Math.max(1, picture.cases))} · {say('insight.variants.covered', { share: percent(row.covered) })} · {span(row.median)}</span>
              <svg className="variant-bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden><rect width={(row.cases / most) * 100} height="6" rx="1" className="series-0" /></svg>
              <Button data-size="sm" variant="tertiary" onClick={choose(row.activities)}>{say('insight.filter.variant')}</Button>
            </div>
            <StepRow steps={row.activities.map((activity) => ({ activity, kind: 'both' }))} source={source} />
          </li>
        ))}
      </ol>
      {picture.all > 25 && <p className="muted">{say('insight.variants.more', { more: picture.all - 25 })}</p>}
      <VariantPictureSvg rows={rows} most={most} sentence={sentence} />
    </PictureFrame>
  );
}

/** The same as bars, for taking along: hidden from the page, which has the rows themselves. */
function VariantPictureSvg({ rows, most, sentence }: { rows: { cases: number }[]; most: number; sentence: string }): ReactNode {
  return (
    <svg data-picture="variants" className="chart for-file" viewBox={`0 0 700 ${rows.length * 18 + 8}`} role="img" aria-label={sentence} aria-hidden>
      {rows.map((row, i) => <g key={i} transform={`translate(0 ${i * 18 + 4})`}><rect className="series-0" x={60} width={(row.cases / most) * 560} height={13} rx={2} /><text className="axis" x={54} y={7} textAnchor="end" dominantBaseline="central">{count(row.cases)}</text></g>)}
    </svg>
  );
}

function StepRow({ steps, source }: { steps: readonly ComparedStep[]; source: PictureSource }): ReactNode {
  // the same step again and again is one chip with its number
  const runs: (ComparedStep & { times: number })[] = [];
  for (const step of steps) {
    const last = runs.at(-1);
    if (last && last.activity === step.activity && last.kind === step.kind) last.times++;
    else runs.push({ ...step, times: 1 });
  }
  return (
    <ol className="steps">
      {runs.map((step, i) => (
        <li key={i} className={`step step-${step.kind}`}>
          {step.kind !== 'both' && <span className="step-sign" aria-hidden>{step.kind === 'added' ? '+' : '−'}</span>}
          {step.kind !== 'both' && <span className="sr">{say(`insight.prescribed.${step.kind}`)}: </span>}
          {source.stepName(step.activity)}{step.times > 1 ? ` ×${step.times}` : ''}
        </li>
      ))}
    </ol>
  );
}

/** What was prescribed against what happened. */
export function Prescribed({ picture, source, onFilter, onSpot }: { picture: PrescribedPicture; source: PictureSource; onFilter(filter: Filter): void; onSpot(spot: Spot): void }): ReactNode {
  const most = Math.max(1, ...picture.deviations.map((one) => one.cases));
  const sentence = say('insight.prescribed.said', { compared: picture.compared, kept: picture.asPrescribed, share: percent(picture.asPrescribed / Math.max(1, picture.compared)) });
  const behind = ({ kind, activity }: PrescribedPicture['deviations'][number]) => (): void => onSpot({ spot: 'prescribed', kind, activity });
  // one way of ended cases: what was done, in its order
  const went = (steps: readonly ComparedStep[]) => (): void => onFilter({ filter: 'variants', of: [steps.flatMap((step) => (step.kind === 'skipped' ? [] : [step.activity]))] });
  const narrow = useNarrow();
  const [left, wide, high] = narrow ? [170, 130, 28] : [300, 420, 28];
  return (
    <PictureFrame name="prescribed" empty={picture.deviations.length === 0} title={say('insight.prescribed')} sentence={sentence} twin={{
      columns: ['step', 'deviation', 'cases', 'times'].map((key) => say(`insight.column.${key}`)),
      rows: picture.deviations.map((one) => ({ cells: [source.stepName(one.activity), say(`insight.prescribed.${one.kind}`), one.cases, one.times], acts: [{ label: say('insight.cases.show'), run: behind(one) }] })),
    }}>
      {picture.deviations.length === 0 ? <p>{say('insight.prescribed.all')}</p> : (
        <div className="chart-scroll" tabIndex={0} role="group" aria-label={say('insight.prescribed')}>
          <svg data-picture="prescribed" className="chart" style={{ maxInlineSize: `${left + wide + 70}px` }} viewBox={`0 0 ${left + wide + 70} ${picture.deviations.length * high + 6}`} role="img" aria-label={sentence}>
            {picture.deviations.map((one, i) => (
              <g key={i} className="figure" transform={`translate(0 ${i * high + 3})`} onClick={behind(one)}>
                <text className="axis" x={left - 8} y={high / 2} textAnchor="end" dominantBaseline="central">{one.kind === 'added' ? '+' : '−'} {shortened(source.stepName(one.activity), narrow ? 24 : 44)}</text>
                <rect className={one.kind === 'added' ? 'series-1' : 'series-2'} x={left} y={4} width={Math.max(2, (one.cases / most) * wide)} height={high - 8} rx={2} />
                <text className="axis strong" x={left + (one.cases / most) * wide + 8} y={high / 2} dominantBaseline="central">{count(one.cases)}</text>
              </g>
            ))}
          </svg>
        </div>
      )}
      <p className="muted">{say('insight.prescribed.legend')}</p>
      {picture.asPrescribed > 0 && <div><Button data-size="sm" variant="tertiary" onClick={() => onSpot({ spot: 'prescribed' })}>{say('insight.prescribed.show-kept', { cases: picture.asPrescribed })}</Button></div>}
      {picture.ways.length > 0 && <h3>{say('insight.prescribed.ways')}</h3>}
      <ol className="variants">
        {picture.ways.map((way, i) => <li key={i}><div className="variant-head"><strong>{say('insight.prescribed.cases', { cases: way.cases })}</strong><Button data-size="sm" variant="tertiary" onClick={went(way.steps)}>{say('insight.filter.variant')}</Button></div><StepRow steps={way.steps} source={source} /></li>)}
      </ol>
    </PictureFrame>
  );
}
