// The store as an authority's would look after five years: laid out past its writer, since a million acts would take hours.
import { performance } from 'node:perf_hooks';
import { namesVersion, readCaseTimes, readOutcomes, recountCases, refreshQueue } from '@ankomst/store';
import type { Queryable, Store } from '@ankomst/store';
import { searchTokens } from '../../../packages/store/src/names.ts';
import { earlierNameOf, nameOf } from './people.ts';

export const caseId = (i: number): string => `bc-${String(i).padStart(8, '0')}`;
export const personId = (i: number): string => `bp-${i}`;
export const personalNumber = (i: number): string => `${1950 + (i % 70)}${String(1 + (i % 12)).padStart(2, '0')}${String(1 + (i % 28)).padStart(2, '0')}-${String(i % 10_000).padStart(4, '0')}-${i}`;
/** Every third case is the family unit's, the others the labour unit's. */
export const unitOf = (i: number): string => (i % 3 === 0 ? 'child-family' : 'labour');
/** So many officers in each of the two units. */
const officers = 200;
/** So many in one transaction. */
const step = 50_000;

/** Four of ten are open (an authority's stock is less); half of those wait for the unit, the rest for an officer by name, the applicant or a partner. */
const shape = `select i, 'bc-' || lpad(i::text, 8, '0') as id, '24-' || lpad(i::text, 7, '0') as number, 'bp-' || i as person, s.*, a.*, w.*, k.kind, k.holder from generate_series($1::int, $2::int) i
  cross join lateral (select case when i % 3 = 0 then 'child-family' else 'labour' end as unit, case when i % 3 = 0 then 'child-born-in-sweden' else 'work-permit' end as service, (i::bigint * 7919 % 100)::int as r, (i::bigint * 104729 % 1000003) / 1000003.0 as u) s
  cross join lateral (select r < 40 as open, date_trunc('milliseconds', now() - case when r < 40 then interval '1 hour' + interval '400 days' * (u * u) else interval '20 days' + interval '1800 days' * u end) as at) a
  cross join lateral (select at + interval '1 day' * (3 + i % 16) as decided, case when r < 20 then 'decision' when r < 24 then 'decision' when r < 34 then (array['answer', 'fee', 'confirm-and-apply'])[1 + i % 3] when r < 40 then 'passport' end as reason,
    case when i % 5 < 3 then '["identity"]'::jsonb when i % 5 = 3 then '["identity", "maintenance"]'::jsonb else '["identity", "maintenance", "passport"]'::jsonb end as conditions, 'B' || case when i % 3 = 0 then 'F' else 'L' end || (i / 3 % ${officers}) as officer) w
  cross join lateral (select case when r < 20 then 'unit' when r < 24 then 'staff' when r < 34 then 'person' when r < 40 then 'partner' end as kind,
    case when r < 20 then 'unit/' || unit when r < 24 then 'staff/' || officer when r < 34 then 'person/bp-' || i when r < 40 then 'partner/passports' end as holder) k`;

const cases = `insert into case_file (id, number, service, rulebook, phase, unit, opened_at, lodged_at, decided_at, closed_at, closed_as, assigned_to, waiting_reason, waiting_holder_kind, waiting_holder, queue_since, next_legal_date, version, state)
  select id, number, service, rb.hash, case when open then 'lodged' else 'closed' end, unit, at, at, case when not open then decided end, case when not open then decided + interval '9 days' end, case when not open then 'granted' end,
    case when kind = 'staff' then officer end, reason, kind, holder, case when open then least(at + interval '5 days', now()) else at end,
    -- the law's day lies ahead for all but one in some thousands
    case when open then (case when i % 5003 = 0 then now() - interval '3 days' else greatest(at + interval '120 days', now() + interval '1 day' * (1 + i % 60)) end)::date end, 4,
    jsonb_strip_nulls(jsonb_build_object('id', id, 'number', number, 'service', service, 'rulebook', rb.hash, 'phase', case when open then 'lodged' else 'closed' end, 'unit', unit, 'openedAt', iso(at), 'lodgedAt', iso(at), 'completeAt', iso(at),
      'decidedAt', case when not open then iso(decided) end, 'closedAt', case when not open then iso(decided + interval '9 days') end, 'closedAs', case when not open then 'granted' end, 'assignedTo', case when kind = 'staff' then officer end,
      'parties', jsonb_build_array(jsonb_build_object('personId', person, 'role', 'applicant')), 'openRequests', '[]'::jsonb, 'version', 4,
      'waited', jsonb_build_array(jsonb_build_object('reason', 'fee', 'from', iso(at), 'to', iso(at + interval '2 days'), 'holder', jsonb_build_object('kind', 'person', 'personId', person, 'role', 'applicant'))),
      'stopped', case when open and kind in ('unit', 'staff') then jsonb_build_object('at', iso(at + interval '2 days'), 'code', 'condition', 'conditions', conditions) end,
      'waiting', case when open then jsonb_build_object('reason', reason, 'since', iso(least(at + interval '5 days', now())), 'holder', case kind when 'unit' then jsonb_build_object('kind', 'unit', 'unit', unit)
        when 'staff' then jsonb_build_object('kind', 'staff', 'staffId', officer) when 'person' then jsonb_build_object('kind', 'person', 'personId', person, 'role', 'applicant') else '{"kind":"partner","partner":"passports"}' end) end))
  from bench_case c cross join lateral (select hash from rulebook where service = c.service order by valid_from desc limit 1) rb`;

/** Opened, lodged, looked at by the robot; the closed ones decided, four of ten by the robot. Ends more often in a yes than not, as chance has it. */
const events = `insert into event (id, case_id, case_seq, type, at, actor, body, prev_hash, hash)
  select e.id, c.id, n, type, e.at, actor, jsonb_build_object('id', e.id, 'caseId', c.id, 'type', type, 'at', iso(e.at), 'actor', actor, 'data', data)::text, h, h
  from (select *, md5(i::text) || md5(number) as h from bench_case) c cross join lateral (values
    (1, 'CaseOpened', c.at, jsonb_build_object('kind', 'person', 'id', person), '{}'::jsonb, true),
    (2, 'ApplicationLodged', c.at, jsonb_build_object('kind', 'person', 'id', person), '{}'::jsonb, true),
    (3, 'AutomationStopped', c.at + interval '2 days', '{"kind":"robot","id":"robot"}', jsonb_build_object('code', 'condition', 'conditions', conditions), (open and kind in ('unit', 'staff')) or (not open and i % 10 >= 4)),
    (4, 'CaseAssigned', c.at + interval '3 days', jsonb_build_object('kind', 'staff', 'id', officer), jsonb_build_object('to', officer), kind = 'staff' or (not open and i % 10 >= 4)),
    (5, 'DecisionMade', decided, case when i % 10 < 4 then '{"kind":"robot","id":"robot"}' else jsonb_build_object('kind', 'staff', 'id', officer) end,
      jsonb_build_object('outcome', case when i % 10 >= 4 and i % 7 = 0 then 'refused' else 'granted' end, 'automatic', i % 10 < 4), not open),
    (6, 'CaseClosed', decided + interval '9 days', '{"kind":"system","id":"clock"}', '{"as":"granted"}', not open)) v(n, type, at, actor, data, so)
  cross join lateral (select c.id || '-' || n as id, v.at) e where so`;

const facts = `insert into fact (id, subject, name, value, source, certainty, asserted_by, asserted_at, superseded_by)
  select 'bf-' || i || '-' || n, case when fact like 'case.%' then 'case/bc-' || lpad(i::text, 8, '0') else 'person/bp-' || i end, fact, v, 'register', 'verified', 'partner/population-register', now() - interval '1 day' * (6 - n), replaced
  from unnest($1::int[], $2::jsonb[], $3::jsonb[]) x(i, name, earlier) cross join lateral (values
    (1, 'person.name', case when earlier <> 'null' then earlier end, 'bf-' || i || '-2'), (2, 'person.name', name, null),
    (3, 'person.birth-date', to_jsonb((date '1950-01-01' + i % 27900)::text), null), (4, 'person.citizenship', to_jsonb((array['SYR', 'UKR', 'ETH', 'BRA', 'IND', 'AFG'])[1 + i % 6]), null),
    (5, 'case.kind', case when i % 3 > 0 then to_jsonb((array['first', 'extension', 'new-employer'])[1 + i % 7 % 3]) end, null)) f(n, fact, v, replaced) where v is not null`;

/** The persons and cases from one number to another, in one transaction. */
async function writePart(store: Store, first: number, last: number): Promise<void> {
  const ids = Array.from({ length: last - first + 1 }, (_, at) => first + at);
  const names = ids.map(nameOf), earlier = ids.map(earlierNameOf);
  const tokens = ids.map((_, at) => searchTokens([names[at]!, ...(earlier[at] ? [earlier[at]] : [])].map((name) => `${name.given} ${name.family}`).join(' ')).join(' '));
  await store.driver.transaction(async (db: Queryable) => {
    await db.query('set local synchronous_commit = off');
    // no trigger and no foreign key is looked at: the rows are made to fit
    await db.query('set local session_replication_role = replica');
    await db.query(`create temp table bench_case on commit drop as ${shape.replace('$1::int', String(first)).replace('$2::int', String(last))}`);
    await db.query(`insert into person (id, created_at, search_names) select 'bp-' || i, now(), t from unnest($1::int[], $2::text[]) x(i, t)`, [ids, tokens]);
    await db.query(`insert into person_identifier (person_id, kind, value, asserted_by, valid_from) select 'bp-' || i, 'personal-number', n, 'partner/population-register', now() from unnest($1::int[], $2::text[]) x(i, n)`, [ids, ids.map(personalNumber)]);
    await db.query(facts, [ids, names.map((name) => JSON.stringify(name)), earlier.map((name) => JSON.stringify(name ?? null))]);
    await db.query(cases);
    await db.query(`insert into chain select id, 6, encode(sha256(convert_to(id, 'UTF8')), 'hex') from bench_case`);
    await db.query(`insert into case_party select id, person, 'applicant' from bench_case`);
    await db.query(events);
    await db.query(`insert into account (id, person_id, iss, sub, language, created_at, updated_at) select 'ba-' || i, person, 'https://eid.invalid', person, (array['sv', 'en', 'ar', 'uk', 'pt'])[1 + i % 5], now(), now() from bench_case where i % 3 = 1`);
    await db.query(`insert into document (id, sha256, size, media_type, name, case_id, person_id, uploaded_by, at) select 'bd-' || c.i, md5(c.id) || md5(number), 120000, 'application/pdf', (array['pass', 'passport', 'anställningsavtal', 'contract', 'födelsebevis', 'scan'])[1 + c.i % 6] || '-' || f || '-' || c.i || '.pdf', c.id, person, 'person/' || person, at
      from bench_case c join unnest($1::int[], $2::text[]) x(i, f) on x.i = c.i where c.i % 2 = 0`, [ids, names.map((name) => name.family)]);
    await db.query('insert into bench_part values ($1)', [first]);
  });
}

/** How many cases a kept store was filled with; 0 where it was not, or not to the end. */
export async function filled(store: Store): Promise<number> {
  const [row] = await store.query<{ seq: number }>(`select seq from projection where name = 'bench'`);
  return row?.seq ?? 0;
}

/** Writes `size` persons and cases, and waits until what is derived from them is. Cut short, it is taken up where it stopped. */
export async function fill(store: Store, size: number): Promise<void> {
  const begin = performance.now();
  const tell = (what: string): void => { console.log(`      ${what}: ${((performance.now() - begin) / 1000).toFixed(0)} s`); };
  await store.driver.script('create table if not exists bench_index (name text primary key, text text not null); create table if not exists bench_part (first int primary key);');
  // indexes made at the end cost a fraction of what keeping them through it does
  await store.query(`insert into bench_index select c.relname, pg_get_indexdef(x.indexrelid) from pg_index x join pg_class c on c.oid = x.indexrelid join pg_class t on t.oid = x.indrelid
    where t.relname in ('person', 'person_identifier', 'case_file', 'case_party', 'fact', 'event', 'document') and t.relnamespace = current_schema()::regnamespace and not exists (select from pg_constraint k where k.conindid = x.indexrelid) on conflict do nothing`);
  const indexes = await store.query<{ name: string; text: string }>('select name, text from bench_index');
  for (const { name } of indexes) await store.driver.script(`drop index if exists ${name}`);
  await store.query(`insert into staff (id, name, unit, roles, since) select 'B' || left(upper(u), 1) || n, 'Officer ' || u || ' ' || n, case u when 'l' then 'labour' else 'child-family' end, '{officer}', now()
    from unnest(array['l', 'f']) u, generate_series(0, ${officers - 1}) n on conflict do nothing`);
  const done = new Set((await store.query<{ first: number }>('select first from bench_part')).map((one) => one.first));
  const left = Array.from({ length: Math.ceil(size / step) }, (_, at) => at * step).filter((first) => !done.has(first));
  await Promise.all([1, 2].map(async () => {
    for (let first = left.shift(); first !== undefined; first = left.shift()) {
      await writePart(store, first, Math.min(size, first + step) - 1);
      process.stderr.write('.');
    }
  }));
  process.stderr.write('\n');
  tell('rows');
  for (const { text } of indexes) await store.driver.script(text.replace(/INDEX /, 'INDEX IF NOT EXISTS '));
  tell('indexes');
  await store.driver.script('vacuum analyze');
  tell('vacuumed');
  await refreshQueue(store);
  tell('the queue');
  await recountCases(store);
  const now = new Date().toISOString();
  await readCaseTimes(store, now);
  await readOutcomes(store, now, 'Europe/Stockholm');
  await store.query(`insert into projection values ('person-names', $1, now()) on conflict (name) do update set seq = excluded.seq`, [namesVersion]);
  await store.query(`insert into projection values ('bench', $1, now())`, [size]);
  await store.driver.script('vacuum analyze');
  tell('what is derived');
}
