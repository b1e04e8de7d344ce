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

/** A sum as typed, in minor units: `1 234,50`, `1234.5`, `١٢٣٤٫٥ kr`. `undefined` if it is none. */
export function sum(text: string): number | undefined {
  const plain = latinDigits(line(text)).replace(/\s*(kr|sek|kronor|:-)\.?$/i, '').replace(/٫/g, ',');
  const parts = /^([\d .,'’٬]*\d)$/.test(plain) ? /^(.*?)(?:[.,](\d{1,2}))?$/.exec(plain) : null;
  const whole = parts && wholeNumber(parts[1]!);
  if (!parts || whole === undefined || whole === null || whole < 0) return undefined;
  return whole * 100 + Number((parts[2] ?? '').padEnd(2, '0'));
}
