-- A case that lay aside comes back by itself: on its day it is found without looking through all, and who laid it aside is told.
create index case_file_aside on case_file ((state->'snoozed'->>'until')) where state ? 'snoozed';
alter table staff_news drop constraint staff_news_kind_check;
alter table staff_news add constraint staff_news_kind_check check (kind in ('mention', 'handed-over', 'asked', 'declined', 'woken'));
