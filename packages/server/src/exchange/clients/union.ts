import { Type } from 'typebox';
import type { Static } from 'typebox';
import type { NeighbourConfig } from '../../config.ts';
import { handOver } from './ask.ts';

const taken = Type.Object({ id: Type.String(), receivedAt: Type.String() });

export type TakenRequest = Static<typeof taken>;

/** The terms a union is asked about. No name: it judges the terms, not the person. */
export interface UnionRequest {
  /** Ours: the same request again is one request. */
  id: string;
  caseNumber: string;
  /** `code`: of the national classification of occupations. */
  occupation: { code: string; text: string };
  /** Gross per month, öre. */
  salary: number;
  /** Hours a week. */
  hours: number;
  /** The collective agreement the employer names; null: none. */
  agreement: string | null;
  /** Organisation number and name. */
  employer: { number: string; name: string };
}

/** The union of the trade. Its `UnionAnswered` comes to `/exchange/union/events`. */
export interface Union {
  /** Asks for an opinion, which comes later or never. @throws Problem neighbour-down; PartnerRefused (other terms under the same id) */
  request(request: UnionRequest): Promise<TakenRequest>;
}

/** Waits at most 10 s: it is an errand, nobody watches. */
export function createUnion(config: NeighbourConfig, timeoutMs = 10_000): Union {
  const union = { ...config, name: 'union', timeoutMs };
  return { request: (request) => handOver(union, { path: '/requests', body: request }, taken) };
}
