import type { Change } from '@ankomst/core';
import { at, caseFile, event, fact } from './fixtures.ts';

/** One whole act under a key: a new case with all that goes with it. */
export function writeOne(key: string, sha256: string): Change {
  const caseId = `case-${key}`;
  return {
    idempotencyKey: key, requestHash: key, result: { caseId },
    persons: [{ id: `person-${key}`, createdAt: at }],
    cases: [caseFile(caseId, { parties: [{ personId: `person-${key}`, role: 'applicant' }] })],
    facts: [fact(`fact-${key}-1`, `case/${caseId}`, 'a', key), fact(`fact-${key}-2`, `case/${caseId}`, 'a', key)],
    events: [event(`event-${key}-1`, caseId), event(`event-${key}-2`, caseId)],
    documents: [{ id: `document-${key}`, sha256, size: 1, mediaType: 'application/pdf', name: key, caseId, uploadedBy: 'x', at }],
    messages: [{ id: `message-${key}`, caseId, direction: 'in', personId: `person-${key}`, by: 'x', text: key, language: 'sv', at }],
    outbox: [{ id: `outbox-${key}`, key: `errand-${key}`, topic: 't', caseId, payload: null }],
  };
}
