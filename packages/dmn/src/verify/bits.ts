/** Sets of rows as bit vectors. All vectors of one analysis have the same length. */
export type Bits = Uint32Array;

export function emptyBits(size: number): Bits {
  return new Uint32Array((size + 31) >>> 5);
}

export function fullBits(size: number): Bits {
  const bits = emptyBits(size);
  for (let i = 0; i < size; i++) setBit(bits, i);
  return bits;
}

export function setBit(bits: Bits, i: number): void {
  bits[i >>> 5]! |= 1 << (i & 31);
}

export function hasBit(bits: Bits, i: number): boolean {
  return (bits[i >>> 5]! & (1 << (i & 31))) !== 0;
}

export function and(a: Bits, b: Bits): Bits {
  const both = new Uint32Array(a.length);
  for (let i = 0; i < a.length; i++) both[i] = a[i]! & b[i]!;
  return both;
}

export function meet(a: Bits, b: Bits): boolean {
  for (let i = 0; i < a.length; i++) if ((a[i]! & b[i]!) !== 0) return true;
  return false;
}

export function isEmpty(bits: Bits): boolean {
  for (let i = 0; i < bits.length; i++) if (bits[i] !== 0) return false;
  return true;
}

/** The smallest member, or -1. */
export function firstBit(bits: Bits): number {
  for (let i = 0; i < bits.length; i++) {
    const word = bits[i]!;
    if (word !== 0) return (i << 5) + 31 - Math.clz32(word & -word);
  }
  return -1;
}

export function members(bits: Bits): number[] {
  const found: number[] = [];
  for (let i = 0; i < bits.length; i++) {
    for (let word = bits[i]!; word !== 0; word &= word - 1) found.push((i << 5) + 31 - Math.clz32(word & -word));
  }
  return found;
}

/** Keeps the members up to and including i. */
export function upTo(bits: Bits, i: number): Bits {
  const kept = new Uint32Array(bits.length);
  const word = i >>> 5;
  for (let k = 0; k < word; k++) kept[k] = bits[k]!;
  const bit = i & 31;
  kept[word] = bits[word]! & (bit === 31 ? 0xffffffff : (1 << (bit + 1)) - 1);
  return kept;
}

/** A text that two vectors share only if they are equal: 16 bits a character. */
export function keyOf(bits: Bits): string {
  let key = '';
  for (let i = 0; i < bits.length; i++) key += String.fromCharCode(bits[i]! & 0xffff, bits[i]! >>> 16);
  return key;
}
