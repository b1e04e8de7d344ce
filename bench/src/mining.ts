/**
 * The mining library against its goals and against pm4py:
 *
 *   ANKOMST_LOGS=folder node scripts/run.mjs bench/src/mining.ts [--quick]
 *
 * The log is the public one of 262,200 events where it is in ANKOMST_LOGS, else one of its shape from a fixed seed.
 * pm4py is measured in the same run where python3 (or what PYTHON names) can import it, else its recorded figures stand
 * in (each line says which). Processor seconds, each measurement in a process of its own; reading on the clock too, and against the record
 * of pm4py 2.7.11 as well. Reading takes turns, two of ours for each of theirs, and medians are compared: a shared
 * machine is half as quick from one minute to the next. `--quick` leaves pm4py's slow ones to the
 * record, and the large log out.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Measured } from './mining-task.ts';
import { givenLog, writeCsv, writeXes } from './mining-log.ts';
import { pm4py, pm4pyVersion, recorded, type PeerMeasured } from './mining-pm4py.ts';

const quick = process.argv.includes('--quick');
const folder = mkdtempSync(join(tmpdir(), 'mining-bench-'));
let failed = 0;

function line(what: string, value: string, goal?: string, held = true): void {
  if (!held) failed++;
  console.log(`${what.padEnd(46)} ${value.padEnd(56)}${goal === undefined ? '' : ` goal ${goal.padEnd(12)} ${held ? 'PASS' : 'FAIL'}`}`);
}

function own(task: string, path: string, extra = ''): Measured {
  const run = spawnSync(process.execPath, ['--max-old-space-size=2000', join(import.meta.dirname, 'mining-task.ts'), task, path, extra], { encoding: 'utf8', maxBuffer: 1 << 26 });
  if (run.status !== 0) throw new Error(`${task}: ${run.stderr}`);
  return JSON.parse(run.stdout.trim().split('\n').at(-1)!) as Measured;
}

const time = (seconds: number): string => (seconds < 1 ? `${(seconds * 1000).toFixed(seconds < 0.1 ? 1 : 0)} ms` : `${seconds.toFixed(2)} s`);

/** One line: our time, theirs (measured here or recorded), and their ratio against the goal. */
function against(what: string, mine: Measured, peer: { seconds: number; here: boolean }, goal: number): void {
  const ratio = peer.seconds / mine.seconds;
  line(what, `${time(mine.seconds)}; pm4py ${time(peer.seconds)}${peer.here ? '' : ' (recorded)'}; ${ratio.toPrecision(3)} x`, `>= ${goal} x`, ratio >= goal);
}

/** The one in the middle. */
function median<T extends { seconds: number }>(all: T[]): T { return all.toSorted((a, b) => a.seconds - b.seconds)[all.length >> 1]!; }

/**
 * Reading, in turns with what it is held against, and against the record. The goals are judged in processor seconds,
 * like with like. Gives our own.
 */
function reading(path: string, peers: { what: string; measure(): PeerMeasured | null; record: number; goal: number }[]): Measured {
  const mines: Measured[] = [], theirs: PeerMeasured[][] = peers.map(() => []);
  for (let turn = 0; turn < 3; turn++) {
    peers.forEach((peer, i) => {
      mines.push(own('read', path), own('read', path));
      const measured = peer.measure();
      if (measured) theirs[i]!.push(measured);
    });
  }
  const mine = median(mines), clock = mines.map((one) => one.clock!).toSorted((a, b) => a - b)[mines.length >> 1]!;
  peers.forEach(({ what, record, goal }, i) => {
    const here = theirs[i]!.length > 0 ? median(theirs[i]!) : null;
    against(what, mine, here ? { seconds: here.seconds, here: true } : { seconds: record, here: false }, goal);
    if (!here) return;
    const spent = mines.map((one) => one.seconds), others = theirs[i]!.map((one) => time(one.seconds));
    line('  each time', `${time(Math.min(...spent))} to ${time(Math.max(...spent))}; pm4py ${others.join(', ')}`);
    line('  on the clock', `${time(clock)}; pm4py ${time(here.clock)}; ${(here.clock / clock).toPrecision(3)} x`);
    line('  against the record of pm4py 2.7.11', `${time(record)}; ${(record / mine.seconds).toPrecision(3)} x`);
  });
  return mine;
}

try {
  const version = pm4pyVersion();
  console.log(version ? `pm4py ${version} measured in this run` : 'pm4py cannot be imported by python3 here: its recorded figures stand in');
  const { path, log, generated } = await givenLog(folder);
  console.log(generated ? 'log: invented from a fixed seed, of the shape of the public one (which is not in ANKOMST_LOGS)' : `log: ${path}`);
  console.log(`${log.caseIds.length} cases, ${log.activity.length} events, ${log.activities.length} activities\n`);
  const peer = (key: keyof typeof recorded, task: string, file: string, extra = '', slow = false): { seconds: number; here: boolean } => {
    const measured = version && !(slow && quick) ? pm4py(task, file, extra) : null;
    return measured ? { seconds: measured.seconds, here: true } : { seconds: recorded[key], here: false };
  };

  const csv = join(folder, 'log.csv');
  await writeCsv(log, csv);
  reading(path, [
    { what: 'XES, gzip: the default reader (iterparse)', measure: () => (version ? pm4py('read', path, 'iterparse') : null), record: recorded['read default'], goal: 40 },
    { what: 'XES, gzip: its fastest reader (line_by_line)', measure: () => (version ? pm4py('read', path, 'line_by_line') : null), record: recorded['read fastest'], goal: 12 },
  ]);
  const readTable = reading(csv, [{ what: 'CSV', measure: () => (version ? pm4py('csv', csv) : null), record: recorded.csv, goal: 6 }]);
  const pass = own('pass', path), means = own('pass', path, 'means');
  const theirs = peer('pass', 'pass', path);
  against('map, means, variants, rework, throughput, ends', means, theirs, 80);
  line('  in a process that has just begun', time(means.first!));
  line('  with medians and 90th percentiles', `${time(pass.seconds)}; ${(theirs.seconds / pass.seconds).toPrecision(3)} x`);
  for (const noise of ['0.0', '0.2'] as const) against(`inductive miner, noise ${noise}`, own('inductive', path, noise), peer(`inductive ${noise}`, 'inductive', path, noise, true), 20);
  for (const noise of ['0.0', '0.2'] as const) against(`token replay on that model, noise ${noise}`, own('replay', path, noise), peer(`replay ${noise}`, 'replay', path, noise, true), 50);
  for (const noise of ['0.0', '0.2'] as const) {
    const aligned = own('alignments', path, noise);
    const variants = aligned.figures['variants']!;
    // pm4py needs hours for all: a sample of every 200th variant, scaled up
    const sample = version && !quick && noise === '0.0' ? pm4py('alignments', path) : null;
    const each = sample ? sample.seconds / sample.figures['variants']! : recorded['alignment a variant'];
    against(`alignments of ${variants} variants, noise ${noise}`, aligned, { seconds: each * variants, here: sample !== null }, 30);
    line('  all of them, every one optimal', `${time(aligned.seconds)}, ${aligned.figures['finished']} finished, ${aligned.figures['cost']} moves off`, '<= 90 s', aligned.seconds <= 90 && aligned.figures['finished'] === variants);
  }
  const handed = own('handover', path);
  line('handover of work', `${time(handed.seconds)}, ${handed.figures['unknown']} events without a resource`);
  const filtered = own('filter', path);
  line('another filter -> the new map (worst of four)', `${time(filtered.seconds)}; the first time ${time(filtered.first!)}`, '<= 100 ms', filtered.seconds <= 0.1);
  const rest = own('remaining', path);
  const f = rest.figures;
  line('remaining time, strict back-test', `off by ${f['error']!.toFixed(2)} days; naive ${f['median']!.toFixed(2)} and ${f['byActivity']!.toFixed(2)}; ${time(rest.seconds)}`, '< naive', f['error']! < Math.min(f['median']!, f['byActivity']!));
  line('  its interval held', `${(100 * f['coverage']!).toFixed(1)} % of ends; asked for ${(100 * f['asked']!).toFixed(0)} %`);

  if (!quick) {
    console.log('\nten times as many events');
    const large = join(folder, 'large.xes.gz'), largeTable = join(folder, 'large.csv');
    await writeXes(log, large, 10);
    // like is compared with like: the log written by the same hand
    const small = join(folder, 'small.xes.gz');
    await writeXes(log, small);
    const one = own('read', small), ten = own('read', large);
    line('XES, gzip', `${time(ten.seconds)} for ${ten.figures['events']} events; ${(ten.seconds / one.seconds).toFixed(1)} x the time of a tenth`, '<= 11 x', ten.seconds <= 11 * one.seconds);
    line('  greatest memory of the process', `${ten.peakMegabytes.toFixed(0)} MB`, '<= 350 MB', ten.peakMegabytes <= 350);
    await writeCsv(log, largeTable, 10);
    const table = own('read', largeTable);
    line('CSV', `${time(table.seconds)} for ${(statSync(largeTable).size / 1e6).toFixed(0)} MB; ${(table.seconds / readTable.seconds).toFixed(1)} x`, '<= 11 x', table.seconds <= 11 * readTable.seconds);
    line('  greatest memory of the process', `${table.peakMegabytes.toFixed(0)} MB`, '<= 350 MB', table.peakMegabytes <= 350);
    // the least of many runs on either side: growth is judged, not what else the machine does
    const wide = own('pass', large, 'means');
    line('map, means, variants, …', `${time(wide.seconds)}; ${(wide.least! / means.least!).toFixed(1)} x; ${wide.peakMegabytes.toFixed(0)} MB`, '<= 11 x', wide.least! <= 11 * means.least!);
    const again = own('filter', large);
    line('another filter -> the new map', `${time(again.seconds)}; the first time ${time(again.first!)}`, '<= 400 ms', again.seconds <= 0.4);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = failed === 0 ? 0 : 1;
