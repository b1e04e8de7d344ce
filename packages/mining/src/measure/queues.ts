import type { Instances } from './instances.ts';
import type { Segment } from './spectrum.ts';

/** How far a step keeps the order in which cases came. */
export interface QueueOrder {
  passages: number;
  /** Passages that somebody who came later left before. */
  overtaken: number;
  /** Pairs of passages in the wrong order. */
  breaks: number;
  /** `breaks` over all pairs of passages that were in the step at the same time; 0 is first in, first out, 1 last in, first out; NaN of none. */
  disorder: number;
}

/** First in, first out, and its breaks, over one step. */
export function queueOrder(segment: Segment): QueueOrder {
  const n = segment.start.length;
  let breaks = 0, overtaken = 0;
  for (const by of segment.overtakenBy) { breaks += by; if (by > 0) overtaken++; }
  // pairs together in the step: for each passage the earlier beginners that had not left when it came
  const ends = segment.end.slice().sort();
  let together = 0;
  for (let i = 0, left = 0; i < n; i++) {
    while (left < n && ends[left]! <= segment.start[i]!) left++;
    together += Math.max(0, i - left);
  }
  return { passages: n, overtaken, breaks, disorder: together > 0 ? Math.min(1, breaks / together) : NaN };
}

/** Cases that one resource (or nobody known: -1) did the same activity for in one go. */
export interface Batch {
  activity: number;
  resource: number;
  from: number;
  to: number;
  /** Pieces of work, places in the instances, in time order; two or more, of different cases. */
  pieces: number[];
  /** `simultaneous`: completed together; `sequential`: one after the other; `concurrent`: overlapping. */
  kind: 'simultaneous' | 'sequential' | 'concurrent';
}

export interface BatchOptions {
  /** Longest pause inside a batch in milliseconds, from one completion to the next beginning. Default a minute. */
  gap?: number;
  /** Least number of cases. Default 2. */
  least?: number;
}

/**
 * Batches (Martin, Solti, Mendling, Depaire, Caris 2017, "Mining Batch Activation Rules from Event Logs"):
 * one resource does one activity for several cases with hardly a pause between. Work whose start is not known
 * counts from its completion.
 */
export function batches(work: Instances, options: BatchOptions = {}): Batch[] {
  const gap = options.gap ?? 60_000, least = options.least ?? 2;
  const beginning = (i: number): number => (Number.isNaN(work.start[i]!) ? work.complete[i]! : work.start[i]!);
  const groups = new Map<string, number[]>();
  for (let i = 0; i < work.count; i++) {
    if (Number.isNaN(work.complete[i]!) || work.resource[i]! < 0) continue;
    const key = `${work.activity[i]}:${work.resource[i]}`;
    const list = groups.get(key);
    if (list) list.push(i); else groups.set(key, [i]);
  }
  const found: Batch[] = [];
  for (const list of groups.values()) {
    list.sort((a, b) => beginning(a) - beginning(b) || work.complete[a]! - work.complete[b]! || a - b);
    let pieces: number[] = [], until = -Infinity;
    const close = (): void => {
      if (new Set(pieces.map((i) => work.case[i])).size >= least) found.push(batchOf(work, pieces, beginning));
      pieces = [];
    };
    for (const i of list) {
      if (pieces.length > 0 && beginning(i) - until > gap) close();
      until = pieces.length === 0 ? work.complete[i]! : Math.max(until, work.complete[i]!);
      pieces.push(i);
    }
    close();
  }
  return found.sort((a, b) => a.from - b.from || a.activity - b.activity || a.resource - b.resource);
}

function batchOf(work: Instances, pieces: number[], beginning: (i: number) => number): Batch {
  let to = -Infinity, overlapping = false, together = true;
  for (const i of pieces) {
    if (beginning(i) < to) overlapping = true;
    if (work.complete[i] !== work.complete[pieces[0]!] || beginning(i) !== beginning(pieces[0]!)) together = false;
    to = Math.max(to, work.complete[i]!);
  }
  return {
    activity: work.activity[pieces[0]!]!, resource: work.resource[pieces[0]!]!, from: beginning(pieces[0]!), to, pieces,
    kind: together ? 'simultaneous' : overlapping ? 'concurrent' : 'sequential',
  };
}

/** How one activity is batched: share of its pieces done in batches, and sizes (number of batches by their number of pieces). */
export interface Batching { activity: number; pieces: number; inBatches: number; share: number; sizes: Map<number, number> }

/** Batches summed up by activity, the most batched first. */
export function batching(work: Instances, found: readonly Batch[]): Batching[] {
  const of = new Map<number, Batching>();
  for (let i = 0; i < work.count; i++) {
    if (Number.isNaN(work.complete[i]!)) continue;
    const a = work.activity[i]!;
    const one = of.get(a) ?? { activity: a, pieces: 0, inBatches: 0, share: 0, sizes: new Map<number, number>() };
    one.pieces++;
    of.set(a, one);
  }
  for (const batch of found) {
    const one = of.get(batch.activity)!;
    one.inBatches += batch.pieces.length;
    one.sizes.set(batch.pieces.length, (one.sizes.get(batch.pieces.length) ?? 0) + 1);
  }
  for (const one of of.values()) one.share = one.inBatches / one.pieces;
  return [...of.values()].sort((a, b) => b.share - a.share || a.activity - b.activity);
}
