import { FeelSyntaxError } from '../errors.ts';
import type { CompareOp, Node, Test } from '../feel/ast.ts';
import { PARSE_LIMITS, parseExpression, parseUnaryTests } from '../feel/parser.ts';
import type { Declarations } from '../feel/parser.ts';
import { NameIndex, Scope } from '../feel/scope.ts';
import { ANY, ANY_FUNCTION } from '../feel/types.ts';
import { compare, equals, inRange, kindOf, negate, text as feelText } from '../run/ops.ts';
import { FeelRange } from '../run/values.ts';
import type { FeelValue } from '../run/values.ts';
import { isNumber } from '../values/number.ts';
import { FeelDate, FeelDateTime, FeelTime, isTemporal, parseDuration, parseTemporal } from '../values/temporal.ts';
import type { Temporal } from '../values/temporal.ts';
import type { FeelNumber } from '../values/number.ts';

/** What an S-FEEL cell may compare with. */
export type Literal = null | boolean | string | FeelNumber | Temporal;

/** One alternative of a cell: a comparison with a literal, or a range between two. */
export type CellTest =
  | { k: 'compare'; op: CompareOp; value: Literal }
  | { k: 'range'; range: FeelRange };

/** A cell as the verifier sees it. */
export type Cell =
  | { k: 'any' }
  | { k: 'tests'; negated: boolean; tests: CellTest[] }
  /** Outside S-FEEL over literals: it may hold or not, whatever the input is. */
  | { k: 'opaque'; reason: string };

const DECLARATIONS: Declarations = { types: new NameIndex(), members: new NameIndex(), limits: PARSE_LIMITS, builtinResult: () => ANY };
const CONSTRUCTORS = ['date', 'time', 'date and time', 'duration', 'not'];

function scopeOf(): Scope {
  const builtins = new Scope(undefined, Scope.root().frame);
  for (const name of CONSTRUCTORS) builtins.declare(name, ANY_FUNCTION, { kind: 'builtin', name });
  const scope = Scope.root(builtins);
  scope.local('?', ANY);
  return scope;
}
const SCOPE = scopeOf();

/** Reads the content of an input cell, or of `inputValues` and `allowedValues`. */
export function readCell(text: string): Cell {
  let parsed;
  try {
    parsed = parseUnaryTests(text, SCOPE, DECLARATIONS);
  } catch (error) {
    if (error instanceof FeelSyntaxError) return { k: 'opaque', reason: error.message };
    throw error;
  }
  if (parsed.tests.length === 0) return parsed.negated ? { k: 'opaque', reason: 'not() of nothing' } : { k: 'any' };
  const tests: CellTest[] = [];
  for (const test of parsed.tests) {
    const found = readTest(test);
    if (typeof found === 'string') return { k: 'opaque', reason: found };
    tests.push(...found);
  }
  return { k: 'tests', negated: parsed.negated, tests };
}

const NOT_LITERAL = 'it compares with something other than a literal';

function readTest(test: Test): CellTest[] | string {
  switch (test.k) {
    case 'compare': {
      const value = literalOfNode(test.value);
      return value === undefined ? NOT_LITERAL : [{ k: 'compare', op: test.op, value }];
    }
    case 'range': {
      const [low, high] = [literalOfNode(test.range.low), literalOfNode(test.range.high)];
      if (low === undefined || high === undefined) return NOT_LITERAL;
      return [{ k: 'range', range: new FeelRange(low, test.range.lowIncluded, high, test.range.highIncluded) }];
    }
    case 'expression': {
      if (test.usesInput) return 'it is an expression of its own over the input';
      if (test.value.k === 'list') {
        const items = test.value.items.map(literalOfNode);
        return items.includes(undefined) ? NOT_LITERAL : items.map((value) => ({ k: 'compare', op: '=', value: value! }));
      }
      const value = literalOfNode(test.value);
      return value === undefined ? NOT_LITERAL : [{ k: 'compare', op: '=', value }];
    }
  }
}

/** The value of a literal, a negative number, an at-literal or a constructor of a text; undefined for anything else. */
export function literalOfNode(node: Node): Literal | undefined {
  switch (node.k) {
    case 'number': case 'string': case 'boolean': return node.value ?? undefined;
    case 'null': return null;
    case 'temporal': return parseTemporal(node.text) ?? undefined;
    case 'negate': {
      const value = literalOfNode(node.operand);
      const negative = value === undefined ? null : negate(value);
      return isLiteral(negative) && negative !== null ? negative : undefined;
    }
    case 'call': {
      const [argument] = node.args;
      if (node.callee.k !== 'name' || node.callee.binding.ref.kind !== 'builtin' || node.args.length !== 1 || argument?.k !== 'string') return undefined;
      switch (node.callee.binding.ref.name) {
        case 'date': return FeelDate.parse(argument.value) ?? undefined;
        case 'time': return FeelTime.parse(argument.value) ?? undefined;
        case 'date and time': return FeelDateTime.parse(argument.value) ?? undefined;
        case 'duration': return parseDuration(argument.value) ?? undefined;
        default: return undefined;
      }
    }
    default: return undefined;
  }
}

function isLiteral(value: FeelValue): value is Literal {
  return value === null || typeof value === 'string' || typeof value === 'boolean' || isNumber(value) || isTemporal(value);
}

/** Parses an expression without knowing any of a model's names. @throws FeelSyntaxError */
export function parseAlone(text: string): Node {
  return parseExpression(text, SCOPE, DECLARATIONS);
}

/** An output cell's value where it is a literal (or empty: null), else undefined. */
export function readOutput(text: string): Literal | undefined {
  if (text.trim() === '' || text.trim() === '-') return null;
  try {
    return literalOfNode(parseAlone(text));
  } catch (error) {
    if (error instanceof FeelSyntaxError) return undefined;
    throw error;
  }
}

/** The literals of a list of values such as `outputValues` has it (`"A", "B"`), or undefined where it is no such list. */
export function readValueList(text: string): Literal[] | undefined {
  const cell = readCell(text);
  if (cell.k !== 'tests' || cell.negated) return undefined;
  const values: Literal[] = [];
  for (const test of cell.tests) {
    if (test.k !== 'compare' || test.op !== '=') return undefined;
    values.push(test.value);
  }
  return values;
}

/** Whether a cell holds for a value: true, false, or null for neither (as FEEL's comparisons have it). */
export function cellHolds(cell: Cell, value: Literal): boolean | null {
  if (cell.k === 'any') return true;
  if (cell.k === 'opaque') return null;
  let unsure = false;
  for (const test of cell.tests) {
    const held = testHolds(test, value);
    if (held === true) return cell.negated ? false : true;
    if (held === null) unsure = true;
  }
  return unsure ? null : cell.negated;
}

function testHolds(test: CellTest, value: Literal): boolean | null {
  if (test.k === 'range') return inRange(value, test.range);
  if (test.op === '=' || test.op === '!=') {
    const same = equals(value, test.value);
    return same === null ? null : same === (test.op === '=');
  }
  const order = compare(value, test.value);
  if (order === null) return null;
  switch (test.op) {
    case '<': return order < 0;
    case '<=': return order <= 0;
    case '>': return order > 0;
    case '>=': return order >= 0;
  }
}

/** Every literal a cell mentions. */
export function literalsOf(cell: Cell): Literal[] {
  if (cell.k !== 'tests') return [];
  return cell.tests.flatMap((t) => (t.k === 'compare' ? [t.value] : [t.range.low as Literal, t.range.high as Literal]));
}

/** Whether a cell needs an order (and not only equality). */
export function usesOrder(cell: Cell): boolean {
  return cell.k === 'tests' && cell.tests.some((t) => t.k === 'range' || (t.op !== '=' && t.op !== '!='));
}

/** A literal as FEEL text: `"UA"`, `18`, `@"2026-03-01"`. */
export function literalText(value: Literal): string {
  return feelText(value, true);
}

export { kindOf };
