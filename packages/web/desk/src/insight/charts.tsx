import type { ReactNode } from 'react';
import type { AgePicture, DotPicture, Filter, LeadPicture, Spot, WaitPicture } from '../../../../mining/src/index.ts';
import { say } from '../words/say.ts';
import { count, day, span, weekOf } from './format.ts';
import { shortened, useNarrow } from './narrow.ts';
import { PictureFrame } from './PictureFrame.tsx';
import type { PictureSource } from './source.ts';

const inDays = (ms: number | null): number | null => (ms === null ? null : Math.round(ms / 8_640_000) / 10);

/** Bottleneck heat: what is waited for, by week. A cell's number is the cases that waited as the week ended; its shade, days waited. */
export function WaitHeat({ picture, source, onSpot }: { picture: WaitPicture; source: PictureSource; onSpot(spot: Spot): void }): ReactNode {
  const rows = picture.rows.slice(0, 14), weeks = picture.weeks;
  // on a phone the latest weeks alone: the table has them all
  const narrow = useNarrow(), first = narrow ? Math.max(0, weeks.length - 6) : 0;
  const behind = (waiting: string, w: number) => (): void => onSpot({ spot: 'waits', waiting, week: weeks[w]! });
  const most = Math.max(1, ...rows.flatMap((row) => row.cells.map((cell) => cell.caseDays)));
  const name = narrow ? 150 : 220, cell = 34, high = 30, top = 26;
  const last = weeks.length - 1;
  const [worst] = [...rows].sort((a, b) => b.cells[last]!.waiting - a.cells[last]!.waiting);
  const before = worst ? worst.cells[Math.max(0, last - 1)]!.waiting : 0;
  const sentence = worst ? say('insight.waits.said', { waiting: source.waitingName(worst.waiting), cases: worst.cells[last]!.waiting, more: worst.cells[last]!.waiting - before }) : say('insight.nothing');
  return (
    <PictureFrame name="waits" title={say('insight.waits')} sentence={sentence} legend={<p className="muted">{say('insight.waits.legend')}{first > 0 && ` ${say('insight.waits.latest', { weeks: weeks.length - first, all: weeks.length })}`}</p>} twin={{
      columns: [say('insight.column.waiting'), say('insight.column.week'), say('insight.column.standing'), say('insight.column.case-days'), say('insight.column.ended'), say('insight.column.median')],
      rows: rows.flatMap((row) => row.cells.map((one, w) => ({ cells: [source.waitingName(row.waiting), day(weeks[w]!), one.waiting, Math.round(one.caseDays), one.ended, inDays(one.median)], ...(one.waiting > 0 ? { acts: [{ label: say('insight.cases.show'), run: behind(row.waiting, w) }] } : {}) }))),
    }}>
      <div className="chart-scroll" tabIndex={0} role="group" aria-label={say('insight.waits')}>
        <svg data-picture="waits" className="chart heat" style={{ maxInlineSize: `${name + cell * (weeks.length - first) + 60}px` }} viewBox={`0 0 ${name + cell * (weeks.length - first) + 4} ${top + high * rows.length + 4}`} role="img" aria-label={sentence}>
          {weeks.map((week, w) => (w >= first && (w - last) % 2 === 0 ? <text key={week} className="axis" x={name + (w - first) * cell + cell / 2} y={16} textAnchor="middle">{say('insight.week', { week: weekOf(week) })}</text> : null))}
          {rows.map((row, r) => (
            <g key={row.waiting} transform={`translate(0 ${top + r * high})`}>
              <text className="axis" x={name - 8} y={high / 2} textAnchor="end" dominantBaseline="central">{shortened(source.waitingName(row.waiting), narrow ? 21 : 31)}<title>{source.waitingName(row.waiting)}</title></text>
              {row.cells.map((one, w) => {
                if (w < first) return null;
                const heat = Math.sqrt(one.caseDays / most);
                return (
                  <g key={w} className={one.waiting > 0 ? 'figure' : undefined} transform={`translate(${name + (w - first) * cell} 0)`} onClick={one.waiting > 0 ? behind(row.waiting, w) : undefined}>
                    <title>{say('insight.waits.cell', { waiting: source.waitingName(row.waiting), week: weekOf(weeks[w]!), cases: one.waiting, ended: one.ended, median: span(one.median) })}</title>
                    <rect className="heat-cell" width={cell - 2} height={high - 2} rx={3} fillOpacity={one.caseDays === 0 ? 0.04 : 0.1 + 0.9 * heat} />
                    {one.waiting > 0 && <text className={heat > 0.765 ? 'heat-number over' : 'heat-number'} x={cell / 2 - 1} y={high / 2 - 0.5} textAnchor="middle" dominantBaseline="central">{one.waiting > 9999 ? `${Math.round(one.waiting / 1000)}k` : one.waiting}</text>}
                  </g>
                );
              })}
            </g>
          ))}
        </svg>
      </div>
    </PictureFrame>
  );
}

/** The age pyramid: open cases by age, and by who is waited for. */
export function AgePyramid({ picture, source, onSpot }: { picture: AgePicture; source: PictureSource; onSpot(spot: Spot): void }): ReactNode {
  const narrow = useNarrow();
  const behind = ({ from, to }: AgePicture['bands'][number], holder?: string) => (): void => onSpot({ spot: 'ages', from, to, ...(holder === undefined ? {} : { holder }) });
  const totals = picture.bands.map((band) => band.counts.reduce((sum, n) => sum + n, 0));
  const most = Math.max(1, ...totals);
  const [left, wide, high, right] = narrow ? [112, 200, 34, 38] : [120, 640, 34, 60];
  const old = picture.bands.reduce((sum, band, i) => sum + (band.from >= 90 ? totals[i]! : 0), 0);
  const bandName = (band: AgePicture['bands'][number]): string => say(band.to === null ? 'insight.ages.more' : 'insight.ages.band', { from: band.from, to: band.to ?? 0 });
  const sentence = say('insight.ages.said', { open: picture.open, old });
  return (
    <PictureFrame name="ages" title={say('insight.ages')} sentence={sentence} twin={{
      columns: [say('insight.column.age'), ...picture.holders.map((one) => source.holderName(one)), say('insight.column.all')],
      rows: picture.bands.map((band, i) => ({ cells: [bandName(band), ...band.counts, totals[i]!], ...(totals[i]! > 0 ? { acts: [{ label: say('insight.cases.show'), run: behind(band) }] } : {}) })),
    }} legend={<ul className="legend">{picture.holders.map((holder, h) => <li key={holder}><svg width="18" height="14" aria-hidden><rect width="18" height="14" rx="2" className={`series-${h % 5}`} /></svg>{source.holderName(holder)}</li>)}</ul>}>
      <div className="chart-scroll" tabIndex={0} role="group" aria-label={say('insight.ages')}>
        <svg data-picture="ages" className="chart" style={{ maxInlineSize: `${left + wide + right}px` }} viewBox={`0 0 ${left + wide + right} ${high * picture.bands.length + 8}`} role="img" aria-label={sentence}>
          {/* the oldest on top, as in a pyramid of ages */}
          {[...picture.bands.keys()].reverse().map((b, row) => {
            const band = picture.bands[b]!;
            let x = left;
            return (
              <g key={b} transform={`translate(0 ${row * high + 4})`}>
                <text className="axis" x={left - 10} y={high / 2} textAnchor="end" dominantBaseline="central">{bandName(band)}</text>
                {band.counts.map((n, h) => {
                  const width = (n / most) * wide, begin = x;
                  x += width;
                  return n > 0 ? (
                    <g key={h} className="figure" onClick={behind(band, picture.holders[h]!)}>
                      <rect className={`series-${h % 5}`} x={begin} y={4} width={Math.max(1, width - 1)} height={high - 8} rx={2}><title>{`${source.holderName(picture.holders[h]!)}: ${count(n)}`}</title></rect>
                      {width > (narrow ? 22 : 34) && picture.holders.length > 1 && <text className={`on-series-${h % 5}`} x={begin + width / 2} y={high / 2} textAnchor="middle" dominantBaseline="central">{count(n)}</text>}
                    </g>
                  ) : null;
                })}
                <text className="axis strong figure" x={x + 8} y={high / 2} dominantBaseline="central" onClick={totals[b] ? behind(band) : undefined}>{totals[b] ? count(totals[b]!) : ''}</text>
              </g>
            );
          })}
        </svg>
      </div>
    </PictureFrame>
  );
}

/** The control chart: the time of cases by week, and which weeks are more than chance. */
export function LeadChart({ picture, onSpot }: { picture: LeadPicture; onSpot(spot: Spot): void }): ReactNode {
  const narrow = useNarrow();
  const behind = (week: number) => (): void => onSpot({ spot: 'lead', week });
  const { weeks, centre, upper, lower } = picture;
  const top = Math.max(1, upper ?? 0, ...weeks.map((week) => week.median ?? 0)) * 1.1;
  const [left, wide, right] = narrow ? [44, 250, 52] : [64, 900, 100], high = 300, bottom = 30;
  const x = (w: number): number => left + ((w + 0.5) / weeks.length) * wide, y = (ms: number): number => high - (ms / top) * (high - 12);
  const signals = weeks.filter((week) => week.broken.length > 0);
  const latest = weeks.findLast((week) => week.median !== null);
  const sentence = latest ? say('insight.lead.said', { cases: picture.cases, median: span(latest.median), usual: span(centre), signals: signals.length }) : say('insight.lead.none');
  const line = weeks.map((week, w) => (week.median === null ? '' : `${w > 0 && weeks[w - 1]!.median !== null ? 'L' : 'M'}${x(w).toFixed(1)} ${y(week.median).toFixed(1)}`)).join('');
  return (
    <PictureFrame name="lead" empty={!latest} title={say('insight.lead')} sentence={sentence} legend={latest && <p className="muted">{say('insight.lead.legend')}</p>} twin={{
      columns: [say('insight.column.week'), say('insight.column.cases'), say('insight.column.median'), say('insight.column.p90'), say('insight.column.signal')],
      rows: weeks.map((week) => ({ cells: [day(week.from), week.cases, inDays(week.median), inDays(week.p90), week.broken.map((rule) => say(`insight.rule.${rule}`)).join(', ')], ...(week.cases > 0 ? { acts: [{ label: say('insight.cases.show'), run: behind(week.from) }] } : {}) })),
    }}>
      {latest && <div className="chart-scroll" tabIndex={0} role="group" aria-label={say('insight.lead')}>
        <svg data-picture="lead" className="chart" viewBox={`0 0 ${left + wide + right} ${high + bottom}`} role="img" aria-label={sentence}>
          {upper !== null && lower !== null && <rect className="limits" x={left} y={y(upper)} width={wide} height={Math.max(0, y(lower) - y(upper))} />}
          {([['upper', upper], ['centre', centre], ['lower', lower]] as const).map(([name, value]) => (value === null || (name === 'lower' && value === 0) ? null : (
            <g key={name}><path className={`limit limit-${name}`} d={`M${left} ${y(value)}H${left + wide}`} /><text className="axis" x={left + wide + 6} y={y(value)} dominantBaseline="central">{span(value)}</text></g>
          )))}
          {[0, 0.5, 1].map((share) => <text key={share} className="axis" x={left - 8} y={y(top * share / 1.1)} textAnchor="end" dominantBaseline="central">{share === 0 ? '0' : span(top * share / 1.1)}</text>)}
          <path className="lead-line" d={line} />
          {weeks.map((week, w) => (week.median === null ? null : (
            <g key={week.from} className="figure" onClick={behind(week.from)}>
              <title>{say('insight.lead.point', { week: weekOf(week.from), cases: week.cases, median: span(week.median), signal: week.broken.map((rule) => say(`insight.rule.${rule}`)).join(', ') })}</title>
              {week.broken.length > 0 ? <path className="signal" d={`M${x(w)} ${y(week.median) - 8}l8 8l-8 8l-8 -8z`} /> : <circle className="lead-dot" cx={x(w)} cy={y(week.median)} r={3.5} />}
            </g>
          )))}
          {weeks.map((week, w) => (w % (narrow ? 20 : 8) === (narrow ? 6 : 0) ? <text key={week.from} className="axis" x={x(w)} y={high + 20} textAnchor="middle">{day(week.from)}</text> : null))}
        </svg>
      </div>}
    </PictureFrame>
  );
}

/** The dotted chart: each case a line by its beginning, each event a dot. */
export function DotChart({ picture, source, onFilter }: { picture: DotPicture; source: PictureSource; onFilter(filter: Filter): void }): ReactNode {
  const narrow = useNarrow();
  const left = 12, wide = narrow ? 330 : 980, high = Math.max(160, Math.min(narrow ? 480 : 620, picture.shown * 2.4)), bottom = 30;
  const total = Math.max(1, picture.to - picture.from);
  const x = (time: number): number => left + ((time - picture.from) / total) * wide, y = (line: number): number => 6 + (line / Math.max(1, picture.shown)) * (high - 12);
  const counts = picture.activities.map((_, a) => picture.activity.reduce((sum, one) => sum + (one === a ? 1 : 0), 0));
  // the most frequent steps have a colour of their own; a path a step keeps the page light
  const ranked = [...picture.activities.keys()].sort((a, b) => counts[b]! - counts[a]!);
  const colour = new Map(ranked.map((a, i) => [a, Math.min(i, 6)]));
  const paths = picture.activities.map((_, a) => picture.activity.map((one, i) => (one === a ? `M${x(picture.time[i]!).toFixed(1)} ${y(picture.line[i]!).toFixed(1)}h0` : '')).join(''));
  const sentence = say('insight.dots.said', { cases: picture.cases, shown: picture.shown, from: day(picture.from), to: day(picture.to) });
  return (
    <PictureFrame name="dots" title={say('insight.dots')} sentence={sentence} twin={{
      columns: [say('insight.column.step'), say('insight.column.events')],
      rows: ranked.map((a) => ({ cells: [source.stepName(picture.activities[a]!), counts[a]!], acts: [{ label: say('insight.filter.through'), run: () => onFilter({ filter: 'activities', names: [picture.activities[a]!], keep: 'some' }) }] })),
    }} legend={<ul className="legend">{ranked.slice(0, 6).map((a) => <li key={a}><svg width="14" height="14" aria-hidden><circle cx="7" cy="7" r="5" className={`dot-fill-${colour.get(a)}`} /></svg>{source.stepName(picture.activities[a]!)}</li>)}{ranked.length > 6 && <li><svg width="14" height="14" aria-hidden><circle cx="7" cy="7" r="5" className="dot-fill-6" /></svg>{say('insight.dots.others')}</li>}</ul>}>
      <div className="chart-scroll" tabIndex={0} role="group" aria-label={say('insight.dots')}>
        <svg data-picture="dots" className="chart" viewBox={`0 0 ${left + wide + 12} ${high + bottom}`} role="img" aria-label={sentence}>
          {paths.map((path, a) => <path key={a} d={path} className={`dots dot-${colour.get(a)}`} />)}
          {(narrow ? [0, 0.5, 1] : [0, 0.25, 0.5, 0.75, 1]).map((share) => <text key={share} className="axis" x={left + share * wide} y={high + 20} textAnchor={share === 0 ? 'start' : share === 1 ? 'end' : 'middle'}>{day(picture.from + share * total)}</text>)}
        </svg>
      </div>
    </PictureFrame>
  );
}
