/**
 * Expected time and place in the queue with 1,000,000 cases, 300,000 of them waiting, on PostgreSQL:
 * - a place in the queue and what the case's page reads besides it;
 * - the rounds of the background: following the log, the queue by day, the times of a whole year.
 *
 *   node scripts/run.mjs bench/src/time.ts [--quick]
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { decisionCurve, expectedDays } from '@ankomst/core';
import { ageRows, countQueue, openStore, placeInQueue, readCaseTimes } from '@ankomst/store';
import { startPostgresServer } from '@ankomst/store/testing/postgres-server';
import { budget, quantileOf } from './report.ts';

const n = process.argv.includes('--quick') ? 100_000 : 1_000_000;
const now = '2026-11-23T08:00:00.000Z';
const server = await startPostgresServer();
const documentsDir = await mkdtemp(join(tmpdir(), 'ankomst-bench-'));
const store = await openStore({ databaseUrl: server.url }, { clock: { now: () => now }, documentsDir });
try {
  // Four services over two years; three of ten cases wait still.
  await store.query(`
    insert into case_file (id, number, service, rulebook, phase, unit, opened_at, lodged_at, decided_at, queue_since, version, state)
    select 'c' || i, '26-' || i, 'service-' || i % 4, 'r', case when i % 10 < 3 then 'lodged' else 'decided' end, 'u', t, t,
      case when i % 10 >= 3 then t + (i % 180) * interval '1 day' end, t, 1, jsonb_build_object('id', 'c' || i, 'completeAt', iso(t + interval '3 days'))
    from (select i, $1::timestamptz - interval '910 days' + (i::float8 / $2 * 730) * interval '1 day' as t from generate_series(1, $2::int) i) x`, [now, n]);
  await store.query('analyze');
  const timed = async <T>(work: () => Promise<T>): Promise<[number, T]> => {
    const from = performance.now();
    const result = await work();
    return [performance.now() - from, result];
  };
  const cases = n.toLocaleString('en');
  const [first, written] = await timed(() => readCaseTimes(store, now));
  if (written !== n) throw new Error(`${written} of ${n} cases read`);
  await store.query('vacuum analyze case_time');
  budget(`${cases} cases read for the first time`, first / 1000, 180, 's');
  budget('a round that follows the log and finds nothing new', (await timed(() => readCaseTimes(store, now)))[0], 50, 'ms');
  budget('the queue counted by day', (await timed(() => countQueue(store)))[0] / 1000, 5, 's');
  const [age, groups] = await timed(() => ageRows(store, '2025-11-23T08:00:00.000Z', now));
  budget('a year\'s ages of every kind of case', age / 1000, 10, 's');
  budget('curves and quantiles of all kinds', (await timed(async () => groups.map((one) => expectedDays(decisionCurve(one.rows)))))[0], 50, 'ms');
  const places: number[] = [];
  for (let i = 0; i < 300; i += 1) places.push((await timed(() => placeInQueue(store, `c${Math.floor((i * 7919 * 10) % n / 10) * 10 + 1 + i % 2}`)))[0]);
  budget('a place in the queue, p95', quantileOf(places, 0.95), 20, 'ms');
} finally {
  await store.close();
  await server.stop();
  await rm(documentsDir, { recursive: true, force: true });
}
