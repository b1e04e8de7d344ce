import type { ReactNode } from 'react';
import type { Team } from '../../../../../server/src/leading/api.ts';
import { dayText, shortDay } from '../../kit/time.ts';
import { say } from '../../words/say.ts';
import { number } from '../text.ts';
import { Legend, Picture } from './Picture.tsx';
import { scale, stacked, ticks } from './scale.ts';

const height = 230, top = 10, bottom = 28, left = 38;

/** What came in (dots) and what was done (bars) each day. */
export function FlowChart({ flow }: { flow: Team['flow'] }): ReactNode {
  const { days } = flow;
  const sum = (what: 'came' | 'robot' | 'officers' | 'left'): number => days.reduce((total, day) => total + day[what], 0);
  const done = sum('robot') + sum('officers') + sum('left');
  const steps = ticks(Math.max(1, ...days.map((day) => Math.max(day.came, day.robot + day.officers + day.left))), 4);
  const parts = ['robot', 'officers', 'left'] as const;
  return (
    <Picture
      title={say('leading.flow')} name="work-by-day" height={() => height}
      sentence={say(sum('came') > done ? 'leading.flow.grows' : 'leading.flow.shrinks', { came: sum('came'), done, change: Math.abs(sum('came') - done) })}
      table={{
        columns: [say('leading.day'), say('leading.came'), ...parts.map((part) => say(`leading.done.${part}`))],
        rows: days.map((day) => [day.day, day.came, ...parts.map((part) => day[part])]),
      }}
      legend={<Legend items={[{ mark: 'came', text: say('leading.came') }, ...parts.map((part) => ({ mark: part, text: say(`leading.done.${part}`) }))]} />}
      draw={(width) => {
        const y = scale(steps.at(-1)!, height - bottom, top);
        const pace = (width - left - 6) / Math.max(1, days.length);
        const every = Math.ceil(days.length / Math.max(2, Math.floor(width / 90)));
        return (
          <>
            {steps.map((tick) => (
              <g key={tick}>
                <line className="grid" x1={left} x2={width} y1={y(tick)} y2={y(tick)} />
                <text className="axis" x={left - 6} y={y(tick) + 4} textAnchor="end">{number(tick)}</text>
              </g>
            ))}
            {days.map((day, index) => {
              const x = left + pace * index;
              return (
                <g key={day.day}>
                  <title>{say('leading.flow.day', { day: dayText(day.day), came: day.came, robot: day.robot, officers: day.officers, left: day.left })}</title>
                  {stacked(parts.map((part) => day[part])).map(({ from, to }, part) => to > from && (
                    <rect key={parts[part]} className={`bar bar-${parts[part]}`} x={x + 1} y={y(to)} width={Math.max(1, pace - 2)} height={y(from) - y(to)} />
                  ))}
                  <circle className="dot dot-came" cx={x + pace / 2} cy={y(day.came)} r={Math.min(4, Math.max(2, pace / 3))} />
                  {index % every === 0 && <text className="axis" x={x + pace / 2} y={height - 8} textAnchor={index === 0 ? 'start' : 'middle'}>{shortDay(day.day)}</text>}
                </g>
              );
            })}
          </>
        );
      }}
    />
  );
}
