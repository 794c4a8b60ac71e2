-- Policies make the planner's guesses so dear that PostgreSQL compiles the receiving function's
-- statement for every batch, which takes longer than running it.
ALTER FUNCTION loket.take_delivery(loket.id) SET jit = off;
ALTER FUNCTION loket.note_manifest(loket.id, bytea[], integer[], bigint[], bytea[], boolean[])
  SET jit = off;
ALTER FUNCTION loket.holdings() SET jit = off;

-- An examined row's office is its shift's: one look at the shift in place of two, one of them at
-- the office.
ALTER TABLE loket.shift ADD UNIQUE (booth, shift, office);
ALTER TABLE loket.visit DROP CONSTRAINT visit_booth_shift_fkey, DROP CONSTRAINT visit_office_fkey,
  ADD FOREIGN KEY (booth, shift, office) REFERENCES loket.shift (booth, shift, office)
    ON DELETE CASCADE;
ALTER TABLE loket.revision DROP CONSTRAINT revision_booth_shift_fkey,
  DROP CONSTRAINT revision_office_fkey,
  ADD FOREIGN KEY (booth, shift, office) REFERENCES loket.shift (booth, shift, office)
    ON DELETE CASCADE;
-- A service line is looked up at its visit.
ALTER TABLE loket.service_line DROP CONSTRAINT service_line_office_fkey;
