import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { overview } from '../discover/overview.ts';
import { eventCount, type EventLog } from '../log/event-log.ts';
import { logOf } from '../testing/log-of.ts';
import { applyFilters, sliceLog } from './apply-filters.ts';
import type { Filter } from './filter.ts';
import { FilterError, filtersOf, readFilters, writeFilters } from './read-filters.ts';

const minute = 60_000;
const at = (m: number): string => new Date(m * minute).toISOString();

/** Ids of the cases and activities of the events that are left, as `1:ab 2:c`. */
function left(log: EventLog, ...filters: Filter[]): string {
  const part = sliceLog(log, applyFilters(log, filters));
  return part.caseIds.map((id, c) => `${id}:${Array.from(part.activity.subarray(part.caseStart[c]!, part.caseStart[c + 1]!), (a) => part.activities[a]).join('')}`).join(' ');
}

const log = logOf([
  ['1', 'a', 0, { by: 'ann', cost: 5 }], ['1', 'b', 10, { by: 'bo' }], ['1', 'c', 30, { cost: 7 }],
  ['2', 'a', 20, { by: 'bo' }], ['2', 'c', 25], ['2', 'b', 26, { by: 'bo', cost: 1 }],
  ['3', 'a', 40, { by: 'ann', ok: true }], ['3', 'b', 41], ['3', 'b', 55], ['3', 'c', 60, { ok: false }],
  ['4', 'a', 70], ['4', 'b', 75], ['4', 'c', 80],
]);

test('by time: the part of a case that must lie in it, or the events', () => {
  const during = { from: at(20), to: at(41) };
  assert.equal(left(log, { filter: 'time', how: 'intersecting', ...during }), '1:abc 2:acb 3:abbc');
  assert.equal(left(log, { filter: 'time', how: 'contained', ...during }), '2:acb');
  assert.equal(left(log, { filter: 'time', how: 'started', ...during }), '2:acb 3:abbc');
  assert.equal(left(log, { filter: 'time', how: 'ended', ...during }), '1:abc 2:acb');
  assert.equal(left(log, { filter: 'time', how: 'events', ...during }), '1:c 2:acb 3:a');
  assert.equal(left(log, { filter: 'time', how: 'events', ...during, not: true }), '1:ab 3:bbc 4:abc');
  // the offset counts: 01:20 at +01:00 is 00:20 UTC
  assert.equal(left(log, { filter: 'time', how: 'started', from: '1970-01-01T01:20:00+01:00', to: at(41) }), '2:acb 3:abbc');
});

test('by way: the most frequent, a share of the cases, a list', () => {
  assert.equal(left(log, { filter: 'variants', most: 1 }), '1:abc 4:abc');
  assert.equal(left(log, { filter: 'variants', coverage: 0.6 }), '1:abc 2:acb 4:abc');
  assert.equal(left(log, { filter: 'variants', of: [['a', 'c', 'b'], ['nowhere']] }), '2:acb');
  assert.equal(left(log, { filter: 'variants', most: 1, not: true }), '2:acb 3:abbc');
});

test('by attribute of events and cases', () => {
  assert.equal(left(log, { filter: 'attribute', of: 'event', key: 'by', is: ['ann'] }), '1:abc 3:abbc');
  assert.equal(left(log, { filter: 'attribute', of: 'event', key: 'by', is: ['bo', null], keep: 'every' }), '2:acb 4:abc');
  assert.equal(left(log, { filter: 'attribute', of: 'event', key: 'by', is: ['bo'], keep: 'events' }), '1:b 2:ab');
  assert.equal(left(log, { filter: 'attribute', of: 'event', key: 'cost', min: 5, keep: 'events' }), '1:ac');
  assert.equal(left(log, { filter: 'attribute', of: 'event', key: 'cost', is: [1, 7] }), '1:abc 2:acb');
  assert.equal(left(log, { filter: 'attribute', of: 'event', key: 'ok', is: [false] }), '3:abbc');
  assert.equal(left(log, { filter: 'attribute', of: 'event', key: 'concept:name', is: ['b', 'c'], keep: 'events' }), '1:bc 2:cb 3:bbc 4:bc');
  assert.equal(left(log, { filter: 'attribute', of: 'case', key: 'concept:name', is: ['4'] }), '4:abc');
  assert.equal(left(log, { filter: 'attribute', of: 'case', key: 'nothing', is: ['x'] }), '');
  assert.equal(left(log, { filter: 'attribute', of: 'case', key: 'nothing', is: [null], not: true }), '');
});

test('by performance, activities, path, endpoints and rework', () => {
  assert.equal(left(log, { filter: 'performance', measure: 'throughput', min: 10 * minute, max: 20 * minute }), '3:abbc 4:abc');
  assert.equal(left(log, { filter: 'performance', measure: 'events', min: 4 }), '3:abbc');
  assert.equal(left(log, { filter: 'activities', names: ['b', 'c'], keep: 'events' }), '1:bc 2:cb 3:bbc 4:bc');
  assert.equal(left(log, { filter: 'activities', names: ['a', 'nowhere'], keep: 'every' }), '');
  assert.equal(left(log, { filter: 'path', how: 'directly', from: ['a'], to: ['b'] }), '1:abc 3:abbc 4:abc');
  assert.equal(left(log, { filter: 'path', how: 'directly', from: ['b'], to: ['b', 'c'], max: 10 * minute }), '3:abbc 4:abc');
  assert.equal(left(log, { filter: 'path', how: 'eventually', from: ['c'], to: ['b'] }), '2:acb');
  assert.equal(left(log, { filter: 'path', how: 'eventually', from: ['b'], to: ['c'], min: 6 * minute, max: 19 * minute }), '3:abbc');
  assert.equal(left(log, { filter: 'endpoints', end: ['b'] }), '2:acb');
  assert.equal(left(log, { filter: 'endpoints', start: ['b'], end: ['b', 'c'], trim: true }), '1:bc 2:b 3:bbc 4:bc');
  assert.equal(left(log, { filter: 'rework', activity: 'b' }), '3:abbc');
  assert.equal(left(log, { filter: 'rework', times: 3 }), '');
});

test('each filter of a stack sees what those before it left', () => {
  const onlyBC: Filter = { filter: 'activities', names: ['b', 'c'], keep: 'events' };
  assert.equal(left(log, onlyBC, { filter: 'endpoints', start: ['c'] }), '2:cb');
  assert.equal(left(log, { filter: 'endpoints', start: ['c'] }, onlyBC), '');
  assert.equal(left(log, onlyBC, { filter: 'attribute', of: 'event', key: 'by', is: ['bo'] }), '1:bc 2:cb');
  assert.equal(left(log, { filter: 'variants', most: 1 }, { filter: 'time', how: 'started', from: at(50) }, onlyBC, { filter: 'attribute', of: 'case', key: 'concept:name', is: ['4'] }), '4:bc');
});

const activity = fc.constantFrom('a', 'b', 'c', 'd');
const events = fc.array(fc.tuple(fc.constantFrom('1', '2', '3', '4', '5'), activity, fc.nat(40), fc.record({ by: fc.constantFrom('ann', 'bo'), cost: fc.nat(9) }, { requiredKeys: [] })), { maxLength: 60 });
const some: fc.Arbitrary<string[]> = fc.array(activity, { maxLength: 3 });
const range = fc.record({ min: fc.nat(30 * minute), max: fc.nat(40 * minute) }, { requiredKeys: [] });
const span = fc.record({ from: fc.nat(40).map(at), to: fc.nat(60).map(at) }, { requiredKeys: [] });
/** Filters that look at one case at a time. */
const ofCases: fc.Arbitrary<Filter> = fc.tuple(fc.boolean(), fc.oneof(
  fc.tuple(fc.constantFrom('intersecting', 'contained', 'started', 'ended'), span).map(([how, when]) => ({ filter: 'time', how, ...when })),
  fc.array(fc.array(activity, { maxLength: 4 }), { maxLength: 4 }).map((of) => ({ filter: 'variants', of })),
  fc.record({ is: fc.array(fc.constantFrom('ann', 'bo', null)), keep: fc.constantFrom('some', 'every') }).map((one) => ({ filter: 'attribute', of: 'event', key: 'by', ...one })),
  fc.tuple(fc.constantFrom('throughput', 'events'), range).map(([measure, of]) => ({ filter: 'performance', measure, ...of })),
  fc.tuple(some, fc.constantFrom('some', 'every')).map(([names, keep]) => ({ filter: 'activities', names, keep })),
  fc.tuple(fc.constantFrom('directly', 'eventually'), some, some, range).map(([how, from, to, of]) => ({ filter: 'path', how, from, to, ...of })),
  fc.record({ start: some, end: some }, { requiredKeys: [] }).map((one) => ({ filter: 'endpoints', ...one })),
  fc.record({ activity, times: fc.integer({ min: 1, max: 3 }) }, { requiredKeys: [] }).map((one) => ({ filter: 'rework', ...one })),
)).map(([not, one]) => ({ ...one, ...(not && { not }) }) as Filter);
/** Filters that look at one event at a time. */
const ofEvents: fc.Arbitrary<Filter> = fc.tuple(fc.boolean(), fc.oneof(
  span.map((when) => ({ filter: 'time', how: 'events', ...when })),
  fc.record({ is: fc.array(fc.nat(9)), min: fc.nat(9), max: fc.nat(9) }, { requiredKeys: [] }).map((one) => ({ filter: 'attribute', of: 'event', key: 'cost', keep: 'events', ...one })),
  some.map((names) => ({ filter: 'activities', names, keep: 'events' })),
)).map(([not, one]) => ({ ...one, ...(not && { not }) }) as Filter);

test('filters commute with counts: what stays and what its opposite keeps add up to the whole', () => {
  fc.assert(fc.property(events, ofCases, ofEvents, (list, cases, single) => {
    const whole = logOf(list);
    const stay = applyFilters(whole, [cases]), go = applyFilters(whole, [{ ...cases, not: !cases.not }]);
    assert.equal(stay.caseCount + go.caseCount, whole.caseIds.length);
    assert.equal(stay.eventCount + go.eventCount, eventCount(whole));
    assert.deepEqual([...stay.cases, ...go.cases].sort((a, b) => a - b), whole.caseIds.map((_, c) => c));
    const these = applyFilters(whole, [single]), others = applyFilters(whole, [{ ...single, not: !single.not }]);
    assert.deepEqual([...these.rows!, ...others.rows!].sort((a, b) => a - b), Array.from(whole.activity, (_, row) => row));
    // counts of the slice's log are the counts of the slice, and those of the map over chosen cases
    for (const slice of [stay, these]) {
      const part = sliceLog(whole, slice);
      assert.deepEqual([part.caseIds.length, eventCount(part)], [slice.caseCount, slice.eventCount]);
      assert.equal(overview(part).edges.reduce((sum, edge) => sum + edge.count, 0), slice.eventCount - slice.caseCount);
    }
    assert.deepEqual(overview(whole, { cases: stay.cases }).edges, overview(sliceLog(whole, stay, [])).edges);
  }));
});

test('filters that look at one case, or at one event, may change places; applying one twice is applying it once', () => {
  fc.assert(fc.property(events, ofCases, ofCases, ofEvents, ofEvents, (list, a, b, c, d) => {
    const whole = logOf(list);
    assert.deepEqual(applyFilters(whole, [a, b]), applyFilters(whole, [b, a]));
    assert.deepEqual(applyFilters(whole, [c, d]), applyFilters(whole, [d, c]));
    assert.deepEqual(applyFilters(whole, [a, a]), applyFilters(whole, [a]));
    assert.deepEqual(applyFilters(whole, [c, c]), applyFilters(whole, [c]));
    // a slice taken as a log and filtered on is the stack applied at once
    assert.deepEqual(sliceLog(whole, applyFilters(whole, [c, a])), sliceLog(sliceLog(whole, applyFilters(whole, [c])), applyFilters(sliceLog(whole, applyFilters(whole, [c])), [a])));
    assert.deepEqual(readFilters(writeFilters([a, b, c, d])).map((one) => ({ ...one, not: one.not ?? false })), [a, b, c, d].map((one) => ({ ...one, not: one.not ?? false })));
  }));
});

test('filters by path and by variant agree with a look at each case by hand', () => {
  fc.assert(fc.property(events, some, some, fc.nat(20), fc.nat(40), (list, from, to, min, max) => {
    const whole = logOf(list);
    const hand = whole.caseIds.filter((_, c) => {
      for (let j = whole.caseStart[c]!; j < whole.caseStart[c + 1]!; j++) for (let i = whole.caseStart[c]!; i < j; i++) {
        const gap = (whole.time[j]! - whole.time[i]!) / minute;
        if (from.includes(whole.activities[whole.activity[i]!]!) && to.includes(whole.activities[whole.activity[j]!]!) && gap >= min && gap <= max) return true;
      }
      return false;
    });
    const slice = applyFilters(whole, [{ filter: 'path', how: 'eventually', from, to, min: min * minute, max: max * minute }]);
    assert.deepEqual(Array.from(slice.cases, (c) => whole.caseIds[c]), hand);
    const { variants } = overview(whole);
    for (let most = 1; most <= variants.length; most++) {
      assert.deepEqual([...applyFilters(whole, [{ filter: 'variants', most }]).cases], variants.slice(0, most).flatMap((one) => one.cases).sort((a, b) => a - b));
    }
  }));
});

test('what is no filter is refused in words', () => {
  assert.throws(() => filtersOf({}), FilterError);
  assert.throws(() => filtersOf([{ filter: 'fast' }]), /expected time, variants/);
  assert.throws(() => filtersOf([{ filter: 'time', how: 'started', from: 'soon' }]), /filter 1: "from" is "soon"; expected a date with time/);
  assert.throws(() => filtersOf([{ filter: 'path', how: 'directly', from: ['a'] }]), /"to" is missing/);
  assert.throws(() => filtersOf([{ filter: 'rework', tmies: 2 }]), /"tmies" is no part/);
  assert.throws(() => readFilters('[{'), FilterError);
  fc.assert(fc.property(fc.jsonValue(), (value) => {
    try { applyFilters(log, filtersOf([value])); } catch (error) { assert.ok(error instanceof FilterError); }
  }));
});
