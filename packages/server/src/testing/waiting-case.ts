import { subject } from '@ankomst/core';
import type { Change, Json } from '@ankomst/core';
import type { Deps } from '../deps.ts';

/**
 * A case that waits for an officer of a unit, sent `at` days ago, of one person: what lists and the queue need of it and no more.
 * Its number is `99-0000<at>-1`.
 */
export function waitingCase(deps: Deps, at: number, { unit, service, born, name }: { unit: string; service: string; born: string; name: { given: string; family: string; native?: string } }): Change {
  const now = deps.clock.now();
  const id = `queue-case-${at}`, personId = `queue-person-${at}`;
  const lodged = new Date(Date.parse(now) - at * 86_400_000).toISOString();
  const rulebook = deps.authority.service(service)!;
  const fact = (factName: string, value: Json, about = subject.person(personId)) => ({ id: `${id}-${factName}`, subject: about, name: factName, value, source: 'register' as const, certainty: 'verified' as const, assertedBy: 'partner/population-register', assertedAt: now });
  return {
    persons: [{ id: personId, createdAt: now }],
    cases: [{
      id, number: `99-${String(at).padStart(6, '0')}-1`, service, rulebook: rulebook.hash, phase: 'lodged', parties: [{ personId, role: rulebook.applicantRole }], unit, openedAt: lodged, lodgedAt: lodged,
      openRequests: [], waited: [], waiting: { reason: 'decision', holder: { kind: 'unit', unit }, since: lodged }, stopped: { at: now, code: 'condition', conditions: ['identity'] }, version: 0,
    }],
    // nothing is awaited of anybody else
    facts: [fact('person.name', { ...name }), fact('person.birth-date', born), fact('person.passport-status', 'valid'), fact('case.fee-paid', true, subject.case(id))],
    events: [{ id: `${id}-e`, caseId: id, type: 'ApplicationLodged', at: lodged, actor: { kind: 'person', id: personId }, data: {} }],
  };
}
