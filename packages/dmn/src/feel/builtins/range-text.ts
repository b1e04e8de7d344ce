import { parseNumber } from '../../values/number.ts';
import { compare } from '../../run/ops.ts';
import { parseTemporal } from '../../values/temporal.ts';
import { FeelRange } from '../../run/values.ts';
import type { FeelValue } from '../../run/values.ts';
import { tokenize } from '../lexer.ts';
import { FeelSyntaxError } from '../../errors.ts';

/** `range("[1..10)")` (DMN 1.5, 10.3.4.1): a range literal whose ends are literals; null for any other text. */
export function rangeFromText(from: string): FeelRange | null {
  let tokens;
  try {
    tokens = tokenize(from);
  } catch (error) {
    if (error instanceof FeelSyntaxError) return null;
    throw error;
  }
  const text = (i: number): string => (tokens[i]?.kind === 'symbol' ? tokens[i]!.text : '');
  const open = text(0);
  const close = text(tokens.length - 2);
  if (!['[', '(', ']'].includes(open) || ![']', ')', '['].includes(close)) return null;
  const dots = tokens.findIndex((t) => t.kind === 'symbol' && t.text === '..');
  if (dots < 0) return null;
  const end = (a: number, b: number): FeelValue | undefined => {
    if (a >= b) return null;
    const parts = tokens.slice(a, b);
    const minus = parts[0]!.kind === 'symbol' && parts[0]!.text === '-';
    if (minus) parts.shift();
    const [first, second, third, fourth] = parts;
    if (!first) return undefined;
    if (parts.length === 1 && first.kind === 'number') return parseNumber(`${minus ? '-' : ''}${first.text}`) ?? undefined;
    if (minus) return undefined;
    if (parts.length === 1 && first.kind === 'string') return first.text;
    if (parts.length === 2 && first.text === '@' && second!.kind === 'string') return parseTemporal(second!.text) ?? undefined;
    // date("..."), date and time("...") and the like: the text says what it is.
    const string = parts[parts.length - 2];
    if (parts.length >= 4 && string?.kind === 'string' && parts[parts.length - 1]!.text === ')' && second && third && fourth) {
      const name = parts.slice(0, -3).map((t) => t.text).join(' ');
      if (['date', 'time', 'date and time', 'duration'].includes(name)) return parseTemporal(string.text) ?? undefined;
    }
    return undefined;
  };
  const low = end(1, dots);
  const high = end(dots + 1, tokens.length - 2);
  if (low === undefined || high === undefined || (low === null && high === null)) return null;
  const [lowIncluded, highIncluded] = [open === '[', close === ']'];
  if ((low === null && lowIncluded) || (high === null && highIncluded)) return null;
  if (low !== null && high !== null) {
    const order = compare(low, high);
    if (order === null || order > 0) return null;
  }
  if (low === null) return new FeelRange(null, false, high, highIncluded, highIncluded ? '<=' : '<');
  if (high === null) return new FeelRange(low, lowIncluded, null, false, lowIncluded ? '>=' : '>');
  return new FeelRange(low, lowIncluded, high, highIncluded);
}
