import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { clocksOf, type CaseFile } from '@ankomst/core';
import { loadCase, placeInQueue } from '@ankomst/store';
import { testStores } from '@ankomst/store/testing';
import { sweepDeadlines } from '../cases-staff/sweep-deadlines.ts';
import { rulebookOfCase } from '../rulebooks.ts';
import { adam, answerApproval, lodged, sarah, semhar } from '../testing/newborn.ts';
import { startWorld, type World } from '../testing/world.ts';
import { refreshExpectedTimes } from './refresh-expected-times.ts';

const service = 'child-born-in-sweden';

for (const store of testStores()) {
  describe(`what to expect, on ${store.name}`, { skip: store.skip }, () => {
    let world: World, id: string;
    before(async () => {
      world = await startWorld({ store });
      const guardian = await world.visitor(sarah);
      id = await lodged(world, guardian);
      await answerApproval(await world.visitor(adam), id, false, 'We do not agree yet.');
      await history(world, id);
      await refreshExpectedTimes(world.server.deps);
    });
    after(() => world.close());

    /** A past: cases of the same kind decided after 20, 21, … days, evenly over a year, and a few that wait. */
    async function history(where: World, like: string): Promise<void> {
      const { deps } = where.server;
      const { file } = (await loadCase(deps.store, like))!;
      const now = Date.parse(deps.clock.now());
      const ago = (days: number): string => new Date(now - days * 86_400_000).toISOString();
      const { lodgedAt: _lodgedAt, lodgedBy: _lodgedBy, completeAt: _completeAt, stopped: _stopped, ...blank } = file;
      const put = async (n: number, more: Partial<CaseFile>): Promise<void> => {
        const other = `past-${n}`;
        await deps.store.commit({
          cases: [{ ...blank, id: other, number: `26-past-${n}`, parties: [], version: 0, waiting: null, waited: [], openRequests: [], ...more }],
          events: [{ id: deps.ids.next(), caseId: other, type: 'CaseNoted', at: deps.clock.now(), actor: { kind: 'system', id: 'test' }, data: {} }],
        });
      };
      for (let n = 0; n < 120; n += 1) {
        const start = 360 - n * 2.5, took = 20 + (n % 40), waits = n % 10 === 9;
        await put(n, { phase: waits ? 'lodged' : 'decided', openedAt: ago(start), lodgedAt: ago(start), completeAt: ago(start - 3), ...(waits ? { assignedTo: 'staff-sara' } : { decidedAt: ago(start - took) }) });
      }
    }

    test('the case\'s page says when, by what pace, and the place in the queue', async () => {
      const page = await (await world.visitor(sarah)).get(`/case/${id}`);
      assert.match(page.text, /When can the decision come\?/);
      assert.match(page.text, /Half of the cases that have waited as long as this one are decided by .* Nine of ten are decided by/);
      assert.match(page.text, /waited longer: .*\d/);
      assert.match(page.text, /You can ask us to decide the case from/);
      const place = await placeInQueue(world.server.deps.store, id);
      assert.ok(place && place.before > 0 && place.before === place.waiting - 1, 'it came last');
    });

    test('the past month\'s answers are judged: given as of then, by what came', async () => {
      const { kinds } = JSON.parse((await (await world.visitor()).get('/open-data/expected-times.json')).text) as { kinds: { service: string; errors: { judged: number; kept: number; medianDays: number }[] }[] };
      const error = kinds.find((one) => one.service === service)!.errors[0]!;
      assert.ok(error.judged >= 5 && error.kept > 0 && error.kept <= error.judged && error.medianDays <= 40, JSON.stringify(error));
    });

    test('the start page, the queue and the open data are for everybody, and say the same', async () => {
      const anyone = await world.visitor();
      assert.match((await anyone.get('/')).text, /Time to a decision now: half within \W?\d+ days/);
      const queue = await anyone.get('/queue');
      assert.equal(queue.status, 200);
      const json = await anyone.get('/open-data/expected-times.json');
      const data = JSON.parse(json.text) as { kinds: { service: string; waiting: number; times: { from: string; half: number; most: number; decisions: number }[]; ages: { cases: number }[] }[] };
      const [time] = data.kinds.find((one) => one.service === service)!.times.filter((one) => one.from === 'lodged');
      assert.ok(time && time.half >= 30 && time.half <= 50 && time.most >= time.half, JSON.stringify(time));
      assert.ok(queue.text.includes(`${time.half} days`) && queue.text.includes(`${time.most} days`));
      for (const kind of data.kinds) for (const age of kind.ages) assert.ok(age.cases >= 5);
      const csv = await anyone.get('/open-data/expected-times.csv');
      assert.match(csv.headers.get('content-type')!, /text\/csv/);
      assert.match(csv.text, new RegExp(`^service,kind,counted_from,.*\\r\\n(?:.*\\r\\n)*${service},,lodged,${time.half},${time.most},${time.decisions},`));
      const api = JSON.parse((await anyone.get('/openapi.json')).text) as { paths: Record<string, unknown> };
      assert.ok(api.paths['/open-data/expected-times.json'] && api.paths['/open-data/expected-times.csv']);
    });

    test('the way through the pages: asked from the day, refused by an officer, and the person can appeal it', async () => {
      const { deps } = world.server;
      const { file } = (await loadCase(deps.store, id))!;
      const right = clocksOf(await rulebookOfCase(deps, file), file, deps.clock.now(), deps.authority.calendar).find((clock) => clock.right)!;
      const early = await (await world.visitor(sarah)).get(`/case/${id}/conclude`);
      assert.match(early.text, /You can ask us to decide the case from/);
      assert.doesNotMatch(early.text, /name="confirm"/);
      world.clock.advance(Date.parse(`${right.due}T12:00:00Z`) - Date.parse(deps.clock.now()));
      await sweepDeadlines(deps);

      const guardian = await world.visitor(sarah);
      assert.match((await guardian.get(`/case/${id}`)).text, new RegExp(`/case/${id}/conclude`));
      const ask = await guardian.get(`/case/${id}/conclude`);
      const asked = await guardian.send(ask, { action: `/case/${id}/conclude`, fields: { confirm: 'yes' } });
      assert.match(asked.text, /we were asked to decide the case\. The answer is to come by/);
      assert.equal((await (await world.visitor(semhar)).get(`/case/${id}/conclude`)).status, 404, 'a stranger sees nothing');

      const officer = await world.visitor('staff-sara-lind');
      assert.match((await officer.get('/staff/deadlines')).text, new RegExp(`/staff/cases/${id}/clocks`));
      const clocks = await officer.get(`/staff/cases/${id}/clocks`);
      const wrong = await officer.send(clocks, { action: `/staff/cases/${id}/clocks/refuse-to-conclude`, fields: { 'reason.sv': 'Svenska skäl', 'reason.en': ' ' } });
      assert.equal(wrong.status, 422);
      assert.match(wrong.text, /Svenska skäl/, 'what was typed is kept');
      for (let attempt = 0; attempt < 9 && !(await loadCase(deps.store, id))!.file.conclusion!.refused; attempt += 1) {
        await officer.send(await officer.get(`/staff/cases/${id}/clocks`), { action: `/staff/cases/${id}/clocks/refuse-to-conclude`, fields: { 'reason.sv': 'Vi väntar på domstolen.', 'reason.en': 'We wait for the court.', 'reason.ar': 'ننتظر المحكمة.' } });
      }
      const after = await guardian.get(`/case/${id}`);
      assert.match(after.text, /refused the request to decide now/);
      assert.match(after.text, new RegExp(`/case/${id}/appeal`));
      assert.equal((await loadCase(deps.store, id))!.file.phase, 'lodged', 'the application itself goes on');
    });
  });
}
