// What officers and leaders open, over HTTP, as they open it: a case, lists with their counts, the leader's views.
import type { World } from '@ankomst/server/testing';
import type { Visitor } from '../../../packages/server/src/testing/visitor.ts';
import { raiseAlarms } from '../../../packages/server/src/quality/raise-alarms.ts';
import { readOutcomes } from '@ankomst/store';
import { caseId, unitOf } from './fill.ts';
import { figure, median, p95, times } from './figures.ts';

async function got(visitor: Visitor, path: string): Promise<string> {
  const { status, text } = await visitor.get(path, { accept: 'application/json' });
  if (status !== 200) throw new Error(`${path}: ${status} ${text.slice(0, 200)}`);
  return text;
}

/** Cases invented and played through by the acts of the domain, with all that belongs to a case; and the bare ones between which they lie. */
export async function measureCases(world: World, size: number, quick: boolean): Promise<void> {
  const sara = await world.visitor('staff-sara-lind');
  const { store } = world.server.deps;
  const n = quick ? 40 : 200;
  const full = await store.query<{ id: string }>(`select f.id from case_file f where f.unit = 'child-family' and f.id not like 'bc-%' order by md5(f.id) limit $1`, [n]);
  const [mean] = await store.query<{ facts: number; events: number }>(`select avg(f)::float8 as facts, avg(e)::float8 as events from unnest($1::text[]) one
    cross join lateral (select count(*) as e from event where case_id = one) events
    cross join lateral (select count(*) as f from fact where subject = any(array(select 'case/' || one union select 'person/' || person_id from case_party where case_id = one))) facts`, [full.map((one) => one.id)]);
  const open = ({ id }: { id: string }): Promise<string> => got(sara, `/desk/api/cases/${id}`);
  for (const one of full.slice(0, 5)) await open(one);
  let bytes = 0;
  const whole = await times(full.length, async (at) => {
    const text = await open(full[at]!);
    if (!text.includes(full[at]!.id)) throw new Error('another case');
    bytes += text.length;
  });
  figure('a case opened, over HTTP, p95', p95(whole), 'ms', { limit: 100, note: `${full.length} different, on average ${mean!.facts.toFixed(0)} facts, ${mean!.events.toFixed(0)} events, ${(bytes / full.length / 1024).toFixed(0)} KB; ${median(whole)}` });
  const bare = Array.from({ length: n }, (_, at) => ({ id: caseId((at * 7907 * 3) % size - ((at * 7907 * 3) % size) % 3) }));
  if (bare.some((one) => unitOf(Number(one.id.slice(3))) !== 'child-family')) throw new Error('another unit');
  const lean = await times(n, (at) => open(bare[at]!));
  figure('one of the bare cases opened, p95', p95(lean), 'ms', { limit: 100, note: median(lean) });
  const together: number[] = [];
  const begin = performance.now();
  await Promise.all(Array.from({ length: 8 }, async (_, who) => { together.push(...await times(full.length / 8, (at) => open(full[(at * 8 + who) % full.length]!))); }));
  figure('cases opened by eight officers at once', together.length / ((performance.now() - begin) / 1000), '/s', { note: `p95 ${p95(together).toFixed(0)} ms` });
}

export async function measureLists(world: World, quick: boolean): Promise<void> {
  const karin = await world.visitor('staff-karin-ek');
  const n = quick ? 5 : 15;
  const counts = await times(n, () => got(karin, '/desk/api/filters'));
  figure('live counts of the lists, over HTTP, p95', p95(counts), 'ms', { limit: 500, note: median(counts) });
  for (const [what, query] of [['all open cases', ''], ['free, as they are handed out', 'sort=place&free=1'], ['one\'s own, as they are handed out', 'mine=1&sort=place'], ['waiting for a decision, by the law\'s day', 'waiting=decision&sort=due'], ['of one service, held by the unit', 'service=work-permit&holder=unit'], ['nothing happened for long', 'still=1']]) {
    let bytes = 0;
    const taken = await times(n, async () => { bytes = (await got(karin, `/desk/api/queue?${query}`)).length; });
    figure(`a list of 5,000 and its count: ${what}, p95`, p95(taken), 'ms', { limit: 1000, note: `${median(taken)}, ${(bytes / 1024).toFixed(0)} KB` });
    const page = await times(n, () => got(karin, `/desk/api/queue?${query}${query ? '&' : ''}limit=50`));
    figure(`its first 50 rows: ${what}, p95`, p95(page), 'ms', { limit: 200, note: median(page) });
  }
}

export async function measureLeading(world: World, quick: boolean): Promise<void> {
  const { deps } = world.server;
  const [eva, marta] = [await world.visitor('staff-eva-strom'), await world.visitor('staff-marta-falk')];
  const n = quick ? 5 : 15;
  for (const [what, visitor, path] of [
    ['a team\'s stock and work', eva, '/desk/api/team'], ['the larger team\'s', marta, '/desk/api/team?unit=labour'], ['alarms', eva, '/desk/api/alarms'], ['the automations and their switches', eva, '/desk/api/automations'],
    ['rates of agreement', eva, '/desk/api/quality'], ['a team\'s people', eva, '/desk/api/team/people'],
  ] as const) {
    const taken = await times(n, () => got(visitor, path));
    figure(`leaders: ${what}, over HTTP, p95`, p95(taken), 'ms', { limit: 200, note: median(taken) });
  }
  const now = (): string => deps.clock.now();
  const rounds = await times(n, () => readOutcomes(deps.store, now(), deps.authority.calendar.timeZone));
  figure('in the background: outcomes followed, nothing new, p95', p95(rounds), 'ms', { limit: 100, note: 'every ten seconds' });
  const alarms = await times(3, () => raiseAlarms(deps));
  figure('in the background: all alarms looked for', p95(alarms), 'ms', { limit: 1000, note: 'each hour' });
}
