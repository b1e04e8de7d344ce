import type { Day, Instant, Json } from '@ankomst/core';
import type { Queryable } from '../driver/driver.ts';
import { records } from './columns.ts';

/**
 * What a unit's leader has set. Names in use: `ageing_share` (0 to 1: how much of the hand-outs goes to the oldest
 * cases), `skills` (`prefer` or `need`), `sample_rate/<service>/robot` and `…/officer` (0 to 1).
 */
export interface UnitSetting { unit: string; name: string; value: Json; setBy: string; setAt: Instant; why: string }

const columns = `unit, name, value, set_by as "setBy", iso(set_at) as "setAt", why`;

/** What holds now in a unit, by name. */
export async function unitSettings(db: Queryable, unit: string): Promise<UnitSetting[]> {
  return db.query(`select distinct on (name) ${columns} from unit_setting where unit = $1 order by name, seq desc`, [unit], 'unit_settings');
}

/** All that was ever set in a unit, newest first. */
export async function unitSettingHistory(db: Queryable, unit: string, limit = 200): Promise<UnitSetting[]> {
  return db.query(`select ${columns} from unit_setting where unit = $1 order by seq desc limit $2`, [unit, limit], 'unit_setting_history');
}

/** Sets it from now on; what was set before stays as history. */
export async function setUnitSetting(db: Queryable, setting: UnitSetting): Promise<void> {
  const { unit, name, value, setBy, setAt, why } = setting;
  await db.query('insert into unit_setting (unit, name, value, set_by, set_at, why) values ($1, $2, $3::jsonb, $4, $5, $6)', [unit, name, JSON.stringify(value), setBy, setAt, why], 'set_unit_setting');
}

/** Days on which a colleague gets no new cases. Why is not kept. */
export interface Absence { id: string; staffId: string; unit: string; fromDay: Day; toDay: Day; setBy: string; setAt: Instant }

/** Absences of a unit's people that have not ended before `from`, soonest first. */
export async function absencesOfUnit(db: Queryable, unit: string, from: Day): Promise<Absence[]> {
  return records(await db.query<object>(
    `select id, staff_id as "staffId", unit, from_day as "fromDay", to_day as "toDay", set_by as "setBy", iso(set_at) as "setAt"
     from staff_absence where unit = $1 and to_day >= $2 and removed_at is null order by from_day, staff_id`, [unit, from], 'absences_of_unit'));
}

/** The same days written twice stand once. */
export async function addAbsence(db: Queryable, absence: Absence): Promise<void> {
  const { id, staffId, unit, fromDay, toDay, setBy, setAt } = absence;
  await db.query(
    `insert into staff_absence (id, staff_id, unit, from_day, to_day, set_by, set_at) select $1, $2, $3, $4::date, $5::date, $6, $7::timestamptz
     where not exists (select from staff_absence where staff_id = $2 and from_day = $4 and to_day = $5 and removed_at is null)`, [id, staffId, unit, fromDay, toDay, setBy, setAt], 'add_absence');
}

/** False where the unit has no such absence. */
export async function removeAbsence(db: Queryable, absence: { id: string; unit: string; by: string; at: Instant }): Promise<boolean> {
  return (await db.query(
    'update staff_absence set removed_by = $3, removed_at = $4 where id = $1 and unit = $2 and removed_at is null returning id', [absence.id, absence.unit, absence.by, absence.at], 'remove_absence')).length > 0;
}

/** Is this colleague away on the day? For whoever hands out cases. */
export async function isAway(db: Queryable, staffId: string, day: Day): Promise<boolean> {
  return (await db.query('select 1 from staff_absence where staff_id = $1 and removed_at is null and $2::date between from_day and to_day limit 1', [staffId, day], 'is_away')).length > 0;
}
