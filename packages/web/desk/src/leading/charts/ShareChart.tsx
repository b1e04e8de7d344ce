import type { ReactNode } from 'react';
import type { Alarms } from '../../../../../server/src/quality/api.ts';
import { shortDay } from '../../kit/time.ts';
import { say } from '../../words/say.ts';
import { percent } from '../text.ts';
import { Legend, Picture } from './Picture.tsx';
import { scale } from './scale.ts';

const height = 190, top = 10, bottom = 28, left = 46;

/** A share week by week, with the room that chance leaves it (a p-chart); the recent weeks stand out. */
export function ShareChart({ title, sentence, evidence }: { title: string; sentence: string; evidence: Alarms['alarms'][number]['evidence'] }): ReactNode {
  const { weeks, before, recent } = evidence;
  const isRecent = (index: number): boolean => index >= weeks.length - recent.weeks;
  return (
    <Picture
      title={title} level={3} sentence={sentence} name="share-by-week" height={() => height}
      table={{
        columns: [say('leading.week'), say('leading.cases'), say('leading.of-them'), say('leading.share'), say('leading.limit.low'), say('leading.limit.high')],
        rows: weeks.map((one) => [one.week, one.n, one.k, one.n ? percent(one.k / one.n) : null, one.low === null ? null : percent(one.low), one.high === null ? null : percent(one.high)]),
      }}
      legend={<Legend items={[{ mark: 'week', text: say('leading.week.before') }, { mark: 'recent', text: say('leading.week.recent') }, { mark: 'limits', text: say('leading.limits') }]} />}
      draw={(width) => {
        const y = scale(1, height - bottom, top);
        const pace = (width - left - 10) / weeks.length;
        const x = (index: number): number => left + pace * (index + 0.5);
        const every = Math.ceil(weeks.length / Math.max(2, Math.floor(width / 100)));
        return (
          <>
            {[0, 0.5, 1].map((tick) => (
              <g key={tick}><line className="grid" x1={left} x2={width} y1={y(tick)} y2={y(tick)} /><text className="axis" x={left - 6} y={y(tick) + 4} textAnchor="end">{percent(tick)}</text></g>
            ))}
            <line className="middle" x1={left} x2={width} y1={y(before.k / before.n)} y2={y(before.k / before.n)} />
            {weeks.map((one, index) => (
              <g key={one.week}>
                {one.low !== null && one.high !== null && <rect className="limits" x={x(index) - pace / 2} width={pace} y={y(one.high)} height={Math.max(1, y(one.low) - y(one.high))} />}
                {one.n > 0 && <circle className={isRecent(index) ? 'dot dot-recent' : 'dot dot-week'} cx={x(index)} cy={y(one.k / one.n)} r={isRecent(index) ? 5 : 3}><title>{`${shortDay(one.week)}: ${one.k}/${one.n}`}</title></circle>}
                {index % every === 0 && <text className="axis" x={x(index)} y={height - 8} textAnchor={index === 0 ? 'start' : 'middle'}>{shortDay(one.week)}</text>}
              </g>
            ))}
          </>
        );
      }}
    />
  );
}
