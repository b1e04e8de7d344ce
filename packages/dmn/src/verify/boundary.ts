/** Boundary tests: for each row a case it decides, and cases just inside and just outside each of its limits. */
import type { DecisionTable, DmnModel } from '../model/types.ts';
import type { Json } from '../run/values.ts';
import { and, fullBits, hasBit } from './bits.ts';
import { literalText } from './cells.ts';
import { levelsOf } from './diagram.ts';
import { nearestValue } from './domain.ts';
import { inputOfFacts } from './facts.ts';
import { analyseTable, exampleJson, outcomeOf } from './table.ts';
import type { AnalysedTable, Column } from './table.ts';
import { beaters, witness } from './witness.ts';
import type { Literal } from './cells.ts';

export interface BoundaryTest {
  /** What the case is for: `row r2: decides`, `row r2, Age: 17 (outside)`. */
  name: string;
  row: string;
  /** Facts by column. */
  facts: Record<string, Json>;
  /** The facts as input of the model; undefined where a column shows something computed. */
  input: Record<string, Json> | undefined;
  /** What the table answers, as FEEL text and as value (undefined where an output is computed). */
  outcome: string;
  value: Json | undefined;
  rows: string[];
}

/** Cases at every limit of every row that can decide. Rows with cells that cannot be analysed are told apart. */
export function boundaryTests(model: DmnModel, table: DecisionTable): { tests: BoundaryTest[]; notAnalysable: string[] } {
  const t = analyseTable(model, table);
  const skipped = new Set(t.notAnalysable.map((n) => n.row));
  const tests: BoundaryTest[] = [];
  const seen = new Set<string>();
  const add = (row: number, name: string, values: Literal[], atoms: number[]): void => {
    const facts = exampleJson(Object.fromEntries(t.columns.flatMap((c, i) => (c.opaque ? [] : [[c.name, values[i]!]]))));
    const key = JSON.stringify(facts);
    if (seen.has(key)) return;
    seen.add(key);
    const outcome = outcomeOf(t, atoms.reduce((rows, a, c) => and(rows, t.columns[c]!.rows[a]!), fullBits(t.rows.length)));
    tests.push({
      name, row: t.rows[row]!.id, facts, input: inputOfFacts(model, t.columns, facts),
      outcome: outcome.text, value: outcome.json, rows: outcome.rows.map((r) => t.rows[r]!.id),
    });
  };
  for (const [row, base] of decidingAtoms(t)) {
    const id = t.rows[row]!.id;
    if (skipped.has(id)) continue;
    const values = base.map((a, c) => t.columns[c]!.atoms[a]!.sample);
    add(row, `row ${id}: decides`, values, base);
    t.columns.forEach((column, c) => {
      if (column.opaque) return;
      for (const { atom, value, inside } of limits(column, row)) {
        const at = (list: (Literal | number)[], x: Literal | number): never => list.map((v, i) => (i === c ? x : v)) as never;
        add(row, `row ${id}, ${column.name}: ${literalText(value)} (${inside ? 'inside' : 'outside'})`, at(values, value), at(base, atom));
      }
    });
  }
  return { tests, notAnalysable: [...skipped] };
}

/** For each row that can decide, a choice of atoms for which it does, and stands alone if it can. */
function decidingAtoms(t: AnalysedTable): Map<number, number[]> {
  const levels = levelsOf(t, false);
  const found = new Map<number, number[]>();
  t.rows.forEach((_, r) => {
    const others = fullBits(t.rows.length);
    others[r >>> 5]! &= ~(1 << (r & 31));
    const atoms = witness(t, levels, r, others) ?? witness(t, levels, r, beaters(t, r));
    if (atoms) found.set(r, atoms);
  });
  return found;
}

/** The values at the edges of what a row's cell allows: last inside, first outside, both ends of each stretch. */
function limits(column: Column, row: number): { atom: number; value: Literal; inside: boolean }[] {
  const known = column.atoms.map((_, i) => i).filter((i) => column.atoms[i]!.k !== 'null');
  const holds = (i: number): boolean => hasBit(column.rows[i]!, row);
  const found: { atom: number; value: Literal; inside: boolean }[] = [];
  for (let i = 0; i + 1 < known.length; i++) {
    const [low, high] = [known[i]!, known[i + 1]!];
    if (holds(low) === holds(high)) continue;
    found.push({ atom: low, value: nearestValue(column.atoms[low]!, 'above'), inside: holds(low) });
    found.push({ atom: high, value: nearestValue(column.atoms[high]!, 'below'), inside: holds(high) });
  }
  return found;
}
