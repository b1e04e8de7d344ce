import type { EventLog } from '../../log/event-log.ts';
import { textOf } from '../../log/text-of.ts';
import { always, type Clock } from '../../measure/calendar.ts';
import { daysOf, limits, millisecondsOf } from './limits.ts';
import { RuleError } from './read-rules.ts';
import type { Accepted, Pair, Persons, Rule } from './rule.ts';

/** A case that breaks a rule. */
export interface Break {
  case: number;
  caseId: string;
  /** Rows of the events that break it; none where what is missing is the event. */
  rows: number[];
}

export interface RuleResult {
  rule: Rule;
  /** Cases the rule speaks of: where what it is about occurred. */
  concerned: number;
  kept: number;
  breaks: Break[];
  /** Breaks that the rule's list accepts. */
  accepted: (Break & { reason: string })[];
  /** Open cases in which what is awaited can still come in time. */
  pending: number[];
  /** Cases that cannot be judged: an instant or a person is not known. */
  unknown: number[];
}

export interface RuleOptions {
  /** The clock that time limits run by: a working calendar, or real time (default). */
  clock?: Clock;
  /** Cases that still run: what they lack is pending, not broken, while its time limit (by `asOf`) is not over. Default: none. */
  open?: (caseNumber: number) => boolean;
  /** The instant up to which the log is told, milliseconds. Time limits and acceptances end by it. */
  asOf?: number;
}

/**
 * Which cases keep each rule, which break it and by which events. Cases whose data does not say
 * are listed as unknown, never counted as kept. @throws RuleError where a time limit cannot be read, or is in days and the clock has none
 */
export function checkRules(log: EventLog, rules: readonly Rule[], { clock = always, open = () => false, asOf }: RuleOptions = {}): RuleResult[] {
  return rules.map((rule, number) => {
    const judge = judgeOf(log, rule, number, { clock, open, asOf });
    const acceptedCases = new Map((rule.accept ?? []).filter((one) => stands(one, asOf)).map((one) => [one.case, one.reason]));
    const result: RuleResult = { rule, concerned: 0, kept: 0, breaks: [], accepted: [], pending: [], unknown: [] };
    for (let c = 0; c < log.caseIds.length; c++) {
      const verdict = judge(c);
      if (!verdict) continue;
      result.concerned++;
      const caseId = log.caseIds[c]!, reason = acceptedCases.get(caseId);
      if (verdict.broken) {
        const found: Break = { case: c, caseId, rows: [...new Set(verdict.rows)].sort((a, b) => a - b) };
        if (reason === undefined) result.breaks.push(found);
        else result.accepted.push({ ...found, reason });
      } else if (verdict.unknown) result.unknown.push(c);
      else if (verdict.pending) result.pending.push(c);
      else result.kept++;
    }
    return result;
  });
}

/** An acceptance stands to the end of its last day, in universal time. */
const stands = ({ until }: Accepted, asOf: number | undefined): boolean => until === undefined || asOf === undefined || asOf < Date.parse(until) + 86_400_000;

/** What is found in one case; none where the rule does not speak of it. */
interface Verdict { broken: boolean; rows: number[]; unknown: boolean; pending: boolean }
type Judge = (c: number) => Verdict | undefined;

const verdict = (broken: boolean, rows: number[] = []): Verdict => ({ broken, rows, unknown: false, pending: false });
/** Something is missing: in a case that still runs it may come. */
const lacking = (open: boolean, rows: number[] = []): Verdict => ({ broken: !open, rows, unknown: false, pending: open });

interface Circumstances { clock: Clock; open: (caseNumber: number) => boolean; asOf: number | undefined }

function judgeOf(log: EventLog, rule: Rule, number: number, circumstances: Circumstances): Judge {
  const { open } = circumstances;
  const { caseStart, activity } = log;
  const rowsOf = (name: string): ((c: number) => number[]) => {
    const code = log.activities.indexOf(name);
    return (c) => {
      const rows: number[] = [];
      for (let row = caseStart[c]!; row < caseStart[c + 1]!; row++) if (activity[row] === code) rows.push(row);
      return rows;
    };
  };
  switch (rule.rule) {
    case 'existence': { const of = rowsOf(rule.activity); return (c) => (of(c).length < (rule.least ?? 1) ? lacking(open(c)) : verdict(false)); }
    case 'absence': { const of = rowsOf(rule.activity), most = rule.most ?? 0; return (c) => { const rows = of(c); return verdict(rows.length > most, rows.slice(most)); }; }
    case 'exactly': { const of = rowsOf(rule.activity); return (c) => { const rows = of(c); return rows.length < rule.times ? lacking(open(c)) : verdict(rows.length > rule.times, rows.slice(rule.times)); }; }
    case 'begins-with': case 'ends-with': {
      const of = rowsOf(rule.activity);
      return (c) => {
        const from = caseStart[c]!, to = caseStart[c + 1]!;
        if (from === to) return undefined;
        const row = rule.rule === 'begins-with' ? from : to - 1;
        if (of(c).includes(row)) return verdict(false);
        return rule.rule === 'begins-with' ? verdict(true, [row]) : lacking(open(c), [row]);
      };
    }
    case 'four-eyes': case 'same-person': return judgePersons(log, rule, rule.activities.map(rowsOf));
    default: return judgePair(log, rule, rowsOf(rule.first), rowsOf(rule.then), limitOf(rule, number, circumstances.clock), circumstances);
  }
}

/** Whether what began at one instant is too late at another; undefined where an instant is not known. */
type TooLate = (from: number, to: number) => boolean | undefined;

/** The time limit of a rule; undefined where it has none. */
function limitOf(rule: Pair, number: number, clock: Clock): TooLate | undefined {
  if (rule.within === undefined) return undefined;
  const inDays = daysOf(rule.within);
  if (inDays) {
    if (!clock.dayEnd) throw new RuleError(number, `"within" is "${rule.within}": expected a working calendar as the clock, for days are days on a wall`);
    return (from, to) => {
      const end = clock.dayEnd!(from, inDays.days, inDays.only);
      return Number.isNaN(end) || Number.isNaN(to) ? undefined : to >= end;
    };
  }
  const limit = millisecondsOf(rule.within);
  if (Number.isNaN(limit)) throw new RuleError(number, `"within" is ${JSON.stringify(rule.within)}; expected ${limits}`);
  return (from, to) => {
    const took = clock.between(from, to);
    return Number.isNaN(took) ? undefined : took > limit;
  };
}

function judgePersons(log: EventLog, rule: Persons, rowsOf: ((c: number) => number[])[]): Judge {
  const { codes } = textOf(log.eventAttributes.get(rule.attribute ?? 'org:resource'), log.activity.length);
  return (c) => {
    const byActivity = rowsOf.map((of) => of(c));
    // between fewer than two of them there is nothing to compare
    if (byActivity.filter((rows) => rows.length > 0).length < 2) return undefined;
    const all = byActivity.flat();
    const unknown = all.some((row) => codes[row]! < 0);
    if (rule.rule === 'same-person') {
      const persons = new Set(all.map((row) => codes[row]!).filter((code) => code >= 0));
      return { broken: persons.size > 1, rows: all, unknown, pending: false };
    }
    const did = new Map<number, Set<number>>();
    byActivity.forEach((rows, i) => { for (const row of rows) if (codes[row]! >= 0) did.set(codes[row]!, (did.get(codes[row]!) ?? new Set()).add(i)); });
    const rows = all.filter((row) => (did.get(codes[row]!)?.size ?? 0) > 1);
    return { broken: rows.length > 0, rows, unknown, pending: false };
  };
}

/** How near the counterpart must be: anywhere before or after, not behind another of the same, or next to it. */
type Nearness = 'any' | 'alternate' | 'chain';

function judgePair(log: EventLog, rule: Pair, firstsOf: (c: number) => number[], thensOf: (c: number) => number[], limit: TooLate | undefined, { open, asOf }: Circumstances): Judge {
  const { time } = log;
  const near: Nearness = rule.rule.startsWith('alternate') ? 'alternate' : rule.rule.startsWith('chain') ? 'chain' : 'any';
  const tooLate = (from: number, to: number): boolean | undefined => (limit ? limit(time[from]!, time[to]!) : false);

  /** Adds to `found` what is wrong with the events that need a counterpart after them. */
  const response = (found: Verdict, c: number, firsts: number[], thens: number[]): void => {
    firsts.forEach((row, i) => {
      const last = near === 'chain' ? row + 1 : near === 'alternate' ? firsts[i + 1] ?? Infinity : Infinity;
      const answer = thens.find((one) => one > row);
      if (answer !== undefined && answer <= last) { settle(found, row, tooLate(row, answer)); return; }
      // nothing has come: in an open case it still may, unless something else came in its place or the time is over
      const stopped = near === 'chain' ? row + 1 < log.caseStart[c + 1]! : last !== Infinity;
      const over = asOf === undefined || !limit ? false : limit(time[row]!, asOf);
      if (stopped || !open(c) || over) settle(found, row, true);
      else if (over === undefined) found.unknown = true;
      else found.pending = true;
    });
  };
  const precedence = (found: Verdict, firsts: number[], thens: number[]): void => {
    thens.forEach((row, i) => {
      const since = near === 'chain' ? row - 1 : near === 'alternate' ? thens[i - 1] ?? -1 : -1;
      const cause = firsts.findLast((one) => one < row);
      settle(found, row, cause === undefined || cause < since ? true : tooLate(cause, row));
    });
  };
  const settle = (found: Verdict, row: number, wrong: boolean | undefined): void => {
    if (wrong === undefined) found.unknown = true;
    else if (wrong) { found.broken = true; found.rows.push(row); }
  };

  return (c) => {
    const firsts = firstsOf(c), thens = thensOf(c);
    const some = firsts.length > 0, other = thens.length > 0;
    const found = verdict(false);
    switch (rule.rule) {
      case 'responded-existence': return some ? (other ? found : lacking(open(c), firsts)) : undefined;
      case 'co-existence': return some && other ? found : some || other ? lacking(open(c), [...firsts, ...thens]) : undefined;
      case 'never-together': return some || other ? verdict(some && other, some && other ? [...firsts, ...thens] : []) : undefined;
      case 'not-succession': { if (!some) return undefined; const rows = thens.filter((row) => row > firsts[0]!); return verdict(rows.length > 0, rows); }
      case 'not-chain-succession': { if (!some) return undefined; const rows = thens.filter((row) => firsts.includes(row - 1)); return verdict(rows.length > 0, rows); }
      case 'response': case 'alternate-response': case 'chain-response': {
        if (!some) return undefined;
        response(found, c, firsts, thens);
        return found;
      }
      case 'precedence': case 'alternate-precedence': case 'chain-precedence': {
        if (!other) return undefined;
        precedence(found, firsts, thens);
        return found;
      }
      default: {
        if (!some && !other) return undefined;
        response(found, c, firsts, thens);
        precedence(found, firsts, thens);
        return found;
      }
    }
  };
}
