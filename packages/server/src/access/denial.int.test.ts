import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { canaries, knockAt, ordinaryCanaries, knockEverywhere, startDeniedWorld, type DeniedWorld } from '../testing/denials.ts';

describe('every door of the server, to everybody without the right', () => {
  let denied: DeniedWorld;
  before(async () => { denied = await startDeniedWorld(); });
  after(() => denied.close());

  test('who has the right sees the canaries: the doors are real', async () => {
    const { world, named, cases } = denied;
    const page = await knockAt(world, { method: 'GET', url: '/staff/cases/:id' }, named, cases[1]!);
    assert.equal(page.status, 200);
    for (const canary of [canaries.name, canaries.address, canaries.passport, canaries.message, canaries.note]) assert.match(page.body, new RegExp(canary));
    const notes = await knockAt(world, { method: 'GET', url: '/desk/api/cases/:id/sealed-notes' }, named, cases[1]!);
    assert.match(notes.body, new RegExp(canaries.sealed));
    assert.equal(cases.length, 4);
  });

  test('whoever no policy lets in is turned away at each, and no answer holds a canary', { timeout: 1_200_000 }, async (t) => {
    const { doors, knocks, denied: turned } = await knockEverywhere(denied, false);
    t.diagnostic(`${doors} doors, ${knocks} knocks, ${turned} of them must be denied`);
    assert.ok(doors > 100 && turned > 1_000, `${doors} doors, ${turned} denials`);
  });

  test('no list shows the named officer either where somebody protected lives, nor who they are', async () => {
    const { world, named, cases } = denied;
    const lists = world.server.app.routeTable.filter(({ method, url }) => method === 'GET' && /^\/(staff|desk\/api)\//.test(url) && !/[:*]/.test(url) && !/logout|login|\/(live|events)$/.test(url));
    assert.ok(lists.length > 5);
    for (const route of lists) {
      const { body } = await knockAt(world, route, named, cases[0]!);
      assert.doesNotMatch(body, new RegExp([canaries.address, canaries.passport, canaries.name].join('|'), 'i'), route.url);
    }
  });

  test('no event, access log, errand, idempotency record or log line holds a canary; what was refused is in the access log', async () => {
    const { world: { server: { deps } }, lines, cases } = denied;
    const kept = async (sql: string): Promise<string> => JSON.stringify(await deps.store.query<object>(sql));
    const facts = new RegExp([canaries.name, canaries.address, canaries.passport, canaries.sealed, canaries.message, canaries.file, ordinaryCanaries.name, ordinaryCanaries.address, ordinaryCanaries.passport, ordinaryCanaries.sealed, ordinaryCanaries.message, ordinaryCanaries.file].join('|'), 'i');
    for (const sql of ['select * from event', 'select * from access_log', 'select * from outbox', 'select * from idempotency', 'select * from inbox']) assert.equal(facts.exec(await kept(sql))?.[0], undefined, sql);
    assert.equal(lines.find((line) => facts.test(line)), undefined);
    const refused = await deps.store.query<{ basis: string }>(`select distinct basis from access_log where not granted and case_id = $1`, [cases[1]!.id]);
    assert.ok(['protected-identity', 'not-a-party'].every((basis) => refused.some((row) => row.basis === basis)), JSON.stringify(refused));
  });
});
