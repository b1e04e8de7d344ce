/** An instant: ISO 8601 in UTC with milliseconds, e.g. `2026-11-03T09:14:00.000Z`. */
export type Instant = string;
/** A calendar day without time: `2026-11-03`. */
export type Day = string;

/** Injected everywhere time or identity is needed, so that a test or a replay can hold them still. */
export interface Clock {
  now(): Instant;
}
export interface Ids {
  /** A new unique id (UUID, time-ordered). */
  next(): string;
}
