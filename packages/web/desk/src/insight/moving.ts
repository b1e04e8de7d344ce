import type { MovePicture } from '../../../../mining/src/index.ts';
import { along, type Point } from './curves.ts';

/** Places on a way that are worked out beforehand: between two of them nobody sees a jump. */
const places = 256;

/** The curve of a step by its two activities; undefined where it is not on the map. */
export type CurveOf = (from: string, to: string) => readonly Point[] | undefined;

/**
 * Where the moving cases are at an instant. Everything is worked out when the map is drawn and lies in columns of
 * numbers, so that a frame is a walk along them and makes nothing new.
 */
export class MovingCases {
  /** Of those under way on a way that is shown, the first `count` of each: whole pixels. */
  readonly x: Int16Array;
  readonly y: Int16Array;
  count = 0;
  readonly #begin: Float64Array;
  readonly #end: Float64Array;
  /** Places passed in a millisecond. */
  readonly #pace: Float64Array;
  /** For each move where its way begins in `#way`; -1 where it is not shown. */
  readonly #wayOf: Int32Array;
  #way = new Int16Array();
  /** Moves under way, and those that have begun: the moves come in the order of their beginnings. */
  readonly #under: Int32Array;
  #many = 0;
  #next = 0;
  #now = -Infinity;

  constructor({ begin, end }: Pick<MovePicture, 'begin' | 'end'>) {
    const n = begin.length;
    this.#begin = Float64Array.from(begin);
    this.#end = Float64Array.from(end);
    this.#pace = Float64Array.from(begin, (from, i) => places / (end[i]! - from));
    this.#wayOf = new Int32Array(n).fill(-1);
    this.#under = new Int32Array(n);
    this.x = new Int16Array(n);
    this.y = new Int16Array(n);
  }

  /** The map was drawn anew: `across` and `down` are pixels to a unit of it. */
  along({ activities, source, target }: Pick<MovePicture, 'activities' | 'source' | 'target'>, curveOf: CurveOf, across: number, down: number): void {
    const known = new Map<number, number>(), ways: number[] = [];
    source.forEach((from, i) => {
      const pair = from * activities.length + target[i]!;
      let at = known.get(pair);
      if (at === undefined) {
        const curve = curveOf(activities[from]!, activities[target[i]!]!);
        known.set(pair, (at = curve ? ways.length : -1));
        for (let place = 0; curve && place <= places; place++) {
          const point = along(curve, place / places);
          ways.push(Math.round(point.x * across), Math.round(point.y * down));
        }
      }
      this.#wayOf[i] = at;
    });
    this.#way = Int16Array.from(ways);
  }

  /** Puts those under way at `now` (milliseconds) into `x` and `y`. Forward is cheap; back begins from the first. */
  at(now: number): void {
    if (now < this.#now) this.#many = this.#next = 0;
    this.#now = now;
    const begin = this.#begin, end = this.#end, under = this.#under;
    while (this.#next < begin.length && begin[this.#next]! <= now) under[this.#many++] = this.#next++;
    let kept = 0, count = 0;
    for (let i = 0; i < this.#many; i++) {
      const move = under[i]!;
      if (end[move]! <= now) continue;
      under[kept++] = move;
      const way = this.#wayOf[move]!;
      if (way < 0) continue;
      const place = way + 2 * Math.floor((now - begin[move]!) * this.#pace[move]!);
      this.x[count] = this.#way[place]!;
      this.y[count++] = this.#way[place + 1]!;
    }
    this.#many = kept;
    this.count = count;
  }
}
