const named: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** XML's five named references and its numbered ones as the characters they stand for; anything else stays as it is. */
export function unescapeXml(text: string): string {
  return text.replace(/&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|(lt|gt|amp|quot|apos));/g, (whole, hex: string | undefined, decimal: string | undefined, name: string | undefined) => {
    if (name !== undefined) return named[name]!;
    const code = hex !== undefined ? parseInt(hex, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : whole;
  });
}

/** Text for an attribute or between tags. What XML 1.0 cannot hold (control characters, lone surrogates) becomes U+FFFD. */
export function escapeXml(text: string): string {
  return unfit.test(text)
    ? text.toWellFormed().replace(unfitOnes, (char) => replacements[char] ?? '\ufffd')
    : text;
}
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const unfit = /[<>&"'\u0000-\u001f\ud800-\udfff\ufffe\uffff]/, unfitOnes = /[<>&"'\u0000-\u001f\ufffe\uffff]/g;
const replacements: Record<string, string> = { '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;', "'": '&apos;', '\t': '&#9;', '\n': '&#10;', '\r': '&#13;' };
