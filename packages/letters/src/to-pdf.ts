import { readFileSync } from 'node:fs';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { LetterError } from './errors.ts';
import { coverage, readFonts } from './fonts.ts';
import type { Letter } from './letter.ts';

const sheet = readFileSync(new URL('letter.typ', import.meta.url), 'utf8');
// Shared by all letters: it takes a tenth of a second to read the fonts, a few milliseconds to set a letter.
let warm: { compiler: NodeCompiler; covered: Set<number> } | undefined;

function typesetter() {
  if (!warm) {
    const fonts = readFonts();
    warm = { compiler: NodeCompiler.create({ fontArgs: [{ fontBlobs: fonts }] }), covered: coverage(fonts) };
  }
  return warm;
}

// Shown by no font and needed by none: joiners, isolates, breaks.
const invisible = /^[\p{Cc}\p{Cf}]$/u;
const replacement = '\uFFFD';
const lettersToKeepWarm = 30;

/**
 * Sets the letter as PDF/UA-1 (ISO 14289-1). The same letter gives the same bytes: every date comes from it, fonts are shipped.
 * @returns the PDF, and the characters that had to be replaced because no font has them
 * @throws LetterError not-typeset
 */
export function toPdf(letter: Letter): { pdf: Uint8Array; unprintable: string[] } {
  const { compiler, covered } = typesetter();
  const unprintable = new Set<string>();
  const data = JSON.stringify(letter).replace(/[\u0080-\u{10FFFF}]/gu, (character) => {
    if (covered.has(character.codePointAt(0)!) || invisible.test(character)) return character;
    unprintable.add(character);
    return replacement;
  });
  try {
    const result = compiler.compile({ mainFileContent: sheet, inputs: { letter: data, title: letter.title } });
    if (!result.result) throw new Error(JSON.stringify(result.takeDiagnostics()?.shortDiagnostics));
    const pdf = compiler.pdf(result.result, { pdfStandard: 'ua-1', creationTimestamp: Date.parse(`${letter.date}T00:00:00Z`) / 1000 });
    compiler.evictCache(lettersToKeepWarm);
    return { pdf: new Uint8Array(pdf), unprintable: [...unprintable] };
  } catch (error) {
    throw new LetterError('not-typeset', `The letter could not be set as PDF: ${(error as Error).message}`, { cause: error });
  }
}
