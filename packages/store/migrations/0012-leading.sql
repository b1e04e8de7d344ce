-- What leaders need: the stock and its flow, what a unit has settled for itself, decisions assessed a second
-- time, alarms, and the switch that stops an automation.

------------------------------------------------------------------ the stop switch

create table automation_act (
  seq bigint generated always as identity primary key,
  service text collate "C" not null,
  step text collate "C" not null,
  act text not null check (act in ('stopped', 'start-asked', 'started')),
  by text collate "C" not null,
  at timestamptz not null,
  why text not null check (why <> ''),
  asked_by text collate "C",
  constraint started_by_two check (act <> 'started' or (asked_by is not null and asked_by <> by))
);
create index automation_act_of on automation_act (service, step, seq desc);
create trigger append_only before update or delete or truncate on automation_act for each statement execute function refuse_change();
comment on table automation_act is 'Who stopped an automation (service and step), when and why, and who started it again: one asks, another agrees. The last row is how it stands; append-only';

create function automation_lock(of_service text, of_step text) returns bigint language sql stable as $$
  select hashtextextended(current_schema() || '/automation/' || of_service || '/' || of_step, 0)
$$;

create function automation_stopped(of_service text, of_step text) returns boolean language sql stable as $$
  select coalesce((select act <> 'started' from automation_act where service = of_service and step = of_step order by seq desc limit 1), false)
$$;

create function record_automation_act(of_service text, of_step text, new_act text, new_by text, new_at timestamptz, new_why text) returns text language plpgsql as $$
declare last record;
begin
  -- Waits for the decisions that are being committed; those that come after it see the switch.
  perform pg_advisory_xact_lock(automation_lock(of_service, of_step));
  select a.act, a.by as person into last from automation_act a where service = of_service and step = of_step order by seq desc limit 1;
  if new_act = 'stopped' and last.act = 'stopped' then return 'already-stopped'; end if;
  if new_act <> 'stopped' and coalesce(last.act, 'started') = 'started' then return 'not-stopped'; end if;
  if new_act = 'start-asked' and last.act = 'start-asked' then return 'already-asked'; end if;
  if new_act = 'started' and last.act <> 'start-asked' then return 'not-asked'; end if;
  if new_act = 'started' and last.person = new_by then return 'same-person'; end if;
  insert into automation_act (service, step, act, by, at, why, asked_by)
    values (of_service, of_step, new_act, new_by, new_at, new_why, case when new_act = 'started' then last.person end);
  return 'done';
end $$;
comment on function record_automation_act is 'Stops an automation, asks to start it again, or agrees to that. `stopped` also takes back a request to start. Returns done, or why it was not';

create function guard_automation() returns trigger language plpgsql as $$
declare of_service text := (select service from case_file where id = new.case_id);
begin
  perform pg_advisory_xact_lock_shared(automation_lock(of_service, 'decision'));
  if automation_stopped(of_service, 'decision') then
    raise exception using errcode = 'AK005', message = 'automation stopped', detail = jsonb_build_object('automation', of_service)::text;
  end if;
  return new;
end $$;
-- In the transaction that decides: whatever way a decision comes, none is the robot's once the switch is committed.
create trigger automation_may before insert on decision for each row when (new.automatic) execute function guard_automation();

------------------------------------------------------------------ what a unit has settled for itself

create table unit_setting (
  seq bigint generated always as identity primary key,
  unit text collate "C" not null,
  name text collate "C" not null,
  value jsonb not null,
  set_by text collate "C" not null,
  set_at timestamptz not null,
  why text not null
);
create index unit_setting_of on unit_setting (unit, name, seq desc);
create trigger append_only before update or delete or truncate on unit_setting for each statement execute function refuse_change();
comment on table unit_setting is 'What a unit''s leader has set: ageing_share, sample_rate/<service>/robot, sample_rate/<service>/officer, … The last row of a name holds; the earlier are its history';

create table staff_absence (
  id text collate "C" primary key,
  staff_id text collate "C" not null,
  unit text collate "C" not null,
  from_day date not null,
  to_day date not null check (to_day >= from_day),
  set_by text collate "C" not null,
  set_at timestamptz not null,
  removed_by text collate "C",
  removed_at timestamptz
);
create index staff_absence_of_unit on staff_absence (unit, to_day) where removed_at is null;
create index staff_absence_of on staff_absence (staff_id, to_day) where removed_at is null;
comment on table staff_absence is 'Days on which a colleague gets no new cases. Why is nobody''s business here and is not kept';

------------------------------------------------------------------ stock and flow

-- All that the pictures of a unit's stock and flow read, so that they never touch the cases themselves. Plain columns,
-- not expressions of them: only then is the index enough (PostgreSQL's manual, index-only scans).
create index stock_of_unit on case_file (unit, service, waiting_reason, waiting_holder_kind, lodged_at, opened_at) where phase <> 'closed';
create index came_in on case_file (unit, lodged_at, service) where lodged_at is not null;
create index left_undecided on case_file (unit, closed_at, service) where decided_at is null and closed_at is not null;

create table case_outcome (
  event_id text collate "C" primary key,
  case_id text collate "C" not null references case_file,
  service text collate "C" not null,
  unit text collate "C" not null,
  at timestamptz not null,
  way text not null check (way in ('robot', 'officer')),
  outcome text not null check (outcome in ('granted', 'refused', 'dismissed', 'stopped')),
  by text not null,
  code text,
  conditions text[] not null default '{}'
);
create index case_outcome_by_time on case_outcome (unit, at) include (service, way, outcome, by);
create index case_outcome_of_service on case_outcome (service, at) include (way, outcome);
create index case_outcome_kept_back on case_outcome (case_id) where code = 'automation-stopped';
comment on table case_outcome is 'Each time a robot or an officer came to an end with a case: granted, refused, dismissed, or (the robot) left to an officer with the conditions that stopped it. Derived from events';
comment on column case_outcome.by is 'Only to count how many people stand behind a figure: what fewer than five have done is not shown by itself';

------------------------------------------------------------------ the second assessment

alter table sampled_decision
  add column taken_by text collate "C",
  add column taken_at timestamptz,
  add column blind boolean,
  add column second_outcome text check (second_outcome in ('granted', 'not-granted'));
comment on table sampled_decision is 'Decisions drawn at random, automatic ones and officers'', for another human to assess anew without seeing the outcome';
comment on column sampled_decision.blind is 'False where the second assessor had opened the case otherwise and so may have known the outcome';

create table assessed_condition (
  decision_id text collate "C" not null references sampled_decision,
  condition text collate "C" not null,
  row text collate "C",
  first text not null,
  second text not null check (second in ('met', 'not met', 'unknown')),
  agrees boolean not null,
  why text,
  talked_at timestamptz,
  talked_by text collate "C",
  conclusion text,
  primary key (decision_id, condition)
);
create index assessed_condition_to_talk_about on assessed_condition (decision_id) where not agrees and talked_at is null;
comment on table assessed_condition is 'What the second assessor said of each condition, beside what the first decision rested on; where they differ, what the team came to';

create function draw_for_review() returns trigger language plpgsql as $$
declare
  f record;
  rate float8;
begin
  select service, unit into f from case_file where id = new.case_id;
  select (value #>> '{}')::float8 into rate from unit_setting
    where unit = f.unit and name = 'sample_rate/' || f.service || case when new.automatic then '/robot' else '/officer' end order by seq desc limit 1;
  -- the draw is the record's own hash (see drawnForReview in core): nobody can steer it, anybody can check it
  if rate is not null and ('x' || substr(new.hash, 8, 8))::bit(32)::bigint < rate * 4294967296 then
    insert into sampled_decision (decision_id, drawn_at) values (new.id, new.decided_at) on conflict do nothing;
  end if;
  return null;
end $$;
create trigger drawn_for_review after insert on decision for each row execute function draw_for_review();

------------------------------------------------------------------ alarms

create table quality_alarm (
  id text collate "C" primary key,
  kind text not null check (kind in ('constant', 'drift')),
  unit text collate "C" not null,
  service text collate "C" not null,
  way text not null check (way in ('robot', 'officer')),
  measure text collate "C" not null,
  week date not null,
  evidence jsonb not null,
  raised_at timestamptz not null,
  acknowledged_by text collate "C",
  acknowledged_at timestamptz,
  why text,
  constraint raised_once unique (kind, unit, service, way, measure, week)
);
create index alarm_open on quality_alarm (unit, raised_at) where acknowledged_at is null;
comment on table quality_alarm is 'A share that has left what chance allows, or an outcome that no longer varies, with the figures it rests on, until somebody has said what it was';
