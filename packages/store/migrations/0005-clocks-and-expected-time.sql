-- What the holders of the law's clocks have been told, and how long a decision takes.

create table clock_told (
  case_id text collate "C" not null references case_file,
  deadline text collate "C" not null,
  start date not null,
  extended int not null,
  what text collate "C" not null,
  due date not null,
  unit text not null,
  told_at timestamptz not null,
  primary key (case_id, deadline, start, extended, what)
);
create index clock_told_of_unit on clock_told (unit, due, case_id);
comment on table clock_told is 'What has been told of a clock: passed, drafted (a notice of delay), or the days before its end at which it warned. Once for each start and extension of the clock; derived, so that nothing is told twice and the staff''s list is short';

-- Few cases hold one of these at any time: the list walks them alone.
create index delay_notice_waiting on case_file (unit, (state->'delayNotice'->>'due'), id) where phase = 'lodged' and state ? 'delayNotice';
create index conclusion_asked on case_file ((state->'conclusion'->>'askedAt'), id) where state ? 'conclusion';

create table projection (
  name text primary key,
  seq bigint not null,
  at timestamptz not null
);
comment on table projection is 'How far into the event log a derived table has read';

create table case_time (
  case_id text collate "C" primary key references case_file,
  service text collate "C" not null,
  kind text collate "C" not null,
  lodged_at timestamptz not null,
  complete_at timestamptz,
  decided_at timestamptz,
  left_at timestamptz
);
create index case_time_open on case_time (service, kind, lodged_at, case_id) where decided_at is null and left_at is null;
create index case_time_ended on case_time (coalesce(decided_at, left_at)) where decided_at is not null or left_at is not null;
comment on table case_time is 'When each case was lodged, complete, decided, or ended without a decision (left_at); derived from cases. kind: what the fact case.kind says (first, extension …), empty where there is none';

create table queue_day (
  service text collate "C" not null,
  kind text collate "C" not null,
  day date not null,
  open int not null,
  primary key (service, kind, day)
);
comment on table queue_day is 'Cases that wait for a decision by the day (UTC) they were lodged: a place in the queue is a sum over days';

create table expected_time (
  service text collate "C" not null,
  kind text collate "C" not null,
  stage text not null check (stage in ('lodged', 'complete')),
  computed_at timestamptz not null,
  from_at timestamptz not null,
  decided int not null,
  open int not null,
  p50 int,
  p90 int,
  curve jsonb not null,
  primary key (service, kind, stage)
);
comment on table expected_time is 'Days to a decision by kind of case and from when they are counted, as last worked out from case_time';

create table prediction (
  case_id text collate "C" not null references case_file,
  stage text not null check (stage in ('lodged', 'complete')),
  made_at timestamptz not null,
  p50_on date,
  p90_on date,
  primary key (case_id, stage)
);
create index prediction_p90 on prediction (p90_on);
comment on table prediction is 'The first answer given to a case about when its decision comes, kept to be compared with what came';
