import { LetterError } from './errors.ts';
import { cleanText, directionOf } from './language.ts';
import type { Block, ComposedReason, Inline, Letter, LetterInput, Reason } from './letter.ts';
import { formatDate, formatMessage, readMessage } from './messages.ts';
import type { ValuePart } from './messages.ts';
import { lineOf, readBlocks, readInline } from './template.ts';
import type { Token } from './template.ts';

/**
 * Puts the arguments into the template and gives the letter, from which every form of it is made.
 * @throws LetterError
 */
export function composeLetter(input: LetterInput): Letter {
  const { language, letterhead, reasons } = input;
  const cursor = { tokens: readBlocks(input.markdown), at: 0 };
  const blocks = composeBlocks(cursor, input, reasons.map(composeReason));
  const title = blocks.find((block) => block.kind === 'heading' && block.level === 1);
  if (title?.kind !== 'heading') throw new LetterError('no-title', 'The letter has no title: begin the template with "# …".');
  if (!/^\d{4}-\d{2}-\d{2}$/.test(letterhead.date)) throw new LetterError('bad-date', `The date of the letter must be YYYY-MM-DD, not ${letterhead.date}.`);
  return {
    title: plainText(title.content), language, bindingLanguage: input.bindingLanguage, direction: directionOf(language),
    head: {
      authority: cleanText(letterhead.authority),
      addressLines: letterhead.addressLines.map(cleanText),
      recipient: [letterhead.recipient.name, ...letterhead.recipient.addressLines].map(cleanText).filter(Boolean),
      details: [
        { label: letterhead.labels.caseNumber, value: cleanText(letterhead.caseNumber) },
        { label: letterhead.labels.date, value: formatDate(letterhead.date, language) },
      ],
    },
    blocks, date: letterhead.date, bindingNote: input.bindingNote ? cleanText(input.bindingNote) : null,
    legalBasisLabel: letterhead.labels.legalBasis ?? null, pageMessage: letterhead.labels.page ?? null,
  };
}

type Cursor = { tokens: Token[]; at: number };

// Reads blocks up to the token that closes the one they are in.
function composeBlocks(cursor: Cursor, input: LetterInput, reasons: ComposedReason[], closing?: string): Block[] {
  const blocks: Block[] = [];
  for (;;) {
    const token = cursor.tokens[cursor.at++];
    if (!token || token.type === closing) return blocks;
    switch (token.type) {
      case 'heading_open': blocks.push({ kind: 'heading', level: Number(token.tag[1]), content: composeText(cursor, input) }); break;
      case 'paragraph_open': {
        const content = composeText(cursor, input);
        // A paragraph that only holds an empty argument is no paragraph.
        if (plainText(content).trim()) blocks.push({ kind: 'paragraph', content });
        break;
      }
      case 'bullet_list_open':
      case 'ordered_list_open': blocks.push(composeList(cursor, token, input, reasons)); break;
      case 'box_open': {
        const inner = composeBlocks(cursor, input, reasons, 'box_close');
        if (token.info === 'next') blocks.push({ kind: 'next', blocks: inner });
        else if (reasons.length > 0) blocks.push({ kind: 'reasons', blocks: inner, reasons });
        break;
      }
      default: throw unsupported(token);
    }
  }
}

function composeList(cursor: Cursor, open: Token, input: LetterInput, reasons: ComposedReason[]): Block {
  const ordered = open.type === 'ordered_list_open';
  const items: Block[][] = [];
  for (;;) {
    const token = cursor.tokens[cursor.at++]!;
    if (token.type !== 'list_item_open') return { kind: 'list', ordered, start: Number(open.attrGet('start') ?? 1), items };
    items.push(composeBlocks(cursor, input, reasons, 'list_item_close'));
  }
}

// The text of a heading or paragraph: first an ICU message, then inline Markdown, then the values in their places.
function composeText(cursor: Cursor, { language, arguments: given }: LetterInput): Inline[] {
  const token = cursor.tokens[cursor.at]!;
  cursor.at += 2; // the text, and the token that closes it
  const line = lineOf(token);
  const { text, values } = formatMessage(readMessage(token.content, line), language, given, line);
  const tokens = readInline(text);
  const content = composeInline({ tokens, at: 0 }, values, line);
  return content;
}

function composeInline(cursor: Cursor, values: Map<string, ValuePart[]>, line: number | undefined, closing?: string): Inline[] {
  const content: Inline[] = [];
  for (;;) {
    const token = cursor.tokens[cursor.at++];
    if (!token || token.type === closing) return content;
    switch (token.type) {
      case 'text': case 'text_special': content.push(...splitValues(token.content, values)); break;
      case 'softbreak': content.push({ kind: 'text', text: ' ' }); break;
      case 'hardbreak': content.push({ kind: 'break' }); break;
      case 'strong_open': content.push({ kind: 'strong', content: composeInline(cursor, values, line, 'strong_close') }); break;
      case 'em_open': content.push({ kind: 'emphasis', content: composeInline(cursor, values, line, 'em_close') }); break;
      case 'link_open': {
        const address = checkAddress(String(token.attrGet('href') ?? ''), values, line);
        content.push({ kind: 'link', address, content: composeInline(cursor, values, line, 'link_close') });
        break;
      }
      default: throw unsupported(token, line);
    }
  }
}

const marks = /([\u{F0000}-\u{FFFFD}])/u;

function splitValues(text: string, values: Map<string, ValuePart[]>): Inline[] {
  return text.split(marks).filter(Boolean).flatMap((part): Inline[] => values.get(part) ?? [{ kind: 'text', text: part }]);
}

function checkAddress(template: string, values: Map<string, ValuePart[]>, line: number | undefined): string {
  const address = template.split(marks).map((part) => plainText(values.get(part) ?? [{ kind: 'text', text: part }])).join('');
  if (!/^(https?:\/\/|mailto:|tel:)/.test(address) || !URL.canParse(address)) {
    throw new LetterError('bad-link', `A link in a letter leads to https:, mailto: or tel:, not to "${address}".`, { line });
  }
  return new URL(address).href;
}

const composeReason = ({ text, basis }: Reason): ComposedReason => ({
  content: isolatedParts(text),
  basis: basis.map(({ label, url }) => ({ label: cleanText(label), ...(url && { url: checkAddress(url, new Map(), undefined) }) })),
});

// Reasons come formatted, with their arguments between FSI and PDI; those marks become what each form of the letter has for them.
function isolatedParts(text: string): Inline[] {
  return text.split(/\u2068([^\u2066-\u2069]*)\u2069/).map((part, i): Inline => (
    i % 2 === 1 ? { kind: 'value', text: cleanText(part) } : { kind: 'text', text: cleanText(`|${part}|`).slice(1, -1) }
  )).filter((part) => 'text' in part && part.text !== '');
}

/** The words of inline content, without markup. */
export function plainText(content: Inline[]): string {
  return content.map((part) => {
    if (part.kind === 'break') return ' ';
    return 'text' in part ? part.text : plainText(part.content);
  }).join('');
}

function unsupported(token: Token, line = lineOf(token)): LetterError {
  const what = token.type.replace(/_(open|close)$/, '').replaceAll('_', ' ');
  return new LetterError('unsupported-markup', `A letter has headings, paragraphs, lists, emphasis and links; not: ${what}.`, { line });
}
