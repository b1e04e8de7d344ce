/**
 * The desk against its limits with 1,000,000 cases and persons on PostgreSQL: hand-outs, search, a case opened, lists and their
 * counts, the leader's views, decisions of the policies; and in headless Chromium from a key press to the paint, and the
 * first view on a thin line. Every answer is looked at, not only timed. Ends with one table of all figures and their limits.
 *
 *   npm run bench -- desk [CASES] [--only next,search,cases,lists,leading,policies,app] [--keep FOLDER]
 *
 * CASES: 1,000,000 where not said (--quick: 50,000). A million are laid out in about ten minutes on two cores and measured
 * in five; they take 6 GB on disk until the end. With --keep they stay in FOLDER, and the next run begins with measuring.
 * Exits with 1 where a limit is missed.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { shippedPeople } from '@ankomst/neighbours';
import { openStore } from '@ankomst/store';
import type { Store, StoreOptions } from '@ankomst/store';
import { findPostgresBinaries, startPostgresServer } from '@ankomst/store/testing/postgres-server';
import { startWorld } from '@ankomst/server/testing';
import type { World } from '@ankomst/server/testing';
import { workers } from '../../packages/server/src/areas.ts';
import { loadDemo } from '../../packages/server/src/demo/load-demo.ts';
import { clockWorker } from '../../packages/server/src/notices/workers.ts';
import { insightWorker } from '../../packages/server/src/insight/insight-worker.ts';
import { isName } from '../../packages/server/src/open-deps.ts';
import { policyRates } from './access.ts';
import { measureApp } from './desk/app.ts';
import { figure, printTable } from './desk/figures.ts';
import { fill, filled } from './desk/fill.ts';
import { measureNext } from './desk/next.ts';
import { measureCases, measureLeading, measureLists } from './desk/pages.ts';
import { measureSearch } from './desk/search.ts';

const args = process.argv.slice(2);
const said = (name: string): string | undefined => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
const quick = args.includes('--quick');
const asked = Number(args.find((one) => /^[\d_,]+$/.test(one))?.replace(/[_,]/g, '') ?? (quick ? 50_000 : 1_000_000));
const chosen = said('--only')?.split(',') ?? ['next', 'search', 'cases', 'lists', 'leading', 'policies', 'app'];
/** Cases invented and played through by the acts of the domain, to be opened among the bare ones. */
const invented = quick ? 60 : 300;

async function measure(world: World, size: number, run: string): Promise<void> {
  const { deps } = world.server;
  await loadDemo(deps, { people: shippedPeople(), cases: invented });
  if (chosen.includes('next')) await measureNext(world, run, quick);
  if (chosen.includes('search')) await measureSearch(world, size, quick);
  if (chosen.includes('cases')) await measureCases(world, size, quick);
  if (chosen.includes('lists')) await measureLists(world, quick);
  if (chosen.includes('leading')) await measureLeading(world, quick);
  if (chosen.includes('policies')) {
    const { byPolicies } = policyRates(quick ? 2_000 : 10_000);
    figure('decisions of the policies', byPolicies, '/s of a processor', { limit: 500, least: true });
  }
  if (chosen.includes('app')) await measureApp(world, quick);
}

if (findPostgresBinaries() === null) {
  console.log('no PostgreSQL programs on this machine: the desk is not measured');
} else {
  const kept = said('--keep');
  const keep = kept ? resolve(kept) : await mkdtemp(join(tmpdir(), 'ankomst-bench-'));
  const server = await startPostgresServer(['shared_buffers=1GB', 'max_wal_size=8GB', 'maintenance_work_mem=512MB'], { keep });
  const open = (options: Partial<StoreOptions> = {}): Promise<Store> =>
    openStore({ databaseUrl: server.url, connections: 16 }, { clock: { now: () => new Date().toISOString() }, documentsDir: join(keep, 'documents'), isName, ...options });
  const world = (): Promise<World> => startWorld({ store: { name: 'PostgreSQL', skip: undefined, open } });
  // the map has a bench of its own; its first reading of the whole log would run beside all that is measured here,
  // and so would the round of the law's clocks: the cases laid out here all come to it at once
  for (const one of [insightWorker, clockWorker]) workers.splice(workers.indexOf(one), 1);
  try {
    let store = await open();
    const before = await filled(store);
    if ((await store.query('select from rulebook limit 1')).length === 0) {
      // once without cases: the rulebooks and the queue's order are then on file
      await store.close();
      await (await world()).close();
      store = await open();
    }
    if (before === 0) await fill(store, asked);
    const size = before || asked;
    // the simulated key cabinet counts from the beginning again
    await store.query('update staff_key set counter = 0');
    await store.close();
    console.log(`${size.toLocaleString('en')} cases and persons${before ? ', kept from before' : ''}`);
    const measured = await world();
    try {
      await measure(measured, size, String(Date.now()));
    } finally {
      await measured.close();
    }
    printTable();
  } finally {
    await server.stop();
    if (!kept) await rm(keep, { recursive: true, force: true });
  }
}
