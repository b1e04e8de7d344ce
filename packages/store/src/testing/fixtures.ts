import type { CaseEvent, CaseFile, Change, DecisionRecord, Fact, Ids, Instant, Json } from '@ankomst/core';
import { contentHash } from '@ankomst/core';

/** Small true-to-shape records for the store's own tests: the machinery, no law. */
export const at: Instant = '2026-11-03T08:00:00.000Z';

export function caseFile(id: string, more: Partial<CaseFile> = {}): CaseFile {
  return {
    id, number: `26-${id}`, service: 'some-service', rulebook: 'sha256:none', phase: 'offered', parties: [], unit: 'unit-a', openedAt: at,
    openRequests: [], waited: [], waiting: { reason: 'confirm', holder: { kind: 'unit', unit: 'unit-a' }, since: at }, version: 0, ...more,
  };
}

export const event = (id: string, caseId: string, more: Partial<CaseEvent> = {}): CaseEvent =>
  ({ id, caseId, type: 'CaseNoted', at, actor: { kind: 'staff', id: 'anna' }, data: { note: id }, ...more });

export const fact = (id: string, subject: string, name: string, value: Json, more: Partial<Fact> = {}): Fact =>
  ({ id, subject, name, value, source: 'register', certainty: 'verified', assertedBy: 'partner/register', assertedAt: at, ...more });

/** Opens a case with a person in it and one event. */
export function opening(caseId: string, personId: string, ids: Ids, more: Partial<CaseFile> = {}): Change {
  return {
    persons: [{ id: personId, createdAt: at }],
    cases: [caseFile(caseId, { parties: [{ personId, role: 'applicant' }], ...more })],
    events: [event(ids.next(), caseId, { type: 'CaseOpened' })],
  };
}

export function decision(id: string, caseId: string, personId: string, more: Partial<DecisionRecord> = {}): DecisionRecord {
  const content: Omit<DecisionRecord, 'hash'> = {
    id, caseId, personId, outcome: 'granted', automatic: true, decidedAt: at, decidedBy: { kind: 'robot', id: 'robot' }, reasons: [],
    permit: { kind: 'residence', validFrom: '2026-11-03', validTo: '2027-11-03', ground: 'some-ground' },
    assessment: {
      parties: [], rulebook: 'sha256:none', engine: 'test', dates: { application: '2026-11-03', decision: '2026-11-03' }, facts: [], inputs: {}, conditions: [],
      outcome: 'GRANT', permit: null, fee: null, trace: [],
    },
    ...more,
  };
  return { ...content, hash: contentHash(content) };
}
