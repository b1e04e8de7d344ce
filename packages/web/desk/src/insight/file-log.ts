import type { FileAnswers, FileOrder, FileTold } from './file-talk.ts';

/** A mistake in a file: where it is, and what was expected there. */
export class FileMistake extends Error {
  readonly line: number | undefined;
  constructor(message: string, line?: number) {
    super(message);
    this.name = 'FileMistake';
    this.line = line;
  }
}

/** A file held by a worker of this page. */
export class FileLog {
  readonly #worker = new Worker(new URL('./file-worker.ts', import.meta.url), { type: 'module' });
  readonly #waiting = new Map<number, { resolve(answer: unknown): void; reject(error: Error): void }>();
  #no = 0;
  onProgress: (share: number) => void = () => {};

  constructor() {
    this.#worker.addEventListener('message', ({ data }: MessageEvent<FileTold>) => {
      if ('progress' in data) return this.onProgress(data.progress);
      const asked = this.#waiting.get(data.no);
      this.#waiting.delete(data.no);
      if ('error' in data) asked?.reject(new FileMistake(data.error, data.line));
      else asked?.resolve(data.answer);
    });
    this.#worker.addEventListener('error', () => this.#fail(new FileMistake('')));
  }

  ask<D extends FileOrder['do']>(order: Extract<FileOrder, { do: D }>): Promise<FileAnswers[D]> {
    const no = this.#no++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(no, { resolve: resolve as (answer: unknown) => void, reject });
      this.#worker.postMessage({ no, order });
    });
  }

  /** Ends whatever is under way, and forgets the file. */
  close(): void {
    this.#worker.terminate();
    this.#fail(new DOMException('closed', 'AbortError'));
  }

  #fail(error: Error): void {
    for (const asked of this.#waiting.values()) asked.reject(error);
    this.#waiting.clear();
  }
}
