-- Search knows a number and not its kind, and finds who had it before too.
create index person_identifier_value on person_identifier (value);
