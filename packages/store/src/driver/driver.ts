/** Whatever SQL can be sent through: the store, a driver, or a transaction. */
export interface Queryable {
  /**
   * One statement, one round trip. Instants come back as ISO text in UTC, days as text,
   * bigint as number, json as values. A `name` keeps the plan on a server (use one per SQL text).
   */
  query<Row>(sql: string, params?: readonly unknown[], name?: string): Promise<Row[]>;
}

/** The small port between the store and PostgreSQL, embedded or a server. */
export interface Driver extends Queryable {
  readonly kind: 'pglite' | 'postgres';
  /** Several statements without parameters, as in a migration. */
  script(sql: string): Promise<void>;
  /** All of it or nothing. Do not use the driver itself inside: on PGlite it would wait for the transaction. */
  transaction<Result>(work: (tx: Queryable & { script(sql: string): Promise<void> }) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

/** PostgreSQL's type numbers where the default reading does not fit the domain. */
export const typeOf = { int8: 20, date: 1082, timestamp: 1114, timestamptz: 1184 } as const;

/** Counters stay far below 2^53, the largest whole number JavaScript holds exactly. */
export const readInt8 = (text: string): number => Number(text);
export const readDate = (text: string): string => text;
/** PostgreSQL writes `2026-11-03 09:14:00.5+00`. */
export const readInstant = (text: string): string => new Date(text).toISOString();
