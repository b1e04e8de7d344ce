import type { DraftRecord } from '@ankomst/core';
import type { Queryable } from '../driver/driver.ts';
import type { Store } from '../store.ts';
import { columns } from './columns.ts';

export async function getDraft(db: Queryable, caseId: string, personId: string): Promise<DraftRecord | null> {
  const [row] = await db.query<DraftRecord>(`select ${columns.draft} from draft where case_id = $1 and person_id = $2`, [caseId, personId], 'get_draft');
  return row ?? null;
}

export async function draftsOf(db: Queryable, personId: string): Promise<DraftRecord[]> {
  return db.query<DraftRecord>(`select ${columns.draft} from draft where person_id = $1 order by updated_at desc`, [personId], 'drafts_of');
}

/** Saves what was typed: keys given here replace, other keys stay (two devices may fill one form). A tiny commit of its own. */
export async function saveDraft(store: Store, draft: DraftRecord): Promise<void> {
  await store.commit({ drafts: { set: [draft] } });
}
