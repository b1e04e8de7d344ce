import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { parseXes, validateOcelJson, type FlowPicture } from '@ankomst/mining';
import { accessesTo, loadCase, markProtected } from '@ankomst/store';
import { testStores } from '@ankomst/store/testing';
import { adam, answerApproval, lodged, sarah } from '../testing/newborn.ts';
import type { Page, Visitor } from '../testing/visitor.ts';
import { startWorld, type World } from '../testing/world.ts';
import type { InsightCase, InsightCases, InsightPicture, InsightSetting } from './api.ts';
import { closeLiveLog, LiveLog, liveLog } from './live-log.ts';
import { baseOf, ownSetting } from './own-log.ts';

const service = 'child-born-in-sweden';
const staff = { sara: 'staff-sara-lind', karin: 'staff-karin-ek', eva: 'staff-eva-strom', ivan: 'staff-ivan-novak', marta: 'staff-marta-falk', lena: 'staff-lena-berg', nils: 'staff-nils-berg' } as const;

for (const store of testStores()) {
  describe(`the authority's own map, on ${store.name}`, { skip: store.skip }, () => {
    let world: World, mother: Visitor, id: string;
    const who = {} as Record<keyof typeof staff, Visitor>;
    before(async () => {
      world = await startWorld({ store });
      for (const [name, account] of Object.entries(staff)) who[name as keyof typeof staff] = await world.visitor(account);
      mother = await world.visitor(sarah);
      id = await lodged(world, mother);
    });
    after(() => world.close());

    const get = (visitor: Visitor, path: string): Promise<Page> => visitor.request(`/desk/api/insight/${path}`, { headers: { accept: 'application/json' } });
    const json = async <T>(visitor: Visitor, path: string): Promise<T> => {
      const { status, text } = await get(visitor, path);
      assert.equal(status, 200, `${path}: ${text}`);
      return JSON.parse(text) as T;
    };
    const flow = (visitor: Visitor, level: string): Promise<InsightPicture<'flow'>> => json(visitor, `pictures/flow?${level}`);
    const steps = (picture: FlowPicture): string[] => picture.nodes.map((one) => one.activity);

    test('an event is on the map as soon as somebody looks', async () => {
      await liveLog(world.server.deps).upToDate();
      const before = await flow(who.sara, 'level=unit');
      assert.equal(before.cases, 1);
      assert.ok(steps(before.picture!).includes('ApplicationLodged') && !steps(before.picture!).includes('DecisionMade:robot'));
      await answerApproval(await world.visitor(adam), id, true);
      await liveLog(world.server.deps).upToDate();
      const then = await flow(who.sara, 'level=unit');
      assert.deepEqual([then.cases, then.picture!.open], [1, 1]);
      assert.ok(steps(then.picture!).includes('DecisionMade:robot'), steps(then.picture!).join());
    });

    test('each sees the levels of their role, their own unit, and nothing else', async () => {
      const status = async (visitor: Visitor, query: string): Promise<number> => (await get(visitor, `pictures/flow?${query}`)).status;
      const levels = async (visitor: Visitor): Promise<string[]> => (await json<InsightSetting>(visitor, 'setting')).levels;
      assert.deepEqual(await levels(who.sara), ['unit', 'team', 'own']);
      assert.deepEqual(await levels(who.eva), ['unit', 'team']);
      assert.deepEqual(await levels(who.marta), ['authority', 'unit', 'team']);
      assert.deepEqual(await Promise.all([status(who.sara, 'level=authority'), status(who.eva, 'level=own'), status(who.eva, 'level=unit&unit=labour'), status(who.ivan, 'level=own')]), [403, 403, 403, 403]);
      assert.deepEqual(await Promise.all([status(who.lena, 'level=unit'), status(who.nils, 'level=unit'), status(mother, 'level=unit'), status(who.ivan, 'level=unit')]), [403, 403, 401, 400]);
      assert.equal((await flow(who.karin, 'level=unit')).cases, 0, 'another unit has none of this one\'s');
      assert.equal((await flow(who.ivan, 'level=authority')).cases, 1);
      assert.equal((await flow(who.ivan, 'level=unit&unit=child-family')).cases, 1);
      assert.equal((await flow(who.sara, 'level=own')).cases, 0, 'nobody has taken it');
    });

    test('a team of few people shows nothing, and nobody can choose by a colleague or by one case', async () => {
      const team = await flow(who.eva, `level=team&service=${service}`);
      assert.deepEqual([team.picture, team.tooFew], [null, 'people']);
      for (const filter of [{ filter: 'attribute', of: 'case', key: '#assigned', is: ['x'] }, { filter: 'attribute', of: 'event', key: '#staff', is: ['x'] }, { filter: 'attribute', of: 'case', key: 'concept:name', is: [id] }, { filter: 'no-such' }]) {
        assert.equal((await get(who.eva, `pictures/flow?level=unit&filters=${encodeURIComponent(JSON.stringify([filter]))}`)).status, 400, JSON.stringify(filter));
      }
      assert.equal((await get(who.eva, 'pictures/flow?level=unit&filters=%5B')).status, 400);
    });

    test('no picture and no word of the setting names a case, a colleague or a person', async () => {
      const { file } = (await loadCase(world.server.deps.store, id))!;
      const canaries = [id, file.number, ...file.parties.map((party) => party.personId), 'SL1042', 'Sarah', 'Doe'];
      for (const path of ['setting', ...['flow', 'waits', 'ages', 'lead', 'variants', 'dots', 'moves', 'prescribed'].map((name) => `pictures/${name}?level=unit&service=${service}`)]) {
        const { status, text } = await get(who.sara, path);
        assert.equal(status, 200, path);
        for (const canary of canaries) assert.ok(!text.includes(canary), `${canary} in ${path}`);
      }
    });

    test('the cases behind a picture: those one may see, logged; one case by the one door', async () => {
      const list = await json<InsightCases>(who.sara, 'cases?level=unit');
      assert.deepEqual(list.list.map((one) => one.id), [id]);
      const personId = (await loadCase(world.server.deps.store, id))!.file.parties[0]!.personId;
      assert.ok((await accessesTo(world.server.deps.store, personId)).some((one) => one.what === 'insight-cases'));
      const line = await json<InsightCase>(who.sara, `cases/${id}`);
      assert.ok(line.events.length > 5 && line.waits.length >= 2 && line.waits.at(-1)!.to === null);
      assert.ok((await accessesTo(world.server.deps.store, personId)).some((one) => one.what === 'insight-case'));
      // a figure names its cases; what is no figure is told so
      const behind = (spot: object): string => `cases?level=unit&spots=${encodeURIComponent(JSON.stringify([spot]))}`;
      assert.deepEqual((await json<InsightCases>(who.sara, behind({ spot: 'ages', from: 0, to: 7 }))).list.map((one) => one.id), [id]);
      assert.equal((await json<InsightCases>(who.sara, behind({ spot: 'ages', from: 365, to: null }))).cases, 0);
      assert.equal((await get(who.sara, behind({ spot: 'nothing' }))).status, 400);
      assert.deepEqual(await json(who.eva, `cases?level=team&service=${service}`), { cases: 0, list: [], tooFew: 'people' }, 'no list where there is no picture');
      assert.equal((await get(who.karin, `cases/${id}`)).status, 404, 'another unit\'s officer');
      assert.equal((await get(who.eva, 'cases?level=unit')).status, 200);
    });

    test('the log as XES and OCEL: for those who may, without names, logged, and without protected people', async () => {
      for (const visitor of [who.sara, who.marta, who.lena]) assert.equal((await get(visitor, 'export?as=xes&level=unit&unit=child-family')).status, 403);
      assert.equal((await get(who.eva, `export?as=xes&level=team&service=${service}`)).status, 403, 'nothing smaller than a unit');
      const xes = await get(who.ivan, 'export?as=xes&level=authority');
      assert.match(xes.headers.get('content-disposition')!, /attachment; filename="ankomst-.*\.xes"/);
      assert.equal(parseXes(xes.text).caseIds.length, 1);
      const ocel = await get(who.eva, 'export?as=ocel&level=unit');
      assert.deepEqual(validateOcelJson(ocel.text), []);
      const { file } = (await loadCase(world.server.deps.store, id))!;
      for (const text of [xes.text, ocel.text]) for (const canary of [id, file.number, 'SL1042', ...file.parties.map((party) => party.personId)]) assert.ok(!text.includes(canary), canary);
      const [logged] = await world.server.deps.store.query<{ n: number }>(`select count(*)::int as n from access_log where what = 'insight-export'`);
      assert.equal(logged!.n, 2);

      await markProtected(world.server.deps.store, { personId: file.parties[0]!.personId, kind: 'marking', reason: '', ground: '', at: world.clock.now(), by: 'test' });
      assert.equal(parseXes((await get(who.ivan, 'export?as=xes&level=authority')).text).caseIds.length, 0);
      assert.deepEqual((await json<InsightCases>(who.ivan, 'cases?level=authority')).list, [], 'nor are they in a list');
    });

    test('put away and taken up: the next start reads only what came since', async () => {
      const { deps } = world.server;
      await closeLiveLog(deps);
      const asked: string[] = [];
      const listening = new LiveLog({ ...deps, store: { ...deps.store, query: (sql, params, name) => { asked.push(name ?? ''); return deps.store.query(sql, params, name); } } });
      try {
        const { answer } = await listening.ask<'cases'>({ do: 'cases', look: { base: baseOf({ unit: 'child-family' }), filters: [], aside: [], setting: ownSetting(Date.parse(deps.clock.now()), 'UTC') }, level: 'unit', most: 5 });
        assert.deepEqual(answer.seen.map((one) => one.id), [id]);
        assert.ok(asked.includes('event_stands_at') && !asked.includes('case_histories_after'), asked.join());
      } finally {
        await listening.close();
      }
    });

    test('the interface is described', async () => {
      const api = JSON.parse((await who.sara.get('/openapi.json')).text) as { paths: Record<string, unknown> };
      assert.ok(api.paths['/desk/api/insight/pictures/{picture}']);
    });
  });
}
