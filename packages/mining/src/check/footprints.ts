import type { ProcessTree } from '../model/process-tree.ts';
import type { SimpleLog } from '../model/simple-log.ts';

/** How two activities stand to each other: one right after the other in one order only, in both orders, or never. */
export type Relation = '→' | '←' | '‖' | '#';

/** The footprint of a log or a model (van der Aalst, Weijters, Maruster, Workflow mining, 2004): what may come right after what. */
export interface Footprint {
  activities: string[];
  /** Pairs `a` before `b`, as `follows.get(a)?.has(b)`; in a log with how often, in a model 1. */
  follows: Map<string, Map<string, number>>;
  starts: Set<string>;
  ends: Set<string>;
}

export function logFootprint(log: SimpleLog): Footprint {
  const footprint: Footprint = { activities: [], follows: new Map(), starts: new Set(), ends: new Set() };
  const n = log.activities.length;
  const counts = new Float64Array(n * n), seen = new Uint8Array(n);
  for (let t = 0; t < log.count.length; t++) {
    const from = log.start[t]!, to = log.start[t + 1]!;
    if (from === to) continue;
    footprint.starts.add(log.activities[log.activity[from]!]!);
    footprint.ends.add(log.activities[log.activity[to - 1]!]!);
    for (let i = from; i < to; i++) {
      seen[log.activity[i]!] = 1;
      if (i > from) counts[log.activity[i - 1]! * n + log.activity[i]!]! += log.count[t]!;
    }
  }
  for (let a = 0; a < n; a++) if (seen[a] === 1) footprint.activities.push(log.activities[a]!);
  for (let i = 0; i < counts.length; i++) if (counts[i]! > 0) add(footprint.follows, log.activities[Math.floor(i / n)]!, log.activities[i % n]!, counts[i]!);
  return footprint;
}

/** The footprint of all runs of a tree, from its structure alone: exact, and without playing it. */
export function treeFootprint(tree: ProcessTree): Footprint {
  const follows: Footprint['follows'] = new Map();
  const activities = new Set<string>();
  interface Part { labels: Set<string>; starts: Set<string>; ends: Set<string>; empty: boolean }
  const join = (from: Iterable<string>, to: Iterable<string>): void => { for (const a of from) for (const b of to) add(follows, a, b, 1, true); };
  const union = (sets: Set<string>[]): Set<string> => new Set(sets.flatMap((one) => [...one]));
  const part = (node: ProcessTree): Part => {
    if (node.kind === 'silent') return { labels: new Set(), starts: new Set(), ends: new Set(), empty: true };
    if (node.kind === 'activity') {
      activities.add(node.label);
      const only = new Set([node.label]);
      return { labels: only, starts: only, ends: only, empty: false };
    }
    const parts = node.children.map(part);
    const labels = union(parts.map((one) => one.labels));
    const all = { labels, starts: union(parts.map((one) => one.starts)), ends: union(parts.map((one) => one.ends)) };
    switch (node.kind) {
      case 'choice': return { ...all, empty: parts.some((one) => one.empty) };
      case 'parallel': case 'inclusive': {
        parts.forEach((one, i) => parts.forEach((other, j) => { if (i !== j) join(one.labels, other.labels); }));
        return { ...all, empty: node.kind === 'parallel' ? parts.every((one) => one.empty) : parts.some((one) => one.empty) };
      }
      case 'sequence': {
        const reached = (list: Part[], side: 'starts' | 'ends'): Set<string> => {
          const upTo = list.findIndex((one) => !one.empty);
          return union(list.slice(0, upTo < 0 ? list.length : upTo + 1).map((one) => one[side]));
        };
        parts.forEach((one, i) => join(one.ends, reached(parts.slice(i + 1), 'starts')));
        return { labels, starts: reached(parts, 'starts'), ends: reached([...parts].reverse(), 'ends'), empty: parts.every((one) => one.empty) };
      }
      case 'loop': {
        const [body, redo] = parts as [Part, Part];
        join(body.ends, redo.starts);
        join(redo.ends, body.starts);
        if (redo.empty) join(body.ends, body.starts);
        if (body.empty) join(redo.ends, redo.starts);
        const outer = (side: 'starts' | 'ends'): Set<string> => (body.empty ? union([body[side], redo[side]]) : body[side]);
        return { labels, starts: outer('starts'), ends: outer('ends'), empty: body.empty };
      }
    }
  };
  const { starts, ends } = part(tree);
  return { activities: [...activities], follows, starts, ends };
}

function add(follows: Footprint['follows'], a: string, b: string, count: number, once = false): void {
  let row = follows.get(a);
  if (!row) follows.set(a, (row = new Map()));
  row.set(b, once ? count : (row.get(b) ?? 0) + count);
}

export function relation(footprint: Footprint, a: string, b: string): Relation {
  const there = footprint.follows.get(a)?.has(b) ?? false, back = footprint.follows.get(b)?.has(a) ?? false;
  return there ? (back ? '‖' : '→') : back ? '←' : '#';
}

export interface FootprintComparison {
  /** Share of the log's steps (by how often) that the model has, too. */
  fitness: number;
  /** Share of the model's pairs that the log shows. */
  precision: number;
  /** Pairs that stand differently, each once, `a` before `b` in the order of activities. */
  differences: { a: string; b: string; log: Relation; model: Relation }[];
  /** Activities that only one of them has, and that begin or end a case in the log but in no run. */
  onlyInLog: string[];
  onlyInModel: string[];
  unexpectedStarts: string[];
  unexpectedEnds: string[];
}

/** Where log and model (or two logs, or two models) differ in what may come right after what. */
export function compareFootprints(log: Footprint, model: Footprint): FootprintComparison {
  let steps = 0, known = 0, pairs = 0, shown = 0;
  for (const [a, row] of log.follows) for (const [b, count] of row) { steps += count; if (model.follows.get(a)?.has(b)) known += count; }
  for (const [a, row] of model.follows) for (const b of row.keys()) { pairs++; if (log.follows.get(a)?.has(b)) shown++; }
  const inLog = new Set(log.activities), inModel = new Set(model.activities);
  const all = [...inLog, ...model.activities.filter((one) => !inLog.has(one))];
  const differences: FootprintComparison['differences'] = [];
  all.forEach((a, i) => {
    for (const b of all.slice(i)) {
      const one = relation(log, a, b), other = relation(model, a, b);
      if (one !== other) differences.push({ a, b, log: one, model: other });
    }
  });
  return {
    fitness: steps === 0 ? 1 : known / steps, precision: pairs === 0 ? 1 : shown / pairs, differences,
    onlyInLog: all.filter((one) => !inModel.has(one)), onlyInModel: all.filter((one) => !inLog.has(one)),
    unexpectedStarts: [...log.starts].filter((one) => !model.starts.has(one)), unexpectedEnds: [...log.ends].filter((one) => !model.ends.has(one)),
  };
}
