/** pm4py on the same machine, where python3 can import it: each measurement in a process of its own, in processor seconds and seconds on the clock, without imports. */
import { spawnSync } from 'node:child_process';

const script = `
import sys, time, json, resource, warnings, contextlib, io
warnings.filterwarnings('ignore')
task, path, extra = sys.argv[1], sys.argv[2], (sys.argv[3] if len(sys.argv) > 3 else '')
with contextlib.redirect_stdout(io.StringIO()):
    import pandas, pm4py
pm4py.util.constants.SHOW_PROGRESS_BAR = False
def timed(work):
    global clock
    start, began = time.process_time(), time.perf_counter()
    result = work()
    clock = time.perf_counter() - began
    return time.process_time() - start, result
def frame(): return pm4py.read_xes(path, variant='line_by_line')
figures = {}
if task == 'version':
    print(json.dumps({'version': pm4py.__version__})); sys.exit()
if task == 'read':
    seconds, log = timed(lambda: pm4py.read_xes(path, variant=extra))
elif task == 'csv':
    seconds, log = timed(lambda: pm4py.format_dataframe(pandas.read_csv(path), case_id='case:concept:name', activity_key='concept:name', timestamp_key='time:timestamp'))
elif task == 'pass':
    log = frame()
    def all_of_it():
        dfg = pm4py.discover_dfg(log)
        variants = pm4py.get_variants(log)
        times = pm4py.discover_performance_dfg(log)
        pm4py.get_rework_cases_per_activity(log)
        pm4py.get_all_case_durations(log)
        return len(dfg[0]), len(variants)
    spent = [timed(all_of_it) for _ in range(3)]
    seconds = sorted(one[0] for one in spent)[1]
    figures = {'edges': spent[0][1][0], 'variants': spent[0][1][1]}
elif task == 'inductive':
    log = frame()
    seconds, tree = timed(lambda: pm4py.discover_process_tree_inductive(log, noise_threshold=float(extra)))
elif task == 'replay':
    log = frame()
    net = pm4py.discover_petri_net_inductive(log, noise_threshold=float(extra))
    seconds, fit = timed(lambda: pm4py.fitness_token_based_replay(log, *net))
    figures = {'fitness': fit['log_fitness'], 'fit': fit['percentage_of_fitting_traces']}
elif task == 'alignments':
    from pm4py.algo.conformance.alignments.petri_net import algorithm as alignments
    from pm4py.objects.log.obj import Trace, Event
    log = frame()
    net, im, fm = pm4py.discover_petri_net_inductive(log, noise_threshold=0.0)
    ways = list(pm4py.get_variants(log).keys())[::200]
    traces = [Trace([Event({'concept:name': name}) for name in way]) for way in ways]
    seconds, found = timed(lambda: [alignments.apply_trace(one, net, im, fm, variant=alignments.Variants.VERSION_DIJKSTRA_LESS_MEMORY) for one in traces])
    figures = {'variants': len(ways)}
print(json.dumps({'seconds': seconds, 'clock': clock, 'peakMegabytes': resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 'figures': figures}))
`;

function python(task: string, path = '', extra = '', minutes = 10): Record<string, unknown> | null {
  const run = spawnSync(process.env['PYTHON'] ?? 'python3', ['-c', script, task, path, extra], { encoding: 'utf8', timeout: minutes * 60_000 });
  if (run.status !== 0) return null;
  return JSON.parse(run.stdout.trim().split('\n').at(-1)!) as Record<string, unknown>;
}

/** The version that can be imported here; null for none. */
export function pm4pyVersion(): string | null {
  return (python('version', '', '', 1)?.['version'] as string | undefined) ?? null;
}

export interface PeerMeasured { seconds: number; clock: number; peakMegabytes: number; figures: Record<string, number> }

/** One measurement; null where it failed or took longer than allowed. */
export function pm4py(task: string, path: string, extra = ''): PeerMeasured | null {
  return python(task, path, extra) as PeerMeasured | null;
}

/**
 * What pm4py 2.7.11 (Python 3.11) took for the public log of 262,200 events on two cores, in processor seconds:
 * stands in where it is not at hand. Alignments are estimates from a sample, seconds a variant.
 */
export const recorded = {
  'read default': 24.6, 'read fastest': 7.7, csv: 1.7, pass: 2.7, 'inductive 0.0': 20, 'inductive 0.2': 26.7,
  'replay 0.0': 138.6, 'replay 0.2': 42.3, 'alignment a variant': 2.3,
} as const;
