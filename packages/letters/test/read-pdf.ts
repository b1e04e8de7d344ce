import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { TextItem, TextMarkedContent } from 'pdfjs-dist/types/src/display/api.js';

const artifact = 'artifact';

type Node = { role?: string; lang?: string; type?: string; id?: string; children?: Node[] };

export type ReadPdf = {
  title: string;
  language: string;
  pages: number;
  /** Text of each tagged piece in the order of the structure tree, without list labels and artifacts such as page numbers. */
  pieces: string[];
  /** Text outside the structure: page numbers. */
  artifacts: string;
  roles: Set<string>;
  languages: Set<string>;
};

/** Reads a PDF as a screen reader would: by its structure tree. */
export async function readPdf(pdf: Uint8Array): Promise<ReadPdf> {
  const document = await getDocument({ data: pdf.slice(), verbosity: 0 }).promise;
  const info = (await document.getMetadata()).info as { Title: string; Language: string };
  const read: ReadPdf = { title: info.Title, language: info.Language, pages: document.numPages, pieces: [], artifacts: '', roles: new Set(), languages: new Set() };
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const pieces = new Map<string, TextItem[]>();
    const open: string[] = [];
    for (const item of (await page.getTextContent({ includeMarkedContent: true })).items) {
      if ('str' in item) {
        const id = open.findLast((one) => one !== '') ?? artifact;
        pieces.set(id, [...pieces.get(id) ?? [], item]);
      } else if (item.type === 'endMarkedContent') {
        open.pop();
      } else {
        const { tag, id } = item as TextMarkedContent & { tag?: string };
        open.push(tag === 'Artifact' ? artifact : id ?? '');
      }
    }
    const texts = new Map([...pieces].map(([id, items]) => [id, inReadingOrder(items, read.language)]));
    read.artifacts += texts.get(artifact) ?? '';
    collect(await page.getStructTree() as Node, texts, read);
  }
  await document.destroy();
  return read;
}

// A right-to-left line is drawn from its left end: its parts are put in order by where they stand.
function inReadingOrder(items: TextItem[], language: string): string {
  if (language !== 'ar') return items.map((item) => item.str + (item.hasEOL ? ' ' : '')).join('');
  const lines = new Map<number, TextItem[]>();
  for (const item of items) {
    const y = Math.round(item.transform[5] as number);
    lines.set(y, [...lines.get(y) ?? [], item]);
  }
  const right = (item: TextItem) => (item.transform[4] as number) + item.width;
  return [...lines.values()].map((line) => line.sort((a, b) => right(b) - right(a)).map(({ str }) => str).join('')).join(' ');
}

function collect(node: Node | null, texts: Map<string, string>, read: ReadPdf): void {
  if (!node || node.role === 'Lbl') return;
  if (node.role) read.roles.add(node.role);
  if (node.lang) read.languages.add(node.lang);
  if (node.type === 'content') read.pieces.push(texts.get(node.id!) ?? '');
  for (const child of node.children ?? []) collect(child, texts, read);
}

/** Letters and digits of a text, word by word; Arabic and other letters are never one word, as in a list of Latin names in Arabic. */
export const wordsOf = (text: string): string[] =>
  text.normalize('NFC').match(/\p{Script=Arabic}+|(?:(?!\p{Script=Arabic})[\p{L}\p{N}\p{M}])+/gu) ?? [];

/** The words of an HTML fragment as read. */
export function wordsOfHtml(html: string): string[] {
  const text = html.replace(/<\/?(bdi|strong|em|a)\b[^>]*>/g, '').replace(/<[^>]*>/g, ' ')
    .replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
  return wordsOf(text);
}
