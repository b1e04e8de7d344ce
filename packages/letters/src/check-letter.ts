import { TYPE } from '@formatjs/icu-messageformat-parser';
import { LetterError } from './errors.ts';
import type { LetterErrorCode } from './errors.ts';
import { pluralForms } from './language.ts';
import { readMessage, walk } from './messages.ts';
import type { ArgumentKind } from './messages.ts';
import { lineOf, readBlocks, readInline } from './template.ts';
import type { Token } from './template.ts';

export type LetterIssue = {
  code: LetterErrorCode | 'missing-plural' | 'several-titles' | 'heading-skipped' | 'html' | 'vowel-marks';
  message: string;
  /** Line of the template, from 1. */
  line?: number;
  argument?: string;
};

const blocksOfALetter = new Set(['heading', 'paragraph', 'bullet_list', 'ordered_list', 'list_item', 'box', 'inline']);
const inlineOfALetter = new Set(['text', 'text_special', 'softbreak', 'hardbreak', 'strong', 'em', 'link']);
const kindOf = (token: Token) => token.type.replace(/_(open|close)$/, '');

/** What is wrong with a template, all at once, as far as it can be seen without arguments. An empty list: it can be used. */
export function checkLetter(markdown: string, language: string): LetterIssue[] {
  const issues: LetterIssue[] = [];
  const add = (code: LetterIssue['code'], message: string, line?: number, argument?: string) =>
    void issues.push({ code, message, ...(line !== undefined && { line }), ...(argument !== undefined && { argument }) });
  const tokens = tryTo(() => readBlocks(markdown), issues);
  if (!tokens) return issues;

  for (const token of tokens) {
    if (!blocksOfALetter.has(kindOf(token)) && token.nesting !== -1) add('unsupported-markup', `A letter cannot hold: ${kindOf(token).replaceAll('_', ' ')}.`, lineOf(token));
    if (token.type === 'inline') checkText(token, language, issues, add);
  }
  checkHeadings(tokens, add);
  return issues;
}

type Add = (code: LetterIssue['code'], message: string, line?: number, argument?: string) => void;

function checkText(token: Token, language: string, issues: LetterIssue[], add: Add): void {
  const line = lineOf(token);
  if (/<\/?[a-z][^>]*>/i.test(token.content)) add('html', 'HTML is printed as it stands; use Markdown.', line);
  if (/[\u064B-\u0652]/.test(token.content)) add('vowel-marks', 'Arabic vowel marks make the text of the PDF unsearchable; leave them out.', line);
  const message = tryTo(() => readMessage(token.content, line), issues);
  if (!message) return;
  walk(message.elements, (element) => {
    if (element.type !== TYPE.plural || element.pluralType !== 'cardinal') return;
    const missing = pluralForms(language).filter((form) => !(form in element.options));
    if (missing.length > 0) add('missing-plural', `The plural of "${element.value}" lacks the form ${missing.join(', ')}, which ${language} has.`, line, element.value);
  });
  for (const part of readInline(token.content)) {
    if (!inlineOfALetter.has(kindOf(part))) add('unsupported-markup', `A letter cannot hold: ${kindOf(part)}.`, line);
    const address = part.type === 'link_open' ? String(part.attrGet('href')) : 'https:';
    if (!/^(https?:|mailto:|tel:|\{)/.test(address)) add('bad-link', `A link leads to https:, mailto: or tel:, not to "${address}".`, line);
  }
}

function checkHeadings(tokens: Token[], add: Add): void {
  const headings = tokens.filter((token) => token.type === 'heading_open').map((token) => ({ level: Number(token.tag[1]), line: lineOf(token) }));
  if (headings[0]?.level !== 1) add('no-title', 'A letter begins with its title: "# …".', headings[0]?.line ?? 1);
  headings.slice(1).forEach(({ level, line }, i) => {
    if (level === 1) add('several-titles', 'A letter has one title.', line);
    else if (level > headings[i]!.level + 1) add('heading-skipped', 'A level of heading is left out; readers with a screen reader lose their way.', line);
  });
}

/** The arguments a template asks for, each with what kinds of value it is used as. @throws LetterError when it cannot be read */
export function letterArguments(markdown: string): Record<string, ArgumentKind[]> {
  const found: Record<string, ArgumentKind[]> = {};
  for (const token of readBlocks(markdown)) {
    if (token.type !== 'inline') continue;
    for (const { name, kind } of readMessage(token.content, lineOf(token)).arguments) {
      found[name] = [...new Set([...found[name] ?? [], kind])];
    }
  }
  return found;
}

function tryTo<T>(work: () => T, issues: LetterIssue[]): T | undefined {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof LetterError)) throw error;
    issues.push({ code: error.code, message: error.message, ...(error.line !== undefined && { line: error.line }) });
    return undefined;
  }
}
