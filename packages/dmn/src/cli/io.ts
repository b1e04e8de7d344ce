/** What the command needs of the world around it. */
export interface Io {
  out: (line: string) => void;
  err: (line: string) => void;
  /** What now() gives where neither the case nor the caller says: ISO date and time with offset. */
  now: string;
  /** Text of standard input. */
  stdin: () => string;
}

/** 0: nothing wrong. 1: findings, differences, failed cases. 2: the command could not be carried out. */
export type ExitCode = 0 | 1 | 2;

/** Wrong use of the command, or a file that cannot be read: told without a stack. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
