import { StoreError } from '@ankomst/store';
import { fieldId } from '@ankomst/web';
import type { Problem as FieldProblem } from '@ankomst/web';
import { FileRefused } from './examine-file.ts';

/** Why a file was not taken: at its field in the form in words, and for machines. */
export interface Refusal {
  problem: FieldProblem;
  code: string;
  status: number;
  error: unknown;
}

const archives = /zip|rar|7z|tar|gzip|bzip|x-xz|compress|cab|arj|lzh|zstd|java-archive/;

/** The refusal an error is, if it is one of the file's making; `name` as the person's device calls the file. */
export function refusalOf(error: unknown, key: string, name: string): Refusal | undefined {
  const said = wordsOf(error);
  if (!said) return undefined;
  const [message, code, status] = said;
  const shown = [...name.split(/[/\\]/).at(-1)!].slice(0, 60).join('');
  return { problem: { key, field: fieldId(key), message, args: { name: shown } }, code, status, error };
}

function wordsOf(error: unknown): [FieldProblem['message'], string, number] | undefined {
  if (error instanceof FileRefused) return [`problem.file.${error.reason}`, `file-${error.reason}`, 415];
  if (!(error instanceof StoreError)) return undefined;
  switch (error.code) {
    case 'document-too-large': return ['problem.file.too-large', 'file-too-large', 413];
    case 'image-too-large': return ['problem.file.pixels', 'image-too-large', 413];
    case 'document-type-refused': return archives.test(String(error.detail['found'])) && !/openxmlformats|opendocument/.test(String(error.detail['found']))
      ? ['problem.file.archive', 'file-archive', 415] : ['problem.file.kind', 'file-type', 415];
    case 'document-type-differs': case 'document-unreadable': return ['problem.file.kind', 'file-type', 415];
    default: return undefined;
  }
}
