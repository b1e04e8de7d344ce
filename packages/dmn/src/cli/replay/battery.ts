/**
 * A fixed set of work whose every result must have the same bytes on every machine and every version of Node:
 * prints one hash for each part. Run it with two versions and compare what they print.
 */
import { createHash } from 'node:crypto';
import * as num from '../../values/number.ts';
import type { FeelNumber } from '../../values/number.ts';
import { FeelDate, FeelDateTime, addTemporal, compareTemporal, parseTemporal, subtractTemporal } from '../../values/temporal.ts';
import type { Temporal } from '../../values/temporal.ts';
import type { Json } from '../../run/values.ts';
import { recorder } from './record.ts';
import { RULEBOOK } from './rulebook.ts';

/** A generator made of 32-bit integer operations alone. */
function random(seed: number): (below: number) => number {
  let state = seed | 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return Math.floor(((state >>> 0) / 4294967296) * below);
  };
}

function* numbers(): Iterable<string> {
  const next = random(1);
  const number = (): FeelNumber => num.parseNumber(`${next(2) ? '-' : ''}${next(1_000_000)}${next(2) ? `.${next(1_000_000)}` : ''}e${next(12) - 6}`)!;
  const operations = [num.add, num.sub, num.mul, num.div, num.modulo];
  for (let i = 0; i < 10_000; i++) {
    const [a, b] = [number(), number()];
    const result = operations[next(operations.length)]!(a, b);
    yield `${num.toText(a)} ${num.toText(b)} ${result === null ? 'null' : num.toText(result)}`;
  }
  for (let i = 0; i < 200; i++) {
    const [a, b] = [num.abs(number()), num.div(number(), 1_000_000)!];
    for (const result of [num.sqrt(a), num.exp(b), num.log(a), num.pow(a, b), num.decimal(a, 2), num.roundHalfUp(b, 8)]) yield result === null ? 'null' : num.toText(result);
  }
}

function* dates(): Iterable<string> {
  const next = random(2);
  for (let i = 0; i < 10_000; i++) {
    const day = FeelDate.ofEpochDay(next(730_000_000) * 1000 - 365_000_000_000)!;
    const other = FeelDate.ofEpochDay(next(40_000))!;
    const span = parseTemporal(next(2) ? `P${next(4000)}M` : `-P${next(900)}DT${next(24)}H${next(60)}M0.${next(1e9)}S`)!;
    yield `${day} ${other} ${subtractTemporal(day, other)} ${addTemporal(other, span)} ${addTemporal(FeelDateTime.ofDate(other), span)} ${compareTemporal(day, other)}`;
  }
}

/** Zones whose rules have been the same in every edition of the time zone database that these years' Nodes carry. */
function* zones(): Iterable<string> {
  const next = random(3);
  const names = ['Europe/Stockholm', 'Europe/Helsinki', 'America/New_York', 'Asia/Kathmandu', 'Africa/Addis_Ababa', 'UTC'];
  for (let i = 0; i < 2000; i++) {
    const moment = FeelDateTime.ofWallClock(next(18_000), next(86_400) * 1e9, null, names[next(names.length)]!)!;
    yield `${moment} ${moment.offset} ${addTemporal(moment, parseTemporal(`PT${next(5000)}H`) as Temporal)}`;
  }
}

/** Decision records with their traces, some with facts missing. */
export function* records(count: number): Iterable<string> {
  const decide = recorder(RULEBOOK, '0.1.0');
  const next = random(4);
  const two = (n: number): string => String(n).padStart(2, '0');
  const date = (from: number, years: number): string => `${from + next(years)}-${two(1 + next(12))}-${two(1 + next(28))}`;
  for (let i = 0; i < count; i++) {
    const applicant: Record<string, Json> = { 'birth date': date(1960, 55), studies: ['full-time', 'part-time', 'exchange'][next(3)]!, funds: next(20_000_000) / 100, until: date(2027, 4) };
    if (next(10) === 0) delete applicant[['birth date', 'studies', 'funds', 'until'][next(4)]!];
    const input: Record<string, Json> = { Applicant: applicant, Payments: Array.from({ length: next(5) }, () => next(150_000) / 100) };
    if (next(20) > 0) input['Lodged'] = `${date(2026, 1)}T${two(next(24))}:${two(next(60))}:00+0${next(3)}:00`;
    yield JSON.stringify(decide('Letter', input, '2027-01-15T12:00:00@Europe/Stockholm'));
  }
}

/** Name and hash of each part; `count` records are made. */
export function battery(count: number): Record<string, string> {
  const hash = (lines: Iterable<string>): string => {
    const sum = createHash('sha256');
    for (const line of lines) sum.update(`${line}\n`);
    return sum.digest('hex');
  };
  return { numbers: hash(numbers()), dates: hash(dates()), zones: hash(zones()), records: hash(records(count)) };
}
