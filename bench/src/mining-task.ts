/** One measurement in a process of its own, so that memory and warmth are its own: `task file` -> one line of JSON. Called by mining.ts. */
import * as mining from '@ankomst/mining';
import { readCsvFile, readXesFile } from '@ankomst/mining/node';

/** Processor seconds; of repeated work the median, the first and the least (the run that others on the machine disturbed least). */
export interface Measured { seconds: number; /** On the clock. */ clock?: number; first?: number; least?: number; peakMegabytes: number; figures: Record<string, number> }

const [, , task, path, extra] = process.argv as [string, string, string, string, string?];
const cpu = (): number => { const { user, system } = process.cpuUsage(); return (user + system) / 1e6; };

async function timed<T>(work: () => T | Promise<T>): Promise<[number, T]> {
  const start = cpu();
  const result = await work();
  return [cpu() - start, result];
}

/** Warm: the median of some runs, and the first. */
async function repeated<T>(times: number, work: () => T): Promise<{ seconds: number; first: number; least: number; result: T }> {
  const spent: number[] = [];
  let result!: T;
  for (let i = 0; i < times; i++) { const [seconds, value] = await timed(work); spent.push(seconds); result = value; }
  return { first: spent[0]!, least: Math.min(...spent), seconds: spent.toSorted((a, b) => a - b)[times >> 1]!, result };
}

const readLog = (): Promise<mining.EventLog> => (path.endsWith('.csv') ? readCsvFile(path) : readXesFile(path));
const held = (log: mining.EventLog): Record<string, number> => ({ cases: log.caseIds.length, events: log.activity.length });

const tasks: Record<string, () => Promise<Omit<Measured, 'peakMegabytes'>>> = {
  async read() {
    const began = performance.now();
    const [seconds, log] = await timed(readLog);
    return { seconds, clock: (performance.now() - began) / 1000, figures: held(log) };
  },
  async pass() {
    const log = await readLog();
    const { seconds, first, least, result } = await repeated(31, () => mining.overview(log, { quantiles: extra !== 'means' }));
    return { seconds, first, least, figures: { ...held(log), variants: result.variants.length, edges: result.edges.length } };
  },
  /** Another filter -> the new map: filter stack, cases, overview, sliders. */
  async filter() {
    const log = await readLog();
    const whole = mining.overview(log);
    const stacks: mining.Filter[][] = [
      [{ filter: 'variants', coverage: 0.8 }],
      [{ filter: 'performance', measure: 'throughput', min: 86_400_000 }],
      [{ filter: 'attribute', of: 'event', key: 'concept:name', is: [log.activities[whole.edges[3]!.to]!] }],
      [{ filter: 'time', how: 'started', from: log.time[log.caseStart[Math.floor(log.caseIds.length / 4)]!]! }],
    ];
    let worst = 0, first = 0, cases = 0;
    for (const stack of stacks) {
      const one = await repeated(7, () => {
        const view = mining.overview(log, { cases: mining.applyFilters(log, stack).cases });
        mining.simplify(view, { activities: 0.8, paths: 0.3 });
        return view;
      });
      worst = Math.max(worst, one.seconds);
      first = Math.max(first, one.first);
      cases += one.result.cases;
    }
    return { seconds: worst, first, figures: { cases } };
  },
  async inductive() {
    const log = mining.simpleLog(await readLog());
    const [seconds, tree] = await timed(() => mining.inductiveMiner(log, { noise: Number(extra ?? 0) }));
    return { seconds, figures: { transitions: mining.treeToNet(tree).transitions.length } };
  },
  async replay() {
    const log = mining.simpleLog(await readLog());
    const net = mining.treeToNet(mining.inductiveMiner(log, { noise: Number(extra ?? 0) }));
    const [seconds, found] = await timed(() => mining.tokenReplay(net, log));
    return { seconds, figures: { fitness: found.logFitness, fitting: found.fitting } };
  },
  async alignments() {
    const log = mining.simpleLog(await readLog());
    const net = mining.treeToNet(mining.inductiveMiner(log, { noise: Number(extra ?? 0) }));
    const [seconds, found] = await timed(() => mining.align(net, log));
    const done = found.filter((one) => one.finished);
    return { seconds, figures: { variants: found.length, finished: done.length, cost: done.reduce((sum, one) => sum + (one.finished ? one.cost : 0), 0) } };
  },
  async remaining() {
    const log = await readLog();
    const [seconds, found] = await timed(() => mining.backTestRemainingTime(log));
    const day = 86_400_000;
    return { seconds, figures: { error: found.error / day, median: found.naive.median / day, byActivity: found.naive.medianByActivity / day, coverage: found.coverage, asked: found.asked } };
  },
  async handover() {
    const log = await readLog();
    const { seconds, first, result } = await repeated(9, () => mining.handover(log));
    return { seconds, first, figures: { edges: result.edges.length, unknown: result.unknown } };
  },
};

const measured = await tasks[task]!();
console.log(JSON.stringify({ ...measured, peakMegabytes: process.resourceUsage().maxRSS / 1024 } satisfies Measured));
