import type { ReactNode } from 'react';
import type { Holding, Team } from '../../../../../server/src/leading/api.ts';
import { say } from '../../words/say.ts';
import { number, stepText } from '../text.ts';
import { Legend, Picture } from './Picture.tsx';
import { scale, stacked, ticks } from './scale.ts';

const holders: Holding[] = ['us', 'parties', 'partners'];
const rowHeight = 34, top = 6, bottom = 26;

/** Open cases by age, the oldest at the bottom, each bar parted by who is waited for. */
export function AgePyramid({ stock }: { stock: Team['stock'] }): ReactNode {
  const byHolder = holders.map((holder) => stock.holders.find((one) => one.holder === holder)!.byStep);
  const totals = stock.steps.map((_, step) => byHolder.reduce((sum, counts) => sum + counts[step]!, 0));
  const steps = ticks(Math.max(1, ...totals));
  const most = steps.at(-1)!;
  const late = stock.steps.reduce((sum, step, index) => sum + (step.from >= 180 ? totals[index]! : 0), 0);
  const ours = stock.holders.find((one) => one.holder === 'us')!.cases;
  return (
    <Picture
      title={say('leading.ages')} name="age" height={() => top + bottom + rowHeight * stock.steps.length}
      sentence={say('leading.ages.sentence', { cases: stock.cases, ours, late })}
      table={{
        columns: [say('leading.age'), ...holders.map((holder) => say(`leading.holder.${holder}`)), say('leading.all')],
        rows: stock.steps.map((step, index) => [stepText(step), ...byHolder.map((counts) => counts[index]!), totals[index]!]),
      }}
      legend={<Legend items={holders.map((holder) => ({ mark: holder, text: say(`leading.holder.${holder}`) }))} />}
      draw={(width) => {
        const left = 132;
        const x = scale(most, left, width - 40);
        return (
          <>
            {steps.map((tick) => (
              <g key={tick}>
                <line className="grid" x1={x(tick)} x2={x(tick)} y1={top} y2={top + rowHeight * stock.steps.length} />
                <text className="axis" x={x(tick)} y={top + rowHeight * stock.steps.length + 18} textAnchor="middle">{number(tick)}</text>
              </g>
            ))}
            {stock.steps.map((step, index) => (
              <g key={step.from}>
                <text className="label" x={left - 8} y={top + rowHeight * index + rowHeight / 2 + 5} textAnchor="end">{stepText(step)}</text>
                {stacked(byHolder.map((counts) => counts[index]!)).map(({ from, to }, part) => to > from && (
                  <rect key={holders[part]} className={`bar bar-${holders[part]}`} x={x(from)} y={top + rowHeight * index + 5} width={x(to) - x(from)} height={rowHeight - 10}>
                    <title>{`${stepText(step)}, ${say(`leading.holder.${holders[part]}`)}: ${number(to - from)}`}</title>
                  </rect>
                ))}
                <text className="value" x={x(totals[index]!) + 6} y={top + rowHeight * index + rowHeight / 2 + 5}>{number(totals[index]!)}</text>
              </g>
            ))}
          </>
        );
      }}
    />
  );
}
