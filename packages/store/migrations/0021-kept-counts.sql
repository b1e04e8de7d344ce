-- A unit's stock and what came in, counted as it changes: leaders look at sums of some thousand rows, however many cases there are.

create table case_count (
  unit text collate "C" not null,
  what text not null check (what in ('open', 'came')),
  at timestamptz not null,
  service text collate "C" not null,
  reason text collate "C",
  holder_kind text,
  cases int not null,
  unique nulls not distinct (unit, what, at, service, reason, holder_kind)
);
create index case_count_none on case_count (unit) where cases = 0;
comment on table case_count is 'Cases counted. open: those not closed, by what they wait for, at the day (UTC) they began; came: those lodged, at the quarter of an hour (the day of any time zone is so many of them). With case_count_change it is exact at every instant';

create table case_count_change (
  unit text collate "C" not null,
  what text not null,
  at timestamptz not null,
  service text collate "C" not null,
  reason text collate "C",
  holder_kind text,
  cases int not null
);
comment on table case_count_change is 'What has yet to be added to case_count: nobody who changes a case waits for a count another is changing';

create function counts_of(c case_file) returns table (unit text, what text, at timestamptz, service text, reason text, holder_kind text) language sql stable as $$
  select c.unit, 'open', date_trunc('day', coalesce(c.lodged_at, c.opened_at), 'UTC'), c.service, c.waiting_reason, c.waiting_holder_kind where c.phase <> 'closed'
  union all
  select c.unit, 'came', date_bin('15 minutes', c.lodged_at, '2000-01-01T00:00Z'), c.service, null, null where c.lodged_at is not null
$$;

create function counts_follow() returns trigger language plpgsql as $$
begin
  insert into case_count_change select n.*, 1 from counts_of(new) n;
  if tg_op = 'UPDATE' then insert into case_count_change select n.*, -1 from counts_of(old) n; end if;
  return null;
end $$;
create trigger counts_follow_new after insert on case_file for each row execute function counts_follow();
create trigger counts_follow after update on case_file for each row
  when ((old.unit, old.service, old.phase = 'closed', old.waiting_reason, old.waiting_holder_kind, old.lodged_at, old.opened_at)
    is distinct from (new.unit, new.service, new.phase = 'closed', new.waiting_reason, new.waiting_holder_kind, new.lodged_at, new.opened_at))
  execute function counts_follow();

create function add_up_counts() returns void language sql as $$
  with taken as (delete from case_count_change returning *)
  insert into case_count as k select unit, what, at, service, reason, holder_kind, sum(cases)::int from taken
    -- in one order, so that two who add up at once wait for each other and never in a ring
    group by 1, 2, 3, 4, 5, 6 having sum(cases) <> 0 order by 1, 2, 3, 4, 5, 6
    on conflict (unit, what, at, service, reason, holder_kind) do update set cases = k.cases + excluded.cases;
  delete from case_count where cases = 0
$$;
comment on function add_up_counts() is 'Moves what has changed into the counts; what they come to together stays as it was';

create function recount_cases() returns void language sql as $$
  lock case_file in share mode;
  delete from case_count_change;
  delete from case_count;
  insert into case_count select n.*, count(*)::int from case_file c cross join lateral counts_of(c) n group by 1, 2, 3, 4, 5, 6
$$;
comment on function recount_cases() is 'Counts all cases anew: once, and where rows were written past the triggers';
select recount_cases();

-- what they were for
drop index stock_of_unit;
drop index came_in;

-- What was done in a unit is one in eight of its outcomes: the others are the robot's looks that ended with an officer.
create index case_outcome_done on case_outcome (unit, at) include (service, way, by) where outcome <> 'stopped';
drop index case_outcome_by_time;
