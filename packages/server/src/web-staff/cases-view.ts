import { nameText, type PersonName, type Rulebook } from '@ankomst/core';
import { logAccess, openCases, protectedAmong, type OpenCasesFilter } from '@ankomst/store';
import { routes, type PageContext, type StaffCasesView } from '@ankomst/web';
import { caseFilter } from '../access/case-filter.ts';
import { usualPurpose } from '../access/policy.ts';
import { accessWord } from '../access/words.ts';
import type { Staff } from '../cases-staff/handle-case.ts';
import type { Deps } from '../deps.ts';
import { firstOf } from '../web/case-words.ts';
import { holderLine } from './case-words.ts';
import { staffWord, type StaffWord } from './words.ts';

const phases = ['offered', 'lodged', 'decided'] as const;
const holders = ['person', 'anyone', 'invited', 'unit', 'staff', 'partner', 'robot'] as const;
const ownReasons = ['decision', 'second-officer', 'answer'];

/** The filters of the list as they stand in the address. */
export interface CasesQuery { waiting?: string; holder?: string; phase?: string; unit?: string; q?: string; after?: string }

/**
 * Open cases, longest waiting first. Which, the policies say (`caseFilter`).
 * Whose names are shown is in the access log before they are.
 */
export async function casesView(deps: Deps, staff: Staff, query: CasesQuery, ctx: PageContext): Promise<StaffCasesView> {
  const everywhere = usualPurpose(staff.roles) === 'audit';
  const units = everywhere ? [...new Set(deps.authority.services.map((service) => service.unit))] : [staff.unit];
  const unit = query.unit && units.includes(query.unit) ? query.unit : everywhere ? undefined : staff.unit;
  const oneOf = <T extends string>(list: readonly T[], value: string | undefined): T | undefined => list.find((one) => one === value);
  const reasons = [...new Set([...deps.authority.services.flatMap((service) => service.requirements.map((one) => one.id)), ...ownReasons])];
  const filter: OpenCasesFilter = {
    visible: (first) => caseFilter(staff, { first }), ...defined({ unit, reason: oneOf(reasons, query.waiting), holderKind: oneOf(holders, query.holder), phase: oneOf(phases, query.phase), text: query.q?.trim() || undefined }),
  };
  const [since = '', id = ''] = (query.after ?? '').split('~');
  const after = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(since) && id ? { since, id } : null;
  const { cases, next } = await openCases(deps.store, filter, { after, limit: 50 });
  const people = await namesIn(deps, cases.map((one) => one.id), deps.authority.services, ctx.language);
  await logAccess(deps.store, {
    at: deps.clock.now(), actor: { kind: 'staff', id: staff.staffId }, personIds: people.shown, purpose: usualPurpose(staff.roles),
    basis: 'list', what: 'list-open-cases', granted: true, detail: { unit: staff.unit, ...(filter.text ? { searched: true } : {}) },
  });
  const address = (more: Record<string, string>): string => `${routes.staff.cases()}?${new URLSearchParams({ ...defined({ waiting: query.waiting, holder: query.holder, phase: query.phase, unit: query.unit, q: query.q }), ...more })}`;
  const choices = (list: readonly string[], prefix: string) => list.map((value) => ({ value, label: staffWord(ctx.language, `${prefix}.${value}` as StaffWord) }));
  return {
    filter: { waiting: filter.reason ?? '', holder: filter.holderKind ?? '', phase: filter.phase ?? '', unit: unit ?? '', q: query.q ?? '' },
    choices: {
      waiting: reasons.map((value) => ({ value, label: firstOf(ctx, [`requirement.${value}`, `waiting.${value}`]) })),
      holder: choices(holders, 'holder'), phase: choices(phases, 'phase'),
      unit: units.map((value) => ({ value, label: deps.authority.units.find((one) => one.id === value)?.names[ctx.language] ?? value })),
    },
    rows: cases.map((one) => ({
      caseId: one.id, number: one.number, applicant: people.applicantOf.get(one.id) ?? '', service: { key: 'service.name' }, since: one.since,
      waiting: one.reason ? firstOf(ctx, [`requirement.${one.reason}`, `waiting.${one.reason}`]) : staffWord(ctx.language, 'waiting.nothing'),
      holder: holderLine(deps, one.holder, people.names, ctx), nextLegalDate: one.nextLegalDate ?? undefined,
    })),
    ...(next ? { next: address({ after: `${next.since}~${next.id}` }) } : {}),
    ...(after ? { first: address({}) } : {}),
  };
}

/** Names of the people in some cases, and who the applicant of each is. Whoever is protected has none in a list, for nobody. */
export async function namesIn(deps: Deps, caseIds: string[], rulebooks: readonly Rulebook[], language = 'sv'): Promise<{ names: Record<string, string>; applicantOf: Map<string, string>; shown: string[] }> {
  const roles = new Set(rulebooks.map((one) => one.applicantRole));
  const rows = await deps.store.query<{ caseId: string; personId: string; role: string; name: PersonName | null }>(
    `select p.case_id as "caseId", p.person_id as "personId", p.role, f.value as name from case_party p
     left join fact f on f.subject = 'person/' || p.person_id and f.name = 'person.name' and f.superseded_by is null
     where p.case_id = any($1)`, [caseIds], 'names_in_cases');
  const hidden = new Set(await protectedAmong(deps.store, rows.map((row) => row.personId)));
  const nameOf = (row: { personId: string; name: PersonName | null }): string => (hidden.has(row.personId) ? accessWord(language, 'protected') : nameText(row.name));
  return {
    names: Object.fromEntries(rows.map((row) => [row.personId, nameOf(row)])),
    applicantOf: new Map(rows.filter((row) => roles.has(row.role)).map((row) => [row.caseId, nameOf(row)])),
    shown: [...new Set(rows.map((row) => row.personId))],
  };
}

/** Without the fields that are undefined. */
export function defined<T extends object>(given: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as never;
}
