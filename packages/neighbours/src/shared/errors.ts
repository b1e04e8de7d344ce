/**
 * What every neighbour answers when it cannot do what was asked: a code for the caller's program, a sentence
 * for the person reading the log, how to recover, and the HTTP status.
 */
export class ServiceError extends Error {
  readonly status: number;
  readonly code: string;
  readonly recover: string;

  constructor(status: number, code: string, message: string, recover: string) {
    super(message);
    this.status = status;
    this.code = code;
    this.recover = recover;
  }

  /** The body of the answer. */
  toJSON(): { code: string; message: string; recover: string } {
    return { code: this.code, message: this.message, recover: this.recover };
  }
}
