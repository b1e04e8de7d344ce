-- What decides who may see what besides the case itself: protected people, the staff's own ties, broken glass, seals.

create table person_protection (
  person_id text collate "C" not null references person,
  kind text not null check (kind in ('marking', 'protected-registration')),
  since timestamptz not null,
  marked_by text not null,
  ended_at timestamptz,
  ended_by text,
  primary key (person_id, since)
);
create unique index person_protected on person_protection (person_id) where ended_at is null;
comment on table person_protection is 'Whose identity is protected, since when, by whose mark. Only staff with the role protected reach their cases';

create table staff_person (
  staff_id text collate "C" primary key,
  kind text not null,
  value text collate "C" not null,
  at timestamptz not null
);
comment on table staff_person is 'The number by which a staff member is known as a person, so that the own case and the family''s are never opened by them. Kept whether or not somebody of that number is on file';

create table declared_conflict (
  id text collate "C" primary key,
  staff_id text collate "C" not null,
  case_number text collate "C",
  person_id text collate "C" references person,
  reason text not null,
  declared_at timestamptz not null,
  ended_at timestamptz,
  constraint conflict_with_one check (num_nonnulls(case_number, person_id) = 1)
);
create index conflict_of_staff on declared_conflict (staff_id) where ended_at is null;
comment on table declared_conflict is 'What an officer has said may make them biased (förvaltningslagen 2017:900 18 §); never deleted, ended. Kept whether or not there is a case of that number: nobody learns by declaring';

create table broken_glass (
  id text collate "C" primary key,
  staff_id text collate "C" not null,
  staff_name text not null,
  staff_unit text not null,
  case_id text collate "C" not null references case_file,
  case_unit text not null,
  reason text not null,
  at timestamptz not null,
  until timestamptz not null,
  seen_by text,
  seen_at timestamptz,
  judged_right boolean,
  note text
);
create index glass_of_staff on broken_glass (staff_id, case_id, until);
create index glass_of_unit on broken_glass (case_unit, at);
comment on table broken_glass is 'A case opened in an emergency, with its reason: for one hour. The leader of the case''s unit reads each';

create table sealed_note (
  id text collate "C" primary key,
  case_id text collate "C" not null references case_file,
  author text collate "C" not null,
  text text not null,
  at timestamptz not null,
  to_staff jsonb not null,
  to_roles jsonb not null
);
create index sealed_note_of_case on sealed_note (case_id, at);
comment on table sealed_note is 'A note for named staff or roles only; in no event, list or export';
create trigger append_only before update or delete or truncate on sealed_note for each statement execute function refuse_change();

-- Who a person stands in a relation to, from the other end of the key relation/<a>/<b>.
create index fact_of_relation_to on fact (split_part(subject, '/', 3)) where superseded_by is null and subject >= 'relation/' and subject < 'relation0';

create function interests_of(staff text) returns table (person_id text, kind text) language sql stable as $$
  with own as (
    select i.person_id from staff_person s join person_identifier i on i.kind = s.kind and i.value = s.value and i.retired_at is null where s.staff_id = staff)
  select own.person_id, 'self' from own
  -- '0' is the character after '/': the range holds exactly the keys that begin so
  union select split_part(f.subject, '/', 3), 'family' from own join fact f on f.subject >= 'relation/' || own.person_id || '/' and f.subject < 'relation/' || own.person_id || '0' and f.superseded_by is null
  union select split_part(f.subject, '/', 2), 'family' from own join fact f on split_part(f.subject, '/', 3) = own.person_id and f.superseded_by is null and f.subject >= 'relation/' and f.subject < 'relation0'
  union select m.principal, 'represents' from own join mandate m on m.holder = own.person_id
  union select d.person_id, 'declared' from declared_conflict d where d.staff_id = staff and d.ended_at is null and d.person_id is not null
$$;
comment on function interests_of(text) is 'The people a staff member is too close to (förvaltningslagen 2017:900 16 §): themselves, family on file, whom they represent or have represented, whom they have declared';
