-- The sweep for clocks of the law that have run out walks this index; without it, it reads every open case.
create index open_by_legal_date on case_file (next_legal_date, id) where phase <> 'closed' and next_legal_date is not null;
