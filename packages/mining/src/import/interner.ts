/** Numbers byte strings: the same bytes, the same number. A log repeats its few texts millions of times; each is decoded once. */
export class Interner {
  #table = new Int32Array(64).fill(-1);
  #hashes = new Int32Array(32);
  #ends = new Int32Array(32);
  #store = new Uint8Array(512);
  #size = 0;

  get size(): number { return this.#size; }

  /** The number of `bytes[from, to)`; `size` grows by one when they are new. */
  code(bytes: Uint8Array, from: number, to: number): number {
    let hash = 0x811c9dc5;
    for (let i = from; i < to; i++) hash = Math.imul(hash ^ bytes[i]!, 0x01000193);
    hash ^= hash >>> 15;
    let slot = hash & (this.#table.length - 1);
    for (let code = this.#table[slot]!; code >= 0; code = this.#table[slot = (slot + 1) & (this.#table.length - 1)]!) {
      if (this.#hashes[code] === hash && this.#same(code, bytes, from, to)) return code;
    }
    return this.#add(slot, hash, bytes, from, to);
  }

  #same(code: number, bytes: Uint8Array, from: number, to: number): boolean {
    const start = code === 0 ? 0 : this.#ends[code - 1]!;
    if (this.#ends[code]! - start !== to - from) return false;
    for (let i = from, j = start; i < to; i++, j++) if (bytes[i] !== this.#store[j]) return false;
    return true;
  }

  #add(slot: number, hash: number, bytes: Uint8Array, from: number, to: number): number {
    const code = this.#size++;
    if (code >= this.#ends.length) {
      const ends = new Int32Array(code * 2), hashes = new Int32Array(code * 2);
      ends.set(this.#ends);
      hashes.set(this.#hashes);
      this.#ends = ends;
      this.#hashes = hashes;
    }
    const start = code === 0 ? 0 : this.#ends[code - 1]!;
    const end = start + to - from;
    if (end > this.#store.length) {
      const store = new Uint8Array(Math.max(end, this.#store.length * 2));
      store.set(this.#store);
      this.#store = store;
    }
    this.#store.set(bytes.subarray(from, to), start);
    this.#ends[code] = end;
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
