import type { Block, Inline, Letter } from './letter.ts';

// First Strong Isolate and Pop Directional Isolate: what <bdi> is in plain text (UAX #9).
const isolate = (text: string) => `\u2068${text}\u2069`;

/** The letter as plain text, for mail, search and comparison. */
export function toText(letter: Letter): string {
  const { head } = letter;
  return [
    [head.authority, ...head.addressLines].join('\n'),
    head.recipient.join('\n'),
    head.details.map(({ label, value }) => `${label}: ${isolate(value)}`).join('\n'),
    ...letter.blocks.map((block) => blockToText(block, letter)),
    ...(letter.bindingNote ? [letter.bindingNote] : []),
  ].join('\n\n');
}

function blockToText(block: Block, letter: Letter): string {
  switch (block.kind) {
    case 'heading': case 'paragraph': return inlineToText(block.content);
    case 'list': return block.items.map((item, i) => `${block.ordered ? `${block.start + i}.` : '-'} ${blocksToText(item, letter)}`).join('\n');
    case 'next': return blocksToText(block.blocks, letter);
    case 'reasons': return [blocksToText(block.blocks, letter), ...block.reasons.map(({ content, basis }, i) => {
      const law = basis.map(({ label }) => isolate(label)).join('; ');
      return `${i + 1}. ${inlineToText(content)}${law ? `\n${letter.legalBasisLabel ? `${letter.legalBasisLabel}: ` : ''}${law}` : ''}`;
    })].join('\n');
  }
}

const blocksToText = (blocks: Block[], letter: Letter): string => blocks.map((block) => blockToText(block, letter)).join('\n\n');

function inlineToText(content: Inline[]): string {
  return content.map((part) => {
    switch (part.kind) {
      case 'text': return part.text;
      case 'value': return isolate(part.text);
      case 'break': return '\n';
      default: return inlineToText(part.content);
    }
  }).join('');
}
