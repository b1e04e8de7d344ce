-- Who works here, the keys they log in with, and what the authority's own OpenID Provider remembers.

create table staff (
  id text collate "C" primary key,
  name text not null,
  unit text collate "C" not null,
  roles text[] not null,
  active boolean not null default true,
  since timestamptz not null
);
create index staff_of_unit on staff (unit, name);
comment on table staff is 'Who works here, by employee number. Unit, roles and whether they still may are read at every request: what is changed holds at once';

create table staff_key (
  id text collate "C" primary key,
  staff_id text collate "C" not null references staff,
  public_key bytea not null,
  counter bigint not null default 0,
  device_bound boolean not null,
  transports text[] not null default '{}',
  label text not null,
  created_at timestamptz not null,
  used_at timestamptz,
  revoked_at timestamptz
);
create index staff_key_of on staff_key (staff_id);
comment on table staff_key is 'Passkeys and security keys (WebAuthn): the public half, by credential id. A revoked one stays, so that the log can name it';
comment on column staff_key.counter is 'Signature counter as last seen; a key that counts must have counted on (a clone has not)';
comment on column staff_key.device_bound is 'The key cannot leave its device (flag BE is 0)';

create table staff_invitation (
  token_hash text collate "C" primary key,
  staff_id text collate "C" not null references staff,
  made_by text collate "C" not null,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  -- nobody gives themselves an identity: the one who lets in and the one let in are two
  check (made_by <> staff_id)
);
comment on table staff_invitation is 'One-time links by which a staff member enrols a key. Only a hash of the link is kept';

create table op_record (
  model text collate "C" not null,
  id text collate "C" not null,
  payload jsonb not null,
  grant_id text collate "C",
  uid text collate "C",
  expires_at timestamptz,
  primary key (model, id)
);
create index op_record_by_expiry on op_record (expires_at);
create index op_record_by_grant on op_record (grant_id) where grant_id is not null;
create index op_record_by_uid on op_record (uid) where uid is not null;
comment on table op_record is 'What the OpenID Provider keeps between requests: interactions, codes, tokens, challenges; each until it expires';

create table admin_log (
  seq bigint generated always as identity primary key,
  at timestamptz not null,
  by_staff text collate "C" not null,
  act text collate "C" not null,
  about text collate "C" not null,
  details jsonb not null default '{}'
);
create index admin_log_about on admin_log (about, seq);
comment on table admin_log is 'What was done to staff, keys and logins, and by whom. Append-only; never holds a secret';
create trigger append_only before update or delete or truncate on admin_log for each statement execute function refuse_change();
