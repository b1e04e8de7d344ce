import type { Instant } from '@ankomst/core';
import type { Queryable } from '../driver/driver.ts';

/** A note for named staff or roles only. */
export interface SealedNote {
  id: string;
  caseId: string;
  author: string;
  text: string;
  at: Instant;
  staff: string[];
  roles: string[];
}

export async function sealNote(db: Queryable, note: SealedNote): Promise<void> {
  await db.query(`insert into sealed_note (id, case_id, author, text, at, to_staff, to_roles) values ($1, $2, $3, $4, $5, $6::jsonb, $7::jsonb)`,
    [note.id, note.caseId, note.author, note.text, note.at, JSON.stringify(note.staff), JSON.stringify(note.roles)], 'seal_note');
}

/** All sealed notes of a case, oldest first. Who may open which is the caller's to decide, note by note. */
export async function sealedNotesOf(db: Queryable, caseId: string): Promise<SealedNote[]> {
  return db.query(`select id, case_id as "caseId", author, text, iso(at) as at, to_staff as staff, to_roles as roles from sealed_note where case_id = $1 order by sealed_note.at, id`, [caseId], 'sealed_notes_of');
}
