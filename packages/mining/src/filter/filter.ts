/**
 * Filters are plain JSON, so that a URL can hold them. A stack of them is applied in order; each
 * sees what those before it left. Instants are ISO 8601 texts with their offset (or milliseconds
 * since 1970 UTC); durations are milliseconds.
 */
export type Filter =
  | TimeFilter | VariantsFilter | AttributeFilter | PerformanceFilter | ActivitiesFilter | PathFilter | EndpointsFilter | ReworkFilter;

interface Negatable {
  /** Keeps what the filter would take away, and takes away what it would keep. */
  not?: boolean;
}

/**
 * By time, from `from` up to but without `to`; a side left out is open. Cases of which some part
 * (intersecting), all (contained), the first event (started) or the last (ended) is in that time;
 * `events` keeps the events in it.
 */
export interface TimeFilter extends Negatable {
  filter: 'time';
  how: 'intersecting' | 'contained' | 'started' | 'ended' | 'events';
  from?: string | number;
  to?: string | number;
}

/**
 * Cases that went one of these ways: the `most` frequent ones, as many of the most frequent as
 * are needed to cover this share of the cases (0 to 1), or those listed.
 */
export interface VariantsFilter extends Negatable {
  filter: 'variants';
  most?: number;
  coverage?: number;
  of?: string[][];
}

/**
 * By an attribute of cases or events: one of the values in `is` (`null`: has none), or from `min`
 * to `max`, both included. Of events, `keep` says what stays: cases with `some` such event
 * (the default), cases whose `every` event is such, or the `events` themselves. The key
 * `concept:name` is the activity of events and the id of cases.
 */
export interface AttributeFilter extends Negatable {
  filter: 'attribute';
  of: 'case' | 'event';
  key: string;
  is?: (string | number | boolean | null)[];
  min?: string | number;
  max?: string | number;
  keep?: 'some' | 'every' | 'events';
}

/** Cases that took from `min` to `max` milliseconds from first to last event, or have that many events; both included. */
export interface PerformanceFilter extends Negatable {
  filter: 'performance';
  measure: 'throughput' | 'events';
  min?: number;
  max?: number;
}

/** Cases that pass through `some` or through `every` one of these activities, or the `events` of them. */
export interface ActivitiesFilter extends Negatable {
  filter: 'activities';
  names: string[];
  keep: 'some' | 'every' | 'events';
}

/** Cases where one of `to` follows one of `from`, at once or at some time later, within `min` to `max` milliseconds if these are given. */
export interface PathFilter extends Negatable {
  filter: 'path';
  how: 'directly' | 'eventually';
  from: string[];
  to: string[];
  min?: number;
  max?: number;
}

/**
 * Cases that begin with one of `start` and end with one of `end`. `trim` keeps of each case what
 * lies from the first of `start` to the last of `end`; cases without such a part go.
 */
export interface EndpointsFilter extends Negatable {
  filter: 'endpoints';
  start?: string[];
  end?: string[];
  trim?: boolean;
}

/** Cases in which this activity (or any, where none is named) happens at least `times` times (2 if not said). */
export interface ReworkFilter extends Negatable {
  filter: 'rework';
  activity?: string;
  times?: number;
}
