import { FeelSyntaxError } from '../errors.ts';

/**
 * `name` is one word; names of several words are put together by the parser, which knows what is declared.
 * `symbol` is an operator, bracket or any other single character.
 */
export interface Token {
  kind: 'name' | 'number' | 'string' | 'symbol' | 'end';
  /** For a string its value, else as written. */
  text: string;
  start: number;
  end: number;
  /** Whether white space or a comment stands before it. */
  spaced: boolean;
}

const SPACE = /(?:[\t\n\v\f\r \u0085\u00a0\u1680\u180e\u2000-\u200b\u2028\u2029\u202f\u205f\u3000\ufeff]+|\/\/[^\n]*|\/\*[^]*?\*\/)+/y;
// FEEL grammar rules 28 (name start) and 29 (name part).
const START = '?A-Z_a-z\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u02ff\\u0370-\\u037d\\u037f-\\u1fff\\u200c-\\u200d\\u2070-\\u218f\\u2c00-\\u2fef\\u3001-\\ud7ff\\uf900-\\ufdcf\\ufdf0-\\ufffd\\u{10000}-\\u{effff}';
const WORD = new RegExp(`[${START}][${START}0-9\\u00b7\\u0300-\\u036f\\u203f-\\u2040]*`, 'uy');
const NUMBER = /(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?/y;
const STRING = /"([^"\\]*(?:\\[^][^"\\]*)*)"/y;
const LONG_SYMBOL = /\*\*|\.\.|<=|>=|!=|->/y;
const ESCAPES: Record<string, string> = { n: '\n', r: '\r', t: '\t', '"': '"', "'": "'", '\\': '\\' };

/** Cuts FEEL text into words, literals and symbols. @throws FeelSyntaxError for an unfinished string or comment */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  for (;;) {
    SPACE.lastIndex = at;
    const space = SPACE.exec(text);
    if (space) at += space[0].length;
    const spaced = space !== null;
    if (at >= text.length) {
      tokens.push({ kind: 'end', text: '', start: at, end: at, spaced });
      return tokens;
    }
    const c = text.charCodeAt(at);
    let match: RegExpExecArray | null;
    if (c === 34) {
      STRING.lastIndex = at;
      match = STRING.exec(text);
      if (!match) throw new FeelSyntaxError('the string does not end', at, 'close it with "');
      tokens.push({ kind: 'string', text: unescape(match[1]!, at + 1), start: at, end: at + match[0].length, spaced });
      at += match[0].length;
      continue;
    }
    if ((c >= 48 && c <= 57) || (c === 46 && isDigit(text.charCodeAt(at + 1)) && !endsOperand(tokens, spaced))) {
      NUMBER.lastIndex = at;
      match = NUMBER.exec(text)!;
      tokens.push({ kind: 'number', text: match[0], start: at, end: at + match[0].length, spaced });
      at += match[0].length;
      continue;
    }
    WORD.lastIndex = at;
    match = WORD.exec(text);
    if (match) {
      tokens.push({ kind: 'name', text: match[0], start: at, end: at + match[0].length, spaced });
      at += match[0].length;
      continue;
    }
    if (text.startsWith('/*', at)) throw new FeelSyntaxError('the comment does not end', at, 'close it with */');
    LONG_SYMBOL.lastIndex = at;
    match = LONG_SYMBOL.exec(text);
    const symbol = match ? match[0] : String.fromCodePoint(text.codePointAt(at)!);
    tokens.push({ kind: 'symbol', text: symbol, start: at, end: at + symbol.length, spaced });
    at += symbol.length;
  }
}

function isDigit(c: number): boolean {
  return c >= 48 && c <= 57;
}

/** Whether a dot here continues an operand (`list.1`) rather than starting a number (`.5`). */
function endsOperand(tokens: Token[], spaced: boolean): boolean {
  const last = tokens[tokens.length - 1];
  return !spaced && last !== undefined && (last.kind !== 'symbol' || last.text === ')' || last.text === ']' || last.text === '}');
}

function unescape(raw: string, offset: number): string {
  if (!raw.includes('\\')) return raw;
  return raw.replace(/\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{6})|([^]))/g, (whole, four: string | undefined, six: string | undefined, c: string | undefined, at: number) => {
    if (four !== undefined) return String.fromCharCode(Number.parseInt(four, 16));
    if (six !== undefined) {
      const code = Number.parseInt(six, 16);
      if (code > 0x10ffff) throw new FeelSyntaxError(`${whole} is not a character`, offset + at);
      return String.fromCodePoint(code);
    }
    // An escape FEEL does not know stands for itself, backslash kept: patterns such as "\d" are written so.
    return ESCAPES[c!] ?? whole;
  });
}
