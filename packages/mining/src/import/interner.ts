/**
 * Numbers byte strings: the same bytes, the same number, in the order they first come. A log
 * repeats its few texts millions of times; each is decoded once.
 */
export class Interner {
  #table = new Int32Array(64).fill(-1);
  #hashes = new Int32Array(32);
  #starts = new Int32Array(33);
  #store = new Uint8Array(512);
  #size = 0;

  get size(): number { return this.#size; }

  /** The number of `bytes[from, to)`; `size` grows by one when they are new. */
  code(bytes: Uint8Array, from: number, to: number): number {
    let hash = seed;
    for (let i = from; i < to; i++) hash = Math.imul(hash ^ bytes[i]!, 0x01000193);
    return this.find(hash, bytes, from, to);
  }

  /** As `code`, with the hash (from `seed`, each byte as in `code`) known. */
  find(hash: number, bytes: Uint8Array, from: number, to: number): number {
    hash ^= hash >>> 15;
    const table = this.#table, mask = table.length - 1;
    let slot = hash & mask;
    for (let code = table[slot]!; code >= 0; code = table[slot = (slot + 1) & mask]!) {
      if (this.#hashes[code] === hash && this.#starts[code + 1]! - this.#starts[code]! === to - from && this.follows(code, bytes, from, to)) return code;
    }
    return this.#add(slot, hash, bytes, from, to);
  }

  /** Where the text of `code` ends if it stands at `from`, else 0. */
  follows(code: number, bytes: Uint8Array, from: number, end: number): number {
    const start = this.#starts[code]!, length = this.#starts[code + 1]! - start, store = this.#store;
    if (from + length > end) return 0;
    for (let i = 0; i < length; i++) if (bytes[from + i] !== store[start + i]) return 0;
    return from + length;
  }

  /** The bytes of a number. */
  bytesOf(code: number): Uint8Array { return this.#store.subarray(this.#starts[code]!, this.#starts[code + 1]!); }

  #add(slot: number, hash: number, bytes: Uint8Array, from: number, to: number): number {
    const code = this.#size++;
    if (code >= this.#hashes.length) {
      const starts = new Int32Array(code * 2 + 1), hashes = new Int32Array(code * 2);
      starts.set(this.#starts);
      hashes.set(this.#hashes);
      this.#starts = starts;
      this.#hashes = hashes;
    }
    const start = this.#starts[code]!;
    const end = start + to - from;
    if (end > this.#store.length) {
      const store = new Uint8Array(Math.max(end, this.#store.length * 2));
      store.set(this.#store);
      this.#store = store;
    }
    this.#store.set(bytes.subarray(from, to), start);
    this.#starts[code + 1] = end;
    this.#hashes[code] = hash;
    this.#table[slot] = code;
    if (this.#size * 2 > this.#table.length) this.#rehash();
    return code;
  }

  #rehash(): void {
    const table = new Int32Array(this.#table.length * 2).fill(-1);
    for (let code = 0; code < this.#size; code++) {
      let slot = this.#hashes[code]! & (table.length - 1);
      while (table[slot]! >= 0) slot = (slot + 1) & (table.length - 1);
      table[slot] = code;
    }
    this.#table = table;
  }
}

/**
 * Where hashing begins. Drawn anew in each process, so that nobody can write a file whose texts
 * all fall on one place of the table; the numbers given out do not depend on it.
 */
export const seed = crypto.getRandomValues(new Int32Array(1))[0]!;
