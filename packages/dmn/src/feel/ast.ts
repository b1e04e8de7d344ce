import type { FeelNumber } from '../values/number.ts';
import type { FeelType, ScalarKind } from './types.ts';

/** Slots a function body (or a decision's logic) needs for its local names. */
export class Frame {
  readonly parent: Frame | undefined;
  size = 0;
  constructor(parent: Frame | undefined) {
    this.parent = parent;
  }
  slot(): number {
    return this.size++;
  }
}

/** What a name stands for. */
export type Ref =
  | { kind: 'slot'; frame: Frame; index: number }
  /** Input data, decisions, business knowledge models and services, numbered by the compiler. */
  | { kind: 'global'; index: number }
  | { kind: 'builtin'; name: string }
  /** A member of the item a filter looks at; the parser writes it as a path. */
  | { kind: 'member'; item: Binding }
  /** An import: its members are reached by path. */
  | { kind: 'import'; members: ReadonlyMap<string, Binding> };

export interface Binding { name: string; type: FeelType; ref: Ref }

interface Base {
  /** Offset of the first character in the expression's text. */
  at: number;
  type: FeelType;
}

export type CompareOp = '=' | '!=' | '<' | '<=' | '>' | '>=';
export type ArithmeticOp = '+' | '-' | '*' | '/' | '**';

export type Node =
  | (Base & { k: 'number'; value: FeelNumber | null })
  | (Base & { k: 'string'; value: string })
  | (Base & { k: 'boolean'; value: boolean })
  | (Base & { k: 'null' })
  | (Base & { k: 'temporal'; text: string })
  | (Base & { k: 'name'; binding: Binding })
  /** A name found nowhere. */
  | (Base & { k: 'unknown'; name: string })
  /** A name inside a filter over items of unknown type: a member of the item if it has it, else `outer`. */
  | (Base & { k: 'member'; name: string; items: Binding[]; outer: Binding | undefined })
  | (Base & { k: 'path'; object: Node; name: string })
  | (Base & { k: 'filter'; list: Node; filter: Node; item: Binding })
  | (Base & { k: 'call'; callee: Node; args: Node[]; names: string[] | undefined })
  | (Base & { k: 'negate'; operand: Node })
  | (Base & { k: 'arithmetic'; op: ArithmeticOp; left: Node; right: Node })
  | (Base & { k: 'compare'; op: CompareOp; left: Node; right: Node })
  | (Base & { k: 'and' | 'or'; left: Node; right: Node })
  | (Base & { k: 'between'; value: Node; low: Node; high: Node })
  | (Base & { k: 'in'; value: Node; tests: Test[] })
  | (Base & { k: 'instance'; value: Node; of: FeelType })
  | (Base & { k: 'if'; condition: Node; then: Node; else: Node })
  | (Base & { k: 'for'; iterators: Iterator[]; partial: Binding; body: Node })
  | (Base & { k: 'some' | 'every'; iterators: Iterator[]; body: Node })
  | (Base & { k: 'list'; items: Node[] })
  | (Base & { k: 'context'; entries: { key: string; binding: Binding; value: Node }[] })
  | (Base & { k: 'range'; low: Node; high: Node; lowIncluded: boolean; highIncluded: boolean })
  /** `(< 10)` as a value. */
  | (Base & { k: 'half'; op: CompareOp; operand: Node })
  | (Base & { k: 'function'; frame: Frame; parameters: Binding[]; body: Node; external: boolean });

export interface Iterator { binding: Binding; list: Node; /** Present for `in low..high`. */ end: Node | undefined }

/** A positive unary test. */
export type Test =
  | { k: 'compare'; op: CompareOp; value: Node }
  | { k: 'range'; range: Node & { k: 'range' } }
  /** `usesInput`: the expression mentions `?` and says itself whether it holds. */
  | { k: 'expression'; value: Node; usesInput: boolean };

/** The content of a decision table's input cell. No tests and not negated means `-`: anything. */
export interface UnaryTests { negated: boolean; tests: Test[] }

/** The direct parts of an expression, in the order of evaluation. */
export function parts(node: Node): Node[] {
  switch (node.k) {
    case 'path': return [node.object];
    case 'filter': return [node.list, node.filter];
    case 'call': return [node.callee, ...node.args];
    case 'negate': case 'half': return [node.operand];
    case 'arithmetic': case 'compare': case 'and': case 'or': return [node.left, node.right];
    case 'between': return [node.value, node.low, node.high];
    case 'in': return [node.value, ...node.tests.map(testPart)];
    case 'instance': return [node.value];
    case 'if': return [node.condition, node.then, node.else];
    case 'for': case 'some': case 'every':
      return [...node.iterators.flatMap((i) => (i.end ? [i.list, i.end] : [i.list])), node.body];
    case 'list': return node.items;
    case 'context': return node.entries.map((e) => e.value);
    case 'range': return [node.low, node.high];
    case 'function': return [node.body];
    default: return [];
  }
}

export function testPart(test: Test): Node {
  return test.k === 'range' ? test.range : test.value;
}

/** Whether any part of an expression meets a condition. */
export function someNode(node: Node, holds: (node: Node) => boolean): boolean {
  const stack = [node];
  for (let n = stack.pop(); n; n = stack.pop()) {
    if (holds(n)) return true;
    for (const p of parts(n)) stack.push(p);
  }
  return false;
}

export function isScalar(type: FeelType): type is FeelType & { kind: ScalarKind } {
  return type.kind !== 'any' && type.kind !== 'null' && type.kind !== 'list' && type.kind !== 'context' && type.kind !== 'range' && type.kind !== 'function';
}
