alter table account add column name text;
comment on column account.name is 'The holder''s name as the electronic identity gave it at the last login: shown where a representative has no name on file. Not a fact: nothing rests on it';
