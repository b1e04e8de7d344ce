type Numbers = Int8Array | Int32Array | Float64Array;

const bits = 12;
const size = 1 << bits;
/** Rows of a block. */
export const blockSize = size;

/**
 * Numbers by row that grow block by block: nothing is copied while growing, and rows that are
 * never set cost nothing. `missing` stands in rows without a value.
 */
export class Blocks<T extends Numbers> {
  readonly #make: (length: number) => T;
  readonly #missing: number;
  #blocks: (T | undefined)[] = [];
  #current: T | undefined;
  #index = -1;

  constructor(make: (length: number) => T, missing: number) {
    this.#make = make;
    this.#missing = missing;
  }

  set(row: number, value: number): void {
    if (row >> bits !== this.#index) this.#turn(row >> bits);
    this.#current![row & (size - 1)] = value;
  }

  /** Values of rows from `row` on, all of one block. */
  setRange(row: number, values: Int8Array | Int32Array | Float64Array): void {
    if (row >> bits !== this.#index) this.#turn(row >> bits);
    this.#current!.set(values as never, row & (size - 1));
  }

  get(row: number): number {
    return this.#blocks[row >> bits]?.[row & (size - 1)] ?? this.#missing;
  }

  /** Calls back for each row that has a value. */
  each(use: (row: number, value: number) => void): void {
    this.#blocks.forEach((block, b) => block?.forEach((value, i) => { if (!Object.is(value, this.#missing)) use((b << bits) + i, value); }));
  }

  /** One array over `rows` rows, in the order given (`order[i]` is the row that becomes row i); the blocks are let go. */
  take(rows: number, order: Int32Array | null): T {
    const all = this.#make(order ? order.length : rows);
    if (order) for (let i = 0; i < order.length; i++) all[i] = this.get(order[i]!);
    else {
      if (this.#missing !== 0) all.fill(this.#missing);
      for (let b = 0; b << bits < rows; b++) {
        const block = this.#blocks[b];
        if (block) all.set((rows - (b << bits) < size ? block.subarray(0, rows - (b << bits)) : block) as never, b << bits);
        this.#blocks[b] = undefined;
      }
    }
    this.#blocks = [];
    this.#current = undefined;
    this.#index = -1;
    return all;
  }

  #turn(index: number): void {
    let block = this.#blocks[index];
    if (!block) {
      block = this.#make(size);
      if (this.#missing !== 0) block.fill(this.#missing);
      // a plain array with holes at its end would become a slow dictionary: fill up
      while (this.#blocks.length < index) this.#blocks.push(undefined);
      this.#blocks[index] = block;
    }
    this.#current = block;
    this.#index = index;
  }
}
