import type { Day, Instant, Json } from '@ankomst/core';
import type { Queryable } from '../driver/driver.ts';
import { records } from './columns.ts';

export interface QualityAlarm {
  id: string;
  /** `constant`: an outcome has stopped varying; `drift`: a share has left what chance allows. */
  kind: 'constant' | 'drift';
  unit: string;
  service: string;
  way: 'robot' | 'officer';
  measure: string;
  /** The last week looked at. */
  week: Day;
  evidence: Json;
  raisedAt: Instant;
  acknowledgedBy?: string;
  acknowledgedAt?: Instant;
  why?: string;
}

const columns = `id, kind, unit, service, way, measure, week, evidence, iso(raised_at) as "raisedAt", acknowledged_by as "acknowledgedBy",
  iso(acknowledged_at) as "acknowledgedAt", why`;

/** Alarms of a unit (or of all), open ones first, then newest first. */
export async function qualityAlarms(db: Queryable, unit: string | null, limit = 100): Promise<QualityAlarm[]> {
  return records(await db.query<object>(
    `select ${columns} from quality_alarm where $1::text is null or unit = $1 order by acknowledged_at is not null, raised_at desc, id limit $2`, [unit, limit], 'quality_alarms'));
}

/**
 * Keeps an alarm. The same one is raised once: not again while it is open, nor in the four weeks after somebody has
 * said what it was. @returns whether it is new
 */
export async function raiseAlarm(db: Queryable, alarm: Omit<QualityAlarm, 'acknowledgedBy' | 'acknowledgedAt' | 'why'>): Promise<boolean> {
  const { id, kind, unit, service, way, measure, week, evidence, raisedAt } = alarm;
  return (await db.query(
    `insert into quality_alarm (id, kind, unit, service, way, measure, week, evidence, raised_at)
     select $1, $2, $3, $4, $5, $6, $7::date, $8::jsonb, $9::timestamptz
     where not exists (select from quality_alarm a where a.unit = $3 and a.service = $4 and a.way = $5 and a.measure = $6
       and (a.acknowledged_at is null or a.acknowledged_at > $9::timestamptz - interval '28 days'))
     on conflict do nothing returning id`, [id, kind, unit, service, way, measure, week, JSON.stringify(evidence), raisedAt], 'raise_alarm')).length > 0;
}

/** Says what an alarm was. False where the unit has no such open alarm. */
export async function acknowledgeAlarm(db: Queryable, given: { id: string; unit: string; by: string; at: Instant; why: string }): Promise<boolean> {
  return (await db.query(
    `update quality_alarm set acknowledged_by = $3, acknowledged_at = $4, why = $5 where id = $1 and unit = $2 and acknowledged_at is null returning id`,
    [given.id, given.unit, given.by, given.at, given.why], 'acknowledge_alarm')).length > 0;
}
