/** Counterfactuals: the nearest change of facts that would change what a table answers. */
import type { DecisionTable, DmnModel } from '../model/types.ts';
import { toJson } from '../run/json.ts';
import type { Json } from '../run/values.ts';
import { and, fullBits } from './bits.ts';
import { buildDiagram, levelsOf } from './diagram.ts';
import type { Diagram, Level } from './diagram.ts';
import { atomsText, nearestValue } from './domain.ts';
import { atomsOfFacts, factOf, literalOf } from './facts.ts';
import type { Facts } from './facts.ts';
import { analyseTable, outcomeOf } from './table.ts';
import type { AnalysedTable, Outcome } from './table.ts';

export interface FactChange {
  column: string;
  from: Json;
  /** The nearest value that will do. */
  to: Json;
  /** All values that will do, with the other changes, as FEEL unary tests. */
  any: string;
}
export interface Counterfactual { changes: FactChange[]; outcome: string; value: Json | undefined; rows: string[] }
export interface CounterfactualResult {
  /** What the table answers for the facts as they are. */
  outcome: string;
  rows: string[];
  /** Fewest changed facts first; all have the same, smallest number of changes. */
  nearest: Counterfactual[];
  /** Columns whose cells cannot be analysed are taken as they are; where there are any, `nearest` may miss a change. */
  notAnalysable: { row: string; column: string; text: string }[];
}

export interface CounterfactualOptions {
  /** Only changes that lead to such an outcome (its text as FEEL, such as `"GRANT"`). */
  wanted?: (outcome: Outcome) => boolean;
  /** Columns (by name or expression) whose facts nobody can change, such as a date of birth. */
  fixed?: string[];
  /** Most results; 10 unless given. */
  limit?: number;
}

interface Change { level: number; atoms: number[] }

/**
 * Finds the smallest sets of facts that, changed, would change the outcome. Unknown facts may become known, never the
 * other way round. Throws TooLarge where the table is too large to be searched exactly.
 */
export function counterfactual(model: DmnModel, table: DecisionTable, facts: Facts, options: CounterfactualOptions = {}): CounterfactualResult {
  const t = analyseTable(model, table, { keepForbidden: true });
  const current = atomsOfFacts(t, facts);
  const levels = levelsOf(t, true).filter((l) => !t.columns[l.column]!.opaque);
  const matching = current.reduce((rows, atom, c) => (atom < 0 ? rows : and(rows, t.columns[c]!.rows[atom]!)), fullBits(t.rows.length));
  const now = outcomeOf(t, matching);
  const wanted = options.wanted ?? ((o: Outcome): boolean => o.key !== now.key);
  const diagram = buildDiagram<Outcome>(levels, [fullBits(t.rows.length)], (state) => state, ([state]) => outcomeOf(t, state!), (o) => `${o.key}|${o.rows.join()}`);
  const fixed = new Set(options.fixed ?? []);
  const search = new Search(t, diagram, levels, current, wanted, (l) => {
    const column = t.columns[levels[l]!.column]!;
    return fixed.has(column.name) || fixed.has(column.key);
  });
  const limit = options.limit ?? 10;
  const nearest = search.found(limit).map(({ changes, leaf }): Counterfactual => ({
    outcome: leaf.text, value: leaf.json, rows: leaf.rows.map((r) => t.rows[r]!.id),
    changes: changes.map(({ level, atoms }) => {
      const c = levels[level]!.column;
      const column = t.columns[c]!;
      const from = current[c]!;
      const best = atoms.reduce((x, y) => (Math.abs(y - from) < Math.abs(x - from) ? y : x));
      const value = literalOf(column, factOf(column, facts));
      return {
        column: column.name, from: value === undefined ? null : toJson(value), any: atomsText(column.atoms, atoms),
        to: toJson(nearestValue(column.atoms[best]!, best < from && column.atoms[from]!.k !== 'null' ? 'above' : 'below')),
      };
    }),
  }));
  return { outcome: now.text, rows: now.rows.map((r) => t.rows[r]!.id), nearest, notAnalysable: t.notAnalysable.map(({ row, column, text }) => ({ row, column, text })) };
}

class Search {
  private readonly t: AnalysedTable;
  private readonly diagram: Diagram<Outcome>;
  private readonly levels: readonly Level[];
  private readonly current: number[];
  private readonly wanted: (o: Outcome) => boolean;
  private readonly fixed: (level: number) => boolean;
  private readonly costs = new Map<number, number>();

  constructor(t: AnalysedTable, diagram: Diagram<Outcome>, levels: readonly Level[], current: number[], wanted: (o: Outcome) => boolean, fixed: (level: number) => boolean) {
    this.t = t;
    this.diagram = diagram;
    this.levels = levels;
    this.current = current;
    this.wanted = wanted;
    this.fixed = fixed;
  }

  /** Whether an atom may be chosen at a level: the fact's own, or a known and allowed one. */
  private may(level: number, atom: number): boolean {
    const column = this.t.columns[this.levels[level]!.column]!;
    return !this.fixed(level) && !column.forbidden[atom] && column.atoms[atom]!.k !== 'null';
  }

  /** The choice the facts make at a level. */
  private own(level: number): number {
    const atom = this.current[this.levels[level]!.column]!;
    return this.levels[level]!.choices.findIndex((atoms) => atoms.includes(atom));
  }

  /** The fewest changes from a node to a wanted answer. */
  private cost(node: number): number {
    if (node < 0) return this.wanted(this.diagram.leaves[-1 - node]!) ? 0 : Infinity;
    let best = this.costs.get(node);
    if (best !== undefined) return best;
    const level = this.diagram.level[node]!;
    const own = this.own(level);
    best = Infinity;
    this.diagram.children[node]!.forEach((child, choice) => {
      if (choice !== own && !this.levels[level]!.choices[choice]!.some((a) => this.may(level, a))) return;
      best = Math.min(best!, this.cost(child) + (choice === own ? 0 : 1));
    });
    this.costs.set(node, best);
    return best;
  }

  /** All ways with the fewest changes, those that change the same columns to the same answer joined. */
  found(limit: number): { changes: Change[]; leaf: Outcome }[] {
    const budget = this.cost(this.diagram.root);
    if (budget === Infinity || budget === 0) return [];
    const ways = new Map<string, { changes: Change[]; leaf: Outcome }>();
    const walk = (node: number, changes: Change[]): void => {
      if (ways.size >= limit * 20) return;
      if (node < 0) {
        const leaf = this.diagram.leaves[-1 - node]!;
        // All but the last change must agree for two ways to be joined: their values belong together.
        const key = `${leaf.key}|${leaf.rows.join()}|${changes.map((c, i) => (i === changes.length - 1 ? c.level : `${c.level}=${c.atoms.join()}`)).join('|')}`;
        const same = ways.get(key);
        if (same) same.changes.at(-1)!.atoms.push(...changes.at(-1)!.atoms);
        else ways.set(key, { leaf, changes: changes.map((c) => ({ level: c.level, atoms: c.atoms.slice() })) });
        return;
      }
      const level = this.diagram.level[node]!;
      const own = this.own(level);
      this.diagram.children[node]!.forEach((child, choice) => {
        const spent = changes.length + (choice === own ? 0 : 1);
        if (spent + this.cost(child) > budget) return;
        if (choice === own) return walk(child, changes);
        const atoms = this.levels[level]!.choices[choice]!.filter((a) => this.may(level, a));
        if (atoms.length > 0) walk(child, [...changes, { level, atoms }]);
      });
    };
    walk(this.diagram.root, []);
    const distance = (way: { changes: Change[] }): number => way.changes.reduce((sum, { level, atoms }) => {
      const from = this.current[this.levels[level]!.column]!;
      return sum + Math.min(...atoms.map((a) => Math.abs(a - from)));
    }, 0);
    for (const way of ways.values()) for (const change of way.changes) change.atoms.sort((x, y) => x - y);
    return [...ways.values()].sort((x, y) => distance(x) - distance(y)).slice(0, limit);
  }
}
