-- Examining beside deliveries: `pusat olah` works on a booth's shifts while the booth delivers.

-- Whoever examines a booth's shifts locks its row here: deliveries never wait for it, and the two
-- futures of a cloned laptop are not examined past each other.
CREATE TABLE loket.examination (booth loket.id PRIMARY KEY REFERENCES loket.booth);

-- `last`: the highest sequence that was examined, gaps or not. `purged_at`: the retention has taken
-- bodies of the shift, so that its rows can no longer be made again.
ALTER TABLE loket.processed ADD COLUMN last bigint NOT NULL DEFAULT 0;
ALTER TABLE loket.processed ADD COLUMN purged_at timestamptz;

-- The shifts with something that was not examined yet: entries, or another future's.
CREATE VIEW loket.unexamined AS
SELECT p.booth, p.shift, p.number, p.changed_at, p.up_to, i.last, c.conflicts, d.purged_at
FROM loket.progress AS p
LEFT JOIN loket.processed AS d ON d.booth = p.booth AND d.shift = p.shift
CROSS JOIN LATERAL (
  SELECT coalesce(max(i.sequence), 0) AS last FROM loket.inbox AS i
  WHERE i.booth = p.booth AND i.shift = p.shift
) AS i
CROSS JOIN LATERAL (
  SELECT count(*) AS conflicts FROM loket.conflict AS c
  WHERE c.booth = p.booth AND c.shift = p.shift
) AS c
WHERE p.up_to > coalesce(d.up_to, 0) OR i.last > coalesce(d.last, 0)
  OR c.conflicts > coalesce(d.conflicts, 0);

-- The name as it is looked for under any spelling; personal, and emptied like the name.
ALTER TABLE loket.visit ADD COLUMN name_key text;
CREATE INDEX visit_by_name ON loket.visit (birth_date, name_key)
  WHERE name_key IS NOT NULL AND NOT is_void;

-- A visit that stands, with its place and what was done, `service/gate/outcome[/deferral]` a line.
CREATE VIEW loket.placed_visit AS
SELECT b.code, s.number, v.ticket, s.day, v.at, v.nik, v.name, v.birth_date, v.name_key, (
  SELECT array_agg(concat_ws('/', l.code, l.gate, l.outcome, l.deferral) ORDER BY l.line)
  FROM loket.service_line AS l
  WHERE l.booth = v.booth AND l.shift = v.shift AND l.visit = v.visit
) AS lines
FROM loket.visit AS v
JOIN loket.shift AS s ON s.booth = v.booth AND s.shift = v.shift
JOIN loket.booth AS b ON b.id = v.booth
WHERE NOT v.is_void;

-- As before, and entries of training mode are turned away. Without a call that depends on settings
-- the planner writes this into the statement itself, which halves the time of a delivery.
CREATE OR REPLACE FUNCTION loket.fault(
  of_booth bytea, shift bytea, sequence bigint, header bytea, tag bytea, payload bytea, hash bytea,
  signature bytea
) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN octet_length(shift) IS DISTINCT FROM 16 THEN 'shift'
    WHEN sequence IS NULL OR sequence < 1 THEN 'sequence'
    WHEN header IS NULL OR octet_length(header) NOT BETWEEN 48 AND 4096
      OR substring(header FROM 1 FOR 4) <> decode('4c4f4b54', 'hex') THEN 'header'
    WHEN get_byte(header, 7) = 1 THEN 'training'
    WHEN substring(header FROM 9 FOR 16) <> of_booth THEN 'otherBooth'
    WHEN substring(header FROM 25 FOR 24) <> shift || int8send(sequence) THEN 'otherPlace'
    WHEN tag IS NULL OR octet_length(tag) NOT IN (0, 16) THEN 'tag'
    WHEN payload IS NULL OR octet_length(payload) NOT BETWEEN 1 AND 65536 THEN 'payload'
    WHEN octet_length(hash) IS DISTINCT FROM 32 THEN 'hash'
    WHEN octet_length(signature) IS DISTINCT FROM 64 THEN 'signature'
  END
$$;

-- UPDATE is what a row lock asks for.
GRANT SELECT, INSERT, UPDATE ON loket.examination TO loket_office;
GRANT SELECT ON loket.unexamined, loket.placed_visit TO loket_office;
