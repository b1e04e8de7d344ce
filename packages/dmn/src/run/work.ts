import { LimitError } from '../errors.ts';

/**
 * A value can stand for exponentially many parts (`{a: [1], b: [a, a], c: [b, b], ...}`), so that comparing or writing
 * it would not end. Operations that walk values count here. One evaluation runs at a time, so one counter will do.
 */
let left = Infinity;
let limit = Infinity;

/** Sets what the evaluation that starts now may walk. */
export function startWork(most: number): void {
  left = most;
  limit = most;
}

/** @throws LimitError */
export function work(count = 1): void {
  if ((left -= count) < 0) throw new LimitError('limit-steps', limit, `walking through values takes more than ${limit} steps`);
}
