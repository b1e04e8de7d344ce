import type { Skipped } from '../log/event-log.ts';

/** A log that cannot be read: where, and what was expected there. */
export class LogError extends Error {
  readonly line: number;
  constructor(line: number, message: string) {
    super(`line ${line}: ${message}`);
    this.name = 'LogError';
    this.line = line;
  }
}

/** At most so many things passed over are told one by one. */
const toldOneByOne = 1000;

/** Takes note of what is broken: strictly it throws, leniently it remembers. */
export class Trouble {
  readonly #lenient: boolean;
  readonly #skipped: Skipped[];
  #more = 0;
  constructor(lenient: boolean, skipped: Skipped[]) {
    this.#lenient = lenient;
    this.#skipped = skipped;
  }
  note(line: number, what: string): void {
    if (!this.#lenient) throw new LogError(line, what);
    if (this.#skipped.length < toldOneByOne) this.#skipped.push({ line, what });
    else this.#more++;
  }
  /** Says how many more there were than are told one by one. */
  finish(line: number): void {
    if (this.#more > 0) this.#skipped.push({ line, what: `and ${this.#more} more like these` });
    this.#more = 0;
  }
}
