import { Problem } from '../problem.ts';

/** Why a file is refused after a look inside. */
export type FileReason = 'script' | 'locked' | 'embedded' | 'archive' | 'bomb' | 'kind';

/** A file that is not taken. The form says the reason at its field; anywhere else it is a file we cannot take. */
export class FileRefused extends Problem {
  readonly reason: FileReason;
  constructor(reason: FileReason) {
    super('file-type');
    this.name = 'FileRefused';
    this.reason = reason;
  }
}
