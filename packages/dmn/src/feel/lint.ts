import type { FeelValue } from '../run/values.ts';
import { isScalar, parts, testPart } from './ast.ts';
import type { Node } from './ast.ts';
import type { ParseFinding } from './parser.ts';
import { typeText } from './types.ts';
import type { FeelType } from './types.ts';

/**
 * Finds comparisons and sums that can never have an answer, by the declared types: a text against a date, or a text
 * that is not among the allowed values. FEEL makes null of them without a word, and a rule would silently never hold.
 */
export function lint(root: Node, find: (finding: ParseFinding) => void): void {
  const stack = [root];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (node.k === 'compare') comparison(node.left, node.right, node.at, find);
    else if (node.k === 'between') {
      comparison(node.value, node.low, node.at, find);
      comparison(node.value, node.high, node.at, find);
    } else if (node.k === 'in') {
      for (const test of node.tests) {
        const wanted = testPart(test);
        if (test.k === 'compare' || isScalar(wanted.type)) comparison(node.value, wanted, wanted.at, find);
        else if (wanted.k === 'list') for (const item of wanted.items) comparison(node.value, item, item.at, find);
      }
    } else if (node.k === 'arithmetic' && (node.op === '+' || node.op === '-') && isScalar(node.left.type) && isScalar(node.right.type) && node.type.kind === 'any') {
      find({ code: 'type-mismatch', at: node.at, message: `a ${said(node.left.type)} ${node.op} a ${said(node.right.type)} has no value` });
    } else if (node.k === 'call' && node.callee.k === 'name' && node.callee.binding.name === 'list contains' && node.args.length === 2) {
      const [list, element] = node.args as [Node, Node];
      if (list.k === 'list') for (const item of list.items) comparison(element, item, item.at, find);
    }
    for (const p of parts(node)) stack.push(p);
  }
}

function comparison(a: Node, b: Node, at: number, find: (finding: ParseFinding) => void): void {
  if (!isScalar(a.type) || !isScalar(b.type)) return;
  if (a.type.kind !== b.type.kind) {
    find({ code: 'type-mismatch', at, message: `a ${said(a.type)} is compared with a ${said(b.type)}, which is never true` });
    return;
  }
  impossible(a, b, find);
  impossible(b, a, find);
}

function impossible(typed: Node, literal: Node, find: (finding: ParseFinding) => void): void {
  if (literal.k !== 'string' && literal.k !== 'number') return;
  const allows = typed.type.constraint as ((value: FeelValue) => boolean) | undefined;
  if (!allows || literal.value === null || allows(literal.value)) return;
  const text = literal.k === 'string' ? `"${literal.value}"` : String(literal.value);
  find({ code: 'impossible-value', at: literal.at, message: `${text} is not one of the values allowed for ${typeText(typed.type)}` });
}

function said(type: FeelType): string {
  return type.name && type.name !== type.kind ? `${type.kind} (${type.name})` : type.kind;
}
