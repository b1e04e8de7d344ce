import type { CaseEvent, CaseFile } from './case.ts';
import type { NewFact } from './fact.ts';
import type { Json } from './json.ts';
import type { Day, Instant } from './time.ts';
import type { DecisionRecord, Permit } from './decide.ts';
import type { AppealRecord } from './cases/appeal.ts';
import type { PaymentRecord } from './cases/payment.ts';
import type { MandateRecord } from './mandate.ts';

/**
 * All that one act changes, committed in one transaction and one round trip, or not at all.
 * Use cases are pure functions that return a Change; the store is the only one that writes.
 */
export interface Change {
  /** The same key again returns the first result and changes nothing. */
  idempotencyKey?: string;
  /** Hash of the request behind the key: the same key with another request is refused, not answered with the first's result. */
  requestHash?: string;
  /** What the first caller was told; kept with the key. */
  result?: Json;
  /** New cases, and cases as they are after the act; `version` is the one seen (0 for new), the store writes version + 1. */
  cases?: CaseFile[];
  facts?: NewFact[];
  /** In order; the store gives each its place in its case's hash chain. */
  events?: CaseEvent[];
  outbox?: OutboxItem[];
  decision?: DecisionRecord;
  permit?: Permit;
  /** Automatic decisions drawn for a human to assess anew. */
  sampled?: { decisionId: string; drawnAt: Instant }[];
  letters?: LetterRecord[];
  messages?: MessageRecord[];
  documents?: DocumentRecord[];
  persons?: PersonRecord[];
  identifiers?: PersonIdentifier[];
  drafts?: { set?: DraftRecord[]; remove?: { caseId: string; personId: string }[] };
  appointments?: AppointmentRecord[];
  cardOrders?: CardOrderRecord[];
  mandates?: MandateRecord[];
  invitations?: InvitationRecord[];
  payments?: PaymentRecord[];
  appeals?: AppealRecord[];
  /** Incoming partner messages seen (so that the same one twice changes nothing). */
  inbox?: { partner: string; messageId: string; type: string; receivedAt: Instant; body: string; problem?: string }[];
}

/** Something to be done outside: sent by the worker, retried, visible, resendable. `key` makes a repeat harmless. */
export interface OutboxItem {
  id: string;
  key: string;
  /** `ping`, `paper`, `partner-notice`, `card-order`, `decide`, … */
  topic: string;
  caseId?: string;
  payload: Json;
  notBefore?: Instant;
}

/** Somebody asked into a case by e-mail. The code is in the e-mail alone; here is its SHA-256. */
export interface InvitationRecord {
  id: string;
  caseId: string;
  role: string;
  codeSha256: string;
  email: string;
  language: string;
  invitedBy: string;
  at: Instant;
  expiresAt: Instant;
  acceptedBy?: string;
  acceptedAt?: Instant;
  withdrawnAt?: Instant;
}

export interface PersonRecord { id: string; createdAt: Instant }
/** An identifier is an assertion about a person; retired, never deleted. */
export interface PersonIdentifier {
  personId: string;
  kind: 'personal-number' | 'coordination-number' | 'case-person-number' | string;
  value: string;
  assertedBy: string;
  from: Instant;
  retiredAt?: Instant;
}
export interface DocumentRecord {
  id: string;
  /** Address of the bytes in the document store. */
  sha256: string;
  size: number;
  mediaType: string;
  name: string;
  caseId?: string;
  personId?: string;
  uploadedBy: string;
  at: Instant;
  /** The fact it is to prove. */
  fact?: string;
}
/** What a person has typed and not yet sent: raw, as typed, per page. Lost never. */
export interface DraftRecord {
  caseId: string;
  personId: string;
  answers: { [key: string]: Json };
  updatedAt: Instant;
}
export interface LetterRecord {
  id: string;
  caseId: string;
  decisionId?: string;
  letter: string;
  language: string;
  toPersonId: string;
  html: string;
  /** Address of the PDF in the document store. */
  pdfSha256: string;
  htmlSha256: string;
  at: Instant;
}
export interface MessageRecord {
  id: string;
  caseId: string;
  direction: 'in' | 'out';
  personId: string;
  by: string;
  text: string;
  language: string;
  at: Instant;
  requestId?: string;
  documents?: string[];
}
export interface AppointmentRecord {
  id: string;
  caseId: string;
  office: string;
  startsAt: Instant;
  minutes: number;
  /** Which desk of the office, 1 where there is one: office, time and desk are booked once. */
  desk?: number;
  status: 'booked' | 'cancelled' | 'arrived' | 'done' | 'missed';
  bookedBy: string;
  persons: string[];
}
export interface CardOrderRecord {
  id: string;
  caseId: string;
  permitId: string;
  personId: string;
  status: 'ordered' | 'produced' | 'failed' | 'handed-out';
  orderedAt: Instant;
  photoSha256: string;
  cardNumber?: string;
  problem?: string;
  validTo: Day;
}
