/** An instant: ISO 8601 in UTC with milliseconds, e.g. `2026-11-03T09:14:00.000Z`. */
export type Instant = string;
/** A calendar day without time: `2026-11-03`. */
export type Day = string;

/** Is this a day that is in the calendar? `2026-02-30` is none. */
export function isDay(value: unknown): value is Day {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
}

/** Injected everywhere time or identity is needed, so that a test or a replay can hold them still. */
export interface Clock {
  now(): Instant;
}
export interface Ids {
  /** A new unique id (UUID, time-ordered). */
  next(): string;
}
