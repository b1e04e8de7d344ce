-- Whom a staff member is too close to is asked in every list and at every door. As a function of its own its plan is made
-- once for each connection, and it says that they are few; written into each statement it was planned anew there, for
-- longer than the statement took. What it answers is as before (0010).
create or replace function interests_of(staff text) returns table (person_id text, kind text) language plpgsql stable rows 5 as $$
#variable_conflict use_column
begin
  return query
  with own as (
    select i.person_id from staff_person s join person_identifier i on i.kind = s.kind and i.value = s.value and i.retired_at is null where s.staff_id = staff)
  select own.person_id, 'self' from own
  -- '0' is the character after '/': the range holds exactly the keys that begin so
  union select split_part(f.subject, '/', 3), 'family' from own join fact f on f.subject >= 'relation/' || own.person_id || '/' and f.subject < 'relation/' || own.person_id || '0' and f.superseded_by is null
  union select split_part(f.subject, '/', 2), 'family' from own join fact f on split_part(f.subject, '/', 3) = own.person_id and f.superseded_by is null and f.subject >= 'relation/' and f.subject < 'relation0'
  union select m.principal, 'represents' from own join mandate m on m.holder = own.person_id
  union select d.person_id, 'declared' from declared_conflict d where d.staff_id = staff and d.ended_at is null and d.person_id is not null;
end $$;

-- What a case waits for goes with its phase, unit and service: told so, the planner walks a list in its own order where
-- many cases answer to it, and looks the few up where few do.
create statistics open_cases_go_together (mcv) on phase, unit, service, waiting_reason, waiting_holder_kind from case_file;
analyze case_file;
