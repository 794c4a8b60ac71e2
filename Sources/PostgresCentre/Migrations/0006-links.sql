-- Why a revision was made, and which earlier visit a visit takes up.

-- In the officer's words: an amendment's or a void's; may name somebody, so the retention empties
-- it.
ALTER TABLE loket.revision ADD COLUMN reason text;

-- Of the same booth and shift; nil where nothing was left undone before.
ALTER TABLE loket.visit ADD COLUMN follows loket.id;

-- What was added to full tables has no statistics yet, and plans would count on next to no rows.
ANALYZE loket.shift, loket.visit, loket.revision, loket.service_line, loket.person;

CREATE INDEX visit_by_follows ON loket.visit (booth, shift, follows) WHERE follows IS NOT NULL;
