import type { Overview } from './overview.ts';

export interface SimplifyOptions {
  /** Share of activities kept, the most frequent first, 0 to 1. Default 1. */
  activities?: number;
  /** Share of paths kept between them, 0 to 1; what holds the map together always stays. Default 1. */
  paths?: number;
  /** What frequent means. Default `cases`. */
  by?: 'cases' | 'events';
}

/** Which activities and edges of an overview are drawn: numbers of activities, and places in `overview.edges`. Both in rising order. */
export interface SimplifiedMap { activities: number[]; edges: number[] }

/**
 * The map by two sliders, activities and paths, as analysts know them from fuzzy mining (Günther and van
 * der Aalst 2007). The most frequent activities stay (at least one). At every slider every activity shown can
 * be reached from a beginning and can reach an end, as far as the log itself joins them through activities
 * that are shown: the strongest way there stays (the bottleneck of a way is its rarest edge; maximum spanning
 * in the manner of Prim 1957). Pure: the same sliders, the same map; moving one up takes no activity, and moving paths up no path away.
 */
export function simplify(view: Overview, options: SimplifyOptions = {}): SimplifiedMap {
  const by = options.by ?? 'cases';
  const weightOf = (one: { cases: number; events?: number; count?: number }): number => (by === 'cases' ? one.cases : one.events ?? one.count!);
  const present = view.activities.map((_, a) => a).filter((a) => view.activities[a]!.events > 0);
  present.sort((a, b) => weightOf(view.activities[b]!) - weightOf(view.activities[a]!) || a - b);
  const shown = present.slice(0, Math.max(Math.min(1, present.length), Math.ceil(share(options.activities) * present.length)));
  const isShown = new Uint8Array(view.activities.length);
  for (const a of shown) isShown[a] = 1;

  const between = view.edges.map((_, e) => e).filter((e) => isShown[view.edges[e]!.from] && isShown[view.edges[e]!.to]);
  between.sort((a, b) => weightOf(view.edges[b]!) - weightOf(view.edges[a]!) || a - b);
  const kept = new Set(between.slice(0, Math.ceil(share(options.paths) * between.length)));
  for (const way of ['from', 'to'] as const) for (const e of backbone(view, shown, between, way)) kept.add(e);
  return { activities: [...shown].sort((a, b) => a - b), edges: [...kept].sort((a, b) => a - b) };
}

const share = (value = 1): number => Math.min(1, Math.max(0, value));

/**
 * From the starts along edges (or from the ends against them): again and again the strongest edge that
 * reaches a new activity. An activity none of them reaches begins a tree of its own, the most frequent first.
 */
function backbone(view: Overview, shown: readonly number[], edges: readonly number[], way: 'from' | 'to'): number[] {
  const there = way === 'from' ? 'to' : 'from';
  const reached = new Uint8Array(view.activities.length);
  const ends = shown.filter((a) => (way === 'from' ? view.activities[a]!.starts : view.activities[a]!.ends) > 0);
  const tree: number[] = [];
  let open = ends.length > 0 ? ends : shown.slice(0, 1);
  while (open.length > 0) {
    for (const a of open) reached[a] = 1;
    // `edges` is sorted: the first that leads to a new activity is the strongest
    for (let next = 0; next < edges.length;) {
      const e = edges[next]!;
      const edge = view.edges[e]!;
      if (reached[edge[way]] && !reached[edge[there]]) { reached[edge[there]] = 1; tree.push(e); next = 0; } else next++;
    }
    open = shown.filter((a) => !reached[a]).slice(0, 1);
  }
  return tree;
}
