import { readFileSync } from 'node:fs';
import { isMap, isSeq, isNode, isPair, LineCounter, parseDocument, type Document } from 'yaml';
import type { Finding } from './finding.ts';

/** A step into a YAML or JSON value: a key or an index. */
export type Path = (string | number)[];

/** A file that was read, and where in it each value stands. */
export interface Source<T = unknown> {
  /** Path from the content's root, with `/`. */
  file: string;
  text: string;
  value: T;
  /** Line of the value at a path, or of the nearest part of it that exists. */
  line(path?: Path): number;
}

/** What YAML files were parsed to, by their text: for who reads nearly the same content many times. */
export type Parsed = Map<string, { document: Document; lines: LineCounter }>;

/**
 * Reads a YAML file (JSON is a part of YAML 1.2 and read the same way) with the line of every value.
 * What does not parse is reported, and gives undefined.
 */
export function readYaml<T>(absolute: string, file: string, findings: Finding[], parsed?: Parsed): Source<T> | undefined {
  const text = readFileSync(absolute, 'utf8');
  const quick = file.endsWith('.json') ? readJson<T>(text, file) : undefined;
  if (quick) return quick;
  const { document, lines } = parsed?.get(text) ?? parse(text);
  parsed?.set(text, { document, lines });
  for (const problem of document.errors) {
    findings.push({
      code: 'syntax', severity: 'error', file, line: lines.linePos(problem.pos[0]).line,
      message: problem.message.split('\n')[0]!.replace(/ at line \d+, column \d+:?$/, ''),
      fix: 'correct the YAML here',
    });
  }
  if (document.errors.length > 0) return undefined;
  return { file, text, value: document.toJS() as T, line: (path = []) => lineOf(document, lines, path) };
}

function parse(text: string): { document: Document; lines: LineCounter } {
  const lines = new LineCounter();
  return { document: parseDocument(text, { lineCounter: lines, uniqueKeys: true, merge: false }), lines };
}

/** JSON that parses needs no YAML reader until somebody asks for a line. */
function readJson<T>(text: string, file: string): Source<T> | undefined {
  let value: T;
  try {
    value = JSON.parse(text) as T;
  } catch {
    return undefined;
  }
  let parsed: { document: Document; lines: LineCounter } | undefined;
  return {
    file, text, value,
    line(path = []) {
      if (!parsed) {
        const lines = new LineCounter();
        parsed = { lines, document: parseDocument(text, { lineCounter: lines, uniqueKeys: false }) };
      }
      return lineOf(parsed.document, parsed.lines, path);
    },
  };
}

function lineOf(document: Document, lines: LineCounter, path: Path): number {
  let node: unknown = document.contents;
  let offset = isNode(node) ? node.range?.[0] ?? 0 : 0;
  for (const step of path) {
    let next: unknown;
    if (isMap(node)) {
      const pair = node.items.find((item) => isPair(item) && isNode(item.key) && String((item.key as { value?: unknown }).value) === String(step));
      if (!pair) break;
      // the line of a key is what the author looks for, also where its value starts further down
      offset = (pair.key as { range?: [number, number, number] }).range?.[0] ?? offset;
      next = pair.value;
    } else if (isSeq(node)) {
      next = node.items[Number(step)];
      if (!isNode(next)) break;
      offset = next.range?.[0] ?? offset;
    } else break;
    node = next;
  }
  return lines.linePos(offset).line;
}

/** Reads a text file (DMN, Markdown) as it is. */
export function readText(absolute: string, file: string): Source<string> {
  const text = readFileSync(absolute, 'utf8');
  return { file, text, value: text, line: () => 1 };
}

/** Line of an offset in a text, from 1. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let i = 0; i < offset && i < text.length; i++) if (text.charCodeAt(i) === 10) line++;
  return line;
}
