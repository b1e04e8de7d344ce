-- Who acts for whom, who is asked into a case, what is paid, and what is appealed.

create table mandate (
  id text collate "C" primary key,
  principal text collate "C" not null references person,
  holder text collate "C" not null references person,
  scope jsonb not null,
  covers jsonb not null,
  valid_from date not null,
  valid_to date,
  source text not null check (source in ('register', 'given', 'court')),
  evidence text,
  created_at timestamptz not null,
  created_by jsonb not null,
  revoked_at timestamptz,
  revoked_by jsonb,
  constraint mandate_for_another check (principal <> holder)
);
create index mandate_of_holder on mandate (holder, principal) where revoked_at is null;
create index mandate_of_principal on mandate (principal, created_at);
comment on table mandate is 'The right of the holder to act for the principal. Never deleted: revoked, and from then without effect';

create table invitation (
  id text collate "C" primary key,
  case_id text collate "C" not null references case_file,
  role text not null,
  code_sha256 text not null unique,
  email text not null,
  language text not null,
  invited_by text collate "C" not null,
  at timestamptz not null,
  expires_at timestamptz not null,
  accepted_by text collate "C",
  accepted_at timestamptz,
  withdrawn_at timestamptz
);
create index invitation_of_case on invitation (case_id, at);
comment on table invitation is 'Somebody asked into a case by e-mail. Only a hash of the code is kept';

create table payment (
  id text collate "C" primary key,
  case_id text collate "C" not null references case_file,
  payer text collate "C" not null references person,
  amount bigint not null check (amount > 0),
  currency text not null,
  status text not null check (status in ('requested', 'paid', 'failed', 'refunding', 'refunded')),
  provider_id text collate "C" unique,
  pay_url text,
  requested_at timestamptz not null,
  settled_at timestamptz,
  receipt text unique,
  refund_reason text,
  problem text
);
create index payment_of_case on payment (case_id, requested_at);
-- The fee of a case is settled once: money that came a second time is on its way back.
create unique index fee_paid_once on payment (case_id) where status = 'paid';
comment on table payment is 'Attempts to pay a case''s fee, amounts in the hundredth of the currency (öre)';

create table appeal (
  id text collate "C" primary key,
  case_id text collate "C" not null references case_file,
  decision_id text collate "C" not null,
  person_id text collate "C" not null references person,
  status text not null,
  lodged_at timestamptz not null,
  state jsonb not null
);
create index appeal_of_case on appeal (case_id, lodged_at);
create unique index appeal_once on appeal (decision_id, person_id) where status <> 'withdrawn';
comment on table appeal is 'An appeal against a decision; state is the whole AppealRecord';

alter function commit_change(jsonb) rename to commit_case_change;
comment on function commit_case_change(jsonb) is 'Part of commit_change: cases, facts, events and what hangs on them';

create function commit_change(c jsonb) returns jsonb language plpgsql as $$
declare done jsonb := commit_case_change(c);
begin
  if (done->>'repeated')::boolean then return done; end if;
  if c ? 'mandates' then
    insert into mandate select id, principal, holder, scope, covers, "validFrom", "validTo", source, evidence, "createdAt", "createdBy", "revokedAt", "revokedBy"
      from jsonb_to_recordset(c->'mandates') as x(id text, principal text, holder text, scope jsonb, covers jsonb, "validFrom" date, "validTo" date,
        source text, evidence text, "createdAt" timestamptz, "createdBy" jsonb, "revokedAt" timestamptz, "revokedBy" jsonb)
      on conflict (id) do update set revoked_at = coalesce(mandate.revoked_at, excluded.revoked_at), revoked_by = coalesce(mandate.revoked_by, excluded.revoked_by);
  end if;
  if c ? 'invitations' then
    insert into invitation select id, "caseId", role, "codeSha256", email, language, "invitedBy", at, "expiresAt", "acceptedBy", "acceptedAt", "withdrawnAt"
      from jsonb_to_recordset(c->'invitations') as x(id text, "caseId" text, role text, "codeSha256" text, email text, language text, "invitedBy" text,
        at timestamptz, "expiresAt" timestamptz, "acceptedBy" text, "acceptedAt" timestamptz, "withdrawnAt" timestamptz)
      on conflict (id) do update set accepted_by = coalesce(invitation.accepted_by, excluded.accepted_by),
        accepted_at = coalesce(invitation.accepted_at, excluded.accepted_at), withdrawn_at = coalesce(invitation.withdrawn_at, excluded.withdrawn_at);
  end if;
  if c ? 'payments' then
    insert into payment select id, "caseId", payer, amount, currency, status, "providerId", "payUrl", "requestedAt", "settledAt", receipt, "refundReason", problem
      from jsonb_to_recordset(c->'payments') as x(id text, "caseId" text, payer text, amount bigint, currency text, status text, "providerId" text,
        "payUrl" text, "requestedAt" timestamptz, "settledAt" timestamptz, receipt text, "refundReason" text, problem text)
      on conflict (id) do update set status = excluded.status, provider_id = coalesce(payment.provider_id, excluded.provider_id),
        pay_url = coalesce(payment.pay_url, excluded.pay_url), settled_at = coalesce(payment.settled_at, excluded.settled_at),
        receipt = coalesce(payment.receipt, excluded.receipt), refund_reason = excluded.refund_reason, problem = excluded.problem;
  end if;
  if c ? 'appeals' then
    insert into appeal select a->>'id', a->>'caseId', a->>'decisionId', a->>'personId', a->>'status', (a->>'lodgedAt')::timestamptz, a
      from jsonb_array_elements(c->'appeals') a
      on conflict (id) do update set status = excluded.status, state = excluded.state;
  end if;
  return done;
end $$;
comment on function commit_change(jsonb) is 'The core transaction: a whole Change in one round trip';
