import type { DocumentRecord, LetterRecord, Permit } from '@ankomst/core';
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
