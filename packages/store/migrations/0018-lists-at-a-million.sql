-- Lists of the desk walk an index in their own order, however many cases there are.

-- as cases are handed out, over all units: a list's unit is a condition on the case
create index queue_by_place on queue_entry (place, case_id);
-- an officer's own, also those of another unit that were handed over
create index open_by_officer on case_file (assigned_to, queue_since, id) where phase <> 'closed' and assigned_to is not null;
create index open_by_opened on case_file (coalesce(lodged_at, opened_at), id) where phase <> 'closed';
-- few are laid aside at any time
create index open_snoozed on case_file (id) where phase <> 'closed' and state ? 'snoozed';
