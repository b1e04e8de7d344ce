import { createHash } from 'node:crypto';
import { composeLetter } from './compose.ts';
import type { LetterInput, RenderedLetter } from './letter.ts';
import { toHtml } from './to-html.ts';
import { toPdf } from './to-pdf.ts';
import { toText } from './to-text.ts';

const sha256 = (data: string | Uint8Array) => createHash('sha256').update(data).digest('hex');

/**
 * Renders a letter in all its forms from one source, so that preview, page and PDF say the same. The same input gives the same bytes.
 * @throws LetterError with a code, the line of the template and the argument, where there are such
 */
export async function renderLetter(input: LetterInput): Promise<RenderedLetter> {
  const letter = composeLetter(input);
  const html = toHtml(letter);
  const { pdf, unprintable } = toPdf(letter);
  return { html, text: toText(letter), pdf, sha256: sha256(pdf), htmlSha256: sha256(html), unprintable };
}
