import type { Operator } from '../../model/process-tree.ts';
import type { Graph } from './graph.ts';

/** A way to cut a log: an operator and disjoint groups of activities (local numbers of the graph). A loop's first group is its body, each other one a way back. */
export interface Cut { operator: Exclude<Operator, 'inclusive'>; groups: number[][] }

/** The first cut that the graph shows (Leemans, Fahland, van der Aalst 2013, §4.2), or none. */
export function findCut(graph: Graph): Cut | undefined {
  if (graph.activities.length < 2) return undefined;
  return choiceCut(graph) ?? sequenceCut(graph) ?? parallelCut(graph) ?? loopCut(graph);
}

/** Disjoint sets of the numbers below n; the smallest member stands for its set. */
class Sets {
  readonly #parent: Int32Array;
  constructor(n: number) { this.#parent = Int32Array.from({ length: n }, (_, i) => i); }
  find(a: number): number {
    while (this.#parent[a] !== a) a = this.#parent[a] = this.#parent[this.#parent[a]!]!;
    return a;
  }
  join(a: number, b: number): void {
    const x = this.find(a), y = this.find(b);
    this.#parent[Math.max(x, y)] = Math.min(x, y);
  }
  groups(): number[][] {
    const groups = new Map<number, number[]>();
    for (let a = 0; a < this.#parent.length; a++) {
      const root = this.find(a);
      const group = groups.get(root);
      if (group) group.push(a); else groups.set(root, [a]);
    }
    return [...groups.values()];
  }
}

const cutOf = (operator: Cut['operator'], groups: number[][]): Cut | undefined => (groups.length > 1 ? { operator, groups } : undefined);

/** Activities that no way connects. */
function choiceCut({ activities, follows }: Graph): Cut | undefined {
  const n = activities.length, sets = new Sets(n);
  for (let a = 0; a < n; a++) for (let b = 0; b < n; b++) if (follows[a * n + b]! > 0) sets.join(a, b);
  return cutOf('choice', sets.groups());
}

/** Groups with ways from the earlier ones to all later ones and none back. */
function sequenceCut(graph: Graph): Cut | undefined {
  const n = graph.activities.length;
  const reach = reachable(graph);
  const sets = new Sets(n);
  let groups: number[][] = [];
  const leads = (from: number[], to: number[]): boolean => from.some((a) => to.some((b) => reach[a * n + b] === 1));
  for (let merged = true; merged;) {
    merged = false;
    groups = sets.groups();
    for (let i = 0; i < groups.length; i++) {
      for (let j = i + 1; j < groups.length; j++) {
        // both ways or neither: not one after the other
        if (leads(groups[i]!, groups[j]!) === leads(groups[j]!, groups[i]!)) { sets.join(groups[i]![0]!, groups[j]![0]!); merged = true; }
      }
    }
  }
  if (groups.length < 2) return undefined;
  const before = (group: number[]): number => groups.filter((other) => other !== group && leads(other, group)).length;
  const ordered = groups.map((group) => ({ group, before: before(group) })).sort((a, b) => a.before - b.before).map((one) => one.group);
  return { operator: 'sequence', groups: optionalTogether(graph, ordered) };
}

/**
 * Groups between two that are never passed by are kept together when they may be passed by: what
 * is optional as a whole is then not torn into parts that are optional each (the strict sequence
 * cut of Leemans 2017, §6.1). The recursion finds the parts again.
 */
function optionalTogether(graph: Graph, groups: number[][]): number[][] {
  const { activities, follows, starts, ends } = graph;
  const n = activities.length;
  const groupOf = new Int32Array(n);
  groups.forEach((group, i) => { for (const a of group) groupOf[a] = i; });
  const passed = groups.map(() => false);
  const pass = (from: number, to: number): void => { for (let i = from; i < to; i++) passed[i] = true; };
  for (let a = 0; a < n; a++) {
    if (starts[a]! > 0) pass(0, groupOf[a]!);
    if (ends[a]! > 0) pass(groupOf[a]! + 1, groups.length);
    for (let b = 0; b < n; b++) if (follows[a * n + b]! > 0) pass(groupOf[a]! + 1, groupOf[b]!);
  }
  if (passed.every(Boolean)) return neverWithout(graph, groups);
  const together: number[][] = [];
  groups.forEach((group, i) => {
    if (i > 0 && passed[i] && passed[i - 1]) together[together.length - 1]!.push(...group);
    else together.push([...group]);
  });
  return together;
}

/** Where any group may be passed by: a group that is only ever come to from the one before it, or a group that only leads to the one after it, is kept together with that one. */
function neverWithout({ activities, follows, starts, ends }: Graph, groups: number[][]): number[][] {
  const n = activities.length;
  const blocks = groups.map((group) => [...group]);
  for (let i = 1; i < blocks.length;) {
    const before = blocks[i - 1]!, after = blocks[i]!, both = new Set([...before, ...after]);
    const onlyFrom = after.every((b) => starts[b] === 0 && activities.every((_, a) => follows[a * n + b] === 0 || both.has(a)));
    const onlyTo = before.every((a) => ends[a] === 0 && activities.every((_, b) => follows[a * n + b] === 0 || both.has(b)));
    if (onlyFrom || onlyTo) { blocks.splice(i - 1, 2, [...before, ...after]); i = 1; } else i++;
  }
  return blocks.length > 1 ? blocks : groups;
}

function reachable({ activities, follows }: Graph): Uint8Array {
  const n = activities.length;
  const reach = new Uint8Array(n * n);
  for (let i = 0; i < reach.length; i++) reach[i] = follows[i]! > 0 ? 1 : 0;
  for (let via = 0; via < n; via++) {
    for (let a = 0; a < n; a++) {
      if (reach[a * n + via] === 0) continue;
      for (let b = 0; b < n; b++) if (reach[via * n + b] === 1) reach[a * n + b] = 1;
    }
  }
  return reach;
}

/** Groups that follow each other in every order; each can begin and end. */
function parallelCut({ activities, follows, starts, ends, between }: Graph): Cut | undefined {
  const n = activities.length, sets = new Sets(n);
  for (let a = 0; a < n; a++) {
    for (let b = 0; b < n; b++) {
      if (a === b) continue;
      // what lies between two a's as near as they ever are belongs to their loop
      if (follows[a * n + b] === 0 || follows[b * n + a] === 0 || between[a * n + b] === 1) sets.join(a, b);
    }
  }
  const groups = sets.groups();
  const whole = (group: number[]): boolean => group.some((a) => starts[a]! > 0) && group.some((a) => ends[a]! > 0);
  const complete = groups.filter(whole);
  // those that cannot begin or cannot end are one group if that makes it whole, else part of the first that is
  const rest = groups.filter((group) => !whole(group)).flat().sort((a, b) => a - b);
  if (rest.length > 0) {
    if (whole(rest)) complete.push(rest);
    else if (complete.length > 0) complete[0] = [...complete[0]!, ...rest].sort((a, b) => a - b);
  }
  return cutOf('parallel', complete);
}

/** A body with all starts and ends, and ways back that lead from its ends to its starts. */
function loopCut({ activities, follows, starts, ends }: Graph): Cut | undefined {
  const n = activities.length;
  const isStart = (a: number): boolean => starts[a]! > 0, isEnd = (a: number): boolean => ends[a]! > 0;
  const sets = new Sets(n);
  let body = -1;
  for (let a = 0; a < n; a++) {
    if (!isStart(a) && !isEnd(a)) continue;
    if (body >= 0) sets.join(body, a); else body = a;
  }
  if (body < 0) return undefined;
  for (let a = 0; a < n; a++) {
    for (let b = 0; b < n; b++) {
      if (follows[a * n + b] === 0) continue;
      // only from an end to what comes between, and from there to a start, a way may lead without being part of the body
      const leaves = isEnd(a) && !isStart(b) && !isEnd(b);
      const returns = isStart(b) && !isStart(a) && !isEnd(a);
      if (!leaves && !returns) sets.join(a, b);
    }
  }
  // what can be come to from one end must be from every end; what can lead to one start, to every start
  const every = (list: (a: number) => boolean, edge: (a: number) => boolean): boolean => activities.every((_, a) => !list(a) || edge(a));
  for (let c = 0; c < n; c++) {
    if (isStart(c) || isEnd(c)) continue;
    const fromEnd = activities.some((_, a) => isEnd(a) && follows[a * n + c]! > 0), toStart = activities.some((_, a) => isStart(a) && follows[c * n + a]! > 0);
    if (fromEnd && !every(isEnd, (a) => follows[a * n + c]! > 0)) sets.join(body, c);
    if (toStart && !every(isStart, (a) => follows[c * n + a]! > 0)) sets.join(body, c);
  }
  const root = sets.find(body);
  const groups = sets.groups();
  return cutOf('loop', [...groups.filter((group) => sets.find(group[0]!) === root), ...groups.filter((group) => sets.find(group[0]!) !== root)]);
}
