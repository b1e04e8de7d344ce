import MarkdownIt from 'markdown-it';
import { LetterError } from './errors.ts';

export type Token = ReturnType<InstanceType<typeof MarkdownIt>['parse']>[number];

export const boxes = ['next', 'reasons'] as const;
export type Box = (typeof boxes)[number];

// Two passes: blocks are read from the template as written; the text of each is then an ICU message, and only what
// comes out of that is read as inline Markdown. So emphasis may stand inside a plural, and an argument is never markup.
const blockParser = new MarkdownIt({ html: false, linkify: false, typographer: false });
blockParser.core.ruler.disable(['inline', 'linkify', 'replacements', 'smartquotes', 'text_join']);
blockParser.block.ruler.before('fence', 'letter_box', (state, startLine, endLine, silent) => {
  const lineAt = (line: number) => state.src.slice(state.bMarks[line]! + state.tShift[line]!, state.eMarks[line]!).trim();
  const opening = /^:::\s*(\S*)$/.exec(lineAt(startLine));
  if (!opening) return false;
  if (silent) return true;
  const name = opening[1]!;
  const line = startLine + 1;
  if (!boxes.includes(name as Box)) throw new LetterError('unknown-block', `There is no block "::: ${name}"; there are ${boxes.map((box) => `"::: ${box}"`).join(' and ')}.`, { line });
  let end = startLine + 1;
  while (end < endLine && lineAt(end) !== ':::') end++;
  if (end >= endLine) throw new LetterError('unclosed-block', `The block "::: ${name}" is not closed by ":::".`, { line });
  const open = state.push('box_open', 'div', 1);
  open.info = name;
  open.map = [startLine, end];
  const outerEnd = state.lineMax;
  state.lineMax = end;
  state.md.block.tokenize(state, startLine + 1, end);
  state.lineMax = outerEnd;
  state.push('box_close', 'div', -1).info = name;
  state.line = end + 1;
  return true;
}, { alt: ['paragraph', 'list'] });

const inlineParser = new MarkdownIt('zero', { html: false }).enable(['emphasis', 'link', 'newline', 'escape', 'entity']);
// Addresses may hold arguments; they are checked when those are in.
inlineParser.normalizeLink = (address: string) => address;
inlineParser.validateLink = () => true;

/** The template's blocks; a token of type `inline` holds the unread text of its paragraph or heading. @throws LetterError */
export function readBlocks(markdown: string): Token[] {
  return blockParser.parse(markdown, {});
}

/** Inline Markdown: emphasis, links and line breaks. */
export function readInline(text: string): Token[] {
  return inlineParser.parseInline(text, {})[0]?.children ?? [];
}

export function lineOf(token: Token): number | undefined {
  return token.map ? token.map[0] + 1 : undefined;
}
