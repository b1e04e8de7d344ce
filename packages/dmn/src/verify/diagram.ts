/**
 * Ordered decision diagrams over the columns of a table: each level looks at one column, each leaf
 * is an answer, equal parts are one part. All the analyses are questions to such a diagram.
 */
import { and, firstBit, fullBits, keyOf, upTo } from './bits.ts';
import type { Bits } from './bits.ts';
import type { AnalysedTable, Column } from './table.ts';

/** Thrown where a table is too large to be analysed exactly; the caller says so instead of guessing. */
export class TooLarge extends Error {
  override readonly name = 'TooLarge';
  constructor(limit: number) {
    super(`The analysis needs more than ${limit} diagram nodes`);
  }
}
const MAX_NODES = 400_000;

/** A column as a level: atoms that no row tells apart are one choice. */
export interface Level {
  /** Index of the column. */
  column: number;
  /** Atoms (by index) of each choice. */
  choices: number[][];
  /** Rows that hold for each choice, per table. */
  rows: Bits[][];
}

/** The levels for one column in one or more tables; without the null atom where facts are all known. */
export function levelOf(column: number, versions: (Column | undefined)[], rowCounts: Bits[], withNull: boolean): Level {
  const known = versions.find((v) => v !== undefined)!;
  const byKey = new Map<string, number>();
  const level: Level = { column, choices: [], rows: [] };
  known.atoms.forEach((atom, a) => {
    if (atom.k === 'null' && !withNull) return;
    const rows = versions.map((v, i) => (v ? v.rows[a]! : rowCounts[i]!));
    const key = rows.map(keyOf).join('|');
    const same = byKey.get(key);
    if (same !== undefined) level.choices[same]!.push(a);
    else {
      byKey.set(key, level.choices.length);
      level.choices.push([a]);
      level.rows.push(rows);
    }
  });
  return level;
}

/** One level per column of a table, in its order. */
export function levelsOf(t: AnalysedTable, withNull: boolean): Level[] {
  return t.columns.map((column, c) => levelOf(c, [column], [fullBits(t.rows.length)], withNull));
}

/** For each level, the rows that hold for every choice at it and all later levels: they can no longer fail. */
export function certainRows(levels: readonly Level[], rowCount: number, table = 0): Bits[] {
  const certain: Bits[] = new Array(levels.length + 1);
  certain[levels.length] = fullBits(rowCount);
  for (let l = levels.length - 1; l >= 0; l--) {
    const now = certain[l + 1]!.slice();
    for (const rows of levels[l]!.rows) for (let w = 0; w < now.length; w++) now[w]! &= rows[table]![w]!;
    certain[l] = now;
  }
  return certain;
}

/** With FIRST, rows after one that can no longer fail are out of the race. */
export function cutAfterCertain(state: Bits, certain: Bits): Bits[] {
  const sure = state.slice();
  for (let w = 0; w < sure.length; w++) sure[w]! &= certain[w]!;
  const first = firstBit(sure);
  return [first < 0 ? state : upTo(state, first)];
}

/** Node n >= 0 looks at level `level[n]` and goes on to `children[n][choice]`; a negative number -1 - i is leaf i. */
export interface Diagram<L> {
  root: number;
  level: number[];
  children: number[][];
  leaves: L[];
}

/**
 * Builds a diagram. The state along a path is the set of rows still matching, per table.
 * `settle` may answer early, or forget rows that can no longer matter; `leaf` answers at the end. Answers with the same key are one leaf.
 */
export function buildDiagram<L>(
  levels: readonly Level[], start: Bits[],
  settle: (state: Bits[], level: number) => { leaf: L } | Bits[],
  leaf: (state: Bits[]) => L, keyOfLeaf: (leaf: L) => string, maxNodes: number = MAX_NODES,
): Diagram<L> {
  const diagram: Diagram<L> = { root: 0, level: [], children: [], leaves: [] };
  const leafIds = new Map<string, number>();
  const unique = new Map<string, number>();
  const seen: Map<string, number>[] = levels.map(() => new Map());
  const leafId = (answer: L): number => {
    const key = keyOfLeaf(answer);
    let id = leafIds.get(key);
    if (id === undefined) {
      id = -1 - diagram.leaves.length;
      diagram.leaves.push(answer);
      leafIds.set(key, id);
    }
    return id;
  };
  let visited = 0;
  const visit = (from: Bits[], at: number): number => {
    if (at === levels.length) return leafId(leaf(from));
    const state = settle(from, at);
    if (!Array.isArray(state)) return leafId(state.leaf);
    const key = state.length === 1 ? keyOf(state[0]!) : state.map(keyOf).join('|');
    const memo = seen[at]!;
    const known = memo.get(key);
    if (known !== undefined) return known;
    if (++visited > maxNodes) throw new TooLarge(maxNodes);
    const level = levels[at]!;
    const children: number[] = [];
    let same = true;
    for (const rows of level.rows) {
      const child = visit(state.length === 1 ? [and(state[0]!, rows[0]!)] : state.map((s, i) => and(s, rows[i]!)), at + 1);
      if (children.length > 0 && child !== children[0]) same = false;
      children.push(child);
    }
    let id: number;
    if (same && children.length > 0) id = children[0]!;
    else {
      const shape = `${at}:${children.join()}`;
      const twin = unique.get(shape);
      if (twin !== undefined) id = twin;
      else {
        id = diagram.level.length;
        diagram.level.push(at);
        diagram.children.push(children);
        unique.set(shape, id);
      }
    }
    memo.set(key, id);
    return id;
  };
  diagram.root = visit(start, 0);
  return diagram;
}

/** A box of inputs with one answer: per column the atoms, undefined for all of them. */
export interface Region<L> { atoms: (number[] | undefined)[]; leaf: L }

/**
 * The boxes that lead to the wanted leaves, at most `limit`; neighbouring boxes with the same answer are joined.
 * `complete` is false when there are more.
 */
export function regionsOf<L>(diagram: Diagram<L>, levels: readonly Level[], columnCount: number, wanted: (leaf: L) => boolean, limit: number): { regions: Region<L>[]; complete: boolean } {
  const reaches = new Map<number, boolean>();
  const reach = (node: number): boolean => {
    if (node < 0) return wanted(diagram.leaves[-1 - node]!);
    let found = reaches.get(node);
    if (found === undefined) {
      found = diagram.children[node]!.some(reach);
      reaches.set(node, found);
    }
    return found;
  };
  const boxes: Box[] = [];
  let complete = true;
  // More boxes than wanted are collected, as joining makes them fewer.
  const collect = limit * 20;
  const walk = (node: number, atoms: (number[] | undefined)[]): void => {
    if (!reach(node)) return;
    if (boxes.length >= collect) {
      complete = false;
      return;
    }
    if (node < 0) {
      boxes.push({ atoms: atoms.slice(), leaf: node });
      return;
    }
    const level = levels[diagram.level[node]!]!;
    const byChild = new Map<number, number[]>();
    diagram.children[node]!.forEach((child, choice) => {
      byChild.set(child, [...(byChild.get(child) ?? []), ...level.choices[choice]!]);
    });
    for (const [child, chosen] of byChild) {
      atoms[level.column] = chosen.sort((a, b) => a - b);
      walk(child, atoms);
    }
    atoms[level.column] = undefined;
  };
  walk(diagram.root, new Array<number[] | undefined>(columnCount).fill(undefined));
  const joined = joinBoxes(boxes, columnCount);
  return {
    regions: joined.slice(0, limit).map((b) => ({ atoms: b.atoms, leaf: diagram.leaves[-1 - b.leaf]! })),
    complete: complete && joined.length <= limit,
  };
}

/** Atoms per column (undefined for all of them), and the leaf they lead to. */
export interface Box { atoms: (number[] | undefined)[]; leaf: number }

/** Joins boxes with the same answer that differ in one column, until none are left. */
export function joinBoxes(boxes: Box[], columnCount: number): Box[] {
  let current = boxes;
  for (let changed = true; changed;) {
    changed = false;
    for (let c = 0; c < columnCount; c++) {
      const groups = new Map<string, Box>();
      for (const box of current) {
        const key = `${box.leaf}|${box.atoms.map((a, i) => (i === c ? '' : a === undefined ? '-' : a.join())).join('|')}|${box.atoms[c] === undefined}`;
        const twin = groups.get(key);
        if (!twin) groups.set(key, box);
        else if (box.atoms[c] !== undefined) {
          groups.set(key, { leaf: box.leaf, atoms: box.atoms.map((a, i) => (i === c ? [...new Set([...twin.atoms[c]!, ...a!])].sort((x, y) => x - y) : a)) });
          changed = true;
        }
      }
      current = [...groups.values()];
    }
  }
  return current;
}

