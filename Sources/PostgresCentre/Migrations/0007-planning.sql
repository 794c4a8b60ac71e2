-- Policies make the planner's guesses so dear that PostgreSQL compiles the receiving function's
-- statement for every batch, which takes longer than running it.
ALTER FUNCTION loket.take_delivery(loket.id) SET jit = off;
ALTER FUNCTION loket.note_manifest(loket.id, bytea[], integer[], bigint[], bytea[], boolean[])
  SET jit = off;
ALTER FUNCTION loket.holdings() SET jit = off;

-- The office of an examined row is the one that row-level security checks it against: looking it up
-- for every row took a tenth of an examination. The references to the shift stay: the planner knows
-- by them how many visits a shift has.
ALTER TABLE loket.visit DROP CONSTRAINT visit_office_fkey;
ALTER TABLE loket.revision DROP CONSTRAINT revision_office_fkey;
ALTER TABLE loket.service_line DROP CONSTRAINT service_line_office_fkey;
