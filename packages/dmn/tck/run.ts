import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { readFolders } from './cases.ts';
import type { Folder } from './cases.ts';
import type { Outcome } from './worker.ts';

/**
 * Runs the DMN Technology Compatibility Kit: `npm run tck -- DIR [--csv FILE] [--only TEXT] [--failures]`.
 *
 * DIR is the kit (the folder that holds TestCases). Prints a table by level, value cases apart (those that expect more
 * than null: an engine that always answers null would pass the rest). The engine runs in a worker; a case that does not
 * end in time, or ends the worker, fails. Exits with 1 when a case fails that is not in expected-failures.txt.
 */

const CASE_SECONDS = 10;

interface Row { level: string; folder: string; id: string; passed: boolean; value: boolean; detail: string }

async function main(): Promise<void> {
  const args = process.argv.slice(2);
  const option = (name: string): string | undefined => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
  const dir = args.find((a, i) => !a.startsWith('--') && !['--csv', '--only'].includes(args[i - 1] ?? ''));
  if (dir === undefined) {
    console.error('usage: npm run tck -- DIR [--csv FILE] [--only TEXT] [--failures]');
    process.exit(2);
  }
  const root = existsSync(join(dir, 'TestCases')) ? join(dir, 'TestCases') : dir;
  const folders = readFolders(resolve(root));
  const only = option('--only');
  const rows = await runAll(resolve(root), folders, (f) => only === undefined || f.name.includes(only));
  const failed = rows.filter((r) => !r.passed);
  if (args.includes('--failures')) for (const r of failed) console.log(`${r.folder} ${r.id}: ${r.detail}`);
  print(rows);
  const csv = option('--csv');
  if (csv !== undefined) writeCsv(csv, rows);
  const expected = new Set(readFileSync(new URL('expected-failures.txt', import.meta.url), 'utf8').split('\n').map((l) => l.replace(/#.*/, '').trim()).filter(Boolean));
  const lost = failed.filter((r) => r.level !== 'non-compliant' && !expected.has(`${r.folder} ${r.id}`));
  const won = rows.filter((r) => r.passed && expected.has(`${r.folder} ${r.id}`));
  for (const r of won) console.log(`passes now, take it off expected-failures.txt: ${r.folder} ${r.id}`);
  if (lost.length > 0) {
    console.log(`\n${lost.length} cases lost:`);
    for (const r of lost.slice(0, 50)) console.log(`  ${r.folder} ${r.id}: ${r.detail.slice(0, 300)}`);
    process.exitCode = 1;
  } else console.log(`no case lost (${expected.size} expected to fail)`);
}

async function runAll(root: string, folders: readonly Folder[], wanted: (f: Folder) => boolean): Promise<Row[]> {
  const outcomes = new Map<string, Outcome>();
  let worker = await start(root);
  for (let f = 0; f < folders.length; f++) {
    if (!wanted(folders[f]!)) continue;
    let from = 0;
    while (from < folders[f]!.cases.length) {
      const end = await runFolder(worker, f, from, outcomes);
      if (end.finished) break;
      outcomes.set(`${f}/${end.at}`, { passed: false, detail: end.why });
      from = end.at + 1;
      await worker.terminate();
      worker = await start(root);
    }
  }
  await worker.terminate();
  const rows: Row[] = [];
  folders.forEach((folder, f) => {
    if (!wanted(folder)) return;
    folder.cases.forEach((c, at) => {
      const outcome = outcomes.get(`${f}/${at}`) ?? { passed: false, detail: 'not run' };
      rows.push({ level: folder.level, folder: folder.name, id: c.id, value: c.results.some((r) => r.expected !== null), ...outcome });
    });
  });
  return rows;
}

async function start(root: string): Promise<Worker> {
  const worker = new Worker(new URL('worker.ts', import.meta.url));
  await new Promise((ready, fail) => {
    worker.once('message', ready);
    worker.once('error', fail);
    worker.postMessage({ root });
  });
  return worker;
}

/** Runs a folder's cases from one on, until all are done or one neither ends nor fails by itself. */
function runFolder(worker: Worker, folder: number, from: number, outcomes: Map<string, Outcome>): Promise<{ finished: boolean; at: number; why: string }> {
  return new Promise((done) => {
    let at = from;
    let timer: NodeJS.Timeout | undefined;
    const end = (finished: boolean, why: string): void => {
      clearTimeout(timer);
      worker.off('message', hear).off('error', failed).off('exit', left);
      done({ finished, at, why });
    };
    const watch = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => end(false, `did not end within ${CASE_SECONDS} s`), CASE_SECONDS * 1000);
    };
    const hear = (m: { kind: string; at: number; outcome: Outcome }): void => {
      if (m.kind === 'start') {
        at = m.at;
        watch();
      } else if (m.kind === 'done') outcomes.set(`${folder}/${m.at}`, m.outcome);
      else if (m.kind === 'folder') end(true, '');
    };
    const failed = (e: Error): void => end(false, `ended the worker: ${e.message}`);
    const left = (code: number): void => end(false, `ended the worker with ${code}`);
    worker.on('message', hear).on('error', failed).on('exit', left);
    worker.postMessage({ folder, from });
    watch();
  });
}

function print(rows: readonly Row[]): void {
  const levels = [...new Set(rows.map((r) => r.level))].sort();
  const scored = rows.filter((r) => r.level !== 'non-compliant');
  const line = (name: string, of: readonly Row[]): void => {
    const values = of.filter((r) => r.value);
    const count = (x: readonly Row[]): string => {
      const passed = x.filter((r) => r.passed).length;
      const percent = x.length === 0 ? '' : ` ${(Math.floor((passed / x.length) * 10_000) / 100).toFixed(2)} %`;
      return `${`${passed} of ${x.length}`.padStart(14)}${percent.padStart(10)}`;
    };
    console.log(`${name.padEnd(22)}${count(of)}${count(values)}`);
  };
  console.log(`${'level'.padEnd(22)}${'cases'.padStart(24)}${'value cases'.padStart(24)}`);
  for (const l of levels) line(l, rows.filter((r) => r.level === l));
  line('levels 2 + 3', scored);
}

/** The kit's submission format: one quoted line per case. */
function writeCsv(file: string, rows: readonly Row[]): void {
  mkdirSync(dirname(resolve(file)), { recursive: true });
  const quote = (s: string): string => `"${s.replaceAll('"', '""')}"`;
  const lines = rows.map((r) => [quote(`${r.level}/${r.folder}`), quote(`${r.folder}-test-01`), quote(r.id), quote(r.passed ? 'SUCCESS' : 'ERROR'), quote(r.passed ? '' : r.detail.slice(0, 200))].join(','));
  writeFileSync(file, `${lines.join('\n')}\n`);
}

await main();
