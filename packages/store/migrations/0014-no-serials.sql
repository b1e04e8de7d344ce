-- A case is numbered by the core, from its id: nobody asked for serial numbers.
drop table case_serial;
