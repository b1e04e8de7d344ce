const powers = Float64Array.from({ length: 23 }, (_, i) => 10 ** i);
const decoder = new TextDecoder();

/** A decimal number in bytes, NaN where it is none. What it says is exact: the same double as `Number(text)`. */
export function numberOf(bytes: Uint8Array, from: number, to: number): number {
  while (from < to && bytes[from]! <= 32) from++;
  while (to > from && bytes[to - 1]! <= 32) to--;
  if (from === to) return NaN;
  let i = from;
  const negative = bytes[i] === 0x2d;
  if (negative || bytes[i] === 0x2b) i++;
  let value = 0, digits = 0, decimals = 0, point = false;
  for (; i < to; i++) {
    const byte = bytes[i]!;
    if (byte >= 48 && byte <= 57) { value = value * 10 + byte - 48; digits++; if (point) decimals++; }
    else if (byte === 0x2e && !point) point = true;
    else break;
  }
  // up to 15 digits over a power of ten up to 22 is one exact division (W. Clinger 1990); the rest is rare
  if (i === to && digits > 0 && digits <= 15) return (negative ? -value : value) / powers[decimals]!;
  if (to - from > 400) return NaN;
  const text = decoder.decode(bytes.subarray(from, to));
  return /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text) ? Number(text) : /^[+-]?INF(INITY)?$/i.test(text) ? (text.startsWith('-') ? -Infinity : Infinity) : NaN;
}
