import type { CaseSeen, Filter, PictureName, Pictures, Spot } from '../../../../mining/src/index.ts';
import type { FileKind } from './file-kind.ts';

export interface CsvMapping { case: string; activity: string; time: string; dateFormat?: string; zone?: string; delimiter?: string }

/** What the page asks of the worker that reads and holds a file. The file never leaves the browser. */
export type FileOrder =
  | { do: 'open'; file: File; kind: FileKind; csv?: CsvMapping; lenient: boolean }
  /** The log as objects of this type see it (OCEL). */
  | { do: 'flatten'; type: string }
  | { do: 'look'; name: PictureName; filters: readonly Filter[]; spots: readonly Spot[] }
  | { do: 'cases'; filters: readonly Filter[]; spots: readonly Spot[]; most: number };

export interface OpenedFile {
  cases: number;
  events: number;
  activities: number;
  /** Types of objects one may look through (OCEL), and the one chosen. */
  types: string[];
  type?: string;
  attributes: { of: 'case' | 'event'; key: string; values: { value: string | number | boolean; count: number }[] }[];
  skipped: { line: number; what: string }[];
}

export interface FileAnswers {
  open: OpenedFile;
  flatten: OpenedFile;
  look: { cases: number; at: number; picture: Pictures[PictureName] | null };
  cases: { cases: number; seen: CaseSeen[] };
}

export type FileTold =
  | { no: number; answer: FileAnswers[FileOrder['do']] }
  | { no: number; error: string; line?: number }
  /** Share of the file's bytes read, 0 to 1. */
  | { progress: number };
