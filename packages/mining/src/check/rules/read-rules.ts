import { daysOf, limits, millisecondsOf } from './limits.ts';
import type { PairRule, Rule } from './rule.ts';

/** Rules that are not of their form: which one, what is wrong there, what was expected. */
export class RuleError extends Error {
  readonly code = 'rule-not-understood';
  /** Number of the rule in the list, from 0; -1 for the list itself. */
  readonly rule: number;
  constructor(rule: number, message: string) {
    super(rule < 0 ? message : `rule ${rule + 1}: ${message}`);
    this.name = 'RuleError';
    this.rule = rule;
  }
}

type Check = (value: unknown) => string | undefined;
const text: Check = (value) => (typeof value === 'string' && value !== '' ? undefined : 'a text');
const whole: Check = (value) => (Number.isSafeInteger(value) && (value as number) >= 0 ? undefined : 'a whole number from 0');
const duration: Check = (value) => (Number.isNaN(millisecondsOf(value)) && !daysOf(value) ? limits : undefined);
const activities: Check = (value) => (Array.isArray(value) && value.length >= 2 && value.every((one) => text(one) === undefined) ? undefined : 'a list of at least two activities');
const acceptances: Check = (value) => {
  const sound = Array.isArray(value) && value.every((one: unknown) => {
    if (typeof one !== 'object' || one === null) return false;
    const given = one as Record<string, unknown>;
    const { until } = given;
    return text(given['case']) === undefined && text(given['reason']) === undefined && (until === undefined || (typeof until === 'string' && /^\d{4}-\d\d-\d\d$/.test(until) && !Number.isNaN(Date.parse(until))))
      && Object.keys(given).every((key) => ['case', 'reason', 'until'].includes(key));
  });
  return sound ? undefined : 'a list of { case, reason, until? } with until like 2026-12-31';
};

const pair: Record<string, Check> = { 'first!': text, 'then!': text };
const timed: Record<string, Check> = { ...pair, within: duration };
const pairs: Record<PairRule, Record<string, Check>> = {
  'responded-existence': pair, 'co-existence': pair, 'never-together': pair,
  response: timed, 'alternate-response': timed, 'chain-response': timed,
  precedence: timed, 'alternate-precedence': timed, 'chain-precedence': timed,
  succession: timed, 'alternate-succession': timed, 'chain-succession': timed,
  'not-succession': pair, 'not-chain-succession': pair,
};
const persons: Record<string, Check> = { 'activities!': activities, attribute: text };
/** Per kind of rule: what its parts must be; a name with `!` must be there. */
const forms: Record<Rule['rule'], Record<string, Check>> = {
  existence: { 'activity!': text, least: whole },
  absence: { 'activity!': text, most: whole },
  exactly: { 'activity!': text, 'times!': whole },
  'begins-with': { 'activity!': text },
  'ends-with': { 'activity!': text },
  ...pairs,
  'four-eyes': persons,
  'same-person': persons,
};

/** Checks what came from outside and gives it as rules. @throws RuleError */
export function rulesOf(value: unknown): Rule[] {
  if (!Array.isArray(value)) throw new RuleError(-1, 'expected a list of rules');
  return value.map((one: unknown, i) => {
    if (typeof one !== 'object' || one === null || Array.isArray(one)) throw new RuleError(i, 'expected an object');
    const given = one as Record<string, unknown>, kind = given['rule'];
    if (typeof kind !== 'string' || !Object.hasOwn(forms, kind)) throw new RuleError(i, `"rule" is ${JSON.stringify(kind)}; expected ${Object.keys(forms).join(', ')}`);
    const form: Record<string, Check> = { 'rule!': text, name: text, accept: acceptances, ...forms[kind as Rule['rule']] };
    const known = new Map(Object.entries(form).map(([name, check]) => [name.replace('!', ''), check]));
    for (const name of Object.keys(form)) if (name.endsWith('!') && given[name.slice(0, -1)] === undefined) throw new RuleError(i, `"${name.slice(0, -1)}" is missing`);
    for (const [name, part] of Object.entries(given)) {
      const check = known.get(name);
      if (!check) throw new RuleError(i, `"${name}" is no part of the rule "${kind}"; expected ${[...known.keys()].join(', ')}`);
      const wrong = part === undefined ? undefined : check(part);
      if (wrong !== undefined) throw new RuleError(i, `"${name}" is ${JSON.stringify(part)}; expected ${wrong}`);
    }
    return given as unknown as Rule;
  });
}
