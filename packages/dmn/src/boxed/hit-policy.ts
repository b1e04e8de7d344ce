import type { DecisionTable } from '../model/types.ts';
import type { Env, Eval } from '../run/run.ts';
import * as num from '../values/number.ts';
import * as ops from '../run/ops.ts';
import type { FeelValue } from '../run/values.ts';
import type { HitRow } from './table.ts';

/** Makes a table's result of the rows hit. */
export interface HitPolicyRule {
  decide: (hits: readonly HitRow[], env: Env) => FeelValue;
  /** The first hit settles it. */
  first: boolean;
}

/**
 * The hit policies (DMN 1.5, 8.2.10).
 * @param value makes the table's value of one row
 * @param priorities by output column, the list of its values, best first
 */
export function hitPolicy(
  table: DecisionTable, value: (hit: { outputs: readonly FeelValue[]; constant?: FeelValue }) => FeelValue, priorities: readonly (Eval | undefined)[],
  defaults: readonly Eval[] | undefined, place: string,
): HitPolicyRule {
  const nothing = (env: Env): FeelValue =>
    defaults ? value({ outputs: defaults.map((d) => d(env)) }) : env.run.nothing(place, 'no-match', 'no row holds');
  const one = (pick: (hits: readonly HitRow[], env: Env) => FeelValue): HitPolicyRule['decide'] =>
    (hits, env) => (hits.length === 0 ? nothing(env) : pick(hits, env));
  const many = (order: (hits: readonly HitRow[], env: Env) => readonly HitRow[]): HitPolicyRule['decide'] =>
    (hits, env) => (hits.length === 0 ? nothing(env) : order(hits, env).map((h) => value(h)));
  const ranked = (hits: readonly HitRow[], env: Env): readonly HitRow[] => byPriority(hits, priorities.map((p) => p?.(env)));

  switch (table.hitPolicy) {
    case 'UNIQUE':
      return { first: false, decide: one((hits, env) => (hits.length === 1
        ? value(hits[0]!)
        : env.run.nothing(place, 'conflict', `${hits.length} rows hold where only one may: ${said(table, hits)}`))) };
    case 'FIRST': return { first: true, decide: one((hits) => value(hits[0]!)) };
    case 'ANY':
      return { first: false, decide: one((hits, env) => {
        const [first, ...others] = hits.map((h) => value(h)) as [FeelValue, ...FeelValue[]];
        return others.every((o) => ops.equals(first, o) === true)
          ? first
          : env.run.nothing(place, 'conflict', `rows that must agree do not: ${said(table, hits)}`);
      }) };
    case 'PRIORITY': return { first: false, decide: one((hits, env) => value(ranked(hits, env)[0]!)) };
    case 'OUTPUT ORDER': return { first: false, decide: many(ranked) };
    case 'RULE ORDER': return { first: false, decide: many((hits) => hits) };
    case 'COLLECT': {
      const { aggregation } = table;
      if (!aggregation) return { first: false, decide: many((hits) => hits) };
      return { first: false, decide: (hits, env) => {
        if (aggregation === 'COUNT') return hits.length;
        if (hits.length === 0) return nothing(env);
        return aggregate(aggregation, hits.map((h) => h.outputs[0]!), env, place);
      } };
    }
  }
}

function said(table: DecisionTable, hits: readonly HitRow[]): string {
  return hits.map((h) => table.rules[h.row]!.id).join(', ');
}

function byPriority(hits: readonly HitRow[], priorities: readonly (FeelValue | undefined)[]): readonly HitRow[] {
  const rank = (column: number, v: FeelValue): number => {
    const list = priorities[column];
    if (!Array.isArray(list)) return 0;
    const at = list.findIndex((p) => ops.equals(p, v) === true);
    return at < 0 ? list.length : at;
  };
  return hits.map((hit) => ({ hit, ranks: hit.outputs.map((v, c) => rank(c, v)) })).sort((a, b) => {
    for (let i = 0; i < a.ranks.length; i++) if (a.ranks[i] !== b.ranks[i]) return a.ranks[i]! - b.ranks[i]!;
    return a.hit.row - b.hit.row;
  }).map((x) => x.hit);
}

function aggregate(kind: 'SUM' | 'MIN' | 'MAX' | 'COUNT', values: readonly FeelValue[], env: Env, place: string): FeelValue {
  let result: FeelValue = values[0] ?? null;
  for (let i = 1; i < values.length && result !== null; i++) {
    const v = values[i]!;
    if (kind === 'SUM') result = ops.add(result, v);
    else {
      const order = ops.compare(v, result);
      if (order === null) result = null;
      else if (order === (kind === 'MIN' ? -1 : 1)) result = v;
    }
  }
  if (result === null || (kind === 'SUM' && !num.isNumber(result) && typeof result !== 'object')) return env.run.nothing(place, 'type-error', `${kind} of values that do not go together`);
  return result;
}
