import { FeelSyntaxError } from '../errors.ts';
import { parseNumber } from '../values/number.ts';
import { parts } from './ast.ts';
import type { ArithmeticOp, Binding, CompareOp, Iterator, Node, Test, UnaryTests } from './ast.ts';
import { tokenize } from './lexer.ts';
import type { Token } from './lexer.ts';
import { NameIndex, Scope, itemScope } from './scope.ts';
import {
  ANY, ANY_FUNCTION, BOOLEAN, BUILT_IN_TYPES, DATE, DATE_TIME, DAY_TIME, NULL, NUMBER, PROPERTIES, STRING, TIME, YEAR_MONTH,
  eitherType, itemType, memberType,
} from './types.ts';
import type { FeelType } from './types.ts';

export interface ParseLimits {
  /** Brackets, conditions and functions within each other. */
  nesting: number;
  /** Words and symbols in one expression. */
  tokens: number;
}
export const PARSE_LIMITS: ParseLimits = { nesting: 200, tokens: 50_000 };

/** What a model declares, needed to read names of several words. */
export interface Declarations {
  types: NameIndex<FeelType>;
  /** Member names of all item definitions: the best guess after a dot where the type is not known. */
  members: NameIndex<string>;
  limits: ParseLimits;
  /** The result type of a built-in function by name, where it does not depend on its arguments. */
  builtinResult: (name: string, args: readonly FeelType[]) => FeelType;
}

/** A finding that does not stop the parse. */
export interface ParseFinding { code: string; severity?: 'error' | 'warning'; message: string; at: number; hint?: string | undefined }

const KEYWORDS = new Set(['if', 'then', 'else', 'for', 'in', 'return', 'some', 'every', 'satisfies', 'function', 'and', 'or', 'between', 'instance', 'of', 'true', 'false', 'null', 'not', 'external']);
/** More findings in one expression say nothing new. */
const MAX_FINDINGS = 20;
const COMPARE = new Set(['=', '!=', '<', '<=', '>', '>=']);

/**
 * Parses one FEEL expression against declared names (DMN 1.5, 10.3.1.2).
 * @throws FeelSyntaxError with the offset of the word that does not fit
 */
export function parseExpression(text: string, scope: Scope, declarations: Declarations, findings: ParseFinding[] = []): Node {
  const parser = new Parser(text, scope, declarations, findings);
  const node = parser.expression();
  parser.end();
  parser.checkDepth([node]);
  return node;
}

/**
 * Parses the content of an input cell: `-`, tests separated by commas, or `not(tests)`.
 * The scope must bind `?` to the input value.
 */
export function parseUnaryTests(text: string, scope: Scope, declarations: Declarations, findings: ParseFinding[] = []): UnaryTests {
  const parser = new Parser(text, scope, declarations, findings);
  const tests = parser.unaryTests();
  parser.end();
  parser.checkDepth(tests.tests.map((t) => (t.k === 'range' ? t.range : t.value)));
  return tests;
}

/** Index of member names for paths on contexts; one per type, built on first use. */
const MEMBER_INDEX = new WeakMap<FeelType, NameIndex<string>>();
const PROPERTY_INDEX = new Map<string, NameIndex<string>>();
const ALL_PROPERTIES = new NameIndex<string>();
for (const [kind, properties] of Object.entries(PROPERTIES)) {
  const index = new NameIndex<string>();
  for (const name of properties.keys()) { index.set(name, name); ALL_PROPERTIES.set(name, name); }
  PROPERTY_INDEX.set(kind, index);
}
const TYPE_INDEX = new NameIndex<FeelType>();
for (const [name, type] of BUILT_IN_TYPES) TYPE_INDEX.set(name, type);

function membersOf(type: FeelType): NameIndex<string> | undefined {
  const of = type.kind === 'list' ? deepItem(type) : type;
  if (of.kind !== 'context') return PROPERTY_INDEX.get(of.kind);
  let index = MEMBER_INDEX.get(of);
  if (!index) {
    index = new NameIndex();
    for (const name of of.members.keys()) index.set(name, name);
    MEMBER_INDEX.set(of, index);
  }
  return index;
}

function deepItem(type: FeelType): FeelType {
  let at = type;
  for (let i = 0; at.kind === 'list' && i < 32; i++) at = at.item;
  return at;
}

class Parser {
  private readonly text: string;
  private readonly tokens: Token[];
  private at = 0;
  private scope: Scope;
  private readonly declarations: Declarations;
  private readonly findings: ParseFinding[];
  private nesting = 0;
  /** Inside a range's upper end, where `[` may close the range. */
  private rangeEnd = false;

  constructor(text: string, scope: Scope, declarations: Declarations, findings: ParseFinding[]) {
    this.text = text;
    this.tokens = tokenize(text);
    if (this.tokens.length > declarations.limits.tokens) {
      throw new FeelSyntaxError(`the expression is longer than ${declarations.limits.tokens} words`, 0);
    }
    this.scope = scope;
    this.declarations = declarations;
    this.findings = findings;
  }

  private find(finding: ParseFinding): void {
    if (this.findings.length < MAX_FINDINGS) this.findings.push(finding);
  }

  // ---- entry points

  expression(): Node {
    if (++this.nesting > this.declarations.limits.nesting) {
      throw new FeelSyntaxError(`the expression is nested deeper than ${this.declarations.limits.nesting}`, this.token.start);
    }
    const outer = this.rangeEnd;
    this.rangeEnd = false;
    const node = this.textual();
    this.rangeEnd = outer;
    this.nesting--;
    return node;
  }

  unaryTests(): UnaryTests {
    if (this.token.kind === 'end') return { negated: false, tests: [] };
    if (this.is('-') && this.tokens[this.at + 1]!.kind === 'end') {
      this.at++;
      return { negated: false, tests: [] };
    }
    if (this.isWord('not') && this.peek(1).text === '(' && this.tokens[this.tokens.length - 2]!.text === ')') {
      const negated = this.negatedTests();
      if (negated) return { negated: true, tests: negated };
    }
    return { negated: false, tests: this.tests() };
  }

  /** `not(...)` to the end. Brackets cannot be counted, as a range may open with one and close with another: `not((2..5])`. */
  private negatedTests(): Test[] | undefined {
    const { at, scope, nesting, rangeEnd } = this;
    const found = this.findings.length;
    try {
      this.at += 2;
      const tests = this.tests();
      if (this.accept(')') && this.token.kind === 'end') return tests;
    } catch (error) {
      if (!(error instanceof FeelSyntaxError)) throw error;
    }
    Object.assign(this, { at, scope, nesting, rangeEnd });
    this.findings.length = found;
    return undefined;
  }

  end(): void {
    if (this.token.kind !== 'end') this.fail(`"${this.token.text}" does not fit here`);
  }

  /** Long chains such as `a + a + ...` nest without brackets; evaluation walks them by recursion. */
  checkDepth(roots: Node[]): void {
    if (this.tokens.length < 400) return;
    let level = roots;
    for (let depth = 0; level.length > 0; depth++) {
      if (depth > 800) throw new FeelSyntaxError('the expression is nested too deeply', 0, 'divide it into context entries');
      level = level.flatMap(parts);
    }
  }

  // ---- tokens

  private get token(): Token {
    return this.tokens[this.at]!;
  }

  private peek(n: number): Token {
    return this.tokens[Math.min(this.at + n, this.tokens.length - 1)]!;
  }

  private is(symbol: string): boolean {
    const t = this.tokens[this.at]!;
    return t.kind === 'symbol' && t.text === symbol;
  }

  private isWord(word: string): boolean {
    const t = this.tokens[this.at]!;
    return t.kind === 'name' && t.text === word;
  }

  private accept(symbol: string): boolean {
    if (!this.is(symbol)) return false;
    this.at++;
    return true;
  }

  private expect(symbol: string): void {
    if (!this.accept(symbol)) this.fail(`expected "${symbol}" ${this.found()}`);
  }

  private expectWord(word: string): void {
    if (!this.isWord(word)) this.fail(`expected "${word}" ${this.found()}`);
    this.at++;
  }

  private found(): string {
    return this.token.kind === 'end' ? 'but the expression ends' : `but found "${this.token.text}"`;
  }

  private fail(message: string, hint?: string): never {
    throw new FeelSyntaxError(message, this.token.start, hint);
  }

  // ---- expressions, loosest first

  private textual(): Node {
    const token = this.token;
    if (token.kind === 'name' && KEYWORDS.has(token.text) && !this.longerName()) {
      switch (token.text) {
        case 'if': return this.conditional();
        case 'for': return this.iteration();
        case 'some': case 'every': return this.quantified(token.text);
        default: break;
      }
    }
    return this.disjunction();
  }

  /** Whether a declared name of several words starts here with a keyword. */
  private longerName(): boolean {
    return this.scope.find(this.tokens, this.at).length > 1;
  }

  private conditional(): Node {
    const at = this.token.start;
    this.at++;
    const condition = this.expression();
    this.expectWord('then');
    const then = this.expression();
    this.expectWord('else');
    const otherwise = this.expression();
    return { k: 'if', at, type: eitherType(then.type, otherwise.type), condition, then, else: otherwise };
  }

  private iteration(): Node {
    const at = this.token.start;
    this.at++;
    const outer = this.scope;
    this.scope = outer.child();
    const iterators = this.iterators(true);
    this.expectWord('return');
    const partial = this.scope.local('partial', { kind: 'list', item: ANY });
    const body = this.expression();
    this.scope = outer;
    return { k: 'for', at, type: { kind: 'list', item: body.type }, iterators, partial, body };
  }

  private quantified(k: 'some' | 'every'): Node {
    const at = this.token.start;
    this.at++;
    const outer = this.scope;
    this.scope = outer.child();
    const iterators = this.iterators(false);
    this.expectWord('satisfies');
    const body = this.expression();
    this.scope = outer;
    return { k, at, type: BOOLEAN, iterators, body };
  }

  private iterators(ranges: boolean): Iterator[] {
    const found: Iterator[] = [];
    do {
      const name = this.nameUntil((t) => t.kind === 'name' && t.text === 'in');
      this.expectWord('in');
      const list = this.expression();
      let end: Node | undefined;
      if (ranges && this.accept('..')) end = this.expression();
      // Each iterator sees those before it.
      this.scope = this.scope.child();
      found.push({ binding: this.scope.local(name, end ? list.type : itemType(list.type)), list, end });
    } while (this.accept(','));
    return found;
  }

  private disjunction(): Node {
    let left = this.conjunction();
    while (this.isWord('or')) {
      this.at++;
      left = { k: 'or', at: left.at, type: BOOLEAN, left, right: this.conjunction() };
    }
    return left;
  }

  private conjunction(): Node {
    let left = this.comparison();
    while (this.isWord('and')) {
      this.at++;
      left = { k: 'and', at: left.at, type: BOOLEAN, left, right: this.comparison() };
    }
    return left;
  }

  private comparison(): Node {
    let left = this.additive();
    for (;;) {
      const token = this.token;
      if (token.kind === 'symbol' && COMPARE.has(token.text)) {
        this.at++;
        left = { k: 'compare', at: left.at, type: BOOLEAN, op: token.text as CompareOp, left, right: this.additive() };
      } else if (token.kind === 'name' && token.text === 'between') {
        this.at++;
        const low = this.additive();
        this.expectWord('and');
        left = { k: 'between', at: left.at, type: BOOLEAN, value: left, low, high: this.additive() };
      } else if (token.kind === 'name' && token.text === 'in') {
        this.at++;
        left = { k: 'in', at: left.at, type: BOOLEAN, value: left, tests: this.inTests() };
      } else return left;
    }
  }

  /** After `in`: one test, or several in round brackets. `(1..5]` is one range, `(1, >5)` two tests. */
  private inTests(): Test[] {
    if (!this.is('(')) return [this.test()];
    const start = this.at;
    const at = this.token.start;
    this.at++;
    const first = this.test();
    if (this.is('..') && first.k === 'expression') {
      return [{ k: 'range', range: this.rangeFrom(first.value, false, at) }];
    }
    const tests = [first];
    while (this.accept(',')) tests.push(this.test());
    this.expect(')');
    // `x in (a).b`: the bracket belonged to an expression.
    if (tests.length === 1 && (this.is('.') || this.is('['))) {
      this.at = start;
      return [this.expressionTest(this.additive())];
    }
    return tests;
  }

  private tests(): Test[] {
    const tests = [this.test()];
    while (this.accept(',')) tests.push(this.test());
    return tests;
  }

  private test(): Test {
    const token = this.token;
    if (token.kind === 'symbol' && COMPARE.has(token.text)) {
      this.at++;
      return { k: 'compare', op: token.text as CompareOp, value: this.nested(() => this.additive()) };
    }
    const node = this.expression();
    return node.k === 'range' ? { k: 'range', range: node } : this.expressionTest(node);
  }

  private expressionTest(value: Node): Test {
    if (value.k === 'range') return { k: 'range', range: value };
    return { k: 'expression', value, usesInput: usesInput(value) };
  }

  private nested<T>(parse: () => T): T {
    if (++this.nesting > this.declarations.limits.nesting) this.fail(`the expression is nested deeper than ${this.declarations.limits.nesting}`);
    const outer = this.rangeEnd;
    this.rangeEnd = false;
    const result = parse();
    this.rangeEnd = outer;
    this.nesting--;
    return result;
  }

  private additive(): Node {
    let left = this.multiplicative();
    while (this.is('+') || this.is('-')) {
      const op = this.token.text as ArithmeticOp;
      this.at++;
      const right = this.multiplicative();
      left = { k: 'arithmetic', at: left.at, type: arithmeticType(op, left.type, right.type), op, left, right };
    }
    return left;
  }

  private multiplicative(): Node {
    let left = this.power();
    while (this.is('*') || this.is('/')) {
      const op = this.token.text as ArithmeticOp;
      this.at++;
      const right = this.power();
      left = { k: 'arithmetic', at: left.at, type: arithmeticType(op, left.type, right.type), op, left, right };
    }
    return left;
  }

  private power(): Node {
    let left = this.unary();
    while (this.accept('**')) {
      left = { k: 'arithmetic', at: left.at, type: NUMBER, op: '**', left, right: this.unary() };
    }
    return left;
  }

  private unary(): Node {
    if (!this.is('-')) return this.instance();
    const at = this.token.start;
    let minus = 0;
    while (this.accept('-')) minus++;
    let node = this.instance();
    // Every minus checks its operand's type, so two of them are not nothing.
    for (let i = 0; i < Math.min(minus, minus % 2 === 0 ? 2 : 1); i++) node = { k: 'negate', at, type: node.type, operand: node };
    return node;
  }

  private instance(): Node {
    let node = this.postfix();
    while (this.isWord('instance')) {
      this.at++;
      this.expectWord('of');
      node = { k: 'instance', at: node.at, type: BOOLEAN, value: node, of: this.typeName() };
    }
    return node;
  }

  private postfix(): Node {
    let node = this.primary();
    for (;;) {
      if (this.is('.')) node = this.path(node);
      else if (this.is('[')) {
        if (this.rangeEnd && this.closesRange()) return node;
        node = this.filter(node);
      } else if (this.is('(')) node = this.call(node);
      else return node;
    }
  }

  /** Whether the `[` here closes a range: nothing that could be a filter follows it. */
  private closesRange(): boolean {
    const next = this.peek(1);
    if (next.kind === 'end') return true;
    if (next.kind === 'symbol') return !['(', '[', '{', '-', '@', ']', '<', '<=', '>', '>=', '=', '!='].includes(next.text) || this.unmatched();
    if (next.kind === 'name') return ['and', 'or', 'then', 'else', 'return', 'satisfies', 'in', 'instance', 'between'].includes(next.text);
    return false;
  }

  /** Whether the `[` here has no `]` of its own. */
  private unmatched(): boolean {
    let depth = 0;
    for (let i = this.at; i < this.tokens.length; i++) {
      const t = this.tokens[i]!;
      if (t.kind !== 'symbol') continue;
      if (t.text === '[') depth++;
      else if (t.text === ']' && --depth === 0) return false;
    }
    return true;
  }

  private path(object: Node): Node {
    this.at++;
    const token = this.token;
    if (object.k === 'name' && object.binding.ref.kind === 'import') {
      const members = new NameIndex<Binding>();
      for (const [name, binding] of object.binding.ref.members) members.set(name, binding);
      const hit = members.match(this.tokens, this.at);
      if (hit) {
        this.at += hit.length;
        return { k: 'name', at: object.at, type: hit.value.type, binding: hit.value };
      }
    }
    const known = membersOf(object.type)?.match(this.tokens, this.at)
      ?? this.declarations.members.match(this.tokens, this.at)
      ?? ALL_PROPERTIES.match(this.tokens, this.at);
    let name: string;
    if (known) {
      name = known.value;
      this.at += known.length;
    } else {
      if (token.kind !== 'name') this.fail(`expected a name after "." ${this.found()}`);
      name = token.text;
      this.at++;
    }
    const type = memberType(object.type, name);
    if (type === undefined) {
      // In a declared type a name that is not there is a slip; of other values it may be known only when they are there.
      const severity = object.type.name === undefined ? 'warning' : 'error';
      this.find({ code: 'unknown-member', severity, message: `there is no "${name}" in ${object.type.name ?? `a ${object.type.kind}`}`, at: token.start });
    }
    return { k: 'path', at: object.at, type: type ?? ANY, object, name };
  }

  private filter(list: Node): Node {
    this.at++;
    const of = itemType(list.type);
    const outer = this.scope;
    const { scope, item } = itemScope(outer, of);
    this.scope = scope;
    const filter = this.expression();
    this.scope = outer;
    this.expect(']');
    return { k: 'filter', at: list.at, type: filter.type.kind === 'number' ? of : list.type.kind === 'any' ? ANY : { kind: 'list', item: of }, list, filter, item };
  }

  private call(callee: Node): Node {
    this.at++;
    const args: Node[] = [];
    let names: string[] | undefined;
    if (!this.is(')')) {
      do {
        const name = this.argumentName();
        if (name !== undefined) (names ??= []).push(name);
        else if (names) this.fail('named and unnamed arguments are mixed', 'name all arguments or none');
        args.push(this.expression());
        if (names && names.length !== args.length) this.fail('named and unnamed arguments are mixed', 'name all arguments or none');
      } while (this.accept(','));
    }
    this.expect(')');
    let type: FeelType = ANY;
    if (callee.type.kind === 'function') type = callee.type.result;
    if (callee.k === 'name' && callee.binding.ref.kind === 'builtin') {
      type = this.declarations.builtinResult(callee.binding.ref.name, args.map((a) => a.type));
    }
    return { k: 'call', at: callee.at, type, callee, args, names };
  }

  /** `name :` before an argument, the name as written with single spaces. */
  private argumentName(): string | undefined {
    let i = this.at;
    if (this.tokens[i]!.kind === 'string' && this.tokens[i + 1]!.text === ':' && this.tokens[i + 1]!.kind === 'symbol') {
      this.at += 2;
      return this.tokens[i]!.text;
    }
    while (this.tokens[i]!.kind === 'name' || (i > this.at && (this.tokens[i]!.kind === 'number' || '-+*/\'.'.includes(this.tokens[i]!.text)) && this.tokens[i]!.kind !== 'end')) i++;
    if (i === this.at || this.tokens[i]!.kind !== 'symbol' || this.tokens[i]!.text !== ':') return undefined;
    const name = this.words(this.at, i);
    this.at = i + 1;
    return name;
  }

  private words(from: number, to: number): string {
    let name = '';
    for (let i = from; i < to; i++) {
      if (i > from && this.tokens[i]!.spaced) name += ' ';
      name += this.text.slice(this.tokens[i]!.start, this.tokens[i]!.end);
    }
    return name;
  }

  /** A new name: all words up to the one that ends it. */
  private nameUntil(ends: (token: Token) => boolean): string {
    const from = this.at;
    if (this.token.kind !== 'name') this.fail(`expected a name ${this.found()}`);
    this.at++;
    for (let t = this.token; !ends(t); t = this.token) {
      if (t.kind === 'end' || t.kind === 'string') this.fail(`the name "${this.words(from, this.at)}" is not followed by what it needs`);
      this.at++;
    }
    return this.words(from, this.at);
  }

  // ---- primary expressions

  private primary(): Node {
    const token = this.token;
    const at = token.start;
    switch (token.kind) {
      case 'number': {
        this.at++;
        return { k: 'number', at, type: NUMBER, value: parseNumber(token.text) };
      }
      case 'string':
        this.at++;
        return { k: 'string', at, type: STRING, value: token.text };
      case 'name': return this.name();
      case 'symbol':
        switch (token.text) {
          case '(': return this.bracketed();
          case '[': return this.listOrRange();
          case ']': {
            this.at++;
            return this.rangeFrom(this.expression(), false, at);
          }
          case '{': return this.nested(() => this.context());
          case '@': {
            const literal = this.peek(1);
            if (literal.kind !== 'string') this.fail('expected a string after "@"');
            this.at += 2;
            return { k: 'temporal', at, type: temporalType(literal.text), text: literal.text };
          }
          default: break;
        }
        break;
      default: break;
    }
    return this.fail(token.kind === 'end' ? 'the expression ends too early' : `"${token.text}" does not fit here`);
  }

  private bracketed(): Node {
    const at = this.token.start;
    this.at++;
    const token = this.token;
    if (token.kind === 'symbol' && COMPARE.has(token.text)) {
      this.at++;
      const operand = this.nested(() => this.additive());
      this.expect(')');
      return { k: 'half', at, type: { kind: 'range', item: operand.type }, op: token.text as CompareOp, operand };
    }
    const inner = this.expression();
    if (this.is('..')) return this.rangeFrom(inner, false, at);
    this.expect(')');
    return inner;
  }

  private listOrRange(): Node {
    const at = this.token.start;
    this.at++;
    if (this.accept(']')) return { k: 'list', at, type: { kind: 'list', item: NULL }, items: [] };
    const first = this.listItem();
    if (this.is('..')) return this.rangeFrom(first, true, at);
    const items = [first];
    while (this.accept(',')) items.push(this.listItem());
    this.expect(']');
    let item = first.type;
    for (const i of items) item = eitherType(item, i.type);
    return { k: 'list', at, type: { kind: 'list', item }, items };
  }

  /** `[< 10, 3]`: a comparison may stand as an item. */
  private listItem(): Node {
    const token = this.token;
    if (token.kind === 'symbol' && COMPARE.has(token.text)) {
      this.at++;
      const operand = this.nested(() => this.additive());
      return { k: 'half', at: token.start, type: { kind: 'range', item: operand.type }, op: token.text as CompareOp, operand };
    }
    return this.expression();
  }

  private rangeFrom(low: Node, lowIncluded: boolean, at: number): Node & { k: 'range' } {
    this.expect('..');
    const outer = this.rangeEnd;
    this.rangeEnd = true;
    const high = this.additive();
    this.rangeEnd = outer;
    let highIncluded = false;
    if (this.accept(']')) highIncluded = true;
    else if (!this.accept(')') && !this.accept('[')) this.fail(`expected "]", ")" or "[" at the end of the range ${this.found()}`);
    return { k: 'range', at, type: { kind: 'range', item: eitherType(low.type, high.type) }, low, high, lowIncluded, highIncluded };
  }

  private context(): Node {
    const at = this.token.start;
    this.at++;
    const outer = this.scope;
    this.scope = outer.child();
    const entries: { key: string; binding: Binding; value: Node }[] = [];
    const members = new Map<string, FeelType>();
    if (!this.is('}')) {
      do {
        const key = this.contextKey();
        this.expect(':');
        // A function may call itself by the name of its entry.
        const recursive = this.isWord('function') ? this.scope.local(key, ANY_FUNCTION) : undefined;
        const value = this.expression();
        const binding = recursive ?? this.scope.local(key, value.type);
        binding.type = value.type;
        entries.push({ key, binding, value });
        members.set(key, value.type);
      } while (this.accept(','));
    }
    this.expect('}');
    this.scope = outer;
    return { k: 'context', at, type: { kind: 'context', members }, entries };
  }

  private contextKey(): string {
    const token = this.token;
    if (token.kind === 'string') {
      this.at++;
      return token.text;
    }
    return this.nameUntil((t) => t.kind === 'symbol' && (t.text === ':' || t.text === '}' || t.text === '{'));
  }

  private name(): Node {
    const token = this.token;
    const at = token.start;
    const { binding, length, items } = this.scope.find(this.tokens, this.at);
    if (length <= 1 && KEYWORDS.has(token.text)) {
      const node = this.keyword(token);
      if (node) return node;
    }
    if (binding) {
      this.at += length;
      if (binding.ref.kind === 'member') {
        const { item } = binding.ref;
        return { k: 'path', at, type: binding.type, object: { k: 'name', at, type: item.type, binding: item }, name: binding.name };
      }
      const direct = items.length === 0 || (binding.ref.kind === 'builtin' && this.is('('));
      if (direct) return { k: 'name', at, type: binding.type, binding };
      return { k: 'member', at, type: ANY, name: binding.name, items, outer: binding };
    }
    if (KEYWORDS.has(token.text)) this.fail(`"${token.text}" does not fit here`);
    if (items.length > 0) {
      const known = this.declarations.members.match(this.tokens, this.at);
      this.at += known?.length ?? 1;
      return { k: 'member', at, type: ANY, name: known?.value ?? token.text, items, outer: undefined };
    }
    this.at++;
    this.find({ code: 'unknown-name', message: `nothing is called "${token.text}" here`, at, hint: nearest(token.text, this.scope) });
    return { k: 'unknown', at, type: ANY, name: token.text };
  }

  private keyword(token: Token): Node | undefined {
    const at = token.start;
    switch (token.text) {
      case 'true': case 'false':
        this.at++;
        return { k: 'boolean', at, type: BOOLEAN, value: token.text === 'true' };
      case 'null':
        this.at++;
        return { k: 'null', at, type: NULL };
      case 'function': return this.nested(() => this.functionLiteral());
      case 'if': return this.nested(() => this.conditional());
      case 'for': return this.nested(() => this.iteration());
      case 'some': case 'every': return this.nested(() => this.quantified(token.text as 'some' | 'every'));
      default: return undefined;
    }
  }

  private functionLiteral(): Node {
    const at = this.token.start;
    this.at++;
    this.expect('(');
    const outer = this.scope;
    this.scope = Scope.root(outer);
    const parameters: Binding[] = [];
    if (!this.is(')')) {
      do {
        const name = this.nameUntil((t) => t.kind === 'symbol' && (t.text === ':' || t.text === ',' || t.text === ')'));
        const type = this.accept(':') ? this.typeName() : ANY;
        parameters.push(this.scope.local(name, type));
      } while (this.accept(','));
    }
    this.expect(')');
    let external = false;
    if (this.isWord('external')) {
      external = true;
      this.at++;
    }
    // Wide names and types may change while the body is read; the function's own type is fixed first.
    const body = this.expression();
    const frame = this.scope.frame;
    this.scope = outer;
    return { k: 'function', at, type: { kind: 'function', parameters: parameters.map((p) => p.type), result: body.type }, frame, parameters, body, external };
  }

  // ---- types (rule 51 and following)

  private typeName(): FeelType {
    return this.nested(() => this.typeNameInner());
  }

  private typeNameInner(): FeelType {
    const token = this.token;
    if (token.kind === 'name' && this.peek(1).text === '<' && ['list', 'range', 'context', 'function'].includes(token.text)) {
      this.at += 2;
      switch (token.text) {
        case 'context': {
          const members = new Map<string, FeelType>();
          if (!this.is('>')) {
            do {
              const name = this.nameUntil((t) => t.kind === 'symbol' && (t.text === ':' || t.text === '>'));
              this.expect(':');
              members.set(name, this.typeName());
            } while (this.accept(','));
          }
          this.expect('>');
          return { kind: 'context', members };
        }
        case 'function': {
          const parameters: FeelType[] = [];
          if (!this.is('>') && !this.is('->')) {
            do parameters.push(this.typeName()); while (this.accept(','));
          }
          // `>->` is cut as `>` and `->`.
          this.expect('>');
          this.expect('->');
          return { kind: 'function', parameters, result: this.typeName() };
        }
        default: {
          const item = this.typeName();
          this.expect('>');
          return { kind: token.text as 'list' | 'range', item };
        }
      }
    }
    const own = this.declarations.types.match(this.tokens, this.at);
    const builtIn = TYPE_INDEX.match(this.tokens, this.at);
    const hit = builtIn && (!own || builtIn.length >= own.length) ? builtIn : own;
    if (!hit) {
      if (token.kind !== 'name') this.fail(`expected a type ${this.found()}`);
      this.fail(`the type "${token.text}" is not declared`);
    }
    this.at += hit!.length;
    return hit!.value;
  }
}

function usesInput(node: Node): boolean {
  const stack: Node[] = [node];
  for (let n = stack.pop(); n; n = stack.pop()) {
    if (n.k === 'name' && n.binding.name === '?') return true;
    if (n.k === 'member' && n.outer?.name === '?') return true;
    for (const p of parts(n)) stack.push(p);
  }
  return false;
}

function temporalType(text: string): FeelType {
  if (/^-?P/.test(text)) return /^-?P[^T]*[YM]/.test(text) ? YEAR_MONTH : DAY_TIME;
  if (/^-?\d{4,9}-\d\d-\d\dT/.test(text)) return DATE_TIME;
  if (/^-?\d{4,9}-\d\d-\d\d$/.test(text)) return DATE;
  if (/^T?\d\d:\d\d/.test(text)) return TIME;
  return ANY;
}

const DURATIONS = new Set(['days and time duration', 'years and months duration']);
const INSTANTS = new Set(['date', 'time', 'date and time']);

function arithmeticType(op: ArithmeticOp, a: FeelType, b: FeelType): FeelType {
  if (a.kind === 'number' && b.kind === 'number') return NUMBER;
  if (op === '+' && a.kind === 'string' && b.kind === 'string') return STRING;
  if (op === '+' || op === '-') {
    if (INSTANTS.has(a.kind) && DURATIONS.has(b.kind)) return { kind: a.kind as 'date' };
    if (op === '+' && DURATIONS.has(a.kind) && INSTANTS.has(b.kind)) return { kind: b.kind as 'date' };
    if (DURATIONS.has(a.kind) && a.kind === b.kind) return { kind: a.kind as 'days and time duration' };
    if (op === '-' && INSTANTS.has(a.kind) && INSTANTS.has(b.kind)) return DAY_TIME;
  }
  if ((op === '*' || op === '/') && DURATIONS.has(a.kind) && b.kind === 'number') return { kind: a.kind as 'days and time duration' };
  if (op === '*' && DURATIONS.has(b.kind) && a.kind === 'number') return { kind: b.kind as 'days and time duration' };
  if (op === '/' && DURATIONS.has(a.kind) && a.kind === b.kind) return NUMBER;
  return ANY;
}

/** A known name that differs little, as a hint. */
function nearest(name: string, scope: Scope): string | undefined {
  const wanted = name.toLowerCase().replace(/[\s_]/g, '');
  for (let s: Scope | undefined = scope; s; s = s.parent) {
    for (const known of s.names()) {
      const folded = known.toLowerCase().replace(/[\s_]/g, '');
      if (folded === wanted || (wanted.length > 3 && (folded.startsWith(wanted) || wanted.startsWith(folded)) && Math.abs(folded.length - wanted.length) <= 12 && folded.length > 3)) return `did you mean "${known}"?`;
    }
  }
  return undefined;
}
