import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { accessesTo, loadCase, type LoadedCase } from '@ankomst/store';
import { semhar } from '../testing/newborn.ts';
import { leftByRobot } from '../testing/left-by-robot.ts';
import type { Visitor } from '../testing/visitor.ts';
import { until } from '../testing/until.ts';
import { startWorld, type World } from '../testing/world.ts';
import { wakeCases } from './wake-cases.ts';
import type { News, Note, Reachable, SavedField, Together, WorkField } from './api.ts';

const minute = 60_000;

describe('officers on one case', () => {
  let world: World, sara: Visitor, omar: Visitor, karin: Visitor, ivan: Visitor, mother: Visitor, id: string;
  before(async () => {
    world = await startWorld();
    [sara, omar, karin, ivan, mother] = await Promise.all(['staff-sara-lind', 'staff-omar-haddad', 'staff-karin-ek', 'staff-ivan-novak', semhar].map((who) => world.visitor(who))) as [Visitor, Visitor, Visitor, Visitor, Visitor];
    id = await leftByRobot(world, mother);
  });
  after(() => world?.close());

  let serial = 0;
  const call = async (who: Visitor, method: string, path: string, body?: unknown, once = `once-${++serial}-key`): Promise<{ status: number; body: unknown }> => {
    const answer = await who.request(`/desk/api${path}`, {
      method, headers: { accept: 'application/json', origin: world.server.url, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...(method === 'GET' ? {} : { 'idempotency-key': once }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: answer.text ? JSON.parse(answer.text) as unknown : undefined };
  };
  const ok = async <T>(who: Visitor, method: string, path: string, body?: unknown): Promise<T> => {
    const answer = await call(who, method, path, body);
    assert.ok(answer.status < 300, `${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body as T;
  };
  const hold = (who: Visitor, what: string): Promise<Together> => ok<Together>(who, 'POST', `/cases/${id}/lease/${what}`, {});
  const news = (who: Visitor): Promise<News> => ok<News>(who, 'GET', '/news');
  const load = async (): Promise<LoadedCase> => (await loadCase(world.server.deps.store, id))!;

  test('who has it, since when and until when; asked for, given, let go', async () => {
    assert.equal((await hold(sara, 'take')).lease?.mine, true);
    const seen = await hold(omar, 'take');
    assert.deepEqual([seen.lease?.mine, seen.lease?.holder.name], [false, 'Sara Lind']);
    assert.equal(Date.parse(seen.lease!.until) - Date.parse(seen.lease!.since), 5 * minute);
    await hold(omar, 'ask');
    const asked = await ok<Together>(sara, 'GET', `/cases/${id}/together`);
    assert.equal(asked.lease?.asked?.by.name, 'Omar Haddad');
    assert.deepEqual((await news(sara)).items.map((one) => [one.kind, one.by.name]), [['asked', 'Omar Haddad']]);
    await hold(sara, 'decline');
    assert.deepEqual((await news(omar)).items.map((one) => one.kind), ['declined']);
    await hold(omar, 'ask');
    assert.equal((await hold(sara, 'give')).lease?.holder.name, 'Omar Haddad');
    assert.equal((await hold(omar, 'release')).lease, null);
  });

  test('a lease runs out by the clock; renewed after that it is lost, and free to take', async () => {
    await hold(sara, 'take');
    world.clock.advance(4 * minute);
    assert.equal((await hold(sara, 'renew')).lease?.mine, true);
    world.clock.advance(4 * minute);
    assert.equal((await hold(omar, 'take')).lease?.mine, false);
    world.clock.advance(2 * minute);
    assert.equal((await hold(sara, 'renew')).lease, null);
    assert.equal((await hold(omar, 'take')).lease?.mine, true);
    await hold(omar, 'release');
  });

  test('what is typed is saved; the same shared text written by two is a conflict for the later one', async () => {
    const save = (who: Visitor, value: string, version: number, shared: boolean) => ok<SavedField>(who, 'PUT', `/cases/${id}/work/assessment`, { value, version, shared });
    const first = await save(sara, 'The name is in the hospital’s certificate.', 0, true);
    assert.deepEqual([first.saved, first.now.version, first.now.by.name], [true, 1, 'Sara Lind']);
    const late = await save(omar, 'Ask the register.', 0, true);
    assert.deepEqual([late.saved, late.now.value], [false, 'The name is in the hospital’s certificate.']);
    assert.equal((await save(omar, 'Ask the register.', late.now.version, true)).saved, true);
    await save(sara, 'mine alone', 0, false);
    assert.deepEqual((await ok<WorkField[]>(omar, 'GET', `/cases/${id}/work`)).map((one) => [one.shared, one.value]), [[true, 'Ask the register.']]);
    await ok(sara, 'POST', `/cases/${id}/work/clear`, { fields: ['assessment'] });
    assert.deepEqual(await ok<WorkField[]>(sara, 'GET', `/cases/${id}/work`), []);
  });

  test('a note mentions a colleague, who is told; nobody who may not see the case can be mentioned', async () => {
    const reachable = await ok<Reachable>(sara, 'GET', `/cases/${id}/colleagues`);
    assert.ok(reachable.colleagues.some((one) => one.staffId === 'OH1077' && one.name === 'Omar Haddad'));
    assert.ok(!reachable.colleagues.some((one) => one.staffId === 'KE1093'));
    const once = 'the-same-note';
    for (let again = 0; again < 2; again++) await call(sara, 'POST', `/cases/${id}/notes`, { text: 'Can you look, @[OH1077]? The certificate is new.' }, once);
    const notes = await ok<Note[]>(omar, 'GET', `/cases/${id}/notes`);
    assert.deepEqual(notes.map((note) => note.parts), [[{ text: 'Can you look, ' }, { mention: { staffId: 'OH1077', name: 'Omar Haddad' } }, { text: '? The certificate is new.' }]]);
    const [mention] = (await news(omar)).items;
    assert.deepEqual([mention?.kind, mention?.read, mention?.text], ['mention', false, 'Can you look, @Omar Haddad? The certificate is new.']);
    await ok(omar, 'POST', '/news/read', { ids: [mention!.id] });
    assert.equal((await news(omar)).items[0]?.read, true);
    assert.equal((await call(sara, 'POST', `/cases/${id}/notes`, { text: 'Hello @[KE1093]' })).status, 400);
    assert.equal((await load()).events.filter((event) => event.type === 'CaseNoted').length, 1);
  });

  test('handed over with a reason: the colleague has it and reads why; another unit’s officer or nobody cannot get it', async () => {
    await ok(sara, 'POST', `/cases/${id}/hand-over`, { to: { staffId: 'OH1077' }, reason: 'I am away from tomorrow.' });
    const { file, events } = await load();
    assert.equal(file.assignedTo, 'OH1077');
    assert.equal(file.waiting?.holder.kind, 'staff');
    assert.deepEqual(events.at(-1)?.data['reason'], 'I am away from tomorrow.');
    const [given] = (await news(omar)).items;
    assert.deepEqual([given?.kind, given?.by.name, given?.text], ['handed-over', 'Sara Lind', 'I am away from tomorrow.']);
    for (const to of [{ staffId: 'KE1093' }, { staffId: 'nobody' }, { unit: 'child-family' }, { unit: 'sc-stockholm' }]) {
      assert.equal((await call(omar, 'POST', `/cases/${id}/hand-over`, { to, reason: 'x' })).status, 400, JSON.stringify(to));
    }
    assert.equal((await call(omar, 'POST', `/cases/${id}/hand-over`, { to: { staffId: 'SL1042' }, reason: '  ' })).status, 400);
  });

  test('laid aside until a day: taken up by hand, by what comes in, or when the day has come', async () => {
    const inDays = (days: number): string => new Date(Date.parse(world.clock.now()) + days * 24 * 60 * minute).toISOString().slice(0, 10);
    for (const day of [inDays(-1), inDays(0), inDays(90), '2026-02-30', 'soon']) assert.equal((await call(omar, 'POST', `/cases/${id}/snooze`, { until: day, reason: 'x' })).status, 400, day);
    const aside = async (days: number): Promise<Together> => {
      await ok(omar, 'POST', `/cases/${id}/snooze`, { until: inDays(days), reason: 'The hospital answers in a week.' });
      return ok<Together>(sara, 'GET', `/cases/${id}/together`);
    };
    const { snoozed } = await aside(7);
    assert.deepEqual([snoozed?.by.name, snoozed?.reason], ['Omar Haddad', 'The hospital answers in a week.']);
    assert.match(snoozed!.until, /T2[23]:00:00/, 'from midnight in Stockholm');
    assert.equal((await load()).file.waiting?.reason, 'decision', 'what it waits for stands');
    await ok(omar, 'POST', `/cases/${id}/wake`, {});
    assert.equal((await load()).file.snoozed, undefined);

    await aside(7);
    const messages = await mother.get(`/case/${id}/messages`);
    await mother.send(messages, { action: `/case/${id}/messages`, fields: { text: 'Here is the certificate.' } });
    const { file, events } = await load();
    assert.equal(file.snoozed, undefined);
    assert.deepEqual(events.findLast((event) => event.type === 'CaseWoken')?.data, { because: 'news' });
    const back = async (): Promise<string[]> => (await ok<News>(omar, 'GET', '/news')).items.filter((one) => one.kind === 'woken').map((one) => one.text);
    await until(async () => (await back()).length === 1, 'who laid it aside is told');
    assert.deepEqual(await back(), ['The hospital answers in a week.']);

    await aside(2);
    world.clock.advance(3 * 24 * 60 * minute);
    [sara, omar] = await Promise.all(['staff-sara-lind', 'staff-omar-haddad'].map((who) => world.visitor(who))) as [Visitor, Visitor];
    assert.equal((await ok<Together>(sara, 'GET', `/cases/${id}/together`)).snoozed, null);
    // the clock's round writes it down, once, and tells who laid it aside
    const { deps } = world.server;
    assert.equal(await wakeCases(deps), 1);
    assert.equal(await wakeCases(deps), 0);
    const woken = (await load()).events.filter((event) => event.type === 'CaseWoken');
    assert.deepEqual([woken.at(-1)?.data, woken.at(-1)?.actor], [{ because: 'day' }, { kind: 'system', id: 'clock' }]);
    await until(async () => (await back()).length === 2, 'and again');
  });

  test('none of it is for another unit, for a reviewer’s hands, or for who is not logged in', async () => {
    [karin, ivan] = await Promise.all(['staff-karin-ek', 'staff-ivan-novak'].map((who) => world.visitor(who))) as [Visitor, Visitor];
    const stranger = await world.visitor();
    const routes: [string, string, unknown?][] = [
      ['GET', `/cases/${id}/together`], ['POST', `/cases/${id}/lease/take`, {}], ['POST', `/cases/${id}/lease/ask`, {}], ['GET', `/cases/${id}/work`],
      ['PUT', `/cases/${id}/work/assessment`, { value: 'x', version: 0, shared: true }], ['POST', `/cases/${id}/work/clear`, { fields: ['x'] }],
      ['GET', `/cases/${id}/notes`], ['POST', `/cases/${id}/notes`, { text: 'x' }], ['GET', `/cases/${id}/colleagues`], ['GET', `/cases/${id}/live`],
      ['POST', `/cases/${id}/hand-over`, { to: { staffId: 'SL1042' }, reason: 'x' }], ['POST', `/cases/${id}/snooze`, { until: '2027-01-01', reason: 'x' }], ['POST', `/cases/${id}/wake`, {}],
    ];
    for (const [method, path, body] of routes) {
      assert.equal((await call(karin, method, path, body)).status, 404, `Karin ${method} ${path}`);
      assert.equal((await call(stranger, method, path, body)).status, 401, `stranger ${method} ${path}`);
      if (method !== 'GET') assert.ok([403, 404].includes((await call(ivan, method, path, body)).status), `auditor ${method} ${path}`);
    }
    assert.equal((await call(ivan, 'GET', `/cases/${id}/notes`)).status, 200, 'an auditor reads notes, for that purpose');
    assert.equal((await call(sara, 'POST', `/cases/${id}/wake`, {}, 'short')).status, 400, 'no key, no act');
  });

  test('each look at the notes is in the log of those they are about, and the refused one too', async () => {
    const child = (await load()).file.parties[0]!.personId;
    const looks = (await accessesTo(world.server.deps.store, child, { limit: 500 })).filter((one) => one.what === 'desk-notes');
    assert.ok(looks.some((one) => one.actor.id === 'SL1042' && one.granted) && looks.some((one) => one.actor.id === 'KE1093' && !one.granted));
  });

  test('the live stream says what to look at again, never what it is, and shows who is there', async () => {
    const stop = new AbortController();
    const cookies = [...omar.cookies.values()].flatMap((jar) => [...jar].map(([name, value]) => `${name}=${value}`)).join('; ');
    const stream = await fetch(`${world.server.url}/desk/api/cases/${id}/live`, { headers: { cookie: cookies }, signal: stop.signal });
    assert.match(stream.headers.get('content-type')!, /event-stream/);
    const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader();
    let heard = '';
    const hears = async (what: RegExp): Promise<void> => {
      while (!what.test(heard)) { const { value, done } = await reader.read(); if (done) break; heard += value; }
      assert.match(heard, what);
    };
    await hears(/event: together/); // his own coming
    assert.deepEqual((await ok<Together>(sara, 'GET', `/cases/${id}/together`)).present.map((one) => one.name), ['Omar Haddad']);
    heard = '';
    await ok(sara, 'POST', `/cases/${id}/notes`, { text: 'Secret words for @[OH1077]' });
    await hears(/event: news/);
    await hears(/event: case/);
    assert.doesNotMatch(heard, /Secret|OH1077/);
    stop.abort();
    await reader.cancel().catch(() => {});
  });
});
