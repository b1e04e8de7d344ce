import { hashOf, same } from './bytes';

/**
 * Numbers texts by their bytes: the same bytes, the same number, in the order they first come. A log repeats its few
 * texts millions of times.
 */
@unmanaged
export class Texts {
  /** Numbers by hash, open addressing, -1 where free; at most half full. */
  private table: usize = 0;
  private mask: u32 = 63;
  private hashes: usize = 0;
  private room: u32 = 32;
  private storeRoom: u32 = 512;
  /** Where each text begins in `store`, and where the last one ends. */
  starts: usize = 0;
  store: usize = 0;
  size: u32 = 0;

  constructor() {
    this.table = heap.alloc(64 << 2);
    memory.fill(this.table, 0xff, 64 << 2);
    this.hashes = heap.alloc(32 << 2);
    this.starts = heap.alloc(33 << 2);
    store<u32>(this.starts, 0);
    this.store = heap.alloc(512 + 8);
  }

  @inline
  startOf(code: u32): u32 { return load<u32>(this.starts + (<usize>code << 2)); }
  @inline
  lengthOf(code: u32): u32 { return this.startOf(code + 1) - this.startOf(code); }

  /** The number of the bytes at `at`; a new one where they are new. */
  code(at: usize, length: usize): i32 {
    const hash = hashOf(at, length);
    const slot = this.slotOf(hash, at, length);
    const code = load<i32>(this.table + (<usize>slot << 2));
    return code >= 0 ? code : this.add(slot, hash, at, length);
  }

  /** Their number, or -1. */
  known(at: usize, length: usize): i32 {
    return load<i32>(this.table + (<usize>this.slotOf(hashOf(at, length), at, length) << 2));
  }

  private slotOf(hash: u32, at: usize, length: usize): u32 {
    let slot = hash & this.mask;
    while (true) {
      const code = load<i32>(this.table + (<usize>slot << 2));
      if (code < 0) return slot;
      if (load<u32>(this.hashes + (<usize>code << 2)) == hash && this.lengthOf(code) == <u32>length && same(this.store + this.startOf(code), at, length)) return slot;
      slot = (slot + 1) & this.mask;
    }
  }

  private add(slot: u32, hash: u32, at: usize, length: usize): i32 {
    const code = this.size++;
    if (code >= this.room) {
      this.room <<= 1;
      this.hashes = heap.realloc(this.hashes, <usize>this.room << 2);
      this.starts = heap.realloc(this.starts, (<usize>this.room + 1) << 2);
    }
    const start = this.startOf(code), end = start + <u32>length;
    if (end > this.storeRoom) {
      // (texts of 2 GiB and more have no room in 32 bits: the allocation ends it)
      this.storeRoom = max(end, this.storeRoom << 1);
      this.store = heap.realloc(this.store, <usize>this.storeRoom + 8);
    }
    memory.copy(this.store + start, at, length);
    store<u32>(this.starts + ((<usize>code + 1) << 2), end);
    store<u32>(this.hashes + (<usize>code << 2), hash);
    store<i32>(this.table + (<usize>slot << 2), code);
    if (this.size > this.mask >> 1) this.rehash();
    return code;
  }

  private rehash(): void {
    this.mask = (this.mask << 1) | 1;
    const bytes = (<usize>this.mask + 1) << 2;
    heap.free(this.table);
    this.table = heap.alloc(bytes);
    memory.fill(this.table, 0xff, bytes);
    for (let code: u32 = 0; code < this.size; code++) {
      let slot = load<u32>(this.hashes + (<usize>code << 2)) & this.mask;
      while (load<i32>(this.table + (<usize>slot << 2)) >= 0) slot = (slot + 1) & this.mask;
      store<i32>(this.table + (<usize>slot << 2), code);
    }
  }
}
