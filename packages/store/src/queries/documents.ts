import type { DocumentRecord, Instant, LetterRecord, Permit } from '@ankomst/core';
import type { Queryable } from '../driver/driver.ts';
import { columns, record, records } from './columns.ts';

export async function documentById(db: Queryable, id: string): Promise<DocumentRecord | null> {
  const [row] = await db.query<object>(`select ${columns.document} from document where id = $1`, [id], 'document_by_id');
  return row === undefined ? null : record(row);
}

export async function documentsOfPerson(db: Queryable, personId: string): Promise<DocumentRecord[]> {
  return records(await db.query<object>(`select ${columns.document} from document where person_id = $1 order by document.at, id`, [personId], 'documents_of_person'));
}

export async function letterById(db: Queryable, id: string): Promise<LetterRecord | null> {
  const [row] = await db.query<object>(`select ${columns.letter} from letter where id = $1`, [id], 'letter_by_id');
  return row === undefined ? null : record(row);
}

/** Permits of a person, oldest first. */
export async function permitsOfPerson(db: Queryable, personId: string): Promise<Permit[]> {
  const rows = await db.query<{ body: string }>('select body from permit where person_id = $1 order by granted_at, id', [personId], 'permits_of_person');
  return rows.map(({ body }) => JSON.parse(body) as Permit);
}

/** Until when an upload that was never sent is kept. */
export interface WeedUntil {
  /** Taken out of the draft again, or answering a question that was no longer asked when it was sent: uploaded before this. */
  removed: Instant;
  /** Left in the draft of a case that is closed: the draft untouched since. */
  closed: Instant;
}

/**
 * Strikes out what persons uploaded and never sent: named by no fact, no message, no card's picture. A draft in an open case
 * keeps its files however old it is; what staff took (a photo at the desk) is not touched.
 * @returns the contents that nothing names any more; their bytes may go
 */
export async function weedUploads(db: Queryable, until: WeedUntil): Promise<string[]> {
  const rows = await db.query<{ sha256: string }>(`
    with weeded as (
      delete from document d where d.fact is not null and d.case_id is not null and d.at < $1
        and exists (select from person p where p.id = d.uploaded_by)
        and not exists (select from fact f where f.evidence = d.id or f.value @> to_jsonb(d.id::text) or f.value->>'document' = d.id)
        and not exists (select from message m where m.case_id = d.case_id and m.documents @> to_jsonb(d.id::text))
        and not exists (select from card_order c where c.photo_sha256 = d.sha256)
        and not exists (
          select from draft r join case_file k on k.id = r.case_id
          where r.case_id = d.case_id and jsonb_typeof(r.answers->('file:' || d.id)) = 'object' and (k.phase <> 'closed' or r.updated_at >= $2))
      returning d.id, d.sha256)
    select distinct sha256 from weeded w
    where not exists (select from document o where o.sha256 = w.sha256 and o.id not in (select id from weeded))
      and not exists (select from letter l where l.pdf_sha256 = w.sha256 or l.html_sha256 = w.sha256)
    order by sha256`, [until.removed, until.closed], 'weed_uploads');
  return rows.map((row) => row.sha256);
}
