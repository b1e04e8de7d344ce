/** Something wrong with the content, where it stands, and what to do about it. */
export interface Finding {
  /** Stable name of the kind of fault, e.g. `unknown-fact`. */
  code: string;
  severity: 'error' | 'warning';
  /** Path from the content's root. */
  file: string;
  /** Line in it, from 1. */
  line: number;
  message: string;
  /** What to do. */
  fix: string;
}

/** Content that cannot be released; `findings` says why, each with its place. */
export class ContentError extends Error {
  readonly findings: Finding[];
  constructor(findings: Finding[]) {
    super(findings.map((one) => `${one.file}:${one.line}  ${one.message} - ${one.fix}`).join('\n'));
    this.name = 'ContentError';
    this.findings = findings;
  }
}

/** By file, then line, then code: the same content always reports in the same order. */
export function sortFindings(findings: readonly Finding[]): Finding[] {
  const key = (one: Finding): string => `${one.file}\u0000${String(one.line).padStart(7, '0')}\u0000${one.code}\u0000${one.message}`;
  return [...findings].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}
