/** Counts of ordered pairs of numbers below `n`, and of the cases they occur in: a square matrix while that is small, a map beyond. */
export class PairCounts {
  readonly from: number[] = [];
  readonly to: number[] = [];
  readonly count: number[] = [];
  /** Cases (any number that tells them apart; a case's pairs come together). */
  readonly cases: number[] = [];
  readonly #n: number;
  readonly #lastCase: number[] = [];
  readonly #dense: Int32Array | undefined;
  readonly #sparse = new Map<number, number>();

  constructor(n: number) {
    this.#n = n;
    this.#dense = n <= 1024 ? new Int32Array(n * n).fill(-1) : undefined;
  }

  add(from: number, to: number, caseNumber: number): void {
    const key = from * this.#n + to;
    let pair = this.#dense ? this.#dense[key]! : this.#sparse.get(key) ?? -1;
    if (pair < 0) {
      pair = this.from.length;
      this.from.push(from);
      this.to.push(to);
      this.count.push(0);
      this.cases.push(0);
      this.#lastCase.push(-1);
      if (this.#dense) this.#dense[key] = pair; else this.#sparse.set(key, pair);
    }
    this.count[pair]!++;
    if (this.#lastCase[pair] !== caseNumber) { this.#lastCase[pair] = caseNumber; this.cases[pair]!++; }
  }
}
