/** The search for one input that a row matches and certain other rows do not. */
import type { Bits } from './bits.ts';
import { and, emptyBits, hasBit, isEmpty, keyOf, members, setBit } from './bits.ts';
import type { Level } from './diagram.ts';
import { TooLarge, certainRows } from './diagram.ts';
import type { AnalysedTable } from './table.ts';

const MAX_STEPS = 200_000;

/**
 * A choice of atoms (by column) for which `row` matches and none of `others` does, or undefined if there is none.
 * Looks first where fewest others are left, and never twice at the same set of them.
 */
export function witness(t: AnalysedTable, levels: readonly Level[], row: number, others: Bits): number[] | undefined {
  // Only the choices that the row itself allows are of interest.
  const own = levels.map((level) => {
    const kept = level.rows.map((_, i) => i).filter((i) => hasBit(level.rows[i]![0]!, row));
    return { column: level.column, choices: kept.map((i) => level.choices[i]!), rows: kept.map((i) => level.rows[i]!) };
  });
  if (own.some((level) => level.choices.length === 0)) return undefined;
  // Columns that rule out most others first.
  const order = own.slice().sort((a, b) => openness(a, others) - openness(b, others));
  const certain = certainRows(order, t.rows.length);
  const failed = order.map(() => new Set<string>());
  const found: number[] = new Array(t.columns.length).fill(0);
  let steps = 0;
  const visit = (left: Bits, at: number): boolean => {
    if (isEmpty(left)) {
      for (let l = at; l < order.length; l++) found[order[l]!.column] = plainest(t, order[l]!, order[l]!.choices.flat());
      return true;
    }
    if (at === order.length || !isEmpty(and(left, certain[at]!))) return false;
    const key = keyOf(left);
    if (failed[at]!.has(key)) return false;
    if (++steps > MAX_STEPS) throw new TooLarge(MAX_STEPS);
    const level = order[at]!;
    const next = level.rows.map((rows, i) => ({ i, left: and(left, rows[0]!) }));
    const size = next.map((n) => members(n.left).length);
    for (const { i, left: rest } of next.sort((a, b) => size[a.i]! - size[b.i]!)) {
      if (!visit(rest, at + 1)) continue;
      found[level.column] = plainest(t, level, level.choices[i]!);
      return true;
    }
    failed[at]!.add(key);
    return false;
  };
  return visit(others, 0) ? found : undefined;
}

/** How many of the others a column leaves, on average over its choices. */
function openness(level: Level, others: Bits): number {
  return level.rows.reduce((sum, rows) => sum + members(and(rows[0]!, others)).length, 0) / level.rows.length;
}

/** A named point rather than what lies between two. */
function plainest(t: AnalysedTable, level: Level, atoms: number[]): number {
  return atoms.find((a) => t.columns[level.column]!.atoms[a]!.k === 'point') ?? atoms[0]!;
}

/** The rows that take an input from `row` where both match: those before it with FIRST, those of higher rank with PRIORITY. */
export function beaters(t: AnalysedTable, row: number): Bits {
  const found = emptyBits(t.rows.length);
  for (let r = 0; r < t.rows.length; r++) {
    const before = t.table.hitPolicy === 'FIRST' ? r < row
      : t.table.hitPolicy === 'PRIORITY' && (t.rank ? t.rank[r]! < t.rank[row]! || (t.rank[r] === t.rank[row] && r < row) : r < row);
    if (before) setBit(found, r);
  }
  return found;
}
