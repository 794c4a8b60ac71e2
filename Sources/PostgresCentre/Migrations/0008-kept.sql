-- Where a person's first activation was counted whose kelurahan the retention kept as a count: there
-- they are counted still, whatever arrives late. Only own residents are.

ALTER TABLE loket.person ADD COLUMN kept_on date, ADD COLUMN kept_at text,
  ADD CHECK ((kept_on IS NULL) = (kept_at IS NULL));

CREATE OR REPLACE VIEW loket.first_activation WITH (security_invoker = true) AS
(SELECT DISTINCT ON (person) booth, shift, visit, at, is_resident, residence, person
FROM loket.visit WHERE ikd_standing = 'activated' AND NOT is_void AND person IS NOT NULL
ORDER BY person, at, booth, shift, visit)
UNION ALL
SELECT booth, shift, visit, at, is_resident, residence, person
FROM loket.visit WHERE ikd_standing = 'activated' AND NOT is_void AND person IS NULL;

UPDATE loket.person AS p SET kept_on = s.day, kept_at = s.service_point
FROM loket.first_activation AS f
JOIN loket.shift AS s ON s.booth = f.booth AND s.shift = f.shift
WHERE f.person = p.id AND f.is_resident AND f.residence IS NULL;
