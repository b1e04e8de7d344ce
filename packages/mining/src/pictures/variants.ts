import { overview } from '../discover/overview.ts';
import type { EventLog } from '../log/event-log.ts';
import { quantile } from '../measure/quantile.ts';
import { known, openTest, type PictureSetting } from './setting.ts';

/** One way that cases went. */
export interface VariantRow { activities: string[]; cases: number; open: number; median: number | null }
/** The ways cases went, most frequent first; `all` counts those left out too. */
export interface VariantPicture { cases: number; all: number; variants: VariantRow[] }

/** The variant explorer's rows. Times are from the first to the last event, in milliseconds. */
export function variantPicture(log: EventLog, setting: PictureSetting, most = 60): VariantPicture {
  const view = overview(log, { quantiles: false });
  const isOpen = openTest(log, setting);
  return {
    cases: view.cases, all: view.variants.length,
    variants: view.variants.slice(0, most).map(({ activities, cases }) => ({
      activities: activities.map((a) => log.activities[a]!), cases: cases.length, open: cases.filter(isOpen).length,
      median: known(quantile(Float64Array.from(cases, (c) => view.throughput[c]!).filter((time) => !Number.isNaN(time)).sort(), 0.5)),
    })),
  };
}
