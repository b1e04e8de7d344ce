import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { completePart, lodgeApplication, type Actor, type Json } from '@ankomst/core';
import { loadCase, type LoadedCase } from '@ankomst/store';
import { beginApplication } from '../applications/begin-application.ts';
import { actOnCase } from '../cases-staff/act-on-case.ts';
import { addCompany } from '../mandates/add-company.ts';
import { organisationByNumber } from '../people/organisations.ts';
import type { Visitor } from './visitor.ts';
import { startWorld, type World, type WorldOptions } from './world.ts';

export const christopher = 'abroad-christopher';
export const maria = '197903189806';
const solrosen = '5599900015';

/** A service with two sides and a fee: its content as it is, in use, handled by the unit whose officers can log in. */
export async function startWork(options: WorldOptions = {}): Promise<World> {
  const contentDir = mkdtempSync(join(tmpdir(), 'content-'));
  cpSync(resolve(import.meta.dirname, '../../../../content/sweden'), contentDir, { recursive: true });
  const file = join(contentDir, 'services/work-permit/service.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^draft: true\n/m, '').replace(/^unit: .*$/m, 'unit: child-family'));
  const world = await startWorld({ ...options, config: (config) => ({ ...config, contentDir }) });
  return { ...world, close: async () => { await world.close(); rmSync(contentDir, { recursive: true, force: true }); } };
}

/** The parties of a case, logged in; `applicant` and `employer` are person ids. */
export interface Parties { cook: Visitor; owner: Visitor; applicant: string; signatory: string; employer: string }

export async function workParties(world: World): Promise<Parties> {
  const { deps } = world.server;
  const [cook, owner] = await Promise.all([world.visitor(christopher), world.visitor(maria)]) as [Visitor, Visitor];
  const rows = await deps.store.query<{ person_id: string; sub: string; number: string | null }>(
    `select a.person_id, a.sub, i.value as number from account a left join person_identifier i on i.person_id = a.person_id and i.kind = 'personal-number'`);
  const signatory = rows.find((row) => row.number === maria)!.person_id;
  const applicant = rows.find((row) => row.number === null)!.person_id;
  const added = await addCompany(deps, signatory, solrosen);
  assert.ok(added.state === 'added');
  return { cook, owner, applicant, signatory, employer: added.organisation };
}

/** An application by the one and the part of the other, as they would be after the forms: it waits for the fee. `offer` changes what the employer says. */
export async function lodgedWork(world: World, { applicant, signatory, employer }: Parties, offer: Record<string, Json> = {}): Promise<string> {
  const { deps } = world.server;
  const day = (days: number): string => new Date(Date.parse(deps.clock.now()) + days * 86_400_000).toISOString().slice(0, 10);
  const caseId = await beginApplication(deps, applicant, { service: 'work-permit', role: 'applicant', principal: applicant, once: deps.ids.next() });
  const company = await organisationByNumber(deps, solrosen);
  const said = (facts: Record<string, Json>, personId: string) => Object.entries(facts).map(([fact, value]) => ({ fact, value, ...(fact.startsWith('case.') ? {} : { personId }) }));
  const cook: Actor = { kind: 'person', id: applicant }, owner: Actor = { kind: 'person', id: signatory, onBehalfOf: employer };
  await actOnCase(deps, cook, caseId, ({ state, ctx }) => lodgeApplication(state, {
    personId: applicant, joins: [{ party: { personId: employer, role: 'employer' }, known: company!.facts }],
    answers: said({
      'person.citizenships': ['BR'], 'person.passport-number': 'FY482913', 'person.passport-country': 'BR', 'person.passport-valid-to': day(1500),
      'person.passport-image': ['document-1'], 'case.in-sweden': false, 'case.employer-number': solrosen,
    }, applicant),
  }, ctx));
  await actOnCase(deps, owner, caseId, ({ state, ctx }) => completePart(state, { personId: employer, answers: said({
    'case.offer-occupation': '5120', 'case.offer-salary': 3_700_000, 'case.offer-hours': 100, 'case.offer-hours-week': 40, 'case.offer-date': day(-5), 'case.offer-from': day(60),
    'case.offer-permanent': true, 'case.offer-collective-agreement': 'bound', 'case.insurance-health': true, 'case.insurance-life': true, 'case.insurance-injury': true,
    'case.insurance-pension': true, 'case.advertised-where': 'eures', 'case.advertised-from': day(-40), 'case.advertised-to': day(-20), 'case.union-way': 'none', ...offer,
  }, employer) }, ctx));
  return caseId;
}

export const loaded = async (world: World, caseId: string): Promise<LoadedCase> => (await loadCase(world.server.deps.store, caseId))!;
