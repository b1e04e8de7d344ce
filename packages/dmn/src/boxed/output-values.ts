import type { FeelText } from '../model/types.ts';
import type { Node } from '../feel/ast.ts';
import { typeText } from '../feel/types.ts';
import type { FeelType } from '../feel/types.ts';
import { isOf } from '../run/conform.ts';
import * as ops from '../run/ops.ts';
import type { FeelValue } from '../run/values.ts';
import type { Builder } from './builder.ts';

/** An expression that is a value as it stands. */
export interface Literal { value: FeelValue; type: FeelType }

export function literalOf(node: Node | undefined): Literal | undefined {
  return node && (node.k === 'string' || node.k === 'number' || node.k === 'boolean') ? node : undefined;
}

/** The members of a list of literals; undefined where one is not. */
export function literalsOf(list: Node): FeelValue[] | undefined {
  if (list.k !== 'list') return undefined;
  const literals = list.items.map(literalOf);
  return literals.every((l) => l !== undefined) ? literals.map((l) => l!.value) : undefined;
}

/** An output that its column's type or list of values does not allow: at run time it would be null, or come last. */
export function checkOutput(value: FeelValue, at: FeelText, type: FeelType | undefined, allowed: readonly FeelValue[] | undefined, builder: Builder): void {
  const text = ops.text(value, true);
  if (type && !isOf(value, type)) builder.issue('impossible-value', at.element, `the output ${text} is not ${type.constraint ? 'one of the values allowed for' : 'a'} ${typeText(type)}`);
  else if (allowed && !allowed.some((a) => ops.equals(a, value) === true)) builder.issue('impossible-value', at.element, `the output ${text} is not in the column's list of values`);
}
