import { Type } from 'typebox';
import type { Static } from 'typebox';
import type { NeighbourConfig } from '../../config.ts';
import { handOver } from './ask.ts';

const registered = Type.Object({
  /** The court's own number of the case. */
  courtNumber: Type.String(),
});

export type RegisteredAppeal = Static<typeof registered>;

export interface AppealForCourt {
  /** Ours: the same appeal again gets the same court number. */
  id: string;
  caseNumber: string;
  /** `hash`: of the decision's record, so that the court can tell it was not changed. */
  decision: { id: string; hash: string };
  /** YYYY-MM-DD */
  lodgedOn: string;
  /** Name of who appeals. */
  appellant: string;
  text: string;
  /** What was enclosed; the court asks for the files by hash. */
  documents: { name: string; sha256: string }[];
}

/** The court that hears appeals. Its `CourtRuled` comes to `/exchange/court/events`. */
export interface Court {
  /** Hands an appeal over. @throws Problem neighbour-down; PartnerRefused (another appeal under the same id) */
  lodge(appeal: AppealForCourt): Promise<RegisteredAppeal>;
  /** Tells that the appellant has withdrawn; the same again changes nothing. @throws Problem neighbour-down; PartnerRefused (unknown, already ruled) */
  withdraw(appealId: string): Promise<RegisteredAppeal>;
}

/** Waits at most 10 s: it is an errand, nobody watches. */
export function createCourt(config: NeighbourConfig, timeoutMs = 10_000): Court {
  const court = { ...config, name: 'court', timeoutMs };
  return {
    lodge: (appeal) => handOver(court, { path: '/appeals', body: appeal }, registered),
    withdraw: (appealId) => handOver(court, { path: `/appeals/${encodeURIComponent(appealId)}/withdrawal`, body: {} }, registered),
  };
}
