-- One queue: which case is next for whom, and search over all who are known.

------------------------------------------------------------------ what the authority has settled

create table queue_policy (
  only_one boolean primary key default true check (only_one),
  norm_days int not null,
  ageing_share float8 not null check (ageing_share between 0 and 1),
  language_days int not null,
  hash text not null
);
comment on table queue_policy is 'How the queue is ordered, as the content says it (authority.yaml, queue). norm_days: where the law sets no day. ageing_share: of the hand-outs, to the oldest. language_days: how much earlier a case comes to one who speaks its language. hash: of what it was made from';

create table queue_rule (
  id text collate "C" primary key,
  earlier_days int not null default 0,
  level int not null default 1,
  fact text,
  of_role text,
  equals jsonb,
  younger_than int,
  reason text,
  stopped_by_at_least int
);
comment on table queue_rule is 'What makes a case come earlier (days) or need more experience (level), as the content says it: a fact of the case or of a party in a role (equal to, or a birth date that is younger than so many years), a waiting reason, or how many conditions stopped the robot';

create table staff_skill (
  staff_id text collate "C" not null,
  service text collate "C" not null,
  kind text collate "C",
  level int not null default 3 check (level between 1 and 3),
  language text,
  set_by text collate "C",
  set_at timestamptz,
  unique nulls not distinct (staff_id, service, kind, language)
);
comment on table staff_skill is 'What a colleague can take: cases of a service (all kinds where kind is empty) up to a level of complexity, and a language besides. Who has no row takes whatever their unit has';

------------------------------------------------------------------ the queue

create table queue_lane (
  id int generated always as identity primary key,
  unit text collate "C" not null,
  taker text not null check (taker in ('officer', 'approver')),
  service text collate "C" not null,
  kind text collate "C" not null,
  level int not null,
  language text not null,
  unique (unit, taker, service, kind, level, language)
);
comment on table queue_lane is 'Cases that ask for the same of whoever takes them. There are some hundreds; the first of each is looked at when somebody asks for the next case';

create table queue_entry (
  case_id text collate "C" primary key references case_file,
  unit text collate "C" not null,
  lane int not null references queue_lane,
  place timestamptz not null,
  since timestamptz not null,
  waits_since timestamptz not null,
  due date,
  because text[] not null,
  open_to_all boolean not null,
  holder text collate "C",
  proposer text collate "C",
  snoozed_until timestamptz
) with (fillfactor = 80);
create index queue_first on queue_entry (lane, place, case_id) where open_to_all;
create index queue_oldest on queue_entry (lane, since, case_id) where open_to_all;
create index queue_of_unit on queue_entry (unit, place, case_id);
create index queue_own on queue_entry (holder, place) where holder is not null;
comment on table queue_entry is 'Cases that wait for somebody of the staff, in the order they are to be taken. Derived from the case whenever it changes, in the same transaction; refresh_queue makes it anew';
comment on column queue_entry.place is 'By when it is to be taken: the law''s day, or so many days after it came in, earlier for each rule in because. Rests on nothing that moves by itself, so that the order is an index';

create table queue_turn (
  staff_id text collate "C" primary key,
  turns bigint not null
);
comment on table queue_turn is 'How many cases somebody has been handed: each so manieth is the oldest';

create function queue_rules_of(c case_file) returns queue_rule[] language sql stable as $$
  select coalesce(array_agg(r order by r.id), '{}') from queue_rule r where
    (r.reason is null or r.reason = c.waiting_reason)
    and (r.stopped_by_at_least is null or jsonb_array_length(coalesce(c.state->'stopped'->'conditions', '[]')) >= r.stopped_by_at_least)
    and (r.fact is null or exists (
      select from fact f where f.name = r.fact and f.superseded_by is null
        and f.subject = any (case when r.of_role is null then array['case/' || c.id]
          else array(select 'person/' || p.person_id from case_party p where p.case_id = c.id and p.role = r.of_role) end)
        and (r.equals is null or f.value = r.equals)
        -- on the day it came to wait: a place that changed with the calendar would have to be counted anew each night
        and (r.younger_than is null or f.value #>> '{}' > to_char((c.queue_since at time zone 'UTC') - make_interval(years => r.younger_than), 'YYYY-MM-DD'))))
$$;

create function refresh_queue(the_case text) returns void language plpgsql as $$
declare
  c case_file;
  rules queue_rule[];
  policy queue_policy;
  of_lane int;
  l record;
begin
  select * into c from case_file where id = the_case;
  if c.phase = 'closed' or c.waiting_reason is null or c.waiting_holder_kind not in ('unit', 'staff')
     or (c.waiting_holder_kind = 'unit' and c.waiting_holder <> 'unit/' || c.unit) then
    delete from queue_entry where case_id = the_case;
    return;
  end if;
  select * into policy from queue_policy;
  rules := queue_rules_of(c);
  select c.unit as unit, case when c.waiting_reason = 'second-officer' then 'approver' else 'officer' end as taker, c.service as service,
    coalesce((select value #>> '{}' from fact where subject = 'case/' || c.id and name = 'case.kind' and superseded_by is null), '') as kind,
    coalesce((select max(level) from unnest(rules)), 1) as level,
    coalesce((select a.language from case_party p join account a on a.person_id = p.person_id where p.case_id = c.id order by a.updated_at desc, a.id limit 1), '') as language
  into l;
  select id into of_lane from queue_lane q
    where (q.unit, q.taker, q.service, q.kind, q.level, q.language) = (l.unit, l.taker, l.service, l.kind, l.level, l.language);
  if not found then
    insert into queue_lane (unit, taker, service, kind, level, language) values (l.unit, l.taker, l.service, l.kind, l.level, l.language)
      on conflict (unit, taker, service, kind, level, language) do update set kind = excluded.kind returning id into of_lane;
  end if;
  insert into queue_entry values (c.id, c.unit, of_lane,
      least(c.next_legal_date::timestamp at time zone 'UTC', coalesce(c.lodged_at, c.opened_at) + make_interval(days => coalesce(policy.norm_days, 60)))
        - make_interval(days => coalesce((select sum(earlier_days)::int from unnest(rules)), 0)),
      coalesce(c.lodged_at, c.opened_at), c.queue_since, c.next_legal_date, coalesce((select array_agg(id order by id) from unnest(rules)), '{}'),
      c.assigned_to is null or l.taker = 'approver', case when l.taker = 'officer' then c.assigned_to end,
      c.state->'proposal'->'by'->>'id', (c.state->'snoozed'->>'until')::timestamptz)
    on conflict (case_id) do update set unit = excluded.unit, lane = excluded.lane, place = excluded.place, since = excluded.since,
      waits_since = excluded.waits_since, due = excluded.due, because = excluded.because, open_to_all = excluded.open_to_all,
      holder = excluded.holder, proposer = excluded.proposer, snoozed_until = excluded.snoozed_until;
end $$;
comment on function refresh_queue(text) is 'Derives a case''s place in the queue from what is stored of it';

create function queue_follows() returns trigger language plpgsql as $$
begin
  -- a case changed several times in one transaction is looked at once, as it is at the end
  if exists (select from case_file where id = new.id and version = new.version) then perform refresh_queue(new.id); end if;
  return null;
end $$;
-- At the end of the transaction: the facts that came with the case are then there.
create constraint trigger queue_follows_new after insert on case_file deferrable initially deferred
  for each row when (new.waiting_holder_kind in ('unit', 'staff')) execute function queue_follows();
create constraint trigger queue_follows after update on case_file deferrable initially deferred
  for each row when (old.waiting_holder_kind in ('unit', 'staff') or new.waiting_holder_kind in ('unit', 'staff')) execute function queue_follows();

------------------------------------------------------------------ lists

create table saved_filter (
  id text collate "C" primary key,
  staff_id text collate "C" not null,
  unit text collate "C",
  name text not null,
  query text not null,
  saved_at timestamptz not null
);
create index saved_filter_of on saved_filter (staff_id);
create index saved_filter_of_unit on saved_filter (unit) where unit is not null;
comment on table saved_filter is 'Lists of cases somebody comes back to: query is the address''s after ?. With a unit, the colleagues have it too';

create table bulk_run (
  id text collate "C" primary key,
  staff_id text collate "C" not null,
  act text not null check (act in ('assign', 'release', 'ask', 'remind', 'rerun')),
  words text,
  started_at timestamptz not null,
  undone_at timestamptz
);
create index bulk_run_of on bulk_run (staff_id, started_at);
comment on table bulk_run is 'One act on many cases at once, by one officer: what is to be done and, where the person is told, in which words';

create table bulk_item (
  run_id text collate "C" not null references bulk_run,
  case_id text collate "C" not null references case_file,
  ord int not null,
  sample boolean not null,
  confirmed_at timestamptz,
  state text not null default 'waiting' check (state in ('waiting', 'done', 'failed', 'undone')),
  problem text,
  primary key (run_id, case_id)
);
comment on table bulk_item is 'A case of a bulk run. Those of the sample are opened and confirmed before any is done';

------------------------------------------------------------------ search

-- A case is found by its number's beginning (case_number_once), a document by the words of its name.
create index document_by_name on document using gin (to_tsvector('simple'::regconfig, regexp_replace(name, '[^[:alnum:]]+', ' ', 'g'))) with (fastupdate = off);

------------------------------------------------------------------ search over persons

-- search_names holds the words and the keys by which a person is found (names.ts makes them), as they are: no parser
-- of text may take them apart.
drop index person_search;
alter table person drop column search;
alter table person add column search tsvector
  generated always as (array_to_tsvector(coalesce(string_to_array(nullif(search_names, ''), ' '), '{}'))) stored;
create index person_search on person using gin (search) with (fastupdate = off);
comment on column person.search_names is 'Words of names in every spelling on file, and keys of how they sound: see names.ts';
