-- Marks of protected identity say why, on which ground, and end by two; what a case was opened for is remembered for what cannot say it.

alter table person_protection
  add column reason text not null default '',
  add column ground text not null default '',
  add column ending_asked_by text,
  add column ending_asked_at timestamptz,
  add column ending_reason text,
  add constraint ended_by_another check (ended_at is null or ending_asked_by is null or ended_by is distinct from ending_asked_by);
alter table person_protection drop constraint person_protection_kind_check;
comment on column person_protection.kind is 'Which of the marks that the content names';
comment on column person_protection.ending_asked_by is 'Who has asked that the mark be ended; another must agree';

create table opened_for (
  staff_id text collate "C" not null,
  case_id text collate "C" not null references case_file,
  purpose text not null,
  at timestamptz not null,
  primary key (staff_id, case_id)
);
comment on table opened_for is 'What a staff member has said they opened a case for: pictures and streams of the page are asked for without saying it again';
