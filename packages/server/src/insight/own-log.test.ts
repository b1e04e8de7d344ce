import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { cellOf, eventAt, validateOcelJson, parseXes, type EventLog, type Look } from '@ankomst/mining';
import type { CaseHistory } from '@ankomst/store';
import { exported, OwnLogDesk } from './own-log-desk.ts';
import { assignedColumn, baseOf, logOfHistories, ownSetting, staffColumn } from './own-log.ts';

const blank: CaseHistory = { id: 'a', service: 's', kind: '', unit: 'u', open: true, outcome: '', assignedTo: null, events: [], waits: [] };
const day = 86_400_000;

test('each event knows what the case waited for when it was over, also where several happen in one instant', () => {
  const log = logOfHistories([{
    ...blank,
    events: [['CaseOpened', 10, 'partner', null], ['OfferSent', 10, 'system', null], ['ApplicationLodged', 20, 'person', null], ['CaseAssigned', 25, 'staff', 'kim'], ['CaseClosed', 30, 'staff', 'kim']],
    waits: [['confirm', 'anyone', 10, 20], ['fee', 'person', 20, 20], ['decision', 'unit', 20, 30]],
  }]);
  const waited = [0, 1, 2, 3, 4].map((row) => eventAt(log, row).attributes).map(({ waiting, holder }) => [waiting, holder]);
  assert.deepEqual(waited, [['confirm', 'party'], ['confirm', 'party'], ['decision', 'authority'], ['decision', 'authority'], [undefined, undefined]]);
  assert.equal(eventAt(log, 3).attributes[staffColumn], 'kim');
});

/** What a log says of its cases, without regard to order. */
const told = (log: EventLog): unknown => Object.fromEntries(log.caseIds.map((id, c) => [id, [
  Object.fromEntries([...log.caseAttributes].map(([key, column]) => [key, cellOf(column, c)]).filter(([, value]) => value !== null)),
  Array.from({ length: log.caseStart[c + 1]! - log.caseStart[c]! }, (_, i) => eventAt(log, log.caseStart[c]! + i)),
]]));

const happened = fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd'), type: fc.constantFrom('CaseOpened', 'FeePaid', 'DecisionMade:robot', 'CaseClosed'), staff: fc.constantFrom(null, 'kim', 'lo'), assigned: fc.constantFrom(null, 'kim') });

test('followed as it happens: the same pictures as read at once', () => {
  fc.assert(fc.property(fc.array(happened, { minLength: 1, maxLength: 40 }), (all) => {
    const cases = new Map<string, CaseHistory>();
    const desk = new OwnLogDesk();
    all.forEach(({ id, type, staff, assigned }, i) => {
      const before = cases.get(id) ?? { ...blank, id, service: id < 'c' ? 's' : 't' };
      const history: CaseHistory = { ...before, assignedTo: assigned, open: type !== 'CaseClosed', events: [...before.events, [type, i * day, staff ? 'staff' : 'person', staff]], waits: [...before.waits.map(([reason, holder, from]) => [reason, holder, from, i * day] as CaseHistory['waits'][number]), [type, 'unit', i * day, null]] };
      cases.set(id, history);
      desk.do<'take'>({ do: 'take', histories: [history] });
      // some are asked for in between, so that the log is joined at different times
      if (i % 3 === 0) desk.do<'values'>({ do: 'values' });
    });
    const whole = new OwnLogDesk();
    whole.do<'take'>({ do: 'take', histories: [...cases.values()] });
    const look = { base: baseOf({ service: 's' }), filters: [], aside: ['FeePaid'], setting: ownSetting(all.length * day, 'UTC') };
    assert.deepEqual(told(desk.log), told(whole.log));
    for (const name of ['waits', 'ages', 'lead'] as const) assert.deepEqual(desk.do<'picture'>({ do: 'picture', name, look, level: 'unit' }), whole.do<'picture'>({ do: 'picture', name, look, level: 'unit' }));
  }), { numRuns: 40 });
});

const history = (n: number, staff: string): CaseHistory => ({
  ...blank, id: `case-canary-${n}`, assignedTo: staff, unit: 'u', open: false, outcome: 'granted',
  events: [['CaseOpened', n * day, 'person', null], ['CaseAssigned', (n + 1) * day, 'staff', staff], ['DecisionMade:granted', (n + 9) * day, 'staff', staff], ['CaseClosed', (n + 9) * day, 'system', null]],
  waits: [['confirm', 'anyone', n * day, (n + 1) * day], ['decision', 'unit', (n + 1) * day, (n + 9) * day]],
});
const names = ['flow', 'waits', 'ages', 'lead', 'variants', 'dots', 'moves', 'prescribed'] as const;
const look = { base: baseOf({ unit: 'u', service: 's' }), filters: [], aside: [], setting: ownSetting(80 * day, 'UTC'), prescribed: "->('CaseOpened', 'CaseClosed')" };

test('a group of fewer than five people is told nothing of, however many its cases', () => {
  const desk = new OwnLogDesk();
  desk.do<'take'>({ do: 'take', histories: Array.from({ length: 60 }, (_, n) => history(n, `staff-canary-${n % 4}`)) });
  for (const name of names) assert.deepEqual(desk.do<'picture'>({ do: 'picture', name, look, level: 'team' }), { cases: 0, picture: null, tooFew: 'people' });
});

test('one service of a unit that has several is told of like a team where one to four colleagues stand behind it; where none does, it is', () => {
  const robot = (n: number): CaseHistory => ({ ...history(n, 'x'), assignedTo: null, events: history(n, 'x').events.map(([type, at]) => [type, at, 'system', null]) });
  for (const [people, tooFew] of [[0, undefined], [1, 'people'], [4, 'people'], [5, undefined]] as const) {
    const desk = new OwnLogDesk();
    desk.do<'take'>({ do: 'take', histories: [
      ...Array.from({ length: 20 }, (_, n) => (people === 0 ? robot(n) : history(n, `staff-canary-${n % people}`))),
      ...Array.from({ length: 20 }, (_, n) => ({ ...history(n, `other-canary-${n % 6}`), id: `other-${n}`, service: 't' })),
    ] });
    const told = desk.do<'picture'>({ do: 'picture', name: 'flow', look, level: 'unit' });
    assert.deepEqual([told.tooFew, told.picture === null], [tooFew, tooFew !== undefined], String(people));
  }
});

test('of a larger group every figure rests on five cases and is to the nearest five, and in no answer is the name of a colleague or a case', () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 20, maxLength: 60 }), (who) => {
    const desk = new OwnLogDesk();
    desk.do<'take'>({ do: 'take', histories: [...who.map((one, n) => history(n, `staff-canary-${one}`)), ...[0, 1, 2, 3, 4, 5].map((one) => history(one, `staff-canary-${one}`))].map((one, n) => ({ ...one, id: `case-canary-${n}`, ...(n % 11 === 0 ? { events: [...one.events.slice(0, 2), ['DecisionMade:refused', one.events[2]![1], 'staff', one.assignedTo] as CaseHistory['events'][number]] } : {}) })) });
    const answers = names.map((name) => desk.do<'picture'>({ do: 'picture', name, look, level: 'team' }));
    for (const answer of answers) {
      assert.doesNotMatch(JSON.stringify(answer), /canary/);
      for (const few of figures(answer.picture)) assert.fail(`a figure of ${few} cases`);
    }
    assert.equal(answers[names.indexOf('moves')]!.picture, null);
    assert.doesNotMatch(JSON.stringify(desk.do<'values'>({ do: 'values' })), /canary/);
  }), { numRuns: 40 });
});

const whole = { ...look, base: baseOf({ unit: 'u' }) };
const team = fc.record({ people: fc.integer({ min: 0, max: 8 }), cases: fc.integer({ min: 1, max: 12 }) });

test('no two looks at a unit differ by the work of one to four of its people', () => {
  fc.assert(fc.property(fc.array(team, { minLength: 1, maxLength: 4 }), (teams) => {
    const desk = new OwnLogDesk();
    const services = teams.map((_, t) => `s${t}`);
    const all = teams.flatMap(({ people, cases }, t) => Array.from({ length: Math.max(people, cases) }, (_, n): CaseHistory => {
      const one = { ...history(n, `${t}-${n % Math.max(1, people)}`), id: `${t} ${n}`, service: services[t]! };
      return people > 0 ? one : { ...one, events: one.events.map(([type, at]) => [type, at, 'system', null]) };
    }));
    desk.do<'take'>({ do: 'take', histories: all });
    const peopleOf = (some: readonly string[]): number => new Set(all.filter((one) => some.includes(one.service)).flatMap((one) => one.events.flatMap(([, , , who]) => who ?? []))).size;
    const chosen = Array.from({ length: 2 ** services.length - 1 }, (_, bits) => services.filter((_service, t) => (bits + 1) & (1 << t)));
    const told = chosen.filter((some) => desk.do<'picture'>({ do: 'picture', name: 'ages', level: 'unit', look: { ...whole, filters: [{ filter: 'attribute', of: 'case', key: 'service', is: some }] } }).tooFew === undefined);
    assert.ok(told.some((some) => some.length === services.length), 'the unit itself is told of');
    for (const one of told) for (const other of [[], ...told]) {
      if (!other.every((service) => one.includes(service))) continue;
      const people = peopleOf(one.filter((service) => !other.includes(service)));
      assert.ok(people === 0 || people >= 5 || people === peopleOf(services), `${one} without ${other}: ${people} of ${teams.map((each) => each.people)}`);
    }
    // what is not told is not in a file either
    const taken = parseXes(desk.do<'export'>({ do: 'export', look: whole, as: 'xes', key: new Uint8Array(32), without: [] }).text);
    const untold = desk.do<'untold'>({ do: 'untold' }).map((one) => one.service);
    assert.equal(taken.caseIds.length, all.filter((one) => !untold.includes(one.service)).length);
  }), { numRuns: 60 });
});

test('a team: no filter leaves or takes away one to four cases, or the work of one to four people, and no list says more than the picture', () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 20, maxLength: 40 }), fc.integer({ min: 0, max: 45 }), fc.integer({ min: 0, max: 45 }), (who, a, b) => {
    const desk = new OwnLogDesk();
    const all = who.map((one, n) => history(n, `staff-${one}`));
    desk.do<'take'>({ do: 'take', histories: all });
    const started = (from: number): Look['filters'][number] => ({ filter: 'time', how: 'started', from: from * day });
    const asked = { level: 'team' as const, look: { ...look, filters: [started(Math.min(a, b)), started(Math.max(a, b))] } };
    const told = desk.do<'picture'>({ do: 'picture', name: 'variants', ...asked }), list = desk.do<'cases'>({ do: 'cases', most: 100, ...asked });
    assert.deepEqual([list.tooFew, list.cases], [told.tooFew, told.cases]);
    const groups = [[0, Math.min(a, b)], [Math.min(a, b), Math.max(a, b)], [Math.max(a, b), Infinity]].map(([from, to]) => who.flatMap((one, n) => (n >= from! && n < to! ? [one] : [])));
    const few = (group: number[], none: boolean): boolean => (group.length < 5 || new Set(group).size < 5) && !(none && group.length === 0);
    assert.equal(told.tooFew !== undefined, few(groups[2]!, false) || few(groups[0]!, true) || few(groups[1]!, true));
    if (told.tooFew) assert.deepEqual([told.picture, list.seen], [null, []]);
    else assert.equal(told.cases % 5, 0);
  }));
});

/** Numbers of cases that are not to the nearest five, wherever a picture counts cases. */
function figures(value: unknown, key = ''): number[] {
  if (Array.isArray(value)) return value.flatMap((one) => figures(one, key));
  if (typeof value === 'object' && value !== null) return Object.entries(value).flatMap(([name, one]) => figures(one, name));
  return typeof value === 'number' && value % 5 !== 0 && ['cases', 'open', 'starts', 'ends', 'waiting', 'ended', 'counts', 'compared', 'asPrescribed', 'rework', 'events', 'count', 'times'].includes(key) ? [value] : [];
}

test('an export names no case and no colleague, leaves protected cases out, and is never the same twice', () => {
  const log = logOfHistories(Array.from({ length: 8 }, (_, n) => history(n, `staff-canary-${n}`)));
  const key = (n: number): Uint8Array => new Uint8Array(32).fill(n);
  const xes = exported(log, 'xes', key(1), new Set(['case-canary-3']));
  assert.deepEqual([xes.cases, xes.events], [7, 28]);
  const again = parseXes(xes.text);
  assert.deepEqual([again.caseIds.length, again.activity.length], [7, 28]);
  const ocel = exported(log, 'ocel', key(1), new Set());
  assert.deepEqual(validateOcelJson(ocel.text), [], 'by the schema of OCEL 2.0');
  for (const { text } of [xes, ocel]) assert.doesNotMatch(text, /canary|#staff|#assigned/);
  assert.notDeepEqual(parseXes(exported(log, 'xes', key(2), new Set()).text).caseIds.toSorted(), parseXes(exported(log, 'xes', key(1), new Set()).text).caseIds.toSorted());
  assert.equal(assignedColumn.startsWith('#') && staffColumn.startsWith('#'), true);
});
