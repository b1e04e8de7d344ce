import { logAccess } from '@ankomst/store';
import type { CaseSeen } from '@ankomst/mining';
import { caseFilter } from '../access/case-filter.ts';
import { actorOf } from '../access/open-case.ts';
import { usualPurpose, type StaffPurpose } from '../access/policy.ts';
import type { Deps } from '../deps.ts';
import type { StaffSession } from '../http/request.ts';
import type { InsightCases } from './api.ts';
import { serviceName, waitingName } from './words.ts';

interface Row { id: string; number: string; service: string; unit: string; reason: string | null; persons: string[] }

/** Those of the cases that one may see, with their numbers, logged before they are shown. The order of `seen` stays. */
export async function listedCases(deps: Deps, { subject }: StaffSession, seen: readonly CaseSeen[], language: 'sv' | 'en', purpose?: StaffPurpose): Promise<InsightCases['list']> {
  const filter = caseFilter(subject, { first: 2, alias: 'f', ...(purpose ? { purpose } : {}) });
  const rows = await deps.store.query<Row>(`select f.id, f.number, f.service, f.unit, f.waiting_reason as reason,
      (select coalesce(json_agg(p.person_id), '[]') from case_party p where p.case_id = f.id) as persons
    from case_file f where f.id = any($1) and ${filter.sql}`, [seen.map((one) => one.id), ...filter.params]);
  await logAccess(deps.store, {
    at: deps.clock.now(), actor: actorOf(subject), personIds: [...new Set(rows.flatMap((row) => row.persons))],
    purpose: purpose ?? usualPurpose(subject.roles), basis: 'list', what: 'insight-cases', granted: true, detail: { cases: rows.length },
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return seen.flatMap(({ id, open, began, last }) => {
    const row = byId.get(id);
    if (!row) return [];
    const { number, service, unit, reason } = row;
    return [{ id, number, service: serviceName(deps, language, service), unit, open, waiting: reason === null ? '' : waitingName(deps, language, reason, service), began, last }];
  });
}
