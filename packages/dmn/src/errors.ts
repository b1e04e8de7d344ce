/** Everything that can be wrong with a model, said so that its author can mend it. */

/** Where in a file a finding stands. Lines and columns count from 1. */
export interface Place {
  file?: string | undefined;
  line: number;
  column: number;
  /** The nearest named element, e.g. `decision "Eligibility", row r3, column "Age"`. */
  element?: string | undefined;
}

/** One finding about a model. */
export interface DmnIssue extends Place {
  code: string;
  message: string;
  severity: 'error' | 'warning';
  /** How to recover, where that can be said. */
  hint?: string | undefined;
}

/** Thrown by readModel and compile. `issues` holds every finding; the fields are those of the first. */
export class DmnError extends Error {
  override readonly name = 'DmnError';
  readonly code: string;
  readonly file: string | undefined;
  readonly line: number;
  readonly column: number;
  readonly element: string | undefined;
  readonly hint: string | undefined;
  readonly issues: readonly DmnIssue[];

  constructor(issues: DmnIssue | readonly DmnIssue[]) {
    const all: readonly DmnIssue[] = Array.isArray(issues) ? issues : [issues as DmnIssue];
    const first = all[0]!;
    const more = all.length > 1 ? ` (and ${all.length - 1} more)` : '';
    super(`${first.file ?? 'model'}:${first.line}:${first.column} ${first.message}${first.element ? ` [${first.element}]` : ''}${more}`);
    this.code = first.code;
    this.file = first.file;
    this.line = first.line;
    this.column = first.column;
    this.element = first.element;
    this.hint = first.hint;
    this.issues = all;
  }
}

/** An expression that is not FEEL. `offset` counts UTF-16 units from the start of the text. */
export class FeelSyntaxError extends Error {
  override readonly name = 'FeelSyntaxError';
  readonly offset: number;
  readonly hint: string | undefined;
  constructor(message: string, offset: number, hint?: string) {
    super(message);
    this.offset = offset;
    this.hint = hint;
  }
}

/** A limit was reached: the model is hostile or mistaken, and evaluation stops rather than hangs. */
export class LimitError extends Error {
  override readonly name = 'LimitError';
  readonly code: string;
  readonly limit: number;
  constructor(code: string, limit: number, message: string) {
    super(message);
    this.code = code;
    this.limit = limit;
  }
}

/** Line and column (from 1) of an offset into a text that itself starts at `line`, `column`. */
export function placeOf(text: string, offset: number, line = 1, column = 1): { line: number; column: number } {
  for (let i = 0; i < offset && i < text.length; i++) {
    if (text.charCodeAt(i) === 10) { line++; column = 1; } else column++;
  }
  return { line, column };
}
