-- New names go straight into the search index: the list of pending ones would be read whole by each search
-- until a vacuum comes, and the embedded database has no autovacuum.
alter index person_search set (fastupdate = off);
select gin_clean_pending_list('person_search'::regclass);
