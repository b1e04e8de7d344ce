/** Which rows of a model's tables a set of cases hits. */
import type { DmnModel } from '../model/types.ts';
import type { DecisionTrace } from '../run/trace.ts';
import { tablesOf } from './columns.ts';

export interface CoveredRow {
  row: string;
  line: number;
  /** How many cases hit the row. */
  hits: number;
  /** Names of the first three of them. */
  cases: string[];
}
export interface Coverage {
  tables: { decision: string; rows: CoveredRow[]; covered: number }[];
  /** Decisions that no case evaluated. */
  unevaluated: string[];
  rows: number;
  covered: number;
}

/** One case that was run: its name and the traces of all decisions it evaluated. */
export interface RunCase { name: string; trace: readonly DecisionTrace[] }

/** Counts, for every row of every table, the cases that hit it. */
export function coverage(model: DmnModel, runs: Iterable<RunCase>): Coverage {
  const hits = new Map<string, { count: number; cases: string[] }>();
  const evaluated = new Set<string>();
  for (const { name, trace } of runs) {
    const rows = new Set<string>();
    for (const decision of trace) {
      evaluated.add(decision.decision);
      for (const hit of decision.hits) rows.add(hit.row);
    }
    for (const row of rows) {
      const entry = hits.get(row) ?? { count: 0, cases: [] };
      entry.count++;
      if (entry.cases.length < 3) entry.cases.push(name);
      hits.set(row, entry);
    }
  }
  const tables = tablesOf(model).map(({ owner, table }) => {
    const rows = table.rules.map((r): CoveredRow => ({ row: r.id, line: r.element.line, hits: hits.get(r.id)?.count ?? 0, cases: hits.get(r.id)?.cases ?? [] }));
    return { decision: owner, rows, covered: rows.filter((r) => r.hits > 0).length };
  });
  return {
    tables, unevaluated: model.decisions.map((d) => d.name).filter((d) => !evaluated.has(d)),
    rows: tables.reduce((n, t) => n + t.rows.length, 0), covered: tables.reduce((n, t) => n + t.covered, 0),
  };
}
