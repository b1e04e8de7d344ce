/** The search for inputs that no row matches. */
import { and, fullBits, isEmpty, keyOf, members, meet } from './bits.ts';
import type { Bits } from './bits.ts';
import { TooLarge, certainRows, joinBoxes } from './diagram.ts';
import type { Box, Level } from './diagram.ts';

const MAX_NODES = 200_000;

/**
 * Boxes of inputs that no row matches, at most `limit`, neighbours joined. The search stops when it has enough, so that a
 * table with many gaps costs no more than one with few; only a table without gaps must be looked through as a whole.
 */
export function gapsOf(levels: readonly Level[], rowCount: number, columnCount: number, limit: number): { boxes: Box[]; complete: boolean } {
  // Columns that rule out most rows come first: their gaps are the largest.
  const left = (level: Level): number => level.rows.reduce((sum, rows) => sum + members(rows[0]!).length, 0) / level.rows.length;
  const order = levels.slice().sort((a, b) => left(a) - left(b));
  const certain = certainRows(order, rowCount);
  const covered = order.map(() => new Set<string>());
  const boxes: Box[] = [];
  // More are collected than told, as joining makes them fewer.
  const enough = limit * 20;
  let complete = true;
  let nodes = 0;
  const atoms = new Array<number[] | undefined>(columnCount).fill(undefined);
  const visit = (alive: Bits, at: number): boolean => {
    if (isEmpty(alive)) {
      boxes.push({ atoms: atoms.slice(), leaf: 0 });
      return true;
    }
    if (at === order.length || meet(alive, certain[at]!)) return false;
    const key = keyOf(alive);
    if (covered[at]!.has(key)) return false;
    if (++nodes > MAX_NODES) throw new TooLarge(MAX_NODES);
    const level = order[at]!;
    const next = new Map<string, { alive: Bits; atoms: number[] }>();
    level.rows.forEach((rows, choice) => {
      const rest = and(alive, rows[0]!);
      const same = next.get(keyOf(rest));
      if (same) same.atoms.push(...level.choices[choice]!);
      else next.set(keyOf(rest), { alive: rest, atoms: level.choices[choice]!.slice() });
    });
    let found = false;
    for (const child of next.values()) {
      if (boxes.length >= enough) {
        complete = false;
        break;
      }
      // All choices lead on alike: the column stays open.
      atoms[level.column] = next.size === 1 ? undefined : child.atoms.sort((a, b) => a - b);
      if (visit(child.alive, at + 1)) found = true;
    }
    atoms[level.column] = undefined;
    if (!found && complete) covered[at]!.add(key);
    return found;
  };
  visit(fullBits(rowCount), 0);
  const joined = joinBoxes(boxes, columnCount);
  return { boxes: joined.slice(0, limit), complete: complete && joined.length <= limit };
}
