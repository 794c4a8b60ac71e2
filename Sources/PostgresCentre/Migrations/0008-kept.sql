-- Whose first activation stands in the counts by kelurahan that the retention kept: they are counted
-- there once, whatever arrives late.

ALTER TABLE loket.person ADD COLUMN is_kept boolean NOT NULL DEFAULT false;

CREATE OR REPLACE VIEW loket.first_activation WITH (security_invoker = true) AS
(SELECT DISTINCT ON (person) booth, shift, visit, at, is_resident, residence, person
FROM loket.visit WHERE ikd_standing = 'activated' AND NOT is_void AND person IS NOT NULL
ORDER BY person, at, booth, shift, visit)
UNION ALL
SELECT booth, shift, visit, at, is_resident, residence, person
FROM loket.visit WHERE ikd_standing = 'activated' AND NOT is_void AND person IS NULL;

UPDATE loket.person SET is_kept = true WHERE id IN (
  SELECT person FROM loket.first_activation WHERE is_resident AND residence IS NULL);
