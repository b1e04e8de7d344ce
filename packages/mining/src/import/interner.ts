/**
 * Numbers byte strings: the same bytes, the same number, in the order they first come. A log
 * repeats its few texts millions of times; each is decoded once.
 *
 * Bytes are read four at a time through a `DataView`, which must reach at least three bytes beyond `to`.
 */
export class Interner {
  #table = new Int32Array(64).fill(-1);
  #hashes = new Int32Array(32);
  #starts = new Int32Array(33);
  #store = new Uint8Array(512);
  #storeView = new DataView(this.#store.buffer);
  #size = 0;

  get size(): number { return this.#size; }

  /** The number of `bytes[from, to)`; `size` grows by one when they are new. */
  code(view: DataView, bytes: Uint8Array, from: number, to: number): number {
    const hash = hashOf(view, bytes, from, to);
    const table = this.#table, mask = table.length - 1;
    let slot = (hash ^ (hash >>> 16)) & mask;
    for (let code = table[slot]!; code >= 0; code = table[slot = (slot + 1) & mask]!) {
      if (this.#hashes[code] === hash && this.#starts[code + 1]! - this.#starts[code]! === to - from && this.#follows(code, view, bytes, from)) return code;
    }
    return this.#add(slot, hash, bytes, from, to);
  }

  #follows(code: number, view: DataView, bytes: Uint8Array, from: number): boolean {
    const start = this.#starts[code]!, length = this.#starts[code + 1]! - start;
    const storeView = this.#storeView;
    if (from + length > bytes.length) return false;
    let i = 0;
    for (; i + 4 <= length; i += 4) if (view.getInt32(from + i, true) !== storeView.getInt32(start + i, true)) return false;
    for (const store = this.#store; i < length; i++) if (bytes[from + i] !== store[start + i]) return false;
    return true;
  }

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
      this.#storeView = new DataView(store.buffer);
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
      const hash = this.#hashes[code]!;
      let slot = (hash ^ (hash >>> 16)) & (table.length - 1);
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
const seed = crypto.getRandomValues(new Int32Array(1))[0]!;

/** One step of the hash: over whole words of four bytes, then over the bytes that are left. */
function mix(hash: number, word: number): number {
  const product = Math.imul(hash ^ word, 0x2c1b3c6d);
  return product ^ (product >>> 15);
}

function hashOf(view: DataView, bytes: Uint8Array, from: number, to: number): number {
  let hash = seed, i = from;
  for (; i + 4 <= to; i += 4) hash = mix(hash, view.getInt32(i, true));
  for (; i < to; i++) hash = mix(hash, bytes[i]!);
  return hash;
}
