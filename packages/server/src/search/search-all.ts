import { nameText, type PersonName } from '@ankomst/core';
import { casesNumbered, casesOfPersons, documentsNamed, findPersons, logAccess } from '@ankomst/store';
import { caseFilter, personFilter } from '../access/case-filter.ts';
import { actorOf } from '../access/open-case.ts';
import { usualPurpose } from '../access/policy.ts';
import type { Staff } from '../cases-staff/handle-case.ts';
import type { Deps } from '../deps.ts';
import type { Found } from '../queue/api.ts';

const persons = 12;
const casesEach = 4;
const others = 8;

/**
 * Persons by name (any spelling, alphabet, order, earlier names, a letter wrong) or number, cases by number, documents
 * by name: of those the searcher may have in a list. Who was found is in the log before it is shown; what was typed
 * is not kept, for it may name somebody who is not here.
 */
export async function searchAll(deps: Deps, staff: Staff, text: string): Promise<Found> {
  const scope = (first: number) => caseFilter(staff, { first, alias: 'f' });
  const [found, cases, documents] = await Promise.all([
    findPersons(deps.store, text, personFilter(staff, { first: 4 }), persons),
    /\d/.test(text) ? casesNumbered(deps.store, text.replace(/\s+/g, ''), scope, others) : [],
    documentsNamed(deps.store, text, scope, others),
  ]);
  const ids = found.persons.map((one) => one.id);
  const [theirs, names] = ids.length === 0 ? [[], []] : await Promise.all([casesOfPersons(deps.store, ids, scope, casesEach), namesOf(deps, ids)]);
  await logAccess(deps.store, {
    at: deps.clock.now(), actor: actorOf(staff), personIds: ids, purpose: usualPurpose(staff.roles), basis: 'list', what: 'desk-search', granted: true,
    detail: { unit: staff.unit, searched: true },
  });
  return {
    persons: ids.map((id) => {
      const { name = '', born = null, others: alias = null } = names.find((one) => one.id === id) ?? {};
      return { id, name, born, alias, cases: theirs.filter((one) => one.personId === id).map(({ personId: _of, ...one }) => one) };
    }),
    cases, documents, wide: found.wide,
  };
}

/** The names as they stand, the birth date, and what else the person is or was called. */
async function namesOf(deps: Deps, ids: string[]): Promise<{ id: string; name: string; born: string | null; others: string | null }[]> {
  const rows = await deps.store.query<{ subject: string; fact: string; value: PersonName | string; current: boolean }>(
    `select subject, name as fact, value, superseded_by is null as current from fact
     where subject = any($1) and name in ('person.name', 'person.name-native', 'person.birth-date', 'organisation.name') order by seq desc`, [ids.map((id) => `person/${id}`)], 'names_of_found');
  const read = (value: PersonName | string): string => (typeof value === 'string' ? value : nameText(value));
  return ids.map((id) => {
    const own = rows.filter((row) => row.subject === `person/${id}`);
    const value = (fact: string): string | undefined => own.filter((row) => row.fact === fact && row.current).map((row) => read(row.value))[0];
    const name = value('person.name') ?? value('organisation.name') ?? '';
    const spellings = own.filter((row) => row.fact !== 'person.birth-date').flatMap(({ value: one }) => [read(one), (typeof one === 'string' ? undefined : one.native) ?? '']);
    const others = [...new Set(spellings)].filter((one) => one && one !== name);
    return { id, name, born: value('person.birth-date') ?? null, others: others.length ? others.join(', ') : null };
  });
}
