-- The store of one authority. Names are the field's terms; instants are UTC.
-- What is immutable (events, decisions, permits, rulebooks, letters, access log, checkpoints)
-- is guarded by triggers at the end of this file; `ankomst audit verify` proves it besides.

create function iso(t timestamptz) returns text language sql immutable strict parallel safe as $$
  select to_char(t at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
$$;
comment on function iso(timestamptz) is 'An instant as the domain writes it: ISO 8601, UTC, milliseconds';

------------------------------------------------------------------ persons

create table person (
  id text collate "C" primary key,
  created_at timestamptz not null,
  search_names text not null default '',
  search tsvector generated always as (to_tsvector('simple'::regconfig, search_names)) stored
);
create index person_search on person using gin (search);
comment on table person is 'A human being known to the authority. Nothing is told here: what is known are facts. search_names is a folded index of names, derived from facts';

create table person_identifier (
  person_id text collate "C" not null references person,
  kind text not null,
  value text collate "C" not null,
  asserted_by text not null,
  valid_from timestamptz not null,
  retired_at timestamptz,
  primary key (person_id, kind, value, valid_from)
);
create unique index person_identifier_active on person_identifier (kind, value) where retired_at is null;
comment on table person_identifier is 'A number by which somebody names a person: an assertion, retired but never deleted. One active person per number';

create table account (
  id text collate "C" primary key,
  person_id text collate "C" not null references person,
  iss text not null,
  sub text not null,
  language text not null,
  channels jsonb not null default '{}',
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (iss, sub)
);
create index account_of_person on account (person_id);
comment on table account is 'A login (issuer and subject of an electronic identity) of a person, with language and contact channels (email, phone, push subscriptions). Person, account and address are three things';

------------------------------------------------------------------ rulebooks

create table rulebook (
  hash text collate "C" primary key,
  service text not null,
  version text not null,
  valid_from date not null,
  released_at timestamptz not null,
  approved_by jsonb not null,
  body text not null
);
create index rulebook_of_service on rulebook (service, valid_from desc, released_at desc);
comment on table rulebook is 'A service as released: immutable, named by the SHA-256 of body (canonical JSON). All that a replay needs is inside';

------------------------------------------------------------------ cases

create table case_file (
  id text collate "C" primary key,
  number text collate "C" not null constraint case_number_once unique,
  service text not null,
  rulebook text collate "C" not null,
  phase text not null,
  unit text not null,
  opened_at timestamptz not null,
  lodged_at timestamptz,
  decided_at timestamptz,
  closed_at timestamptz,
  closed_as text,
  assigned_to text,
  waiting_reason text,
  waiting_holder_kind text,
  waiting_holder text collate "C",
  queue_since timestamptz not null,
  next_legal_date date,
  version int not null,
  state jsonb not null
);
comment on table case_file is 'A case. state is the whole CaseFile; the columns are what lists sort and filter by. queue_since: since when it waits, or since when it is open where it waits for nothing';
comment on column case_file.waiting_holder is 'Who holds the case, as kind/id: person/…, anyone/<role>, unit/…, staff/…, partner/…, robot';
-- Each list index ends in exactly the list's order, so that a page is a walk along the index.
create index open_by_age on case_file (queue_since, id) where phase <> 'closed';
create index open_by_unit on case_file (unit, queue_since, id) where phase <> 'closed';
create index open_by_unit_reason on case_file (unit, waiting_reason, queue_since, id) where phase <> 'closed';
create index open_by_reason on case_file (waiting_reason, queue_since, id) where phase <> 'closed';
create index open_by_unit_kind on case_file (unit, waiting_holder_kind, queue_since, id) where phase <> 'closed';
create index open_by_kind on case_file (waiting_holder_kind, queue_since, id) where phase <> 'closed';
create index open_by_holder on case_file (waiting_holder, queue_since, id) where phase <> 'closed';
create index open_by_phase on case_file (phase, queue_since, id) where phase <> 'closed';
create index open_orphan on case_file (queue_since, id) where phase <> 'closed' and waiting_reason is null and assigned_to is null;

create table chain (
  case_id text collate "C" primary key references case_file,
  length int not null,
  head text not null
) with (fillfactor = 70);
comment on table chain is 'Head of each case''s event chain: how many events, and the hash of the last (of the case id, where there is none)';

create table case_party (
  case_id text collate "C" not null references case_file,
  person_id text collate "C" not null references person,
  role text not null,
  primary key (case_id, person_id, role)
);
create index case_party_of_person on case_party (person_id);
comment on table case_party is 'Who stands in a case and as what';

create table case_serial (
  year int primary key,
  last int not null
);
comment on table case_serial is 'Last serial number given to a case in a year; numbers may have gaps, never repeats';

create table fact (
  seq bigint generated always as identity primary key,
  id text collate "C" not null unique,
  subject text collate "C" not null,
  name text not null,
  value jsonb not null,
  source text not null,
  certainty text not null,
  asserted_by text not null,
  asserted_at timestamptz not null,
  holds_from date,
  evidence text,
  asked jsonb,
  superseded_by text collate "C"
);
create unique index fact_current on fact (subject, name) where superseded_by is null;
create index fact_of_subject on fact (subject, seq);
comment on table fact is 'What is known, who says so, since when. Append-only: a newer fact supersedes, and the older one points at it';

create table event (
  seq bigint generated always as identity primary key,
  id text collate "C" not null unique,
  case_id text collate "C" not null references chain,
  case_seq int not null,
  type text not null,
  at timestamptz not null,
  actor jsonb not null,
  body text not null,
  prev_hash text not null,
  hash text not null,
  unique (case_id, case_seq)
);
comment on table event is 'What happened: append-only. body is the canonical JSON (RFC 8785) as hashed; hash = sha256(prev_hash || body) in hex; the first prev_hash is sha256 of the case id; the other columns are copies of what body says';

create table document (
  id text collate "C" primary key,
  sha256 text not null,
  size bigint not null,
  media_type text not null,
  name text not null,
  case_id text collate "C" references case_file,
  person_id text collate "C" references person,
  uploaded_by text not null,
  at timestamptz not null,
  fact text
);
create index document_of_case on document (case_id, at);
create index document_of_person on document (person_id, at);
create index document_by_content on document (sha256);
comment on table document is 'A file somebody gave; the bytes lie in the document store under their SHA-256';

create table draft (
  case_id text collate "C" not null,
  person_id text collate "C" not null,
  answers jsonb not null,
  updated_at timestamptz not null,
  primary key (case_id, person_id)
);
create index draft_of_person on draft (person_id);
comment on table draft is 'What a person has typed and not yet sent, as typed. Merged key by key, the last write of a key wins';

------------------------------------------------------------------ decisions and what follows

create table decision (
  id text collate "C" primary key,
  case_id text collate "C" not null references case_file,
  person_id text collate "C" not null references person,
  outcome text not null,
  automatic boolean not null,
  decided_at timestamptz not null,
  body text not null,
  hash text not null,
  constraint robot_never_refuses check (not automatic or outcome = 'granted')
);
create index decision_of_case on decision (case_id, decided_at);
create index decision_by_time on decision (decided_at);
comment on table decision is 'A decision as made: body is its canonical JSON without the hash, hash is sha256: and the digest of body';

create table permit (
  id text collate "C" primary key,
  person_id text collate "C" not null references person,
  case_id text collate "C" not null references case_file,
  decision_id text collate "C" not null references decision,
  kind text not null,
  ground text not null,
  valid_from date not null,
  valid_to date,
  granted_at timestamptz not null,
  signed text not null,
  body text not null,
  hash text not null
);
create index permit_of_person on permit (person_id, granted_at);
create index permit_of_case on permit (case_id);
comment on table permit is 'A grant as a stored, signed thing: never computed anew. signed is a compact JWS over the terms; body and hash as for decisions';

create table letter (
  id text collate "C" primary key,
  case_id text collate "C" not null references case_file,
  decision_id text collate "C" references decision,
  letter text not null,
  language text not null,
  to_person_id text collate "C" not null references person,
  html text not null,
  html_sha256 text not null,
  pdf_sha256 text not null,
  at timestamptz not null
);
create index letter_of_case on letter (case_id, at);
create index letter_of_person on letter (to_person_id, at);
comment on table letter is 'A letter as issued, in its binding form (PDF in the document store) and as a page';

create table message (
  id text collate "C" primary key,
  case_id text collate "C" not null references case_file,
  direction text not null check (direction in ('in', 'out')),
  person_id text collate "C" not null references person,
  by text not null,
  text text not null,
  language text not null,
  at timestamptz not null,
  request_id text,
  documents jsonb
);
create index message_of_case on message (case_id, at);
comment on table message is 'Messages between a person and the authority in a case';

create table appointment (
  id text collate "C" primary key,
  case_id text collate "C" not null references case_file,
  office text not null,
  starts_at timestamptz not null,
  minutes int not null,
  desk int not null default 1,
  status text not null,
  booked_by text not null,
  persons jsonb not null
);
create unique index appointment_slot on appointment (office, starts_at, desk) where status <> 'cancelled';
create index appointment_of_case on appointment (case_id, starts_at);
comment on table appointment is 'A booked visit. One booking per office, time and desk: two who book the same slot, one gets it';

create table card_order (
  id text collate "C" primary key,
  case_id text collate "C" not null references case_file,
  permit_id text collate "C" not null references permit,
  person_id text collate "C" not null references person,
  status text not null,
  ordered_at timestamptz not null,
  photo_sha256 text not null,
  card_number text,
  problem text,
  valid_to date not null
);
create index card_order_of_case on card_order (case_id, ordered_at);
create index card_order_by_status on card_order (status, ordered_at);
comment on table card_order is 'A permit card ordered from the producer, until it is handed out';

create table sampled_decision (
  decision_id text collate "C" primary key references decision,
  drawn_at timestamptz not null,
  assessed_at timestamptz,
  assessed_by text,
  agrees boolean,
  note text
);
create index sampled_open on sampled_decision (drawn_at) where assessed_at is null;
comment on table sampled_decision is 'Automatic decisions drawn at random for a human to assess anew';

------------------------------------------------------------------ the edge

create table idempotency (
  key text collate "C" primary key,
  request_hash text,
  result jsonb,
  versions jsonb not null,
  at timestamptz not null
);
comment on table idempotency is 'Writes already done, by the caller''s key, with what the first caller was told';

create table outbox (
  seq bigint generated always as identity primary key,
  id text collate "C" not null unique,
  key text collate "C" not null unique,
  topic text not null,
  case_id text collate "C",
  payload jsonb not null,
  state text not null default 'due' check (state in ('due', 'leased', 'done', 'stuck')),
  created_at timestamptz not null,
  due_at timestamptz not null,
  attempts int not null default 0,
  lease text,
  problem text,
  done_at timestamptz
) with (fillfactor = 80);
create index outbox_due on outbox (due_at, seq) where state in ('due', 'leased');
create index outbox_stuck on outbox (created_at, seq) where state = 'stuck';
create index outbox_of_case on outbox (case_id, seq);
comment on table outbox is 'What is to be done outside, written with the state it follows from. due_at: when to try next; for a leased row, when the lease runs out';

create table inbox (
  seq bigint generated always as identity primary key,
  partner text not null,
  message_id text collate "C" not null,
  type text not null,
  received_at timestamptz not null,
  body text not null,
  problem text,
  result jsonb
);
-- A message with a problem (a bad signature, say) must not block the genuine one of the same id.
create unique index inbox_once on inbox (partner, message_id) where problem is null;
create index inbox_by_time on inbox (received_at);
comment on table inbox is 'Messages from partners as received; the same one twice changes nothing';

create table access_log (
  seq bigint generated always as identity primary key,
  at timestamptz not null,
  actor jsonb not null,
  purpose text not null,
  basis text,
  what text not null,
  granted boolean not null,
  case_id text collate "C",
  detail jsonb
);
create index access_log_of_case on access_log (case_id, seq);
comment on table access_log is 'Who looked at what, for which purpose, written before it was shown; refusals too';

create table access_log_person (
  seq bigint not null references access_log,
  person_id text collate "C" not null,
  primary key (person_id, seq)
);
comment on table access_log_person is 'Whose data an access concerned: the person can see who looked';

create table checkpoint (
  no int primary key,
  at timestamptz not null,
  last_seq bigint not null,
  events bigint not null,
  body text not null,
  signed text not null
);
comment on table checkpoint is 'A signed statement (compact JWS over body) over the heads of all chains that grew since the last one';

create table checkpoint_head (
  no int not null references checkpoint,
  case_id text collate "C" not null,
  case_seq int not null,
  hash text not null,
  primary key (no, case_id)
);
comment on table checkpoint_head is 'The heads a checkpoint speaks of; its root hash binds them';

create table session (
  token_hash text collate "C" primary key,
  kind text not null check (kind in ('person', 'staff')),
  subject text collate "C" not null,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  idle_seconds int not null,
  ends_at timestamptz not null,
  data jsonb not null
);
create index session_of_subject on session (kind, subject);
create index session_by_end on session (ends_at);
comment on table session is 'Who is logged in. Only a hash of the token is kept; ends after idle_seconds without use, and at ends_at whatever happens';

------------------------------------------------------------------ guards

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception using errcode = 'AK900', message = format('%s is append-only: %s refused', tg_table_name, lower(tg_op));
end $$;
comment on function refuse_change() is 'Trigger of the append-only tables';

create trigger append_only before update or delete or truncate on event for each statement execute function refuse_change();
create trigger append_only before update or delete or truncate on decision for each statement execute function refuse_change();
create trigger append_only before update or delete or truncate on permit for each statement execute function refuse_change();
create trigger append_only before update or delete or truncate on rulebook for each statement execute function refuse_change();
create trigger append_only before update or delete or truncate on letter for each statement execute function refuse_change();
create trigger append_only before update or delete or truncate on access_log for each statement execute function refuse_change();
create trigger append_only before update or delete or truncate on access_log_person for each statement execute function refuse_change();
create trigger append_only before update or delete or truncate on checkpoint for each statement execute function refuse_change();
create trigger append_only before update or delete or truncate on checkpoint_head for each statement execute function refuse_change();
-- Of a fact only the pointer to its successor is ever written.
create trigger append_only before delete or truncate or update of seq, id, subject, name, value, source, certainty, asserted_by, asserted_at, holds_from, evidence, asked
  on fact for each statement execute function refuse_change();
