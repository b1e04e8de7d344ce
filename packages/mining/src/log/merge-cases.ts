import type { Column, ColumnKind } from './column.ts';
import type { EventLog } from './event-log.ts';

/**
 * The log with the cases of `newer` in place of those of the same id, and its other cases after all of them: how a
 * log follows a store in which cases go on. Each case of `newer` is whole. Unchanged rows are copied in runs, so a few
 * changed cases of many cost little more than the copying. Neither log is changed.
 * @throws TypeError where both have an attribute of the same key but of another kind
 */
export function mergeCases(log: EventLog, newer: EventLog): EventLog {
  if (newer.caseIds.length === 0) return log;
  const place = new Map<string, number>();
  newer.caseIds.forEach((id, c) => place.set(id, c));
  /** Which case of the newer log stands at each place; -1: the old one stays. */
  const takes = new Int32Array(log.caseIds.length).fill(-1);
  log.caseIds.forEach((id, c) => {
    const from = place.get(id);
    if (from !== undefined) { takes[c] = from; place.delete(id); }
  });
  const added = [...place.values()];
  const { rows, cases, caseStart } = layOut(log, newer, takes, added);

  const activities = [...log.activities];
  const activity = new Int32Array(caseStart.at(-1)!);
  const codes = joinDictionary(activities, newer.activities);
  copyInto(activity, log.activity, newer.activity, rows, (code) => codes[code]!);
  const time = new Float64Array(activity.length);
  copyInto(time, log.time, newer.time, rows);
  return {
    caseIds: [...log.caseIds, ...added.map((c) => newer.caseIds[c]!)], caseStart, activity, activities, time,
    eventAttributes: joinColumns(log.eventAttributes, newer.eventAttributes, rows, activity.length),
    caseAttributes: joinColumns(log.caseAttributes, newer.caseAttributes, cases, caseStart.length - 1),
    attributes: log.attributes, skipped: log.skipped, ...(log.xes && { xes: log.xes }),
  };
}

/** A run of rows that stay together: from which log, from where, to where, how many. */
interface Run { newer: boolean; from: number; to: number; length: number }

function layOut(log: EventLog, newer: EventLog, takes: Int32Array, added: readonly number[]): { rows: Run[]; cases: Run[]; caseStart: Int32Array } {
  const rows: Run[] = [], cases: Run[] = [];
  const caseStart = new Int32Array(takes.length + added.length + 1);
  let at = 0;
  const put = (isNewer: boolean, from: number, to: number, of: EventLog): void => {
    rows.push({ newer: isNewer, from: of.caseStart[from]!, to: at, length: of.caseStart[to]! - of.caseStart[from]! });
    at += of.caseStart[to]! - of.caseStart[from]!;
  };
  for (let c = 0; c < takes.length;) {
    let end = c + 1;
    if (takes[c]! >= 0) {
      cases.push({ newer: true, from: takes[c]!, to: c, length: 1 });
      put(true, takes[c]!, takes[c]! + 1, newer);
      caseStart[end] = at;
    } else {
      while (end < takes.length && takes[end]! < 0) end++;
      cases.push({ newer: false, from: c, to: c, length: end - c });
      const shift = at - log.caseStart[c]!;
      put(false, c, end, log);
      for (let one = c + 1; one <= end; one++) caseStart[one] = log.caseStart[one]! + shift;
    }
    c = end;
  }
  added.forEach((c, i) => {
    cases.push({ newer: true, from: c, to: takes.length + i, length: 1 });
    put(true, c, c + 1, newer);
    caseStart[takes.length + i + 1] = at;
  });
  return { rows, cases, caseStart };
}

type Numbers = Int32Array | Float64Array | Int8Array;

/** Copies the runs; values of the newer log through `code`, where its dictionary differs. */
function copyInto<T extends Numbers>(target: T, old: T | null, newer: T | null, runs: readonly Run[], code?: (value: number) => number): void {
  for (const run of runs) {
    const source = run.newer ? newer : old;
    if (!source) continue;
    if (!run.newer || !code) target.set(source.subarray(run.from, run.from + run.length), run.to);
    else for (let i = 0; i < run.length; i++) target[run.to + i] = code(source[run.from + i]!);
  }
}

/** Adds the texts of another dictionary that are not there yet; gives the place of each of its texts. */
function joinDictionary(values: string[], other: readonly string[]): number[] {
  const known = new Map(values.map((text, code) => [text, code]));
  return other.map((text) => {
    let code = known.get(text);
    if (code === undefined) { code = values.length; known.set(text, code); values.push(text); }
    return code;
  });
}

function joinColumns(old: Map<string, Column>, newer: Map<string, Column>, runs: readonly Run[], length: number): Map<string, Column> {
  return new Map([...new Set([...old.keys(), ...newer.keys()])].map((key) => [key, joinColumn(key, old.get(key), newer.get(key), runs, length)]));
}

function joinColumn(key: string, old: Column | undefined, newer: Column | undefined, runs: readonly Run[], length: number): Column {
  const kind = (old ?? newer)!.kind;
  if (newer && newer.kind !== kind) throw new TypeError(`the attribute ${key} is ${kind} in one log and ${newer.kind} in the other`);
  if (kind === 'text') {
    const values = old?.kind === 'text' ? [...old.values] : [];
    const codes = newer?.kind === 'text' ? joinDictionary(values, newer.values) : [];
    const joined = new Int32Array(length).fill(-1);
    copyInto(joined, dataOf(old) as Int32Array | null, dataOf(newer) as Int32Array | null, runs, (code) => (code < 0 ? -1 : codes[code]!));
    return { kind, codes: joined, values };
  }
  if (kind === 'boolean') {
    const flags = new Int8Array(length).fill(-1);
    copyInto(flags, dataOf(old) as Int8Array | null, dataOf(newer) as Int8Array | null, runs);
    return { kind, flags };
  }
  const numbers = new Float64Array(length).fill(NaN);
  copyInto(numbers, dataOf(old) as Float64Array | null, dataOf(newer) as Float64Array | null, runs);
  return { kind: kind as Exclude<ColumnKind, 'text' | 'boolean'>, numbers };
}

const dataOf = (column: Column | undefined): Numbers | null => {
  if (!column) return null;
  return column.kind === 'text' ? column.codes : column.kind === 'boolean' ? column.flags : column.numbers;
};
