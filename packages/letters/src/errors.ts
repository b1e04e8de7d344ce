export type LetterErrorCode =
  | 'missing-argument' | 'wrong-argument' | 'bad-message' | 'unsupported-markup' | 'unknown-block' | 'unclosed-block'
  | 'no-title' | 'bad-link' | 'bad-date' | 'not-typeset';

/** A letter that cannot be made: what is wrong, where, and with which argument. */
export class LetterError extends Error {
  readonly code: LetterErrorCode;
  /** Line of the template, from 1. */
  readonly line: number | undefined;
  /** The argument concerned. */
  readonly argument: string | undefined;

  constructor(code: LetterErrorCode, message: string, where: { line?: number | undefined; argument?: string | undefined; cause?: unknown } = {}) {
    super(where.line === undefined ? message : `Line ${where.line}: ${message}`, { cause: where.cause });
    this.code = code;
    this.line = where.line;
    this.argument = where.argument;
  }
}
