import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { subject } from '@ankomst/core';
import { startWorld } from '../testing/world.ts';
import type { World } from '../testing/world.ts';
import type { Visitor } from '../testing/visitor.ts';
import { waitingCase } from '../testing/waiting-case.ts';
import { drawSample } from './bulk.ts';
import type { Bulk, Filters, Found, List, Names, Next } from './api.ts';

let world: World;
let sara: Visitor;
let karin: Visitor;
const cases: string[] = [];

let serial = 0;
const once = (): string => `queue-test-${++serial}`;
/** The desk's own talk with the server. */
async function call(who: Visitor, method: string, path: string, body?: unknown, key = once()): Promise<{ status: number; text: string }> {
  return who.request(`/desk/api${path}`, {
    method, ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    headers: { accept: 'application/json', 'x-purpose': 'handling', origin: world.server.url, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...(method === 'GET' ? {} : { 'idempotency-key': key }) },
  });
}
async function get<T>(who: Visitor, path: string): Promise<T> {
  const { status, text } = await call(who, 'GET', path);
  assert.equal(status, 200, `${path}: ${text}`);
  return JSON.parse(text) as T;
}
async function post<T>(who: Visitor, path: string, body: unknown = {}, key?: string): Promise<T> {
  const { status, text } = await call(who, 'POST', path, body, key);
  assert.equal(status, 200, `${path}: ${text}`);
  return JSON.parse(text) as T;
}

before(async () => {
  world = await startWorld();
  const { store } = world.server.deps;
  const people = [
    { given: 'Oleksandr', family: 'Shevchenko', native: 'Олександр Шевченко' }, { given: 'Mohammed', family: 'Al-Hassan', native: 'محمد الحسن' }, { given: 'Yohannes', family: 'Tesfaye' },
    { given: 'Kateryna', family: 'Bondarenko' }, { given: 'Åsa', family: 'Lindström' }, { given: 'Zdravko', family: 'Petković' },
  ];
  for (const [at, name] of people.entries()) {
    await store.commit(waitingCase(world.server.deps, at, { unit: 'child-family', service: 'child-born-in-sweden', born: at === 2 ? '2026-09-01' : '1990-04-05', name }));
    cases.push(`queue-case-${at}`);
  }
  for (let at = 10; at < 40; at++) await store.commit(waitingCase(world.server.deps, at, { unit: 'labour', service: 'work-permit', born: '1988-01-02', name: { given: 'Ana', family: `Silva ${at}` } }));
  sara = await world.visitor('staff-sara-lind');
  karin = await world.visitor('staff-karin-ek');
});
after(() => world.close());

test('the next case is the child\'s, is told why in words, and becomes the officer\'s; the same press again gives the same', async () => {
  const key = once();
  const next = await post<Next>(sara, '/next', {}, key);
  // 60 days from when it came, 21 earlier for a child: before one that came three days earlier
  assert.equal(next.case?.id, 'queue-case-2');
  assert.match(next.case.why.line, /^To be taken up by .+ · concerns a child \(Chapter 1, section 10, Aliens Act/);
  assert.deepEqual(next.case.why.parts.map((one) => one.kind), ['norm', 'rule', 'waited']);
  assert.deepEqual(await post<Next>(sara, '/next', {}, key), next);
  const { rows } = await get<List>(sara, '/queue?mine=1&sort=place');
  assert.deepEqual(rows.map((row) => row.id), ['queue-case-2']);
  assert.equal(rows[0]!.assignedTo, 'SL1042');
  const [event] = await world.server.deps.store.query<{ data: { to: string; reason: string } }>(`select body::jsonb->'data' as data from event where case_id = $1 and type = 'CaseAssigned'`, ['queue-case-2']);
  assert.deepEqual(event!.data, { to: 'SL1042', reason: 'next' });
});

test('who is away is given none', async () => {
  const { store, clock } = world.server.deps;
  const today = clock.now().slice(0, 10);
  await store.query(`insert into staff_absence (id, staff_id, unit, from_day, to_day, set_by, set_at) values ('away', 'OH1077', 'child-family', $1::date - 1, $1::date + 1, 'ES1201', now())`, [today]);
  assert.deepEqual(await post<Next>(await world.visitor('staff-omar-haddad'), '/next'), { case: null, none: 'away' });
});

test('a list says of nobody who it is about; names come for what is in sight, of the own unit alone, and are in the log', async () => {
  const list = await get<List>(karin, '/queue?waiting=decision');
  assert.equal(list.rows.length, 30);
  assert.deepEqual([list.count, list.next], [{ n: 30, more: false }, null]);
  assert.ok(!JSON.stringify(list).includes('Silva'));
  assert.equal(list.labels.service['work-permit'], 'Work permit for somebody with a job offer in Sweden');
  const names = await post<Names>(karin, '/queue/names', { ids: ['queue-case-10', 'queue-case-1'] });
  assert.deepEqual(names, { 'queue-case-10': 'Ana Silva 10' });
  const seen = await world.server.deps.store.query<{ id: string }>(
    `select p.person_id as id from access_log l join access_log_person p using (seq) where l.seq = (select max(seq) from access_log where actor->>'id' = 'KE1093' and what = 'list-open-cases')`);
  assert.deepEqual(seen.map((one) => one.id), ['queue-person-10']);
  // page by page it is the same list
  const first = await get<List>(karin, '/queue?waiting=decision&limit=20');
  const second = await get<List>(karin, `/queue?waiting=decision&limit=20&after=${encodeURIComponent(first.next!)}`);
  assert.deepEqual([...first.rows, ...second.rows].map((row) => row.id), list.rows.map((row) => row.id));
});

test('saved lists are addresses with counts: the own ones, the unit\'s, and nobody else\'s', async () => {
  const saved = await post<Filters>(karin, '/filters', { name: 'Avgöras', query: 'waiting=decision&after=x', shared: true });
  const mine = saved.filters.find((one) => one.name === 'Avgöras')!;
  assert.deepEqual([mine.query, mine.count, mine.own, mine.shared], ['waiting=decision', 30, true, true]);
  for (const filter of saved.filters) assert.equal((await get<List>(karin, `/queue?${filter.query}`)).rows.length, filter.count, filter.query);
  const jonas = await world.visitor('staff-jonas-vik');
  assert.ok((await get<Filters>(jonas, '/filters')).filters.some((one) => one.name === 'Avgöras' && !one.own));
  assert.ok(!(await get<Filters>(sara, '/filters')).filters.some((one) => one.name === 'Avgöras'));
  assert.equal((await call(jonas, 'DELETE', `/filters/${mine.id}`)).status, 404);
});

test('a person is found by other spellings and alphabets, names swapped, a letter wrong; not from another unit', async () => {
  const searches: [string, string][] = [
    ['Shevchenko Oleksandr', 'queue-person-0'], ['Alexander Sjevtjenko', 'queue-person-0'], ['Шевченко', 'queue-person-0'], ['Олександр', 'queue-person-0'], ['Shevchemko Olexandr', 'queue-person-0'], ['shevch', 'queue-person-0'],
    ['Muhammad Hasan', 'queue-person-1'], ['محمد', 'queue-person-1'], ['Mohamed Alhassan', 'queue-person-1'], ['الحسن محمد', 'queue-person-1'], ['Mohamad Hassn', 'queue-person-1'],
    ['ዮሃንስ', 'queue-person-2'], ['Tesfay Yohanes', 'queue-person-2'], ['Катерина Бондаренко', 'queue-person-3'], ['Bondarenko Katerina', 'queue-person-3'], ['lindstrom asa', 'queue-person-4'], ['Lindstrm', 'queue-person-4'], ['Petkovic', 'queue-person-5'],
  ];
  for (const [text, id] of searches) {
    const found = await get<Found>(sara, `/search?q=${encodeURIComponent(text)}`);
    assert.equal(found.persons[0]?.id, id, `${text}: ${found.persons.map((one) => one.name).join(', ')}`);
  }
  const [hit] = (await get<Found>(sara, '/search?q=Petkovi%C4%87')).persons;
  assert.deepEqual([hit?.name, hit?.born, hit?.cases.map((one) => one.number)], ['Zdravko Petković', '1990-04-05', ['99-000005-1']]);
  assert.deepEqual((await get<Found>(karin, '/search?q=Petkovi%C4%87')).persons, []);
  assert.deepEqual((await get<Found>(karin, '/search?q=99-00000')).cases, []);
  assert.deepEqual((await get<Found>(sara, '/search?q=99-000005')).cases.map((one) => one.id), ['queue-case-5']);
  // what was typed is kept nowhere
  const log = await world.server.deps.store.query<{ detail: unknown }>(`select detail from access_log where what = 'desk-search'`);
  assert.ok(log.length > 0 && !/petk|shev/i.test(JSON.stringify(log)));
});

test('an earlier name finds the person still', async () => {
  const { store, clock } = world.server.deps;
  await store.commit({ facts: [{ id: 'renamed', subject: subject.person('queue-person-5'), name: 'person.name', value: { given: 'Zdravko', family: 'Nordqvist' }, source: 'register', certainty: 'verified', assertedBy: 'partner/population-register', assertedAt: clock.now() }] });
  const [hit] = (await get<Found>(sara, '/search?q=Petkovic')).persons;
  assert.deepEqual([hit?.name, hit?.alias], ['Zdravko Nordqvist', 'Zdravko Petković']);
});

test('one act on many cases: a sample is opened and confirmed first, what cannot be done is told, what can be is taken back', async () => {
  const some = Array.from({ length: 30 }, (_, at) => `queue-case-${10 + at}`);
  const begun = await post<Bulk>(karin, '/bulk', { act: 'assign', cases: [...some, 'queue-case-1', 'no-such-case'] });
  assert.deepEqual([begun.counts.all, begun.counts.sample, begun.mayRun], [30, 2, false]);
  assert.equal((await call(karin, 'POST', `/bulk/${begun.id}/run`, {})).status, 409);
  for (const { id } of begun.cases.filter((one) => one.sample)) {
    assert.equal((await call(karin, 'POST', `/bulk/${begun.id}/confirm`, { caseId: id })).status, 409, 'confirmed unseen');
    await get(karin, `/cases/${id}`);
    await post<Bulk>(karin, `/bulk/${begun.id}/confirm`, { caseId: id });
  }
  // a colleague closes one meanwhile
  await world.server.deps.store.query(`update case_file set phase = 'decided', state = jsonb_set(state, '{phase}', '"decided"') where id = 'queue-case-20'`);
  let now = await post<Bulk>(karin, `/bulk/${begun.id}/run`);
  assert.equal(now.counts.done + now.counts.failed, 25);
  while (now.mayRun) now = await post<Bulk>(karin, `/bulk/${begun.id}/run`);
  assert.deepEqual([now.counts.done, now.counts.failed], [29, 1]);
  const [failed] = now.cases.filter((one) => one.state === 'failed');
  assert.equal(failed?.id, 'queue-case-20');
  assert.ok(failed?.problem && failed.problem.title !== failed.problem.code);
  assert.equal((await get<List>(karin, '/queue?mine=1')).rows.length, 29);
  const undone = await post<Bulk>(karin, `/bulk/${begun.id}/undo`);
  assert.equal(undone.counts.undone, 29);
  assert.equal((await get<List>(karin, '/queue?mine=1')).rows.length, 0);
  // nobody else sees the run
  assert.equal((await call(sara, 'GET', `/bulk/${begun.id}`)).status, 404);
});

test('the sample is five in a hundred, two at least, and the same for the same run', () => {
  const ids = Array.from({ length: 100 }, (_, at) => `c${at}`);
  assert.equal(drawSample('run', ids).size, 5);
  assert.equal(drawSample('run', ids.slice(0, 3)).size, 2);
  assert.equal(drawSample('run', ids.slice(0, 1)).size, 1);
  assert.deepEqual([...drawSample('run', ids)].sort(), [...drawSample('run', [...ids].reverse())].sort());
  assert.notDeepEqual([...drawSample('run', ids)].sort(), [...drawSample('other', ids)].sort());
});
