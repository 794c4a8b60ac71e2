-- Policies make the planner's guesses so dear that PostgreSQL compiles the receiving function's
-- statement for every batch, which takes longer than running it.
ALTER FUNCTION loket.take_delivery(loket.id) SET jit = off;
ALTER FUNCTION loket.note_manifest(loket.id, bytea[], integer[], bigint[], bytea[], boolean[])
  SET jit = off;
ALTER FUNCTION loket.holdings() SET jit = off;
