import type { Deps } from '../deps.ts';
import { fewest, timesNow } from './expected-decision.ts';

/** For the start page: how long the most common kind of case of each service takes now, from the application. */
export async function homeTimes(deps: Deps): Promise<Map<string, { half: number; most: number }>> {
  const common = (await timesNow(deps)).filter((one) => one.stage === 'lodged' && one.decided >= fewest).sort((a, b) => a.decided - b.decided);
  return new Map(common.flatMap(({ service, p50, p90 }) => (p50 === null || p90 === null ? [] : [[service, { half: p50, most: p90 }]])));
}
