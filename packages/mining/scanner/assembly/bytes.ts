/** Bytes, eight at a time. Every place that is read here must have eight bytes of slack behind it. */

export const QUOTE: u8 = 0x22, LT: u8 = 0x3c, GT: u8 = 0x3e, SLASH: u8 = 0x2f, SPACE: u8 = 0x20, NEWLINE: u8 = 0x0a, RETURN: u8 = 0x0d;

const ones: u64 = 0x0101010101010101, tops: u64 = 0x8080808080808080;

/** Where hashing begins: given anew for each process, so that nobody can write a file whose texts all fall on one place. */
let seed: u64 = 0;
export function seedWith(value: u64): void { seed = value; }

/** The lowest `count` bytes of a word, `count` below eight. */
@inline
function lowest(word: u64, count: usize): u64 { return word & (((<u64>1) << (<u64>count << 3)) - 1); }

/** Whether the same bytes stand in two places. */
@inline
export function same(a: usize, b: usize, length: usize): bool {
  while (length >= 8) {
    if (load<u64>(a) != load<u64>(b)) return false;
    a += 8; b += 8; length -= 8;
  }
  return length == 0 || lowest(load<u64>(a) ^ load<u64>(b), length) == 0;
}

@inline
function stir(hash: u64, word: u64): u64 {
  const product = (hash ^ word) * 0x9e3779b97f4a7c15;
  return product ^ (product >> 29);
}

export function hashOf(at: usize, length: usize): u32 {
  let hash = seed ^ <u64>length;
  while (length >= 8) { hash = stir(hash, load<u64>(at)); at += 8; length -= 8; }
  if (length > 0) hash = stir(hash, lowest(load<u64>(at), length));
  return <u32>(hash ^ (hash >> 32));
}

/** The bytes of a word that are zero, by their highest bits; only the lowest set one is sure (H. Warren, Hacker's Delight, 6-1). */
@inline
function zeros(word: u64): u64 { return (word - ones) & ~word & tops; }

/** Where one of two bytes stands next from `at` on; `end` (or beyond) where neither does. */
@inline
export function placeOf(one: u8, other: u8, at: usize, end: usize): usize {
  const a = <u64>one * ones, b = <u64>other * ones;
  for (; at < end; at += 8) {
    const word = load<u64>(at);
    const found = zeros(word ^ a) | zeros(word ^ b);
    if (found) return at + <usize>(ctz(found) >> 3);
  }
  return end;
}
