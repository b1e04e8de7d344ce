-- The rule lab: drafts of the law, what was tried on them, who approved, what was published.
-- A draft is a list of edits over a released rulebook: what it says is always computed, undoing is taking one back.

create table rule_draft (
  id text collate "C" primary key,
  service text not null,
  base text collate "C" not null references rulebook,
  title text not null,
  valid_from date not null,
  version text not null,
  state text not null default 'open' check (state in ('open', 'proposed', 'published', 'set-aside')),
  why text,
  begun_by text not null,
  begun_at timestamptz not null,
  changed_at timestamptz not null,
  content text collate "C",
  rulebook text collate "C" references rulebook
);
create index rule_draft_by_service on rule_draft (service, changed_at);
comment on table rule_draft is 'A draft of a rulebook. content: hash of what was proposed, which the approvals speak of; rulebook: what it was published as';

create table rule_draft_edit (
  draft_id text collate "C" not null references rule_draft,
  seq int not null,
  edit jsonb not null,
  by text not null,
  at timestamptz not null,
  undone_at timestamptz,
  primary key (draft_id, seq)
);
comment on table rule_draft_edit is 'What was changed, in order; one undone stays, and counts no more';

create table rule_draft_approval (
  draft_id text collate "C" not null references rule_draft,
  content text collate "C" not null,
  by text not null,
  by_name text not null,
  words text,
  at timestamptz not null,
  primary key (draft_id, content, by)
);
comment on table rule_draft_approval is 'Who approved exactly this content: a change of the draft leaves no approval behind';

create table rule_draft_event (
  seq bigint generated always as identity primary key,
  draft_id text collate "C" not null references rule_draft,
  what text not null,
  by text not null,
  by_name text not null,
  at timestamptz not null,
  detail jsonb
);
create index rule_draft_event_of on rule_draft_event (draft_id, seq);
comment on table rule_draft_event is 'What was done with a draft, by whom and when: begun, proposed, returned, approved, published, set aside';

create table rule_job (
  id text collate "C" primary key,
  draft_id text collate "C" not null references rule_draft,
  kind text not null check (kind in ('tests', 'cases')),
  content text collate "C" not null,
  asked_by text not null,
  asked_at timestamptz not null,
  state text not null default 'running' check (state in ('running', 'done', 'cancelled', 'failed')),
  done int not null default 0,
  total int not null default 0,
  seen_at timestamptz not null,
  result jsonb
);
create index rule_job_of on rule_job (draft_id, kind, asked_at);
comment on table rule_job is 'A draft tried on its tests or on cases, in the background: how far it is and what came of it. seen_at: when whoever does it last said so';

create table rule_release (
  rulebook text collate "C" primary key references rulebook,
  service text not null,
  draft_id text collate "C" not null references rule_draft,
  by text not null,
  at timestamptz not null,
  tests jsonb not null
);
comment on table rule_release is 'Rulebooks published from a draft, with the cases they were tested by. A release of the files made later counts before them';

create trigger append_only before update or delete or truncate on rule_draft_approval for each statement execute function refuse_change();
create trigger append_only before update or delete or truncate on rule_draft_event for each statement execute function refuse_change();
create trigger append_only before update or delete or truncate on rule_release for each statement execute function refuse_change();
