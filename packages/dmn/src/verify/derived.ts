/** The values a decision can have, where they can be read off its logic: so that a table over them is not blamed for values that never come. */
import { FeelSyntaxError } from '../errors.ts';
import type { Node } from '../feel/ast.ts';
import type { DmnModel, Expression } from '../model/types.ts';
import { literalOfNode, parseAlone, readOutput } from './cells.ts';
import type { Literal } from './cells.ts';

/** More values than anyone writes into a table's cells. */
const MOST = 200;

/**
 * The possible values of a path that starts at a decision, other than null; undefined where they cannot be told.
 * Reads tables of constants (also one column of several), `if` expressions between constants, and contexts of such.
 */
export function possibleValues(model: DmnModel, path: readonly string[]): Literal[] | undefined {
  const decision = model.decisions.find((d) => d.variable.name === path[0]);
  const values = decision && ofExpression(decision.expression, path.slice(1));
  return values && values.length <= MOST ? values.filter((v) => v !== null) : undefined;
}

function ofExpression(e: Expression | undefined, path: readonly string[]): Literal[] | undefined {
  switch (e?.kind) {
    case 'table': {
      // Several rows at once make a list or a sum.
      if (!['UNIQUE', 'FIRST', 'PRIORITY', 'ANY'].includes(e.hitPolicy)) return undefined;
      const column = path.length === 0 && e.outputs.length === 1 ? 0 : path.length === 1 && e.outputs.length > 1 ? e.outputs.findIndex((o) => o.name === path[0]) : -1;
      if (column < 0) return undefined;
      const fallback = e.outputs[column]!.defaultOutput;
      return all([...e.rules.map((r) => r.outputs[column]!.text), ...(fallback ? [fallback.text] : [])].map(readOutput));
    }
    case 'literal': {
      if (path.length > 0) return undefined;
      try {
        return ofNode(parseAlone(e.text.text));
      } catch (error) {
        // A name of several words, which only the compiler knows how to read.
        if (error instanceof FeelSyntaxError) return undefined;
        throw error;
      }
    }
    case 'conditional': {
      const [then, otherwise] = [ofExpression(e.then, path), ofExpression(e.else, path)];
      return then && otherwise && [...then, ...otherwise];
    }
    case 'context': {
      if (path.length === 0) return undefined;
      const entry = e.entries.find((x) => x.name === path[0]);
      return e.entries.every((x) => x.name !== undefined) && entry ? ofExpression(entry.expression, path.slice(1)) : undefined;
    }
    default: return undefined;
  }
}

function all(values: (Literal | undefined)[]): Literal[] | undefined {
  return values.includes(undefined) ? undefined : (values as Literal[]);
}

function ofNode(node: Node): Literal[] | undefined {
  if (node.k !== 'if') return all([literalOfNode(node)]);
  const [then, otherwise] = [ofNode(node.then), ofNode(node.else)];
  return then && otherwise && [...then, ...otherwise];
}
