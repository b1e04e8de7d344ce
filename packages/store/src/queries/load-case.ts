import type {
  AppealRecord, AppointmentRecord, CardOrderRecord, CaseEvent, CaseFile, DecisionRecord, DocumentRecord, Fact, Json, LetterRecord, MessageRecord, PaymentRecord, Permit,
} from '@ankomst/core';
import type { Queryable } from '../driver/driver.ts';
import { list, records } from './columns.ts';
import { decisionOf } from './decision-record.ts';
import { factKeeps } from './facts-of.ts';

/** An event with its place: in the whole log, in the case's chain, and its hash there. */
export interface StoredEvent extends CaseEvent { seq: number; caseSeq: number; hash: string }
export interface StoredFact extends Fact { supersededBy?: string }

/** All that is stored of a case, read at one instant. */
export interface LoadedCase {
  file: CaseFile;
  /** Current facts of the case, its parties' parts in it, its persons, and the relations between them. */
  facts: Fact[];
  /** The same subjects' facts, superseded ones too, in the order they were asserted. */
  history: StoredFact[];
  events: StoredEvent[];
  messages: MessageRecord[];
  documents: DocumentRecord[];
  letters: LetterRecord[];
  decisions: DecisionRecord[];
  permits: Permit[];
  appointments: AppointmentRecord[];
  cardOrders: CardOrderRecord[];
  payments: PaymentRecord[];
  appeals: AppealRecord[];
}

const sql = `
  with subjects as (
    select 'case/' || $1 as subject
    union select 'person/' || person_id from case_party where case_id = $1
    union select 'party/' || $1 || '/' || person_id from case_party where case_id = $1
    union select 'relation/' || a.person_id || '/' || b.person_id from case_party a, case_party b where a.case_id = $1 and b.case_id = $1
  )
  select state,
    ${list('fact', 'fact where subject in (select subject from subjects)', 'seq')} as history,
    ${list('event', 'event where case_id = $1', 'case_seq')} as events,
    ${list('message', 'message where case_id = $1', 'message.at, id')} as messages,
    ${list('document', 'document where case_id = $1', 'document.at, id')} as documents,
    ${list('letter', 'letter where case_id = $1', 'letter.at, id')} as letters,
    ${list('decision', 'decision where case_id = $1', 'decided_at, id')} as decisions,
    ${list('permit', 'permit where case_id = $1', 'granted_at, id')} as permits,
    ${list('appointment', 'appointment where case_id = $1', 'starts_at, id')} as appointments,
    ${list('cardOrder', 'card_order where case_id = $1', 'ordered_at, id')} as "cardOrders",
    ${list('payment', 'payment where case_id = $1', 'requested_at, id')} as payments,
    ${list('appeal', 'appeal where case_id = $1', 'lodged_at, id')} as appeals
  from case_file where id = $1`;

/** The whole case in one round trip; null where there is none. Access is the caller's to decide and log. */
export async function loadCase(db: Queryable, caseId: string): Promise<LoadedCase | null> {
  const [row] = await db.query<Row>(sql, [caseId], 'load_case');
  if (row === undefined) return null;
  const history = records<StoredFact>(row.history, factKeeps);
  return {
    file: row.state,
    facts: history.filter((fact) => fact.supersededBy === undefined),
    history,
    events: row.events.map(eventOf),
    messages: records(row.messages),
    documents: records(row.documents),
    letters: records(row.letters),
    decisions: row.decisions.map(decisionOf),
    permits: row.permits.map(({ body }) => JSON.parse(body) as Permit),
    appointments: records(row.appointments),
    cardOrders: records(row.cardOrders),
    payments: records(row.payments),
    appeals: row.appeals.map(({ state }) => state),
  };
}

interface Row {
  state: CaseFile;
  history: object[];
  events: EventRow[];
  messages: object[];
  documents: object[];
  letters: object[];
  decisions: { body: string; hash: string }[];
  permits: { body: string }[];
  appointments: object[];
  cardOrders: object[];
  payments: object[];
  appeals: { state: AppealRecord }[];
}
export interface EventRow { seq: number; caseSeq: number; body: string; hash: string }

/** An event out of the text that was hashed. */
export function eventOf({ seq, caseSeq, body, hash }: EventRow): StoredEvent {
  const { id, caseId, type, at, actor, data } = JSON.parse(body) as CaseEvent & { data: { [key: string]: Json } };
  return { seq, caseSeq, hash, id, caseId, type, at, actor, data };
}
