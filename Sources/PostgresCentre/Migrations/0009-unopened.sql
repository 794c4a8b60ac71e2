-- A shift whose key no key at hand opened: nothing of it was counted. It is tried again by each
-- examination, and the retention passes it by.

ALTER TABLE loket.processed ADD COLUMN unopened boolean NOT NULL DEFAULT false;

UPDATE loket.processed AS d SET unopened = true
FROM loket.shift AS s
WHERE s.booth = d.booth AND s.shift = d.shift AND s.standing = 'refused' AND d.purged_at IS NULL
  AND EXISTS (SELECT FROM loket.alarm AS a WHERE a.booth = d.booth AND a.shift = d.shift
    AND a.kind = 'unopenable' AND a.sequence IS NULL);

-- What the retention leaves of a visit for an institution's figures: facts that name nobody.
ALTER TABLE loket.visit ADD COLUMN was_under16 boolean;
