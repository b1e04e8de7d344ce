import type { Log } from './service.ts';

/** What every neighbour is told when it starts. */
export type NeighbourSettings = {
  /** Where it keeps its memory and keys. */
  dataDir: string;
  /** The authority's address: origin of what it signs, receiver of events. */
  authorityUrl: string;
  host: string;
  /** 0: any free port. */
  port: number;
  /** The address others know it by, when it is not host and port. */
  publicUrl?: string | undefined;
  clock: () => Date;
  log: Log;
  /** Milliseconds to wait after the n-th failed delivery. */
  backoff?: ((tries: number) => number) | undefined;
};

export type RunningNeighbour = { url: string; close(): Promise<void> };
