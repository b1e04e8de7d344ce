/** The parts of a chunk, small enough that the window over them stays in the processor's cache. */
export function* parts(chunk: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < chunk.length; at += 1 << 18) yield chunk.subarray(at, at + (1 << 18));
}

const NEWLINE = 0x0a;

/** Newlines in `bytes[from, to)`; words without one are passed over whole. */
export function countLines(view: DataView, bytes: Uint8Array, from: number, to: number): number {
  let lines = 0, i = from;
  for (; i + 4 <= to; i += 4) {
    if (!hasZero(view.getInt32(i, true) ^ 0x0a0a0a0a)) continue;
    for (let k = i; k < i + 4; k++) if (bytes[k] === NEWLINE) lines++;
  }
  for (; i < to; i++) if (bytes[i] === NEWLINE) lines++;
  return lines;
}

/** Where a byte (ASCII) stands next in `bytes[from, end)`; `end` where it does not. */
export function placeOf(byte: number, view: DataView, bytes: Uint8Array, from: number, end: number): number {
  const everywhere = byte * 0x01010101;
  let i = from;
  while (i + 4 <= end && !hasZero(view.getInt32(i, true) ^ everywhere)) i += 4;
  while (i < end && bytes[i] !== byte) i++;
  return i;
}

/** Whether one of the four bytes of a word is zero (H. Warren, Hacker's Delight, 6-1). */
function hasZero(word: number): boolean {
  return ((word - 0x01010101) & ~word & 0x80808080) !== 0;
}
