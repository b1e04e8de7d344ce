import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readXesFile } from '../import/node-files.ts';
import { logOf } from '../testing/log-of.ts';
import { publicLog } from '../testing/public-logs.ts';
import { officeHours } from './calendar.ts';
import { instancesOf } from './instances.ts';
import { summarise } from './summary.ts';
import { activityTimes, flowEfficiency, throughputTimes, workTimes } from './times.ts';

const minute = 60_000;
const step = (transition: string, more: Record<string, string> = {}): Record<string, string> => ({ 'lifecycle:transition': transition, ...more });

test('scheduled, started, suspended, completed: waiting, service and sojourn', () => {
  const log = logOf([
    ['1', 'lodge', 0, step('complete')],
    ['1', 'check', 10, step('SCHEDULE')], ['1', 'check', 30, step('START')], ['1', 'check', 40, step('suspend')], ['1', 'check', 55, step('resume')], ['1', 'check', 60, step('COMPLETE')],
    ['1', 'decide', 100, step('start')], ['1', 'decide', 130, step('complete')],
    ['2', 'lodge', 5, step('complete')], ['2', 'check', 20, step('start')],
  ]);
  const work = instancesOf(log);
  assert.equal(work.count, 5);
  const times = workTimes(work);
  const of = (i: number): number[] => [times.waiting[i]!, times.service[i]!, times.sojourn[i]!].map((ms) => ms / minute);
  assert.deepEqual(of(0), [NaN, NaN, 0]); // only its completion is known: its parts are not, and not zero
  assert.deepEqual(of(1), [20, 15, 50]);
  assert.deepEqual(of(2), [40, 30, 70]);
  assert.deepEqual(of(4), [15, NaN, NaN]); // still being worked on
  const [lodge, check, decide] = activityTimes(log, work);
  assert.deepEqual([lodge!.pieces, lodge!.service.count, check!.pieces, check!.waiting.mean / minute, decide!.sojourn.sum / minute], [2, 0, 2, 17.5, 70]);
  assert.deepEqual(flowEfficiency(log, work)[0], { throughput: 130 * minute, worked: 60 * minute, efficiency: 60 / 130 });
});

test('two pieces of one activity at once: first in, first out, or by their number where the log has one', () => {
  const events = (numbered: boolean) => [['start', 'x', 0], ['start', 'y', 5], ['complete', 'y', 6], ['complete', 'x', 20]]
    .map(([transition, number, at]) => ['1', 'check', at as number, step(transition as string, numbered ? { 'concept:instance': number as string } : {})] as const);
  const service = (numbered: boolean): number[] => [...workTimes(instancesOf(logOf(events(numbered)))).service].map((ms) => ms / minute);
  assert.deepEqual(service(false), [6, 15]);
  assert.deepEqual(service(true), [20, 1]);
});

test('withdrawn work is not completed, and what was never begun is not ended', () => {
  const work = instancesOf(logOf([['1', 'check', 0, step('schedule')], ['1', 'check', 5, step('withdraw')], ['1', 'check', 9, step('resume')], ['1', 'check', 10, step('start')], ['1', 'check', 12, step('complete')]]));
  assert.equal(work.count, 2);
  assert.ok(Number.isNaN(work.complete[0]!));
  assert.deepEqual([work.start[1], work.complete[1]], [10 * minute, 12 * minute]);
});

test('a start in a column of its own', () => {
  const log = logOf([['1', 'a', 10, { start_timestamp: { instant: 4 * minute } }], ['1', 'b', 30, { start_timestamp: { instant: 22 * minute } }]]);
  assert.deepEqual([...workTimes(instancesOf(log)).service], [6 * minute, 8 * minute]);
  assert.deepEqual([...workTimes(instancesOf(log)).waiting], [0, 12 * minute]);
});

test('whatever the log: sojourn is waiting, service and suspension; all are measured by the clock given', () => {
  const transition = fc.constantFrom('schedule', 'start', 'suspend', 'resume', 'complete', 'withdraw', 'assign');
  const office = officeHours('Europe/Stockholm', '08:00', '16:00');
  fc.assert(fc.property(fc.array(fc.tuple(fc.constantFrom('1', '2'), fc.constantFrom('a', 'b'), fc.nat(20_000), transition), { maxLength: 40 }), (list) => {
    const log = logOf(list.map(([id, activity, at, kind]) => [id, activity, at, step(kind)] as const));
    const work = instancesOf(log);
    const real = workTimes(work), worked = workTimes(work, office);
    for (let i = 0; i < work.count; i++) {
      assert.ok(!(real.waiting[i]! < 0) && !(real.service[i]! < 0), `${real.waiting[i]} ${real.service[i]}`);
      if (!Number.isNaN(real.service[i]!)) assert.equal(real.waiting[i]! + real.service[i]! + work.paused[i]!, real.sojourn[i]);
      if (work.paused[i] === 0 && !Number.isNaN(real.service[i]!)) assert.equal(worked.waiting[i]! + worked.service[i]!, worked.sojourn[i]);
      assert.ok(!(worked.sojourn[i]! > real.sojourn[i]!));
      assert.equal(log.activity[work.row[i]!], work.activity[i]);
    }
    // each completion that can be one completes one piece
    assert.equal(work.complete.filter((at) => !Number.isNaN(at)).length, list.filter((one) => one[3] === 'complete').length);
    for (const one of flowEfficiency(log, work)) assert.ok(!(one.efficiency > 1) && !(one.efficiency < 0));
  }));
});

test('a summary leaves out what is not known; one value has no deviation', () => {
  assert.deepEqual(summarise([NaN, 4]), { count: 1, mean: 4, median: 4, p90: 4, sum: 4, min: 4, max: 4, deviation: null });
  assert.equal(summarise([]).count, 0);
  assert.equal(summarise([1, 3]).deviation, Math.SQRT2);
});

const bpic2012 = publicLog('bpic2012.xes.gz');
test('bpic2012: service and throughput times as pm4py 2.7', { skip: bpic2012.skip }, async () => {
  const log = await readXesFile(bpic2012.path);
  const whole = summarise(throughputTimes(log));
  assert.equal(whole.count, 13_087);
  assert.ok(Math.abs(whole.median - 69_857_434) < 1);
  const of = activityTimes(log, instancesOf(log));
  const seconds = (name: string): number => of[log.activities.indexOf(name)]!.service.sum / 1000;
  // pm4py gives means over all completions, those without a start as 0 seconds: mean x completions is the sum
  for (const [name, mean, completions] of [
    ['W_Completeren aanvraag', 601.1474420661743, 23_967], ['W_Nabellen offertes', 544.9132089571727, 22_976],
    ['W_Valideren aanvraag', 1255.6771003166562, 7_895], ['W_Beoordelen fraude', 556.4085592592592, 270],
  ] as const) assert.ok(Math.abs(seconds(name) - mean * completions) < 0.01, `${name}: ${seconds(name)}`);
});

const intervals = publicLog('interval_event_log.xes');
test('interval_event_log: mean service times as pm4py 2.7', { skip: intervals.skip }, async () => {
  const log = await readXesFile(intervals.path);
  const of = activityTimes(log, instancesOf(log));
  for (const [name, mean] of [['place order', 2521.849131121643], ['pay', 720.8782222222222], ['cancel order', 1100.9219858156027], ['make delivery', 2111.2213333333334]] as const) {
    assert.ok(Math.abs(of[log.activities.indexOf(name)]!.service.mean / 1000 - mean) < 1e-6);
  }
});
