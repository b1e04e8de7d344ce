import { LimitError } from '../../errors.ts';
import { PatternError, fold, parsePattern } from './parse.ts';
import type { Program } from './parse.ts';

/**
 * The regular expressions of FEEL: those of XPath (`matches`, `replace`, `split` follow fn:matches, fn:replace and
 * fn:tokenize of XPath functions and operators 3.1).
 *
 * An engine of its own for three reasons: the language differs from JavaScript's (class subtraction, flags x and q, `\i`,
 * `\c`), results must not change with the version of the runtime, and no pattern may hang. Each pair of instruction and
 * position is tried once, so the work is at most pattern times text; back references forbid that and are counted instead.
 */

const PROGRAMS = new Map<string, Program | null>();

function program(pattern: string, flags: string): Program | null {
  const key = `${flags}/${pattern}`;
  let found = PROGRAMS.get(key);
  if (found === undefined) {
    try {
      found = parsePattern(pattern, flags);
    } catch (error) {
      if (!(error instanceof PatternError)) throw error;
      found = null;
    }
    if (PROGRAMS.size > 500) PROGRAMS.clear();
    if (key.length <= 1000) PROGRAMS.set(key, found);
  }
  return found;
}

/** Whether the pattern occurs in the text; null for an invalid pattern or flag. @throws LimitError */
export function matches(text: string, pattern: string, flags: string, limit: number): boolean | null {
  const p = program(pattern, flags);
  return p && new Matcher(p, text, limit).find(0) !== null;
}

/**
 * All occurrences replaced; `$1` stands for a group, `\$` for a dollar. Null for an invalid pattern, flag or
 * replacement, and for a pattern that matches the empty text.
 */
export function replace(text: string, pattern: string, replacement: string, flags: string, limit: number, checkLength: (length: number) => void): string | null {
  const p = program(pattern, flags);
  if (!p || new Matcher(p, '', limit).find(0)) return null;
  const pieces = flags.includes('q') ? [replacement] : template(replacement, p.groups);
  if (!pieces) return null;
  const matcher = new Matcher(p, text, limit);
  let result = '';
  let at = 0;
  for (let hit = matcher.find(0); hit; hit = matcher.find(hit[1]!)) {
    result += matcher.slice(at, hit[0]!);
    for (const piece of pieces) result += typeof piece === 'string' ? piece : matcher.group(hit, piece);
    at = hit[1]!;
    checkLength(result.length);
  }
  return result + matcher.slice(at, matcher.length);
}

/** The text cut at each occurrence. Null for an invalid pattern and for one that matches the empty text. */
export function split(text: string, pattern: string, limit: number): string[] | null {
  const p = program(pattern, '');
  if (!p || new Matcher(p, '', limit).find(0)) return null;
  const matcher = new Matcher(p, text, limit);
  const parts: string[] = [];
  let at = 0;
  for (let hit = matcher.find(0); hit; hit = matcher.find(hit[1]!)) {
    parts.push(matcher.slice(at, hit[0]!));
    at = hit[1]!;
  }
  parts.push(matcher.slice(at, matcher.length));
  return parts;
}

/** A replacement as literal pieces and group numbers. */
function template(replacement: string, groups: number): (string | number)[] | null {
  const pieces: (string | number)[] = [];
  for (let i = 0; i < replacement.length; i++) {
    const c = replacement[i]!;
    if (c === '\\') {
      const next = replacement[++i];
      if (next !== '\\' && next !== '$') return null;
      pieces.push(next);
    } else if (c === '$') {
      if (!/^[0-9]$/.test(replacement[i + 1] ?? '')) return null;
      let group = Number(replacement[++i]);
      // The longest number that is a group; further digits are text.
      while (/^[0-9]$/.test(replacement[i + 1] ?? '') && group * 10 + Number(replacement[i + 1]) <= groups) group = group * 10 + Number(replacement[++i]);
      pieces.push(group);
    } else pieces.push(c);
  }
  return pieces;
}

/** Above this many pairs of instruction and position they are not remembered, and steps are counted only. */
const MAX_MEMORY = 1 << 26;
/** Steps after which a search starts to remember where it has been: most searches end before. */
const PLAIN_STEPS = 5000;

class TooLong extends Error {}

class Matcher {
  readonly length: number;
  private readonly program: Program;
  private readonly chars: number[];
  private readonly limit: number;
  private steps = 0;
  private plainEnd = Infinity;

  constructor(program: Program, text: string, limit: number) {
    this.program = program;
    this.chars = Array.from(text, (c) => c.codePointAt(0)!);
    this.length = this.chars.length;
    this.limit = limit;
  }

  slice(from: number, to: number): string {
    let s = '';
    for (let i = from; i < to; i++) s += String.fromCodePoint(this.chars[i]!);
    return s;
  }

  group(hit: readonly number[], group: number): string {
    const [from, to] = [hit[group * 2], hit[group * 2 + 1]];
    return from === undefined || to === undefined || from < 0 || to < 0 ? '' : this.slice(from, to);
  }

  /** The first match at or after a position, as slots. */
  find(from: number): number[] | null {
    const size = this.program.code.length * (this.length + 1);
    const memory = !this.program.backReferences && size <= MAX_MEMORY;
    this.plainEnd = memory ? this.steps + PLAIN_STEPS : Infinity;
    try {
      return this.search(from, undefined);
    } catch (error) {
      if (!(error instanceof TooLong)) throw error;
      this.plainEnd = Infinity;
      this.count(size >> 8);
      return this.search(from, new Uint8Array((size >> 3) + 1));
    }
  }

  private search(from: number, seen: Uint8Array | undefined): number[] | null {
    for (let start = from; start <= this.length; start++) {
      const hit = this.match(start, seen);
      if (hit) return hit;
    }
    return null;
  }

  private count(steps: number): void {
    if ((this.steps += steps) > this.limit) throw new LimitError('limit-pattern', this.limit, `a pattern takes more than ${this.limit} steps`);
    if (this.steps > this.plainEnd) throw new TooLong();
  }

  private match(start: number, seen: Uint8Array | undefined): number[] | null {
    const { code } = this.program;
    const slots = new Array<number>(this.program.slots).fill(-1);
    // Either a thread to try (instruction, position) or a slot to put back (-1 - slot, its value).
    const stack: number[] = [0, start];
    const width = this.length + 1;
    while (stack.length > 0) {
      let at = stack.pop()!;
      let pc = stack.pop()!;
      if (pc < 0) {
        slots[-1 - pc] = at;
        continue;
      }
      thread: for (;;) {
        if (seen) {
          const bit = pc * width + at;
          const mask = 1 << (bit & 7);
          if (seen[bit >> 3]! & mask) break;
          seen[bit >> 3]! |= mask;
        }
        this.count(1);
        const i = code[pc]!;
        switch (i.op) {
          case 'set':
            if (at >= this.length || !i.set(this.chars[at]!)) break thread;
            at++;
            pc++;
            break;
          case 'split':
            stack.push(i.second, at);
            pc = i.first;
            break;
          case 'jump': pc = i.to; break;
          case 'save': case 'mark':
            stack.push(-1 - i.slot, slots[i.slot]!);
            slots[i.slot] = at;
            pc++;
            break;
          case 'moved':
            if (slots[i.slot] === at) break thread;
            pc++;
            break;
          case 'start':
            if (at !== 0 && !(this.program.multiLine && this.chars[at - 1] === 10 && at < this.length)) break thread;
            pc++;
            break;
          case 'end':
            if (at !== this.length && !(this.program.multiLine && this.chars[at] === 10)) break thread;
            pc++;
            break;
          case 'back': {
            const [from, to] = [slots[i.group * 2]!, slots[i.group * 2 + 1]!];
            const size = from < 0 || to < 0 ? 0 : to - from;
            for (let k = 0; k < size; k++) {
              const [a, b] = [this.chars[from + k]!, this.chars[at + k]];
              if (b === undefined || (a !== b && !(this.program.ignoreCase && fold(a) === fold(b)))) break thread;
            }
            at += size;
            pc++;
            break;
          }
          case 'match': return slots;
        }
      }
    }
    return null;
  }
}
