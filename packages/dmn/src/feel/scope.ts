import { Frame } from './ast.ts';
import type { Binding, Ref } from './ast.ts';
import { tokenize } from './lexer.ts';
import type { Token } from './lexer.ts';
import type { FeelType } from './types.ts';

/** Names of one or more words, found in a row of tokens by their first word; the longest wins. */
export class NameIndex<T> {
  private readonly byFirst = new Map<string, { words: Token[]; value: T }[]>();
  readonly names = new Map<string, T>();

  set(name: string, value: T): void {
    const words = wordsOf(name);
    const first = words[0]!.text;
    let list = this.byFirst.get(first);
    if (!list) this.byFirst.set(first, (list = []));
    const same = list.findIndex((e) => e.words.length === words.length && e.words.every((w, i) => w.text === words[i]!.text));
    if (same >= 0) list[same] = { words, value };
    else {
      list.push({ words, value });
      list.sort((a, b) => b.words.length - a.words.length);
    }
    this.names.set(name, value);
  }

  /** The longest name that starts at `tokens[at]`. */
  match(tokens: readonly Token[], at: number): { value: T; length: number } | undefined {
    const list = this.byFirst.get(tokens[at]!.text);
    if (list === undefined || tokens[at]!.kind === 'string') return undefined;
    for (const { words, value } of list) {
      if (fits(words, tokens, at)) return { value, length: words.length };
    }
    return undefined;
  }
}

function fits(words: readonly Token[], tokens: readonly Token[], at: number): boolean {
  for (let i = 1; i < words.length; i++) {
    const word = words[i]!;
    const token = tokens[at + i];
    if (token === undefined || token.text !== word.text || token.kind !== word.kind) return false;
    // `a-b` is one name, `a - b` a subtraction: around a symbol the spacing must be the name's own.
    if ((word.kind === 'symbol' || words[i - 1]!.kind === 'symbol') && token.spaced !== word.spaced) return false;
  }
  return true;
}

const WORDS = new Map<string, Token[]>();

function wordsOf(name: string): Token[] {
  let words = WORDS.get(name);
  if (!words) {
    try {
      words = tokenize(name).slice(0, -1);
    } catch {
      words = [];
    }
    if (words.length === 0) words = [{ kind: 'name', text: name, start: 0, end: name.length, spaced: false }];
    // A small cache: built-in names and the names of one model, not those of every model ever read.
    if (WORDS.size > 5000) WORDS.clear();
    WORDS.set(name, words);
  }
  return words;
}

/**
 * The names inside a filter: `item`, and the members of the item. Of an item of unknown type any name may be a member.
 */
export function itemScope(outer: Scope, of: FeelType): { scope: Scope; item: Binding } {
  const open = of.kind === 'any' || of.kind === 'null' || (of.kind === 'context' && of.members.size === 0);
  const item: Binding = { name: 'item', type: of, ref: { kind: 'slot', frame: outer.frame, index: outer.frame.slot() } };
  const scope = outer.child(open ? item : undefined);
  scope.add(item);
  if (of.kind !== 'context' || open) return { scope, item };
  const members = scope.child();
  for (const [name, type] of of.members) members.declare(name, type, { kind: 'member', item });
  return { scope: members, item };
}

/** The names known at a point of an expression. */
export class Scope {
  readonly parent: Scope | undefined;
  readonly frame: Frame;
  private readonly index = new NameIndex<Binding>();
  /** Inside a filter over items of unknown type: any name may be a member of this item. */
  readonly openItem: Binding | undefined;

  constructor(parent: Scope | undefined, frame: Frame, openItem?: Binding) {
    this.parent = parent;
    this.frame = frame;
    this.openItem = openItem;
  }

  /** A scope for a new function body. */
  static root(parent?: Scope): Scope {
    return new Scope(parent, new Frame(parent?.frame));
  }

  child(openItem?: Binding): Scope {
    return new Scope(this, this.frame, openItem);
  }

  /** Declares a local name with a slot of its own. */
  local(name: string, type: FeelType): Binding {
    return this.declare(name, type, { kind: 'slot', frame: this.frame, index: this.frame.slot() });
  }

  declare(name: string, type: FeelType, ref: Ref): Binding {
    const binding = { name, type, ref };
    this.index.set(name, binding);
    return binding;
  }

  add(binding: Binding): void {
    this.index.set(binding.name, binding);
  }

  own(name: string): Binding | undefined {
    return this.index.names.get(name);
  }

  names(): Iterable<string> {
    return this.index.names.keys();
  }

  /** The binding of the longest name at `tokens[at]`, inner before outer, and the open items passed on the way. */
  find(tokens: readonly Token[], at: number): Found {
    return Scope.findFrom(this, tokens, at);
  }

  private static findFrom(from: Scope, tokens: readonly Token[], at: number): Found {
    let binding: Binding | undefined;
    let length = 0;
    const open: Binding[] = [];
    let items = open;
    for (let scope: Scope | undefined = from; scope; scope = scope.parent) {
      const hit = scope.index.match(tokens, at);
      if (hit && hit.length > length) {
        binding = hit.value;
        length = hit.length;
        items = open.slice();
      }
      if (scope.openItem) open.push(scope.openItem);
    }
    return { binding, length, items: binding ? items : open };
  }
}

interface Found { binding: Binding | undefined; length: number; items: Binding[] }
