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
