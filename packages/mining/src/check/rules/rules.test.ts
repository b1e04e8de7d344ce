import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { officeHours } from '../../measure/calendar.ts';
import { logOf } from '../../testing/log-of.ts';
import { checkRules, type RuleOptions, type RuleResult } from './check-rules.ts';
import { millisecondsOf } from './limits.ts';
import { RuleError, rulesOf } from './read-rules.ts';
import type { PairRule } from './rule.ts';

/** Traces as words: the cases are 1, 2, …; events a day apart. */
const DAY = 24 * 60;
const ofWords = (...words: string[]): ReturnType<typeof logOf> => logOf(words.flatMap((word, c) => [...word].map((letter, i): [string, string, number] => [String(c + 1), letter, i * DAY])));
const check = (log: ReturnType<typeof logOf>, rule: object, options?: RuleOptions): RuleResult => checkRules(log, rulesOf([rule]), options)[0]!;
const broken = (result: RuleResult): string => result.breaks.map((one) => `${one.caseId}:${one.rows.join('+')}`).join(' ');

/** What the templates of Declare say, as expressions over the whole trace (Pesic 2008). */
const declare: Record<PairRule, RegExp> = {
  'responded-existence': /^[^a]*$|b/, 'co-existence': /^[^ab]*$|a.*b|b.*a/, 'never-together': /^[^a]*$|^[^b]*$/,
  response: /^[^a]*(a.*b)?[^a]*$/, 'alternate-response': /^[^a]*(a[^a]*b[^a]*)*$/, 'chain-response': /^[^a]*(ab[^a]*)*$/,
  precedence: /^[^b]*(a.*)?$/, 'alternate-precedence': /^[^b]*(a[^b]*b[^b]*)*$/, 'chain-precedence': /^[^b]*(ab[^b]*)*$/,
  succession: /^[^ab]*(a.*b)?[^ab]*$/, 'alternate-succession': /^[^ab]*(a[^ab]*b[^ab]*)*$/, 'chain-succession': /^[^ab]*(ab[^ab]*)*$/,
  'not-succession': /^[^a]*(a[^b]*)?$/, 'not-chain-succession': /^(?!.*ab)/,
};

test('pairs of activities: as the expressions of Declare say, for every trace', () => {
  fc.assert(fc.property(fc.array(fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 7 }), { minLength: 1, maxLength: 8 }), (words) => {
    const log = ofWords(...words);
    for (const [rule, expression] of Object.entries(declare)) {
      const result = check(log, { rule, first: 'a', then: 'b' });
      assert.deepEqual(result.breaks.map((one) => words[one.case]), words.filter((word) => !expression.test(word)), rule);
      assert.equal(result.kept + result.breaks.length, result.concerned);
    }
  }));
});

test('single activities', () => {
  const log = ofWords('abc', 'aab', 'b');
  assert.equal(broken(check(log, { rule: 'existence', activity: 'a' })), '3:');
  assert.equal(broken(check(log, { rule: 'existence', activity: 'a', least: 2 })), '1: 3:');
  assert.equal(broken(check(log, { rule: 'absence', activity: 'a' })), '1:0 2:3+4');
  assert.equal(broken(check(log, { rule: 'absence', activity: 'a', most: 1 })), '2:4');
  assert.equal(broken(check(log, { rule: 'exactly', activity: 'a', times: 1 })), '2:4 3:');
  assert.equal(broken(check(log, { rule: 'begins-with', activity: 'a' })), '3:6');
  assert.equal(broken(check(log, { rule: 'ends-with', activity: 'b' })), '1:2');
});

test('A before B within a time, by the clock of the wall or of the office', () => {
  const log = logOf([['1', 'lodge', 0], ['1', 'decide', 5 * DAY], ['2', 'lodge', 0], ['2', 'decide', 5 * DAY + 1], ['3', 'decide', 9], ['4', 'lodge', 0]]);
  assert.equal(broken(check(log, { rule: 'precedence', first: 'lodge', then: 'decide', within: 'P5D' })), '2:3 3:4');
  assert.equal(broken(check(log, { rule: 'response', first: 'lodge', then: 'decide', within: 5 * DAY * 60_000 })), '2:2 4:5');
  // 1970-01-01 was a Thursday: Thursday, Friday and Monday are worked, 24 hours
  const clock = officeHours('UTC', '08:00', '16:00');
  assert.equal(broken(check(log, { rule: 'response', first: 'lodge', then: 'decide', within: 'PT24H' }, { clock })), '4:5');
  assert.equal(broken(check(log, { rule: 'response', first: 'lodge', then: 'decide', within: 'PT23H' }, { clock })), '1:0 2:2 4:5');
});

test('A before B within five days, of the calendar and of the office: to the end of the fifth day', () => {
  const at = (text: string): number => Date.parse(text) / 60_000;
  const clock = officeHours('Europe/Stockholm', '08:00', '16:00', ['2026-06-19']); // Midsummer's Eve
  // lodged on a Wednesday morning; five days end with Monday the 22nd, five working days (Thursday, Monday to Thursday) with the 25th
  const decided = ['2026-06-22T23:59:59+02:00', '2026-06-23T00:00:00+02:00', '2026-06-25T23:59:59+02:00', '2026-06-26T00:00:00+02:00'];
  const log = logOf(decided.flatMap((end, c): [string, string, number][] => [[String(c + 1), 'lodge', at('2026-06-17T09:00:00+02:00')], [String(c + 1), 'decide', at(end)]]));
  const within = (limit: string): string => broken(check(log, { rule: 'precedence', first: 'lodge', then: 'decide', within: limit }, { clock }));
  assert.equal(within('5 days'), '2:3 3:5 4:7');
  assert.equal(within('5 working days'), '4:7');
  assert.equal(within('P5D'), ''); // 120 hours of an office that works eight a day
  assert.equal(within('PT40H'), '3:5 4:7'); // the seven hours of the first day count, so they are over on Thursday at nine
  // an open case is pending to the end of the last day
  const waiting = logOf([['1', 'lodge', at('2026-06-17T09:00:00+02:00')]]);
  const asOf = (instant: string): RuleResult => check(waiting, { rule: 'response', first: 'lodge', then: 'decide', within: '1 working day' }, { clock, open: () => true, asOf: Date.parse(instant) });
  assert.deepEqual([asOf('2026-06-18T23:59:59+02:00').pending, broken(asOf('2026-06-19T00:00:00+02:00'))], [[0], '1:0']);
  assert.throws(() => check(log, { rule: 'precedence', first: 'lodge', then: 'decide', within: '5 days' }), /expected a working calendar/);
  assert.throws(() => rulesOf([{ rule: 'response', first: 'a', then: 'b', within: '5 workdays' }]), /"5 working days"/);
});

test('what can still come is pending, until its time is over', () => {
  const log = logOf([['1', 'lodge', 0], ['2', 'lodge', 0], ['2', 'withdraw', 1], ['3', 'lodge', 3 * DAY]]);
  const options = { open: (c: number) => c !== 1, asOf: 6 * DAY * 60_000 };
  const result = check(log, { rule: 'response', first: 'lodge', then: 'decide', within: 'P5D' }, options);
  assert.deepEqual([broken(result), result.pending], ['1:0 2:1', [2]]);
  assert.deepEqual(check(log, { rule: 'response', first: 'lodge', then: 'decide' }, options).pending, [0, 2]);
  assert.deepEqual(check(log, { rule: 'existence', activity: 'decide' }, options).pending, [0, 2]);
  assert.equal(broken(check(log, { rule: 'chain-response', first: 'lodge', then: 'decide' }, { open: () => true })), '2:1');
});

test('four eyes, and one person', () => {
  const by = (person: string | null): Record<string, string> => (person === null ? {} : { 'org:resource': person });
  const log = logOf([
    ['1', 'propose', 0, by('Sara')], ['1', 'decide', 1, by('Omar')],
    ['2', 'propose', 0, by('Sara')], ['2', 'note', 1, by('Sara')], ['2', 'decide', 2, by('Sara')],
    ['3', 'propose', 0, by(null)], ['3', 'decide', 1, by('Omar')],
    ['4', 'propose', 0, by('Sara')],
    ['5', 'propose', 0, by('Sara')], ['5', 'propose', 1, by('Omar')], ['5', 'decide', 2, by('Omar')],
  ]);
  const four = check(log, { rule: 'four-eyes', activities: ['propose', 'decide'] });
  assert.deepEqual([broken(four), four.unknown, four.kept, four.concerned], ['2:2+4 5:9+10', [2], 1, 4]);
  const same = check(log, { rule: 'same-person', activities: ['propose', 'decide'] });
  assert.deepEqual([broken(same), same.unknown, same.kept], ['1:0+1 5:8+9+10', [2], 1]);
  // a log without persons says nothing, and breaks nothing
  assert.deepEqual(check(log, { rule: 'four-eyes', activities: ['propose', 'decide'], attribute: 'nobody' }).unknown, [0, 1, 2, 4]);
});

test('known exceptions are listed apart, each with its reason, until they end', () => {
  const rule = { rule: 'absence', activity: 'a', name: 'no a', accept: [{ case: '1', reason: 'agreed on the telephone', until: '2026-03-01' }] };
  const at = (asOf: string): RuleResult => check(ofWords('a', 'a'), rule, { asOf: Date.parse(asOf) });
  assert.deepEqual(at('2026-03-01T23:59:59Z').accepted, [{ case: 0, caseId: '1', rows: [0], reason: 'agreed on the telephone' }]);
  assert.equal(broken(at('2026-03-01T23:59:59Z')), '2:1');
  assert.equal(broken(at('2026-03-02T00:00:00Z')), '1:0 2:1');
});

test('an instant that is not known leaves the case unknown', () => {
  const result = check(logOf([['1', 'a', 0], ['1', 'b', NaN]]), { rule: 'response', first: 'a', then: 'b', within: 'P1D' });
  assert.deepEqual([result.unknown, result.breaks], [[0], []]);
});

test('rules that are no rules say which and why', () => {
  for (const [value, message] of [
    [{}, /expected a list of rules/],
    [[{ rule: 'four eyes' }], /rule 1: "rule" is "four eyes"; expected existence, absence/],
    [[{ rule: 'absence', activity: 'a' }, { rule: 'response', first: 'a' }], /rule 2: "then" is missing/],
    [[{ rule: 'response', first: 'a', then: 'b', within: 'P1M' }], /"within" is "P1M"; expected a duration like P5D/],
    [[{ rule: 'never-together', first: 'a', then: 'b', within: 'P1D' }], /"within" is no part of the rule "never-together"/],
    [[{ rule: 'four-eyes', activities: ['a'] }], /at least two activities/],
    [[{ rule: 'absence', activity: 'a', accept: [{ case: '1' }] }], /"accept" is .*; expected a list of/],
  ] as const) assert.throws(() => rulesOf(value), (error: unknown) => error instanceof RuleError && message.test(error.message), String(message));
  assert.equal(millisecondsOf('P1DT2H3M4.5S'), 93_784_500);
  for (const wrong of ['P', 'PT', 'P1Y', '5 days', -1, NaN, null]) assert.ok(Number.isNaN(millisecondsOf(wrong)), String(wrong));
});
