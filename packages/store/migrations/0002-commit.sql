-- The one writer: everything an act changes, in one call and one transaction, or not at all.
--
-- c is core's Change with these added by the caller:
--   now          instant of the commit
--   events[].body  canonical JSON of the event, the text that is hashed
--   decision.body, permit.body/hash  likewise
--   names        [{personId, text}] folded names, for search
-- Errors (SQLSTATE): AK001 version conflict, AK002 key used for another request,
--   AK003 inbox message seen before, AK004 no such case. Details are JSON.

create function commit_case(k jsonb) returns void language plpgsql as $$
declare
  w jsonb := nullif(k->'waiting', 'null');
  h jsonb := w->'holder';
  holder_kind text := h->>'kind';
  holder text := case h->>'kind'
    when 'person' then 'person/' || (h->>'personId')
    when 'anyone' then 'anyone/' || (h->>'role')
    when 'unit' then 'unit/' || (h->>'unit')
    when 'staff' then 'staff/' || (h->>'staffId')
    when 'partner' then 'partner/' || (h->>'partner')
    else h->>'kind' end;
  seen int := (k->>'version')::int;
  stored int;
  parties jsonb;
  new_state jsonb := jsonb_set(k, '{version}', to_jsonb(seen + 1));
begin
  if seen = 0 then
    insert into case_file (id, number, service, rulebook, phase, unit, opened_at, lodged_at, decided_at, closed_at, closed_as,
      assigned_to, waiting_reason, waiting_holder_kind, waiting_holder, queue_since, next_legal_date, version, state)
    values (k->>'id', k->>'number', k->>'service', k->>'rulebook', k->>'phase', k->>'unit', (k->>'openedAt')::timestamptz,
      (k->>'lodgedAt')::timestamptz, (k->>'decidedAt')::timestamptz, (k->>'closedAt')::timestamptz, k->>'closedAs',
      k->>'assignedTo', w->>'reason', holder_kind, holder, coalesce(w->>'since', k->>'openedAt')::timestamptz,
      (w->'nextLegalDate'->>'on')::date, 1, new_state)
    on conflict (id) do nothing;
    if not found then
      raise exception using errcode = 'AK001', message = 'case exists',
        detail = (select jsonb_build_object('caseId', id, 'expected', 0, 'current', version)::text from case_file where id = k->>'id');
    end if;
    insert into chain values (k->>'id', 0, encode(sha256(convert_to(k->>'id', 'UTF8')), 'hex'));
    insert into case_party select k->>'id', p->>'personId', p->>'role' from jsonb_array_elements(k->'parties') p on conflict do nothing;
    return;
  end if;

  select f.version, f.state->'parties' into stored, parties from case_file f where id = k->>'id' for no key update;
  if stored is distinct from seen then
    raise exception using errcode = case when stored is null then 'AK004' else 'AK001' end, message = 'version conflict',
      detail = jsonb_build_object('caseId', k->>'id', 'expected', seen, 'current', stored)::text;
  end if;
  update case_file f set
    number = k->>'number', service = k->>'service', rulebook = k->>'rulebook', phase = k->>'phase', unit = k->>'unit',
    opened_at = (k->>'openedAt')::timestamptz, lodged_at = (k->>'lodgedAt')::timestamptz,
    decided_at = (k->>'decidedAt')::timestamptz, closed_at = (k->>'closedAt')::timestamptz, closed_as = k->>'closedAs',
    assigned_to = k->>'assignedTo', waiting_reason = w->>'reason', waiting_holder_kind = holder_kind, waiting_holder = holder,
    queue_since = coalesce(w->>'since', k->>'openedAt')::timestamptz, next_legal_date = (w->'nextLegalDate'->>'on')::date,
    version = seen + 1, state = new_state
  where id = k->>'id';
  if parties is distinct from k->'parties' then
    delete from case_party where case_id = k->>'id';
    insert into case_party select k->>'id', p->>'personId', p->>'role' from jsonb_array_elements(k->'parties') p on conflict do nothing;
  end if;
end $$;
comment on function commit_case(jsonb) is 'Part of commit_change: one case, if its version is still the one seen';

create function commit_change(c jsonb) returns jsonb language plpgsql as $$
declare
  now_at timestamptz := (c->>'now')::timestamptz;
  versions jsonb;
  r record;
  cid text; n int; p text; h text;
  last_seq bigint;
begin
  if c ? 'cases' then
    select jsonb_object_agg(k->>'id', (k->>'version')::int + 1) into versions from jsonb_array_elements(c->'cases') k;
  end if;

  if c ? 'idempotencyKey' then
    insert into idempotency values (c->>'idempotencyKey', c->>'requestHash', c->'result', coalesce(versions, '{}'), now_at)
      on conflict (key) do nothing;
    if not found then
      select i.request_hash, i.result, i.versions into r from idempotency i where key = c->>'idempotencyKey';
      if r.request_hash is distinct from c->>'requestHash' then
        raise exception using errcode = 'AK002', message = 'idempotency key used for another request',
          detail = jsonb_build_object('key', c->>'idempotencyKey')::text;
      end if;
      return jsonb_build_object('repeated', true, 'result', r.result, 'versions', r.versions);
    end if;
  end if;

  if c ? 'inbox' then
    for r in select * from jsonb_to_recordset(c->'inbox') as i(partner text, "messageId" text, type text, "receivedAt" timestamptz, body text, problem text) loop
      insert into inbox (partner, message_id, type, received_at, body, problem, result)
        values (r.partner, r."messageId", r.type, r."receivedAt", r.body, r.problem, c->'result')
        on conflict (partner, message_id) where problem is null do nothing;
      if not found then
        raise exception using errcode = 'AK003', message = 'message seen before',
          detail = (select jsonb_build_object('partner', r.partner, 'messageId', r."messageId", 'result', result)::text
                    from inbox where partner = r.partner and message_id = r."messageId" and problem is null);
      end if;
    end loop;
  end if;

  if c ? 'persons' then
    insert into person (id, created_at) select id, "createdAt"
      from jsonb_to_recordset(c->'persons') as x(id text, "createdAt" timestamptz) on conflict (id) do nothing;
  end if;
  if c ? 'identifiers' then
    insert into person_identifier select "personId", kind, value, "assertedBy", "from", "retiredAt"
      from jsonb_to_recordset(c->'identifiers') as x("personId" text, kind text, value text, "assertedBy" text, "from" timestamptz, "retiredAt" timestamptz)
      on conflict (person_id, kind, value, valid_from) do update set retired_at = coalesce(person_identifier.retired_at, excluded.retired_at);
  end if;
  if c ? 'names' then
    -- Earlier names and spellings stay: a person is found by any of them.
    update person set search_names = ltrim(search_names || ' ' || x.text)
      from jsonb_to_recordset(c->'names') as x("personId" text, text text)
      where id = x."personId" and position(x.text in search_names) = 0;
  end if;

  -- In one order everywhere, so that two acts on the same cases wait for each other and never in a ring.
  if c ? 'cases' then
    for r in select k from jsonb_array_elements(c->'cases') k order by k->>'id' loop
      perform commit_case(r.k);
    end loop;
  end if;

  if c ? 'facts' then
    for r in select * from jsonb_to_recordset(c->'facts') as f(id text, subject text, name text, value jsonb, source text, certainty text,
        "assertedBy" text, "assertedAt" timestamptz, "holdsFrom" date, evidence text, asked jsonb) loop
      update fact set superseded_by = r.id where subject = r.subject and name = r.name and superseded_by is null;
      insert into fact (id, subject, name, value, source, certainty, asserted_by, asserted_at, holds_from, evidence, asked)
        values (r.id, r.subject, r.name, coalesce(r.value, 'null'), r.source, r.certainty, r."assertedBy", r."assertedAt", r."holdsFrom", r.evidence, r.asked);
    end loop;
  end if;

  if c ? 'events' then
    for r in select e->>'id' id, e->>'caseId' case_id, e->>'type' type, (e->>'at')::timestamptz at, e->'actor' actor, e->>'body' body
             from jsonb_array_elements(c->'events') with ordinality x(e, ord) order by e->>'caseId', ord loop
      if cid is distinct from r.case_id then
        if cid is not null then update chain set length = n, head = h where case_id = cid; end if;
        cid := r.case_id;
        select length, head into n, h from chain where case_id = cid for no key update;
        if not found then
          raise exception using errcode = 'AK004', message = 'no such case', detail = jsonb_build_object('caseId', cid)::text;
        end if;
      end if;
      p := h; n := n + 1; h := encode(sha256(convert_to(p || r.body, 'UTF8')), 'hex');
      insert into event (id, case_id, case_seq, type, at, actor, body, prev_hash, hash)
        values (r.id, cid, n, r.type, r.at, r.actor, r.body, p, h) returning seq into last_seq;
    end loop;
    if cid is not null then update chain set length = n, head = h where case_id = cid; end if;
  end if;

  if c ? 'documents' then
    insert into document select id, sha256, size, "mediaType", name, "caseId", "personId", "uploadedBy", at, fact
      from jsonb_to_recordset(c->'documents') as x(id text, sha256 text, size bigint, "mediaType" text, name text, "caseId" text,
        "personId" text, "uploadedBy" text, at timestamptz, fact text) on conflict (id) do nothing;
  end if;
  if c ? 'decision' then
    insert into decision select d->>'id', d->>'caseId', d->>'personId', d->>'outcome', (d->>'automatic')::boolean,
      (d->>'decidedAt')::timestamptz, d->>'body', d->>'hash' from (select c->'decision' d) x;
  end if;
  if c ? 'permit' then
    insert into permit select d->>'id', d->>'personId', d->>'caseId', d->>'decisionId', d->>'kind', d->>'ground', (d->>'validFrom')::date,
      (d->>'validTo')::date, (d->>'grantedAt')::timestamptz, d->>'signed', d->>'body', d->>'hash' from (select c->'permit' d) x;
  end if;
  if c ? 'sampled' then
    insert into sampled_decision (decision_id, drawn_at) select "decisionId", "drawnAt"
      from jsonb_to_recordset(c->'sampled') as x("decisionId" text, "drawnAt" timestamptz) on conflict do nothing;
  end if;
  if c ? 'letters' then
    insert into letter select id, "caseId", "decisionId", letter, language, "toPersonId", html, "htmlSha256", "pdfSha256", at
      from jsonb_to_recordset(c->'letters') as x(id text, "caseId" text, "decisionId" text, letter text, language text, "toPersonId" text,
        html text, "htmlSha256" text, "pdfSha256" text, at timestamptz);
  end if;
  if c ? 'messages' then
    insert into message select id, "caseId", direction, "personId", by, text, language, at, "requestId", documents
      from jsonb_to_recordset(c->'messages') as x(id text, "caseId" text, direction text, "personId" text, by text, text text, language text,
        at timestamptz, "requestId" text, documents jsonb) on conflict (id) do nothing;
  end if;
  if c ? 'drafts' then
    insert into draft select "caseId", "personId", answers, "updatedAt"
      from jsonb_to_recordset(c->'drafts'->'set') as x("caseId" text, "personId" text, answers jsonb, "updatedAt" timestamptz)
      on conflict (case_id, person_id) do update
        set answers = draft.answers || excluded.answers, updated_at = greatest(draft.updated_at, excluded.updated_at);
    delete from draft d using jsonb_to_recordset(c->'drafts'->'remove') as x("caseId" text, "personId" text)
      where d.case_id = x."caseId" and d.person_id = x."personId";
  end if;
  if c ? 'appointments' then
    insert into appointment select id, "caseId", office, "startsAt", minutes, coalesce(desk, 1), status, "bookedBy", persons
      from jsonb_to_recordset(c->'appointments') as x(id text, "caseId" text, office text, "startsAt" timestamptz, minutes int, desk int,
        status text, "bookedBy" text, persons jsonb)
      order by case when status = 'cancelled' then 0 else 1 end
      on conflict (id) do update set office = excluded.office, starts_at = excluded.starts_at, minutes = excluded.minutes,
        desk = excluded.desk, status = excluded.status, persons = excluded.persons;
  end if;
  if c ? 'cardOrders' then
    insert into card_order select id, "caseId", "permitId", "personId", status, "orderedAt", "photoSha256", "cardNumber", problem, "validTo"
      from jsonb_to_recordset(c->'cardOrders') as x(id text, "caseId" text, "permitId" text, "personId" text, status text,
        "orderedAt" timestamptz, "photoSha256" text, "cardNumber" text, problem text, "validTo" date)
      on conflict (id) do update set status = excluded.status, card_number = excluded.card_number, problem = excluded.problem;
  end if;
  if c ? 'outbox' then
    insert into outbox (id, key, topic, case_id, payload, created_at, due_at)
      select id, key, topic, "caseId", coalesce(payload, 'null'), now_at, coalesce("notBefore", now_at)
      from jsonb_to_recordset(c->'outbox') as x(id text, key text, topic text, "caseId" text, payload jsonb, "notBefore" timestamptz)
      on conflict (key) do nothing;
  end if;

  return jsonb_build_object('repeated', false, 'lastSeq', last_seq);
end $$;
comment on function commit_change(jsonb) is 'The core transaction: a whole Change in one round trip';

create function commit_changes(cs jsonb) returns int language plpgsql as $$
declare c jsonb; n int := 0;
begin
  for c in select value from jsonb_array_elements(cs) loop
    perform commit_change(c);
    n := n + 1;
  end loop;
  return n;
end $$;
comment on function commit_changes(jsonb) is 'Many changes in one round trip and transaction, for loading history; the same constraints and chains';
