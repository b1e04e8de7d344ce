import { ESCAPED_SETS, category, not } from './classes.ts';
import type { CharSet } from './classes.ts';

/** The pattern is not a regular expression. */
export class PatternError extends Error {}

/** Most instructions a pattern may become: `{n,m}` repeats its content. */
const MAX_PROGRAM = 20_000;
const MAX_NESTING = 100;

export type Instruction =
  | { op: 'set'; set: CharSet }
  | { op: 'split'; first: number; second: number }
  | { op: 'jump'; to: number }
  | { op: 'save'; slot: number }
  | { op: 'start' } | { op: 'end' }
  | { op: 'back'; group: number }
  /** Fails where the loop's content has matched nothing since `mark` was set. */
  | { op: 'mark'; slot: number } | { op: 'moved'; slot: number }
  | { op: 'match' };

export interface Program { code: Instruction[]; groups: number; slots: number; backReferences: boolean; ignoreCase: boolean; multiLine: boolean }

interface Flags { s: boolean; m: boolean; i: boolean; x: boolean; q: boolean }

type Tree =
  | { t: 'set'; set: CharSet } | { t: 'start' } | { t: 'end' } | { t: 'back'; group: number }
  | { t: 'group'; index: number | undefined; of: Tree }
  | { t: 'sequence'; of: Tree[] } | { t: 'choice'; of: Tree[] }
  | { t: 'repeat'; of: Tree; min: number; max: number; lazy: boolean };

/** A regular expression of XPath functions and operators 3.1 (section 5.6) as a program. @throws PatternError */
export function parsePattern(pattern: string, flagText: string): Program {
  const flags: Flags = { s: false, m: false, i: false, x: false, q: false };
  for (const f of flagText) {
    if (!(f in flags)) throw new PatternError(`"${f}" is not a flag`);
    flags[f as keyof Flags] = true;
  }
  const parser = new PatternParser(pattern, flags);
  const tree = flags.q ? parser.literal() : parser.whole();
  return new Assembler(parser.groups, parser.references, flags).assemble(tree);
}

/** A character and, where case does not count, its other forms. */
function single(c: number, ignoreCase: boolean): CharSet {
  if (!ignoreCase) return (x) => x === c;
  const folded = fold(c);
  return (x) => x === c || fold(x) === folded;
}

export function fold(c: number): number {
  if (c < 128) return c >= 65 && c <= 90 ? c + 32 : c;
  return String.fromCodePoint(c).toUpperCase().toLowerCase().codePointAt(0)!;
}

/** Flag x: white space is removed before anything else, except inside a class. */
function withoutSpace(pattern: string): string {
  let depth = 0;
  let kept = '';
  for (let i = 0; i < pattern.length; i++) {
    const c = pattern[i]!;
    if (c === '[') depth++;
    else if (c === ']') depth--;
    if (depth <= 0 && ' \t\n\r'.includes(c)) continue;
    kept += c;
    if (c === '\\' && i + 1 < pattern.length && !' \t\n\r'.includes(pattern[i + 1]!)) kept += pattern[++i]!;
  }
  return kept;
}

class PatternParser {
  groups = 0;
  references = false;
  private readonly chars: number[];
  private readonly flags: Flags;
  private at = 0;
  private nesting = 0;
  private readonly closed = new Set<number>();

  constructor(pattern: string, flags: Flags) {
    this.chars = Array.from(flags.x && !flags.q ? withoutSpace(pattern) : pattern, (c) => c.codePointAt(0)!);
    this.flags = flags;
  }

  literal(): Tree {
    return { t: 'sequence', of: this.chars.map((c) => ({ t: 'set', set: single(c, this.flags.i) })) };
  }

  whole(): Tree {
    const tree = this.choice();
    if (this.at < this.chars.length) throw new PatternError('")" without "("');
    return tree;
  }

  private peek(): string {
    return this.at < this.chars.length ? String.fromCodePoint(this.chars[this.at]!) : '';
  }

  private accept(c: string): boolean {
    if (this.peek() !== c) return false;
    this.at++;
    return true;
  }

  private choice(): Tree {
    if (++this.nesting > MAX_NESTING) throw new PatternError('nested too deeply');
    const branches = [this.sequence()];
    while (this.accept('|')) branches.push(this.sequence());
    this.nesting--;
    return branches.length === 1 ? branches[0]! : { t: 'choice', of: branches };
  }

  private sequence(): Tree {
    const pieces: Tree[] = [];
    for (let c = this.peek(); c !== '' && c !== '|' && c !== ')'; c = this.peek()) pieces.push(this.quantified(this.atom()));
    return { t: 'sequence', of: pieces };
  }

  private quantified(of: Tree): Tree {
    let min: number;
    let max: number;
    if (this.accept('*')) [min, max] = [0, Infinity];
    else if (this.accept('+')) [min, max] = [1, Infinity];
    else if (this.accept('?')) [min, max] = [0, 1];
    else if (this.accept('{')) [min, max] = this.bounds();
    else return of;
    const lazy = this.accept('?');
    if (['*', '+', '?', '{'].includes(this.peek())) throw new PatternError('two quantifiers');
    return { t: 'repeat', of, min, max, lazy };
  }

  private bounds(): [number, number] {
    const min = this.integer();
    if (min === undefined) throw new PatternError('a number must follow "{"');
    let max = min;
    if (this.accept(',')) max = this.integer() ?? Infinity;
    if (!this.accept('}')) throw new PatternError('"{" is not closed');
    if (max < min) throw new PatternError('the quantifier ends before it starts');
    return [min, max];
  }

  private integer(): number | undefined {
    let digits = '';
    while (/^[0-9]$/.test(this.peek())) {
      digits += this.peek();
      this.at++;
      if (digits.length > 6) throw new PatternError('the quantifier is too large');
    }
    return digits === '' ? undefined : Number(digits);
  }

  private atom(): Tree {
    const c = this.peek();
    this.at++;
    switch (c) {
      case '(': {
        let index: number | undefined;
        if (this.peek() === '?') {
          this.at++;
          if (!this.accept(':')) throw new PatternError('"(?" must be "(?:"');
        } else index = ++this.groups;
        const of = this.choice();
        if (!this.accept(')')) throw new PatternError('"(" is not closed');
        if (index !== undefined) this.closed.add(index);
        return { t: 'group', index, of };
      }
      case '[': return { t: 'set', set: this.charClass() };
      case '.': {
        const all = this.flags.s;
        return { t: 'set', set: all ? () => true : (x) => x !== 10 && x !== 13 };
      }
      case '^': return { t: 'start' };
      case '$': return { t: 'end' };
      case '\\': return this.escape();
      case '*': case '+': case '?': case '{': case '}': case ']': throw new PatternError(`"${c}" stands alone`);
      default: return { t: 'set', set: single(c.codePointAt(0)!, this.flags.i) };
    }
  }

  private escape(): Tree {
    if (this.at >= this.chars.length) throw new PatternError('"\\" at the end');
    const c = String.fromCodePoint(this.chars[this.at]!);
    if (/^[1-9]$/.test(c)) {
      this.at++;
      let group = Number(c);
      // `\11` is group 11 only where there are so many.
      while (/^[0-9]$/.test(this.peek()) && this.closed.has(group * 10 + Number(this.peek()))) {
        group = group * 10 + Number(this.peek());
        this.at++;
      }
      if (!this.closed.has(group)) throw new PatternError(`\\${group} refers to a group that is not there yet`);
      this.references = true;
      return { t: 'back', group };
    }
    const escaped = this.escaped();
    return { t: 'set', set: typeof escaped === 'number' ? single(escaped, this.flags.i) : this.withCase(escaped) };
  }

  /** What stands after a backslash: one character, or a set. */
  private escaped(): number | CharSet {
    const c = String.fromCodePoint(this.chars[this.at++] ?? 0);
    switch (c) {
      case 'n': return 10;
      case 'r': return 13;
      case 't': return 9;
      case 'p': case 'P': {
        const close = this.chars.indexOf(125, this.at);
        if (this.chars[this.at] !== 123 || close < 0) throw new PatternError('\\p needs {...}');
        const name = String.fromCodePoint(...this.chars.slice(this.at + 1, Math.min(close, this.at + 60)));
        this.at = close + 1;
        const set = category(name);
        if (!set) throw new PatternError(`there is no category ${name}`);
        return c === 'p' ? set : not(set);
      }
      default: break;
    }
    if ('\\|.-^?*+{}()[]$'.includes(c)) return c.codePointAt(0)!;
    const set = Object.hasOwn(ESCAPED_SETS, c) ? ESCAPED_SETS[c] : undefined;
    if (!set) throw new PatternError(`"\\${c}" is not an escape`);
    return set;
  }

  private withCase(set: CharSet): CharSet {
    if (!this.flags.i) return set;
    return (c) => {
      if (set(c)) return true;
      const s = String.fromCodePoint(c);
      return set(s.toLowerCase().codePointAt(0)!) || set(s.toUpperCase().codePointAt(0)!);
    };
  }

  /** After `[`: members, and perhaps another class taken away: `[a-z-[aeiou]]`. White space counts here. */
  private charClass(): CharSet {
    if (++this.nesting > MAX_NESTING) throw new PatternError('nested too deeply');
    const next = (): string => (this.at < this.chars.length ? String.fromCodePoint(this.chars[this.at]!) : '');
    let negative = false;
    if (next() === '^') {
      negative = true;
      this.at++;
    }
    const sets: CharSet[] = [];
    let minus: CharSet | undefined;
    for (let first = true; ; first = false) {
      const c = next();
      if (c === '') throw new PatternError('"[" is not closed');
      if (c === ']') {
        if (first) throw new PatternError('"[]" holds nothing');
        this.at++;
        break;
      }
      if (c === '-' && this.chars[this.at + 1] === 91) {
        this.at += 2;
        minus = this.charClass();
        if (next() !== ']') throw new PatternError('nothing may follow a subtraction');
        this.at++;
        break;
      }
      if (c === '[') throw new PatternError('"[" must be escaped here');
      const low = this.member();
      if (typeof low !== 'number') {
        sets.push(low);
        continue;
      }
      const after = this.chars[this.at + 1];
      if (next() === '-' && after !== 93 && after !== 91 && after !== undefined) {
        this.at++;
        const high = this.member();
        if (typeof high !== 'number' || high < low) throw new PatternError('the range ends before it starts');
        sets.push((x) => x >= low && x <= high);
      } else sets.push((x) => x === low);
    }
    this.nesting--;
    const own: CharSet = sets.length === 1 ? sets[0]! : (x) => sets.some((s) => s(x));
    const cased = this.withCase(own);
    const signed = negative ? not(cased) : cased;
    return minus ? (x) => signed(x) && !minus(x) : signed;
  }

  private member(): number | CharSet {
    const c = this.chars[this.at++]!;
    return c === 92 ? this.escaped() : c;
  }
}

class Assembler {
  private readonly code: Instruction[] = [];
  private slots: number;
  private readonly groups: number;
  private readonly references: boolean;
  private readonly flags: Flags;

  constructor(groups: number, references: boolean, flags: Flags) {
    this.groups = groups;
    this.slots = (groups + 1) * 2;
    this.references = references;
    this.flags = flags;
  }

  assemble(tree: Tree): Program {
    this.emit({ op: 'save', slot: 0 });
    this.add(tree);
    this.emit({ op: 'save', slot: 1 });
    this.emit({ op: 'match' });
    return { code: this.code, groups: this.groups, slots: this.slots, backReferences: this.references, ignoreCase: this.flags.i, multiLine: this.flags.m };
  }

  private emit(instruction: Instruction): number {
    if (this.code.length >= MAX_PROGRAM) throw new PatternError('the pattern is too large');
    return this.code.push(instruction) - 1;
  }

  private add(tree: Tree): void {
    switch (tree.t) {
      case 'set': this.emit({ op: 'set', set: tree.set }); break;
      case 'start': case 'end': this.emit({ op: tree.t }); break;
      case 'back': this.emit({ op: 'back', group: tree.group }); break;
      case 'sequence': for (const t of tree.of) this.add(t); break;
      case 'group':
        if (tree.index === undefined) this.add(tree.of);
        else {
          this.emit({ op: 'save', slot: tree.index * 2 });
          this.add(tree.of);
          this.emit({ op: 'save', slot: tree.index * 2 + 1 });
        }
        break;
      case 'choice': {
        const ends: { to: number }[] = [];
        tree.of.forEach((branch, i) => {
          if (i === tree.of.length - 1) this.add(branch);
          else {
            const split = { op: 'split' as const, first: this.code.length + 1, second: 0 };
            this.emit(split);
            this.add(branch);
            const jump = { op: 'jump' as const, to: 0 };
            this.emit(jump);
            ends.push(jump);
            split.second = this.code.length;
          }
        });
        for (const e of ends) e.to = this.code.length;
        break;
      }
      case 'repeat': this.repeat(tree); break;
    }
  }

  private repeat({ of, min, max, lazy }: Tree & { t: 'repeat' }): void {
    for (let i = 0; i < min; i++) this.add(of);
    if (max === Infinity) {
      const slot = this.slots++;
      const split = this.fork(lazy);
      this.emit({ op: 'mark', slot });
      this.add(of);
      this.emit({ op: 'moved', slot });
      this.emit({ op: 'jump', to: split.at });
      split.leave(this.code.length);
      return;
    }
    const forks: { leave: (to: number) => void }[] = [];
    for (let i = min; i < max; i++) {
      forks.push(this.fork(lazy));
      this.add(of);
    }
    for (const f of forks) f.leave(this.code.length);
  }

  /** A choice between what follows and what comes after it. */
  private fork(lazy: boolean): { at: number; leave: (to: number) => void } {
    const split = { op: 'split' as const, first: 0, second: 0 };
    const at = this.emit(split);
    if (lazy) split.second = at + 1;
    else split.first = at + 1;
    return { at, leave: (to) => {
      if (lazy) split.first = to;
      else split.second = to;
    } };
  }
}
