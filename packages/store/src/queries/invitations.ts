import type { InvitationRecord } from '@ankomst/core';
import type { Queryable } from '../driver/driver.ts';
import { columns, records } from './columns.ts';

/** The invitation whose code has this hash; null where there is none. */
export async function invitationByCode(db: Queryable, codeSha256: string): Promise<InvitationRecord | null> {
  return records<InvitationRecord>(await db.query<object>(`select ${columns.invitation} from invitation where code_sha256 = $1`, [codeSha256], 'invitation_by_code'))[0] ?? null;
}

export async function invitationById(db: Queryable, id: string): Promise<InvitationRecord | null> {
  return records<InvitationRecord>(await db.query<object>(`select ${columns.invitation} from invitation where id = $1`, [id], 'invitation_by_id'))[0] ?? null;
}

/** A case's invitations, the newest last. */
export async function invitationsOf(db: Queryable, caseId: string): Promise<InvitationRecord[]> {
  return records(await db.query<object>(`select ${columns.invitation} from invitation where case_id = $1 order by at, id`, [caseId], 'invitations_of'));
}
