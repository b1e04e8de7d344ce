import type { Instant } from '@ankomst/core';
import type { Queryable } from '../driver/driver.ts';
import { records } from './columns.ts';

export interface SampledDecision {
  decisionId: string;
  caseId: string;
  drawnAt: Instant;
  assessedAt?: Instant;
  assessedBy?: string;
  /** Whether the human came to the same outcome. */
  agrees?: boolean;
  note?: string;
}

/** Automatic decisions drawn for a human to assess anew; by default those not assessed yet, oldest first. */
export async function sampledDecisions(db: Queryable, { open = true, limit = 100 }: { open?: boolean; limit?: number } = {}): Promise<SampledDecision[]> {
  return records(await db.query<object>(
    `select decision_id as "decisionId", d.case_id as "caseId", iso(drawn_at) as "drawnAt", iso(assessed_at) as "assessedAt",
       assessed_by as "assessedBy", agrees, note
     from sampled_decision join decision d on d.id = decision_id ${open ? 'where assessed_at is null' : ''} order by sampled_decision.drawn_at limit $1`, [limit]));
}

/** Records what the human found. False where it was assessed before. */
export async function assessSample(db: Queryable, decisionId: string, found: { at: Instant; by: string; agrees: boolean; note?: string }): Promise<boolean> {
  return (await db.query(
    `update sampled_decision set assessed_at = $2, assessed_by = $3, agrees = $4, note = $5
     where decision_id = $1 and assessed_at is null returning decision_id`, [decisionId, found.at, found.by, found.agrees, found.note ?? null])).length > 0;
}
