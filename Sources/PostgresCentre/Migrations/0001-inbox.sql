-- The inbox: sealed entries as booths deliver them, exactly once each. Nothing here can be read
-- without the office's key but the clear headers; nothing is ever overwritten or deleted here but
-- by the retention of the office.

CREATE SCHEMA loket;

CREATE DOMAIN loket.id AS bytea CHECK (octet_length(VALUE) = 16);
CREATE DOMAIN loket.hash AS bytea CHECK (octet_length(VALUE) = 32);

-- A booth as the office enrolled it. `role` is the database role that may deliver for it.
CREATE TABLE loket.booth (
  id loket.id PRIMARY KEY,
  code text NOT NULL CHECK (code ~ '^[A-Z]{1,3}[0-9]{1,4}$'),
  role name NOT NULL UNIQUE,
  enrolled_at timestamptz NOT NULL DEFAULT now(),
  revoked_at timestamptz,
  revoked_why text
);

-- One row an issued enrolment: renewal adds one, so that entries of older ones still verify.
CREATE TABLE loket.assignment (
  booth loket.id NOT NULL REFERENCES loket.booth,
  hash loket.hash NOT NULL,
  public_key bytea NOT NULL CHECK (octet_length(public_key) = 32),
  statement bytea NOT NULL,
  signature bytea NOT NULL CHECK (octet_length(signature) = 64),
  valid_from timestamptz NOT NULL,
  valid_to timestamptz NOT NULL CHECK (valid_to > valid_from),
  PRIMARY KEY (booth, hash)
);

-- Shards by booth: every key begins with it.
CREATE TABLE loket.inbox (
  booth loket.id NOT NULL,
  shift loket.id NOT NULL,
  sequence bigint NOT NULL CHECK (sequence > 0),
  header bytea NOT NULL CHECK (octet_length(header) BETWEEN 40 AND 4096),
  tag bytea NOT NULL CHECK (octet_length(tag) IN (0, 16)),
  payload bytea NOT NULL CHECK (octet_length(payload) <= 65536),
  hash loket.hash NOT NULL,
  signature bytea NOT NULL CHECK (octet_length(signature) = 64),
  received_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (booth, shift, sequence)
);

-- The other future of a cloned or rolled-back laptop: kept in full, never believed by itself.
CREATE TABLE loket.conflict (
  booth loket.id NOT NULL,
  shift loket.id NOT NULL,
  sequence bigint NOT NULL CHECK (sequence > 0),
  hash loket.hash NOT NULL,
  header bytea NOT NULL,
  tag bytea NOT NULL,
  payload bytea NOT NULL,
  signature bytea NOT NULL,
  received_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (booth, shift, sequence, hash)
);

-- What a booth sent that cannot be an entry: the place and the reason, not the bytes.
CREATE TABLE loket.refused (
  booth loket.id NOT NULL,
  shift loket.id NOT NULL,
  sequence bigint NOT NULL CHECK (sequence > 0),
  reason text NOT NULL,
  refused_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (booth, shift, sequence)
);

-- How far each shift has arrived without a gap, and what its booth last announced.
CREATE TABLE loket.progress (
  booth loket.id NOT NULL,
  shift loket.id NOT NULL,
  number integer,
  up_to bigint NOT NULL DEFAULT 0,
  announced bigint NOT NULL DEFAULT 0,
  announced_head bytea,
  is_closed boolean NOT NULL DEFAULT false,
  announced_at timestamptz,
  changed_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (booth, shift)
);

CREATE TABLE loket.alarm (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  raised_at timestamptz NOT NULL DEFAULT now(),
  kind text NOT NULL,
  booth loket.id,
  shift loket.id,
  sequence bigint,
  detail text NOT NULL DEFAULT '',
  UNIQUE NULLS NOT DISTINCT (kind, booth, shift, sequence)
);

-- The booth that the session's role speaks for; an exception if it is none or was revoked.
CREATE FUNCTION loket.caller() RETURNS loket.id
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  found loket.booth;
BEGIN
  SELECT * INTO found FROM loket.booth WHERE role = session_user;
  IF found.id IS NULL THEN
    RAISE EXCEPTION 'LOKET-UNKNOWN-BOOTH' USING ERRCODE = '42501';
  END IF;
  IF found.revoked_at IS NOT NULL THEN
    RAISE EXCEPTION 'LOKET-REVOKED' USING ERRCODE = '42501';
  END IF;
  RETURN found.id;
END $$;

-- Moves `up_to` on over everything that is there or was refused.
CREATE FUNCTION loket.advance(of_booth loket.id, of_shift loket.id) RETURNS bigint
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  reached bigint;
  further bigint;
BEGIN
  INSERT INTO loket.progress (booth, shift) VALUES (of_booth, of_shift)
  ON CONFLICT DO NOTHING;
  SELECT up_to INTO reached FROM loket.progress
    WHERE booth = of_booth AND shift = of_shift FOR UPDATE;
  SELECT max(sequence) INTO further FROM (
    SELECT sequence, row_number() OVER (ORDER BY sequence) AS nth FROM (
      SELECT sequence FROM loket.inbox
        WHERE booth = of_booth AND shift = of_shift AND sequence > reached
      UNION
      SELECT sequence FROM loket.refused
        WHERE booth = of_booth AND shift = of_shift AND sequence > reached
    ) AS there
  ) AS numbered WHERE sequence = reached + nth;
  IF further IS NOT NULL THEN
    UPDATE loket.progress SET up_to = further, changed_at = now()
      WHERE booth = of_booth AND shift = of_shift;
    reached := further;
  END IF;
  RETURN reached;
END $$;

-- The staging table of this transaction; the booth may fill it and nothing else.
--
-- It is made here and owned by the owner: a table that a booth made itself could carry code into
-- the receiving function.
CREATE FUNCTION loket.begin_delivery() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM set_config('synchronous_commit', 'on', true);
  IF to_regclass('pg_temp.delivery') IS NULL THEN
    CREATE TEMPORARY TABLE delivery (
      shift bytea, sequence bigint, header bytea, tag bytea, payload bytea, hash bytea,
      signature bytea
    ) ON COMMIT DELETE ROWS;
    EXECUTE format('GRANT INSERT ON pg_temp.delivery TO %I', session_user);
  ELSIF (SELECT relowner <> current_user::regrole OR relkind <> 'r'
         FROM pg_class WHERE oid = to_regclass('pg_temp.delivery')) THEN
    RAISE EXCEPTION 'LOKET-FOREIGN-STAGING' USING ERRCODE = '42501';
  END IF;
END $$;

-- Takes in what the staging table holds, for `of_booth`; one row a shift comes back.
CREATE FUNCTION loket.take_delivery(of_booth loket.id)
RETURNS TABLE (
  shift bytea, accepted bigint, already_there bigint, conflicts bigint[], refused bigint[],
  reasons text[], up_to bigint, head bytea
)
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF (SELECT relowner <> current_user::regrole OR relkind <> 'r'
      FROM pg_class WHERE oid = to_regclass('pg_temp.delivery')) IS NOT FALSE THEN
    RAISE EXCEPTION 'LOKET-FOREIGN-STAGING' USING ERRCODE = '42501';
  END IF;
  -- One delivery of a booth at a time: two at once would wait for each other's rows in the middle.
  PERFORM pg_advisory_xact_lock(hashtextextended(encode(of_booth, 'hex'), 0));

  RETURN QUERY
  WITH judged AS (
    SELECT d.*, CASE
      WHEN octet_length(d.shift) IS DISTINCT FROM 16 THEN 'shift'
      WHEN d.sequence IS NULL OR d.sequence < 1 THEN 'sequence'
      WHEN octet_length(d.header) NOT BETWEEN 40 AND 4096 OR d.header IS NULL THEN 'header'
      WHEN substring(d.header FROM 9 FOR 16) <> of_booth THEN 'otherBooth'
      WHEN octet_length(d.tag) NOT IN (0, 16) OR d.tag IS NULL THEN 'tag'
      WHEN octet_length(d.payload) > 65536 OR d.payload IS NULL THEN 'payload'
      WHEN octet_length(d.hash) IS DISTINCT FROM 32 THEN 'hash'
      WHEN octet_length(d.signature) IS DISTINCT FROM 64 THEN 'signature'
    END AS fault
    FROM pg_temp.delivery AS d
  ), taken AS (
    INSERT INTO loket.inbox (booth, shift, sequence, header, tag, payload, hash, signature)
    SELECT of_booth, j.shift, j.sequence, j.header, j.tag, j.payload, j.hash, j.signature
    FROM judged AS j WHERE j.fault IS NULL
    ON CONFLICT ON CONSTRAINT inbox_pkey DO NOTHING
    RETURNING inbox.shift, inbox.sequence, inbox.hash
  ), rest AS (
    SELECT j.* FROM judged AS j
    WHERE j.fault IS NULL AND NOT EXISTS (
      SELECT FROM taken AS t
      WHERE t.shift = j.shift AND t.sequence = j.sequence AND t.hash = j.hash)
  ), held AS (
    SELECT r.*, coalesce(i.hash = r.hash, false) AS is_same
    FROM rest AS r
    LEFT JOIN loket.inbox AS i
      ON i.booth = of_booth AND i.shift = r.shift AND i.sequence = r.sequence
  ), kept AS (
    INSERT INTO loket.conflict (booth, shift, sequence, hash, header, tag, payload, signature)
    SELECT of_booth, h.shift, h.sequence, h.hash, h.header, h.tag, h.payload, h.signature
    FROM held AS h WHERE NOT h.is_same
    ON CONFLICT DO NOTHING
  ), alarms AS (
    INSERT INTO loket.alarm (kind, booth, shift, sequence)
    SELECT 'fork', of_booth, h.shift, min(h.sequence) FROM held AS h WHERE NOT h.is_same
    GROUP BY h.shift
    ON CONFLICT DO NOTHING
  ), sorted_out AS (
    INSERT INTO loket.refused (booth, shift, sequence, reason)
    SELECT of_booth, j.shift, j.sequence, j.fault FROM judged AS j
    WHERE j.fault IS NOT NULL AND octet_length(j.shift) = 16 AND j.sequence >= 1
    ON CONFLICT DO NOTHING
  )
  SELECT j.shift,
    (SELECT count(*) FROM taken AS t WHERE t.shift = j.shift),
    (SELECT count(*) FROM held AS h WHERE h.shift = j.shift AND h.is_same),
    (SELECT array_agg(h.sequence ORDER BY h.sequence) FROM held AS h
      WHERE h.shift = j.shift AND NOT h.is_same),
    array_agg(j.sequence ORDER BY j.sequence) FILTER (WHERE j.fault IS NOT NULL),
    array_agg(j.fault ORDER BY j.sequence) FILTER (WHERE j.fault IS NOT NULL),
    0::bigint, NULL::bytea
  FROM judged AS j GROUP BY j.shift;
END $$;

-- What a booth calls: its delivery, then how far each delivered shift has come.
CREATE FUNCTION loket.receive()
RETURNS TABLE (
  shift bytea, accepted bigint, already_there bigint, conflicts bigint[], refused bigint[],
  reasons text[], up_to bigint, head bytea
)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN QUERY SELECT * FROM loket.settled(loket.caller());
END $$;

CREATE FUNCTION loket.settled(of_booth loket.id)
RETURNS TABLE (
  shift bytea, accepted bigint, already_there bigint, conflicts bigint[], refused bigint[],
  reasons text[], up_to bigint, head bytea
)
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  result record;
BEGIN
  FOR result IN SELECT * FROM loket.take_delivery(of_booth) LOOP
    shift := result.shift;
    accepted := result.accepted;
    already_there := result.already_there;
    conflicts := result.conflicts;
    refused := result.refused;
    reasons := result.reasons;
    IF octet_length(result.shift) = 16 THEN
      up_to := loket.advance(of_booth, result.shift);
      head := (SELECT i.hash FROM loket.inbox AS i
        WHERE i.booth = of_booth AND i.shift = result.shift AND i.sequence = up_to);
    ELSE
      up_to := 0;
      head := NULL;
    END IF;
    RETURN NEXT;
  END LOOP;
END $$;

CREATE FUNCTION loket.holdings()
RETURNS TABLE (shift bytea, up_to bigint, head bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT p.shift, p.up_to, i.hash
  FROM loket.progress AS p
  LEFT JOIN loket.inbox AS i
    ON i.booth = p.booth AND i.shift = p.shift AND i.sequence = p.up_to
  WHERE p.booth = loket.caller()
$$;

CREATE FUNCTION loket.announced(
  of_booth loket.id, of_shift loket.id, of_number integer, entries bigint, of_head loket.hash,
  closed boolean
) RETURNS void
LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO loket.progress
    (booth, shift, number, announced, announced_head, is_closed, announced_at)
  VALUES (of_booth, of_shift, of_number, entries, of_head, closed, now())
  ON CONFLICT (booth, shift) DO UPDATE SET
    number = excluded.number, announced = excluded.announced,
    announced_head = excluded.announced_head, is_closed = excluded.is_closed,
    announced_at = excluded.announced_at
  WHERE progress.announced <= excluded.announced
$$;

CREATE FUNCTION loket.announce(
  of_shift bytea, of_number integer, entries bigint, of_head bytea, closed boolean
) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT loket.announced(loket.caller(), of_shift, of_number, entries, of_head, closed)
$$;

CREATE FUNCTION loket.schema_version() RETURNS integer
LANGUAGE sql IMMUTABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$ SELECT 1 $$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA loket FROM PUBLIC;
