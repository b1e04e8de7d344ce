import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { beginSession } from '../identity/sessions.ts';
import { lodged, sarah } from '../testing/newborn.ts';
import { createVisitor, type Visitor } from '../testing/visitor.ts';
import { startWorld, type World } from '../testing/world.ts';

type Role = 'officer' | 'approver' | 'clerk' | 'auditor';
const staff: Record<string, { unit: string; roles: Role[] }> = {
  officer: { unit: 'child-family', roles: ['officer'] }, approver: { unit: 'child-family', roles: ['approver'] },
  'officer elsewhere': { unit: 'work', roles: ['officer', 'approver'] }, clerk: { unit: 'sc-uppsala', roles: ['clerk'] }, auditor: { unit: 'audit', roles: ['auditor'] },
};

describe('who may open what at the desk: every route, every role; whatever no rule grants is refused', () => {
  let world: World, id: string;
  const visitors = new Map<string, Visitor>();
  before(async () => {
    world = await startWorld();
    id = await lodged(world, await world.visitor(sarah));
    for (const [name, { unit, roles }] of Object.entries(staff)) {
      const visitor = createVisitor(world.server.url);
      const token = await beginSession(world.server.deps, { kind: 'staff', staffId: name, unit, roles }, { name, language: 'en' }, undefined);
      const { hostname, port } = new URL(world.server.url);
      visitor.cookies.set(`${hostname}:${port}`, new Map([['ankomst-staff', token]]));
      visitors.set(name, visitor);
    }
  });
  after(() => world.close());

  // 200 shown, 403 not for that role, 404 as if it were not there
  const pages: [string, Record<string, number>][] = [
    ['/staff/cases', { officer: 200, approver: 200, 'officer elsewhere': 200, clerk: 403, auditor: 200 }],
    ['/staff/cases/:id', { officer: 200, approver: 200, 'officer elsewhere': 404, clerk: 403, auditor: 200 }],
    ['/staff/cases/nothing', { officer: 404, approver: 404, 'officer elsewhere': 404, clerk: 403, auditor: 404 }],
    ['/staff/cases/:id/preview', { officer: 409, approver: 409, 'officer elsewhere': 404, clerk: 403, auditor: 403 }],
    ['/staff/cases/:id/files/nothing', { officer: 404, approver: 404, 'officer elsewhere': 404, clerk: 404, auditor: 404 }],
    ['/staff/stuck', { officer: 200, approver: 200, 'officer elsewhere': 200, clerk: 403, auditor: 200 }],
    ['/staff/watchdog', { officer: 200, approver: 200, 'officer elsewhere': 200, clerk: 403, auditor: 200 }],
    ['/staff/inbox', { officer: 200, approver: 200, 'officer elsewhere': 200, clerk: 403, auditor: 200 }],
    ['/staff/deadlines', { officer: 200, approver: 200, 'officer elsewhere': 200, clerk: 403, auditor: 200 }],
    ['/staff/cases/:id/clocks', { officer: 200, approver: 200, 'officer elsewhere': 404, clerk: 403, auditor: 200 }],
    ['/staff/clerk', { officer: 403, approver: 403, 'officer elsewhere': 403, clerk: 200, auditor: 403 }],
  ];
  for (const [path, expected] of pages) {
    test(`GET ${path}`, async () => {
      for (const [name, status] of Object.entries(expected)) {
        const page = await visitors.get(name)!.get(path.replace(':id', id));
        assert.equal(page.status, status, `${name}: ${page.status}`);
        if (status !== 200) assert.doesNotMatch(page.text, /Mona|Doe/, name);
      }
    });
  }

  test('an officer of another unit sees none of this unit’s cases in the list either', async () => {
    assert.match((await visitors.get('officer')!.get('/staff/cases')).text, /Mona Doe/);
    for (const path of ['/staff/cases', '/staff/cases?unit=child-family', '/staff/cases?q=Mona']) {
      assert.doesNotMatch((await visitors.get('officer elsewhere')!.get(path)).text, /Mona Doe|<table/, path);
    }
  });

  const acts: [string, Record<string, string>, string[]][] = [
    ['assign', { to: 'me' }, ['officer']], ['note', { text: 'x' }, ['officer']], ['message', { text: 'x', person: 'nobody' }, ['officer']],
    ['rerun', {}, ['officer']], ['propose', { outcome: 'refused' }, ['officer']], ['clocks/extend', { deadline: 'decide', reason: 'x' }, ['officer']], ['clocks/delay-notice', { 'reason.sv': 'x', expectedBy: '2999-01-01' }, ['officer']], ['clocks/refuse-to-conclude', { 'reason.sv': 'x' }, ['officer']],
    ['approve', {}, ['approver']], ['return', { text: 'x' }, ['approver']],
  ];
  for (const [name, fields, allowed] of acts) {
    test(`POST /staff/cases/:id/${name}`, async () => {
      const [before] = await world.server.deps.store.query<{ version: number }>('select version from case_file where id = $1', [id]);
      for (const [who, visitor] of visitors) {
        if (allowed.includes(who)) continue;
        // the token of a page of their own: it is the role that is refused, not the form
        const own = await visitor.get(who === 'clerk' ? '/staff/clerk' : '/staff/cases');
        const answer = await visitor.send(own, { action: `/staff/cases/${id}/${name}`, fields });
        assert.ok([403, 404].includes(answer.status), `${who}: ${answer.status}`);
      }
      for (const who of ['officer', 'approver']) {
        const forged = await visitors.get(who)!.request(`/staff/cases/${id}/${name}`, { method: 'POST', body: new URLSearchParams(fields), headers: { origin: world.server.url } });
        assert.equal(forged.status, 403, `${who} without the form's token`);
      }
      const [now] = await world.server.deps.store.query<{ version: number }>('select version from case_file where id = $1', [id]);
      assert.equal(now!.version, before!.version);
    });
  }

  test('nobody logged in: to the staff’s login, and back', async () => {
    const visitor = createVisitor(world.server.url);
    for (const path of ['/staff/cases', `/staff/cases/${id}`, '/staff/clerk', '/staff/stuck']) {
      const answer = await fetch(world.server.url + path, { redirect: 'manual', headers: { accept: 'text/html' } });
      assert.equal(answer.status, 303, path);
      assert.match(answer.headers.get('location')!, /^\/staff\/login\?back=/);
    }
    assert.match((await visitor.get('/staff')).text, /Staff login/);
  });

  test('every refusal and every look is in the log', async () => {
    const rows = await world.server.deps.store.query<{ granted: boolean; n: number }>(
      `select granted, count(*)::int as n from access_log where case_id = $1 and actor->>'kind' = 'staff' group by 1 order by 1`, [id]);
    assert.deepEqual(rows.map((row) => row.granted), [false, true]);
  });
});
