// The next case: fifty officers at once, each asking again as soon as they have one, and one officer over HTTP.
import type { World } from '@ankomst/server/testing';
import { nextCase } from '../../../packages/server/src/queue/next-case.ts';
import type { Next } from '../../../packages/server/src/queue/api.ts';
import { figure, median, p95, times } from './figures.ts';

const atOnce = 50;

export async function measureNext(world: World, run: string, quick: boolean): Promise<void> {
  const { deps } = world.server;
  const each = quick ? 4 : 10;
  const seen = new Set<string>();
  const taken: number[] = [];
  const begin = performance.now();
  await Promise.all(Array.from({ length: atOnce }, async (_, who) => {
    const staff = { kind: 'staff' as const, staffId: `BL${who}`, unit: 'labour', roles: ['officer'] };
    for (let at = 0; at < each; at++) {
      const start = performance.now();
      const { case: handed } = await nextCase(deps, { staff, once: `${run}-${at}`, language: 'sv' });
      taken.push(performance.now() - start);
      if (!handed) throw new Error('the queue was empty');
      if (seen.has(handed.id)) throw new Error(`${handed.id} handed out twice`);
      seen.add(handed.id);
    }
  }));
  const seconds = (performance.now() - begin) / 1000;
  const [kept] = await deps.store.query<{ n: number }>('select count(*)::int as n from case_file where id = any($1) and assigned_to is not null', [[...seen]]);
  if (kept!.n !== atOnce * each) throw new Error(`${kept!.n} of ${atOnce * each} hand-outs are on file`);
  figure(`hand-outs, ${atOnce} officers at once`, seen.size / seconds, '/s', { note: `${seen.size} cases, none twice, all on file` });
  figure(`the next case, ${atOnce} officers at once, p95`, p95(taken), 'ms', { limit: 1000, note: median(taken) });

  const karin = await world.visitor('staff-karin-ek');
  const ask = async (at: number): Promise<void> => {
    const { status, text } = await karin.request('/desk/api/next', {
      method: 'POST', headers: { accept: 'application/json', origin: world.config.publicUrl.origin, 'content-type': 'application/json', 'idempotency-key': `bench-${run}-${at}` }, body: '{}',
    });
    if (status !== 200 || !(JSON.parse(text) as Next).case) throw new Error(`${status} ${text}`);
  };
  const alone = await times(quick ? 10 : 60, ask);
  figure('the next case, one officer, over HTTP, p95', p95(alone), 'ms', { limit: 1000, note: median(alone) });
}
