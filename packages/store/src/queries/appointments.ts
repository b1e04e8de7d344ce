import type { AppointmentRecord, Instant } from '@ankomst/core';
import type { Queryable } from '../driver/driver.ts';
import { columns } from './columns.ts';

/** Visits of an office between two instants (a day in the office's time zone), by time and desk; cancelled ones too. */
export async function appointmentsOfOffice(db: Queryable, office: string, from: Instant, to: Instant): Promise<(AppointmentRecord & { caseNumber: string })[]> {
  return db.query(
    `select ${columns.appointment}, (select number from case_file f where f.id = case_id) as "caseNumber"
     from appointment where office = $1 and starts_at >= $2 and starts_at < $3 order by starts_at, desk`, [office, from, to], 'appointments_of_office');
}

/**
 * Of an office's possible times, those with a free desk, and which one.
 * What times there are is the office's calendar; here is only what is taken.
 */
export async function freeSlots(db: Queryable, office: string, times: readonly Instant[], desks: number): Promise<{ startsAt: Instant; desk: number }[]> {
  return db.query(
    `select iso(t) as "startsAt", min(d) as desk from unnest($2::timestamptz[]) t cross join generate_series(1, $3::int) d
     where not exists (select from appointment where office = $1 and starts_at = t and desk = d and status <> 'cancelled')
     group by t order by t`, [office, times, desks], 'free_slots');
}

export async function appointmentById(db: Queryable, id: string): Promise<AppointmentRecord | null> {
  const [row] = await db.query<AppointmentRecord>(`select ${columns.appointment} from appointment where id = $1`, [id], 'appointment_by_id');
  return row ?? null;
}
