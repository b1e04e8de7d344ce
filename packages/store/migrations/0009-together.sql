-- Working together at the desk. Nothing here is the case itself: what happens to a case is in its events.

create table colleague (
  staff_id text collate "C" primary key,
  name text not null,
  unit text not null,
  roles text[] not null,
  seen_at timestamptz not null
);
create index colleague_of_unit on colleague (unit);
comment on table colleague is 'Names of staff as their work identity gave them at the last login: to say who holds a case, whom to mention or hand over to. Rights rest on the session, never on this';

create table staff_setting (
  staff_id text collate "C" primary key,
  settings jsonb not null,
  updated_at timestamptz not null
);
comment on table staff_setting is 'How somebody wants the desk: theme, density, shortcuts';

create table lease (
  case_id text collate "C" primary key references case_file on delete cascade,
  staff_id text collate "C" not null,
  since timestamptz not null,
  until timestamptz not null,
  asked_by text collate "C",
  asked_at timestamptz
);
comment on table lease is 'Who works on a case now, for some minutes at a time: one row for each case, so never two. asked_by: a colleague who would like to have it';

create table presence (
  case_id text collate "C" not null references case_file on delete cascade,
  staff_id text collate "C" not null,
  since timestamptz not null,
  seen_at timestamptz not null,
  primary key (case_id, staff_id)
);
comment on table presence is 'Who has a case before them on the screen now. A row that has not been seen for a minute is nobody';

create table work_field (
  case_id text collate "C" not null references case_file on delete cascade,
  owner text collate "C" not null,
  field text collate "C" not null,
  value text not null,
  version int not null,
  staff_id text collate "C" not null,
  updated_at timestamptz not null,
  primary key (case_id, owner, field)
);
comment on table work_field is 'What is being written in a case and has not become an act yet, saved as it is typed. owner: whose own it is, empty where colleagues share it. version: grows by one each time; who writes names the one they saw';

create table staff_news (
  id text collate "C" primary key,
  staff_id text collate "C" not null,
  kind text not null check (kind in ('mention', 'handed-over', 'asked', 'declined')),
  case_id text collate "C" not null references case_file on delete cascade,
  by_staff text collate "C" not null,
  at timestamptz not null,
  text text not null,
  read_at timestamptz
);
create index staff_news_of on staff_news (staff_id, at desc);
comment on table staff_news is 'What colleagues want of somebody: mentioned in a note, handed a case, asked for one. What happened to the case is in its events';

-- What was being written goes with the case's end: it is no record, and nobody shall find it later.
create function desk_work_ends() returns trigger language plpgsql as $$
begin
  delete from work_field where case_id = new.id;
  delete from lease where case_id = new.id;
  return null;
end $$;
create trigger desk_work_ends after update on case_file
  for each row when (new.phase = 'closed' and old.phase <> 'closed') execute function desk_work_ends();
