import { textOf } from '../log/text-of.ts';
import type { EventLog } from '../log/event-log.ts';
import { PairCounts } from './pair-counts.ts';

export interface OrganisationOptions {
  /** Event attribute that names who did it. Default `org:resource`; `org:role` and `org:group` serve the same way. */
  resource?: string;
}

/** `count` times from one resource to the other, in `cases` cases. Numbers are places in `resources`. */
export interface ResourceEdge { from: number; to: number; count: number; cases: number }

export interface ResourceNetwork {
  resources: string[];
  /** Most frequent first. */
  edges: ResourceEdge[];
  /** Events whose resource is not known: nothing is concluded from them. */
  unknown: number;
}

/**
 * Handover of work: how often one resource's event comes right after the other's in a case, also its own
 * (van der Aalst, Reijers, Song 2005, "Discovering Social Networks from Event Logs"). An event without a
 * resource ends the chain: who gave to whom across it is not known, and nothing is guessed.
 */
export function handover(log: EventLog, options: OrganisationOptions = {}): ResourceNetwork {
  const { codes, values } = resourcesOf(log, options);
  const pairs = new PairCounts(values.length);
  for (let c = 0; c < log.caseIds.length; c++) {
    for (let row = log.caseStart[c]! + 1; row < log.caseStart[c + 1]!; row++) {
      const from = codes[row - 1]!, to = codes[row]!;
      if (from >= 0 && to >= 0) pairs.add(from, to, c);
    }
  }
  return network(values, codes, pairs);
}

/** Working together: in how many cases both take part (same paper). Each pair once, the first of the log first; `count` is `cases`. */
export function workingTogether(log: EventLog, options: OrganisationOptions = {}): ResourceNetwork {
  const { codes, values } = resourcesOf(log, options);
  const pairs = new PairCounts(values.length);
  const seenIn = new Int32Array(values.length).fill(-1);
  for (let c = 0; c < log.caseIds.length; c++) {
    const present: number[] = [];
    for (let row = log.caseStart[c]!; row < log.caseStart[c + 1]!; row++) {
      const code = codes[row]!;
      if (code >= 0 && seenIn[code] !== c) { seenIn[code] = c; present.push(code); }
    }
    present.sort((a, b) => a - b);
    for (let i = 0; i < present.length; i++) for (let j = i + 1; j < present.length; j++) pairs.add(present[i]!, present[j]!, c);
  }
  return network(values, codes, pairs);
}

/**
 * Subcontracting: work goes from one to the other and right back (A, B, A; same paper). Every such step
 * counts. Steps within one resource do not: nobody subcontracts to themselves.
 */
export function subcontracting(log: EventLog, options: OrganisationOptions = {}): ResourceNetwork {
  const { codes, values } = resourcesOf(log, options);
  const pairs = new PairCounts(values.length);
  for (let c = 0; c < log.caseIds.length; c++) {
    for (let row = log.caseStart[c]! + 2; row < log.caseStart[c + 1]!; row++) {
      const outer = codes[row]!, inner = codes[row - 1]!;
      if (outer >= 0 && inner >= 0 && outer !== inner && codes[row - 2] === outer) pairs.add(outer, inner, c);
    }
  }
  return network(values, codes, pairs);
}

/** Activities done by about the same people, and how often each of them did one. */
export interface Role { activities: number[]; resources: { resource: number; events: number }[] }

/**
 * Roles: activities are joined, most alike first, while their resources' shares overlap by more than
 * `threshold` (weighted Jaccard; Burattin, Sperduti, Veluscek 2013). Events without a resource are left out.
 */
export function roles(log: EventLog, options: OrganisationOptions & { threshold?: number } = {}): { resources: string[]; roles: Role[] } {
  const { codes, values } = resourcesOf(log, options);
  const threshold = options.threshold ?? 0.65;
  const n = values.length;
  const work = log.activities.map(() => new Float64Array(n));
  for (let row = 0; row < codes.length; row++) if (codes[row]! >= 0) work[log.activity[row]!]![codes[row]!]!++;
  let groups = work.map((counts, a) => ({ activities: [a], counts })).filter((one) => one.counts.some((count) => count > 0));
  for (;;) {
    let best = threshold, pair: [number, number] | undefined;
    for (let i = 0; i < groups.length; i++) {
      for (let j = i + 1; j < groups.length; j++) {
        const alike = overlap(groups[i]!.counts, groups[j]!.counts);
        if (alike > best) { best = alike; pair = [i, j]; }
      }
    }
    if (!pair) break;
    const [one, other] = [groups[pair[0]]!, groups[pair[1]]!];
    const joined = { activities: [...one.activities, ...other.activities].sort((a, b) => a - b), counts: one.counts.map((count, r) => count + other.counts[r]!) };
    groups = groups.map((group, i) => (i === pair[0] ? joined : group)).filter((_, i) => i !== pair[1]);
  }
  const found = groups.map(({ activities, counts }) => ({
    activities,
    resources: Array.from(counts, (events, resource) => ({ resource, events })).filter((one) => one.events > 0).sort((a, b) => b.events - a.events || a.resource - b.resource),
  }));
  return { resources: values, roles: found.sort((a, b) => b.activities.length - a.activities.length || b.resources.length - a.resources.length || a.activities[0]! - b.activities[0]!) };
}

function overlap(a: Float64Array, b: Float64Array): number {
  const sumA = a.reduce((sum, x) => sum + x, 0), sumB = b.reduce((sum, x) => sum + x, 0);
  let low = 0, high = 0;
  for (let r = 0; r < a.length; r++) {
    const x = a[r]! / sumA, y = b[r]! / sumB;
    low += Math.min(x, y);
    high += Math.max(x, y);
  }
  return low / high;
}

function resourcesOf(log: EventLog, options: OrganisationOptions): { codes: Int32Array; values: string[] } {
  return textOf(log.eventAttributes.get(options.resource ?? 'org:resource'), log.activity.length);
}

function network(resources: string[], codes: Int32Array, pairs: PairCounts): ResourceNetwork {
  let unknown = 0;
  for (const code of codes) if (code < 0) unknown++;
  const edges = pairs.from.map((from, i) => ({ from, to: pairs.to[i]!, count: pairs.count[i]!, cases: pairs.cases[i]! }));
  edges.sort((a, b) => b.count - a.count || a.from - b.from || a.to - b.to);
  return { resources, edges, unknown };
}
