/**
 * Process trees (Leemans, Fahland, van der Aalst 2013): block-structured models that are sound by
 * construction. A loop has two parts: what is done, and what is done before doing it again.
 */
export type ProcessTree = Activity | Silent | Block;
export interface Activity { kind: 'activity'; label: string }
/** A step that leaves no event. */
export interface Silent { kind: 'silent' }
export type Operator = 'sequence' | 'choice' | 'parallel' | 'inclusive' | 'loop';
export interface Block { kind: Operator; children: ProcessTree[] }

export const silent: Silent = { kind: 'silent' };
export const activity = (label: string): Activity => ({ kind: 'activity', label });
/** One after the other. */
export const sequence = (...children: ProcessTree[]): Block => ({ kind: 'sequence', children });
/** Exactly one of them. */
export const choice = (...children: ProcessTree[]): Block => ({ kind: 'choice', children });
/** All of them, interleaved. */
export const parallel = (...children: ProcessTree[]): Block => ({ kind: 'parallel', children });
/** One or more of them, interleaved. */
export const inclusive = (...children: ProcessTree[]): Block => ({ kind: 'inclusive', children });
/** `body`, and then any number of times `redo` and `body` again. */
export const loop = (body: ProcessTree, redo: ProcessTree): Block => ({ kind: 'loop', children: [body, redo] });

/** The labels in a tree, each once, in order of first appearance. */
export function labelsOf(tree: ProcessTree): string[] {
  const labels = new Set<string>();
  const walk = (node: ProcessTree): void => {
    if (node.kind === 'activity') labels.add(node.label);
    else if (node.kind !== 'silent') node.children.forEach(walk);
  };
  walk(tree);
  return [...labels];
}

/** Whether a run of the tree may leave no event at all. */
export function skippable(tree: ProcessTree): boolean {
  switch (tree.kind) {
    case 'activity': return false;
    case 'silent': return true;
    case 'choice': case 'inclusive': return tree.children.some(skippable);
    case 'sequence': case 'parallel': return tree.children.every(skippable);
    case 'loop': return skippable(tree.children[0]!);
  }
}

const symbols: Record<Operator, string> = { sequence: '->', choice: 'X', parallel: '+', inclusive: 'O', loop: '*' };

/** The text form that pm4py and ProM's users know: `->( 'a', X( 'b', tau ) )`. Apostrophes and backslashes in labels are escaped by a backslash. */
export function treeToText(tree: ProcessTree): string {
  if (tree.kind === 'silent') return 'tau';
  if (tree.kind === 'activity') return `'${tree.label.replaceAll(/[\\']/g, '\\$&')}'`;
  return `${symbols[tree.kind]}( ${tree.children.map(treeToText).join(', ')} )`;
}

/** What could not be read in a tree's text, and where (characters from 0). */
export class TreeSyntaxError extends Error {
  readonly at: number;
  constructor(at: number, expected: string) {
    super(`process tree, character ${at}: expected ${expected}`);
    this.name = 'TreeSyntaxError';
    this.at = at;
  }
}

/** Reads the text form. @throws TreeSyntaxError */
export function parseTree(text: string): ProcessTree {
  let at = 0;
  const space = (): void => { while (at < text.length && /\s/.test(text[at]!)) at++; };
  const take = (token: string): boolean => {
    space();
    if (!text.startsWith(token, at)) return false;
    at += token.length;
    return true;
  };
  const label = (): string => {
    let value = '';
    for (; at < text.length; at++) {
      const c = text[at]!;
      if (c === '\\' && (text[at + 1] === "'" || text[at + 1] === '\\')) { value += text[++at]!; continue; }
      if (c === "'") { at++; return value; }
      value += c;
    }
    throw new TreeSyntaxError(at, "' at the end of a label");
  };
  const node = (depth: number): ProcessTree => {
    if (depth > 1000) throw new TreeSyntaxError(at, 'at most 1000 levels');
    if (take("'")) return activity(label());
    if (take('tau')) return silent;
    const kind = (Object.keys(symbols) as Operator[]).find((one) => take(symbols[one]));
    if (!kind) throw new TreeSyntaxError(at, "a label in '…', tau, or one of -> X + O *");
    if (!take('(')) throw new TreeSyntaxError(at, '(');
    const children: ProcessTree[] = [];
    do children.push(node(depth + 1)); while (take(','));
    if (!take(')')) throw new TreeSyntaxError(at, ', or )');
    if (kind === 'loop' && children.length !== 2) throw new TreeSyntaxError(at, 'a loop of two parts: what is done, and what comes before doing it again');
    return { kind, children };
  };
  const tree = node(0);
  space();
  if (at < text.length) throw new TreeSyntaxError(at, 'the end');
  return tree;
}
