-- What leaders look at, counted as it comes instead of anew at each look; and cases that a stop left behind tried again.

------------------------------------------------------------------ outcomes by week

create table outcome_week (
  unit text collate "C" not null,
  service text collate "C" not null,
  week date not null,
  way text not null,
  outcome text not null,
  code text,
  condition text collate "C",
  cases int not null,
  unique nulls not distinct (unit, service, week, way, outcome, code, condition)
);
create index outcome_week_by_time on outcome_week (week);
comment on table outcome_week is 'case_outcome counted by week (of the authority''s time zone, beginning on Monday): each once with condition null, and once under each condition that stopped the robot. Counted in the statement that writes case_outcome';

-- both are derived: read anew from the first event on, so that they agree
truncate case_outcome;
delete from projection where name = 'case_outcome';

------------------------------------------------------------------ tried again

create table automation_retry (
  seq bigint generated always as identity primary key,
  service text collate "C" not null,
  step text collate "C" not null,
  by text collate "C" not null,
  at timestamptz not null,
  why text not null check (why <> ''),
  cases int not null check (cases > 0)
);
create index automation_retry_of on automation_retry (service, step, seq desc);
create trigger append_only before update or delete or truncate on automation_retry for each statement execute function refuse_change();
comment on table automation_retry is 'Who had the robot look again at the cases a stop had left behind, when, why, and how many they were; append-only';
