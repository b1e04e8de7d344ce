/**
 * The store against its limits:
 * - core transactions per second (one case, two facts, one event, one errand in one commit) against
 *   pgbench calling the same function on the same server: the ratio is what Node and the driver cost;
 * - a page of open cases out of 1,000,000, in milliseconds;
 * - history loaded in bulk, the audit of all of it, and the time from a commit to its errand's start.
 *
 *   node scripts/run.mjs bench/src/store.ts [--quick] [--only core,bulk,audit,outbox,list] [--pglite-list]
 */
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { CaseFile, Change } from '@ankomst/core';
import { openCases, openStore, runOutbox, verifyAudit, writeCheckpoint } from '@ankomst/store';
import type { OpenCasesFilter, Store } from '@ankomst/store';
import { findPostgresBinaries, startPostgresServer } from '@ankomst/store/testing/postgres-server';
import type { PostgresServer } from '@ankomst/store/testing/postgres-server';

const quick = process.argv.includes('--quick');
const chosen = process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1]!.split(',') : ['core', 'bulk', 'audit', 'outbox', 'list'];
const seconds = quick ? 2 : 5;
const rounds = quick ? 1 : 3;
const openCaseCount = quick ? 100_000 : 1_000_000;
const clock = { now: () => new Date().toISOString() };
const at = '2026-11-03T08:00:00.000Z';

let failed = 0;
/** One line for each figure: value, and the ratio or budget it is held against. */
function line(what: string, value: string, against?: { text: string; ok?: boolean }): void {
  if (against?.ok === false) failed++;
  console.log(`${what.padEnd(58)} ${value.padStart(16)}${against ? `   ${against.text.padEnd(22)} ${against.ok === undefined ? '' : against.ok ? 'PASS' : 'FAIL'}` : ''}`);
}
const median = (values: number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
const percentile = (values: number[], share: number): number => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))]!;

/** A case as it looks half-way, with what a state usually holds. */
const caseOf = (id: string, version: number): CaseFile => ({
  id, number: `26-${id}`, service: 'some-service', rulebook: `sha256:${'a'.repeat(64)}`, phase: 'lodged', unit: 'unit-1', openedAt: at, lodgedAt: at, lodgedBy: `p1-${id}`,
  parties: [{ personId: `p0-${id}`, role: 'applicant' }, { personId: `p1-${id}`, role: 'guardian' }, { personId: `p2-${id}`, role: 'guardian' }],
  waiting: { reason: 'approval', holder: { kind: 'person', personId: `p2-${id}`, role: 'guardian' }, since: at, nextLegalDate: { on: '2027-02-03', basis: 'some-law', deadline: 'answer' } },
  openRequests: [], waited: [], version,
});
/** The core transaction. `n` makes its ids unique. */
const coreChange = (id: string, n: number | string, version: number): Change => ({
  cases: [caseOf(id, version)],
  facts: [1, 2].map((which) => ({
    id: `f${which}-${id}-${n}`, subject: `person/p${which}-${id}`, name: 'person.address', value: { street: `Storgatan ${which}`, city: 'Göteborg', number: n }, source: 'applicant' as const,
    certainty: 'stated' as const, assertedBy: `person/p1-${id}`, assertedAt: at, asked: { form: '1', page: 'address', language: 'ar' },
  })),
  events: [{ id: `e-${id}-${n}`, caseId: id, type: 'FactsRecorded', at, actor: { kind: 'person', id: `p1-${id}` }, data: { facts: [`f1-${id}-${n}`, `f2-${id}-${n}`] } }],
  outbox: [{ id: `o-${id}-${n}`, key: `k-${id}-${n}`, topic: 'ping', caseId: id, payload: { to: `p2-${id}` } }],
});
const opening = (id: string): Change => ({ persons: [0, 1, 2].map((which) => ({ id: `p${which}-${id}`, createdAt: at })), cases: [caseOf(id, 0)] });

/** Transactions per second of so many callers, each on a case of its own. */
async function throughput(store: Store, callers: number, run: string): Promise<number> {
  const ids = Array.from({ length: callers }, (_, i) => `js-${run}-${i}`);
  for (const id of ids) await store.commit(opening(id));
  let done = 0;
  const begin = performance.now();
  const end = begin + seconds * 1000;
  await Promise.all(ids.map(async (id) => {
    for (let version = 1; performance.now() < end; version++) {
      await store.commit(coreChange(id, version, version));
      done++;
    }
  }));
  return done / ((performance.now() - begin) / 1000);
}

/** The same call with the same text from pgbench: the most the server gives. */
async function pgbench(server: PostgresServer, store: Store, callers: number, run: string, directory: string): Promise<number> {
  for (let i = 0; i < callers; i++) await store.commit(opening(`pb-${run}-${i}`));
  // The text is kept in a table and its numbers filled in there, so that the statement is prepared once, as ours is.
  const { events, ...rest } = coreChange(`pb-${run}-@client@`, '@n@', 0);
  const [event] = events!;
  const text = JSON.stringify({ ...rest, now: at, events: [{ ...event!, data: undefined, body: JSON.stringify(event) }] }).replace('"version":0', '"version":@n@');
  await store.query('create table if not exists pgbench_text (run text primary key, body text not null)');
  await store.query('insert into pgbench_text values ($1, $2)', [run, text]);
  const script = join(directory, 'core.sql');
  await writeFile(script, `select commit_change(replace(replace(body, '@client@', (:client_id)::text), '@n@', (:n)::text)::jsonb) from pgbench_text where run = '${run}';\n\\set n :n + 1\n`);
  const result = spawnSync(join(server.binaries, 'pgbench'),
    ['-h', server.socketDir, '-U', 'postgres', '-n', '-M', 'prepared', '-c', String(callers), '-j', '2', '-T', String(seconds), '-D', 'n=1', '-f', script, 'postgres'],
    { encoding: 'utf8', env: { ...process.env, PGOPTIONS: '-c search_path=bench -c jit=off' } });
  const tps = /^tps = ([\d.]+)/m.exec(result.stdout)?.[1];
  if (tps === undefined || /number of failed transactions: [1-9]/.test(result.stdout) || result.stderr.includes('ERROR')) throw new Error(`pgbench: ${result.stdout}${result.stderr}`);
  return Number(tps);
}

async function core(server: PostgresServer | null, postgres: Store | null, pglite: Store, directory: string): Promise<void> {
  for (const callers of [1, 16]) {
    const peer: number[] = [];
    const own: number[] = [];
    const embedded: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const run = `${callers}-${round}`;
      if (server && postgres) {
        peer.push(await pgbench(server, postgres, callers, run, directory));
        own.push(await throughput(postgres, callers, run));
      }
      embedded.push(await throughput(pglite, callers, run));
    }
    const name = `core transactions, ${callers} caller${callers > 1 ? 's' : ''}`;
    if (peer.length > 0) {
      const ratio = median(own.map((value, round) => value / peer[round]!));
      line(`${name}, pgbench`, `${median(peer).toFixed(0)}/s`);
      line(`${name}, PostgreSQL`, `${median(own).toFixed(0)}/s`, callers === 16 ? { text: `ratio ${ratio.toFixed(2)} (>= 0.50)`, ok: ratio >= 0.5 } : { text: `ratio ${ratio.toFixed(2)}` });
    }
    line(`${name}, PGlite`, `${median(embedded).toFixed(0)}/s`);
  }
}

async function bulk(name: string, store: Store): Promise<void> {
  const count = quick ? 1000 : 5000;
  const changes = function* (): Generator<Change> {
    for (let i = 0; i < count; i++) {
      const id = `bulk-${i}`;
      yield opening(id);
      yield coreChange(id, 1, 1);
    }
  };
  const begin = performance.now();
  const { changes: loaded } = await store.bulkLoad(changes());
  const rate = loaded / ((performance.now() - begin) / 1000);
  line(`history in bulk, ${name}`, `${rate.toFixed(0)} changes/s`, { text: 'budget >= 500/s', ok: rate >= 500 });
}

/** Every event recomputed and every chain judged, after a checkpoint. */
async function audit(name: string, store: Store): Promise<void> {
  await writeCheckpoint(store, () => 'unsigned');
  const begin = performance.now();
  const { checked, findings } = await verifyAudit(store, { keys: [] });
  const rate = checked.events / ((performance.now() - begin) / 1000);
  const wrong = findings.filter(({ kind }) => kind !== 'signature').length;
  line(`audit of ${checked.events.toLocaleString('en')} events, ${name}`, `${rate.toFixed(0)} events/s`, { text: `${wrong} findings`, ok: wrong === 0 });
}

async function outbox(name: string, store: Store): Promise<void> {
  const stop = new AbortController();
  const begun = new Map<string, number>();
  const waits: number[] = [];
  let arrived = (): void => {};
  const worker = runOutbox(store, { wake: async ({ key }) => {
    waits.push(performance.now() - begun.get(key)!);
    arrived();
  } }, { signal: stop.signal, random: Math.random });
  for (let i = 0; i < (quick ? 40 : 200); i++) {
    const start = new Promise<void>((resolve) => { arrived = resolve; });
    const key = `wake-${i}`;
    begun.set(key, performance.now());
    await store.commit({ outbox: [{ id: key, key, topic: 'wake', payload: null }] });
    begun.set(key, Math.max(begun.get(key)!, performance.now()));
    await start;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  stop.abort();
  await worker;
  const p95 = percentile(waits, 0.95);
  line(`commit to start of its errand, ${name}, p95`, `${p95.toFixed(1)} ms`, { text: 'budget 50 ms', ok: p95 <= 50 });
}

/** So many open cases, spread unevenly over units, reasons and holders; the commonest given name is a tenth of all, the commonest surname a twelfth. */
async function fillOpenCases(store: Store): Promise<void> {
  const step = 100_000;
  for (let from = 1; from <= openCaseCount; from += step) {
    const to = Math.min(openCaseCount, from + step - 1);
    await store.query(`insert into person (id, created_at, search_names)
      select 'lp-' || i, '${at}', (array['mona','kadri','yemane','christopher','olena','mohammed','fatima','anna','ivan','sara'])[1 + i % 10] || ' ' || substr(md5(i::text), 1, 6) || ' sur' || floor(2000 * power(random(), 3))
      from generate_series(${from}, ${to}) i`);
    await store.query(`insert into case_file (id, number, service, rulebook, phase, unit, opened_at, waiting_reason, waiting_holder_kind, waiting_holder, queue_since, next_legal_date, version, state)
      select 'lc-' || lpad(i::text, 8, '0'), '26-' || lpad(i::text, 7, '0'), 'some-service', 'sha256:x', (array['offered','lodged','lodged','decided'])[1 + i % 4],
        'unit-' || floor(30 * power(random(), 2)), '${at}', 'reason-' || floor(12 * power(random(), 3)), k, k || '/' || floor(random() * 300), timestamptz '2025-01-01' + random() * interval '600 days',
        '2027-01-01', 1, jsonb_build_object('id', i, 'parties', jsonb_build_array(jsonb_build_object('personId', 'lp-' || i, 'role', 'applicant')), 'stopped', null, 'filler', repeat('x', 400))
      from generate_series(${from}, ${to}) i, lateral (select (array['person','person','unit','staff','partner'])[1 + floor(5 * random() + 0 * i)::int] k) h`);
    await store.query(`insert into case_party select 'lc-' || lpad(i::text, 8, '0'), 'lp-' || i, 'applicant' from generate_series(${from}, ${to}) i`);
    process.stderr.write('.');
  }
  process.stderr.write('\n');
  await store.driver.script('analyze case_file; analyze person; analyze case_party;');
}

async function list(name: string, store: Store): Promise<void> {
  const begin = performance.now();
  await fillOpenCases(store);
  line(`open cases laid out, ${name}`, `${openCaseCount.toLocaleString('en')} in ${((performance.now() - begin) / 1000).toFixed(0)} s`);
  const lists: [string, (i: number) => OpenCasesFilter][] = [
    ['all', () => ({})],
    ['a unit', (i) => ({ unit: `unit-${i % 30}` })],
    ['a unit and reason', (i) => ({ unit: `unit-${i % 30}`, reason: `reason-${i % 12}` })],
    ['a reason', (i) => ({ reason: `reason-${i % 12}` })],
    ['a kind of holder in a unit', (i) => ({ unit: `unit-${i % 30}`, holderKind: (['person', 'unit', 'staff', 'partner'] as const)[i % 4]! })],
    ['one officer\'s', (i) => ({ holder: `staff/${i % 300}` })],
    ['a phase', (i) => ({ phase: (['offered', 'lodged', 'decided'] as const)[i % 3]! })],
    ['a unit, reason, kind and phase', (i) => ({ unit: `unit-${i % 30}`, reason: `reason-${i % 12}`, holderKind: 'staff', phase: 'decided' })],
    ['a case number', (i) => ({ text: `26-${String(1 + (i * 7919) % openCaseCount).padStart(7, '0')}` })],
    ['the beginning of a number', (i) => ({ text: `26-0${i % 10}` })],
    ['a rare name', (i) => ({ text: `sur${i % 5} ${'0123456789abcdef'[i % 16]}${'0123456789abcdef'[(i * 5) % 16]}a` })],
    ['a common name', () => ({ text: 'mona sur0' })],
    ['a common name in a unit', (i) => ({ text: 'anna', unit: `unit-${i % 30}` })],
  ];
  for (const [what, filter] of lists) {
    const times: number[] = [];
    for (let i = 0; i < (quick ? 20 : 60); i++) {
      const start = performance.now();
      const { next } = await openCases(store, filter(i));
      times.push(performance.now() - start);
      // A page further down costs the same: from the middle of the time the cases span.
      if (next !== null) {
        const deep = performance.now();
        await openCases(store, filter(i), { after: { since: '2025-11-01T00:00:00.000Z', id: '' } });
        times.push(performance.now() - deep);
      }
    }
    const p95 = percentile(times, 0.95);
    line(`50 of ${openCaseCount.toLocaleString('en')} open cases: ${what}, ${name}`, `p50 ${median(times).toFixed(1)} p95 ${p95.toFixed(1)}`, { text: 'budget p95 50 ms', ok: p95 <= 50 });
  }
}

const directory = await mkdtemp(join(tmpdir(), 'ankomst-bench-'));
const begin = performance.now();
let pglite = await openStore({ dataDir: join(directory, 'pglite') }, { clock });
const first = performance.now() - begin;
await pglite.close();
const again = performance.now();
pglite = await openStore({ dataDir: join(directory, 'pglite') }, { clock });
line('PGlite: first start', `${(first / 1000).toFixed(1)} s`);
line('PGlite: start on a prepared directory', `${((performance.now() - again) / 1000).toFixed(2)} s`, { text: 'budget 3 s', ok: performance.now() - again <= 3000 });

const server = findPostgresBinaries() === null ? null : await startPostgresServer(['shared_buffers=1GB', 'max_wal_size=4GB']);
if (server === null) console.log('no PostgreSQL programs on this machine: its half is not measured');
const postgres = server === null ? null : await openStore({ databaseUrl: server.url, schema: 'bench' }, { clock, documentsDir: directory });
try {
  if (chosen.includes('core')) await core(server, postgres, pglite, directory);
  for (const [name, store] of [['PostgreSQL', postgres], ['PGlite', pglite]] as const) {
    if (store === null) continue;
    if (chosen.includes('bulk')) await bulk(name, store);
    if (chosen.includes('audit')) await audit(name, store);
    if (chosen.includes('outbox')) await outbox(name, store);
    if (chosen.includes('list') && (name === 'PostgreSQL' || process.argv.includes('--pglite-list'))) await list(name, store);
  }
} finally {
  await postgres?.close();
  await server?.stop();
  await pglite.close();
  await rm(directory, { recursive: true, force: true });
}
console.log(failed === 0 ? 'store: PASS' : `store: FAIL (${failed})`);
process.exitCode = failed === 0 ? 0 : 1;
