/**
 * Text as people write it, made fit to keep: one Unicode form (NFC), no signs that turn the direction of
 * other text round, no control characters. The joiners ZWNJ and ZWJ stay: Persian and Kurdish need them.
 */
export function clean(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/[\u202A-\u202E\u2066-\u2069\u200E\u200F\u061C\uFEFF]/g, '')
    // eslint-disable-next-line no-control-regex -- control characters are just what is taken away
    .replace(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F]/g, ' ');
}

/** One line: as `clean`, with runs of space made one and none at the ends. */
export function line(text: string): string {
  return clean(text).replace(/[\s\u00A0\u202F]+/g, ' ').trim();
}

/** Digits of any script as 0-9: ٢٠٢٦, ۲۰۲۶ and २०२६ are 2026. */
export function latinDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0)!;
    // Each script's ten digits stand in a row that begins at a multiple of its zero.
    let zero = code;
    while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1)) && code - zero < 9) zero--;
    return String(code - zero);
  });
}

/** A whole number as typed in Sweden, Ukraine or Egypt: `1 234`, `1.234`, `١٬٢٣٤`. `undefined` if it is none. */
export function wholeNumber(text: string): number | undefined {
  const digits = latinDigits(line(text)).replace(/(?<=\d)[ .,'’٬](?=\d{3}(?!\d))/g, '');
  return /^[-−]?\d{1,15}$/.test(digits) ? Number(digits.replace('−', '-')) : undefined;
}

/** A number as typed: its digits, and whether the one sign in it may be read two ways. */
export interface TypedNumber {
  negative: boolean;
  whole: string;
  /** Digits after the decimal sign; empty where there is none. */
  fraction: string;
  /** `34.470`: thousands in one country, decimals in another. Read as thousands. */
  ambiguous: boolean;
}

/**
 * A decimal number as written in Sweden, England, Germany, India or Egypt: `34 470,50`, `34.470,50`, `34,470.50`, `٣٤٬٤٧٠٫٥`.
 * The last sign decides: a sign that has come before, or that stands before just three digits, groups thousands. `undefined` if it is none.
 */
export function typedNumber(text: string): TypedNumber | undefined {
  const plain = latinDigits(line(text));
  const [, sign, body] = /^([-−–]?) ?(\d[\d .,'’٬٫]*)$/.exec(plain) ?? [];
  if (body === undefined) return undefined;
  const digits = body.split(/[ .,'’٬٫]/);
  const signs = [...body.replace(/\d/g, '')];
  if (digits.join('').length > 15 || digits.slice(0, -1).some((group) => group === '')) return undefined;
  const last = signs.at(-1);
  const groups = (parts: string[]): boolean => parts.length === 1 || (/^\d{1,3}$/.test(parts[0]!) && parts.slice(1).every((part) => part.length === 3));
  const oneKind = new Set(signs).size === 1;
  if (last === undefined) return { negative: sign !== '', whole: body, fraction: '', ambiguous: false };
  if (oneKind && last !== '٫' && groups(digits)) return { negative: sign !== '', whole: digits.join(''), fraction: '', ambiguous: signs.length === 1 && (last === '.' || last === ',') };
  const before = digits.slice(0, -1);
  if (!/[.,٫]/.test(last) || new Set(signs.slice(0, -1)).size > 1 || signs.slice(0, -1).includes(last) || !groups(before)) return undefined;
  return { negative: sign !== '', whole: before.join(''), fraction: digits.at(-1)!, ambiguous: false };
}

/** What may stand before or after a sum, in our languages, and the currencies that are not ours. */
const before = /^(?:kr|sek)\.?\s*/iu;
const after = /(?:\s*(?:kr|sek|kronor|kronas?|crowns?|coroas?(?: suecas?)?|крон\p{L}*|كرون\p{L}*)\.?|\s*[:,.]\s?-)?(?:\s*(?:\/|per|i|por|на|في)\s*\p{L}+\.?)?$/iu;
const foreign = /[$€£¥₽₴]|\b(?:usd|eur|euros?|gbp|brl|reais|nok|dkk|uah|inr|dollars?)\b/iu;

/** A sum as typed, in minor units: `34 470 kr`, `34470:-`, `34.470,00`, `34,470.00`. Where it is none, why. */
export function sum(text: string): { minor: number; ambiguous: boolean } | { wrong: 'form' | 'currency' | 'negative' } {
  const plain = latinDigits(line(text));
  if (foreign.test(plain)) return { wrong: 'currency' };
  const [, minus, rest] = /^([-−–]?)\s*(.*)$/u.exec(plain)!;
  const read = typedNumber(rest!.replace(before, '').replace(after, ''));
  if (!read || read.fraction.length > 2) return { wrong: 'form' };
  if ((read.negative || minus) && Number(read.whole + read.fraction) > 0) return { wrong: 'negative' };
  return { minor: Number(read.whole) * 100 + Number(read.fraction.padEnd(2, '0')), ambiguous: read.ambiguous };
}
