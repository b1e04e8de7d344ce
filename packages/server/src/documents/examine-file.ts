import { readFile } from 'node:fs/promises';
import type { MediaType } from '@ankomst/store';
import { examinePdf } from './examine-pdf.ts';
import { FileRefused } from './file-refused.ts';

export { FileRefused } from './file-refused.ts';

/**
 * Looks into a file of a kind that is taken, before it is kept: a PDF for what could act on its reader's machine, any
 * file for an archive appended to it. The file's size has been bounded before.
 * @throws FileRefused with the reason
 */
export async function examineFile(path: string, mediaType: MediaType): Promise<void> {
  const bytes = await readFile(path);
  if (endsAsArchive(bytes)) throw new FileRefused('archive');
  if (mediaType === 'application/pdf') await examinePdf(bytes);
}

/** A ZIP is found from its end: a picture or a PDF with one behind it is both, and would open as either. */
function endsAsArchive(bytes: Buffer): boolean {
  for (let at = bytes.length - 22; at >= 0 && at >= bytes.length - 22 - 65_535; at--) {
    if (bytes.readUInt32LE(at) === 0x06054b50 && at + 22 + bytes.readUInt16LE(at + 20) === bytes.length) return true;
  }
  return false;
}
