-- The inbox: sealed entries as booths deliver them, exactly once each. Nothing here can be read
-- without the office's key but the clear headers; nothing is ever overwritten or deleted here but
-- by the retention of the office.
--
-- What booths call runs as the owner, with whatever settings the booth's session chose: so names
-- carry their schema, and no literal holds a backslash.

ALTER DEFAULT PRIVILEGES FOR ROLE loket_owner REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
GRANT USAGE ON SCHEMA loket TO loket_booth, loket_office;

CREATE DOMAIN loket.id AS bytea CHECK (octet_length(VALUE) = 16);
CREATE DOMAIN loket.hash AS bytea CHECK (octet_length(VALUE) = 32);

-- A booth as the office enrolled it.
CREATE TABLE loket.booth (
  id loket.id PRIMARY KEY,
  code text NOT NULL CHECK (code ~ '^[A-Z]{1,3}[0-9]{1,4}$'),
  enrolled_at timestamptz NOT NULL DEFAULT now(),
  revoked_at timestamptz,
  revoked_why text,
  CHECK ((revoked_at IS NULL) = (revoked_why IS NULL))
);

-- Two laptops of one code would issue the same tickets.
CREATE UNIQUE INDEX booth_by_code ON loket.booth (code) WHERE revoked_at IS NULL;

-- One row an issued enrolment: renewal adds one, so that entries of older ones still verify.
CREATE TABLE loket.assignment (
  booth loket.id NOT NULL REFERENCES loket.booth,
  hash loket.hash NOT NULL CHECK (hash = sha256(statement)),
  public_key bytea NOT NULL CHECK (octet_length(public_key) = 32),
  statement bytea NOT NULL,
  signature bytea NOT NULL CHECK (octet_length(signature) = 64),
  valid_from timestamptz NOT NULL,
  valid_to timestamptz NOT NULL CHECK (valid_to > valid_from),
  PRIMARY KEY (booth, hash)
);

-- The database roles that may deliver for a booth. Every enrolment opens one; the one before stays
-- open, so that a booth in the field can deliver until it has installed the new one.
CREATE TABLE loket.login (
  role name PRIMARY KEY,
  booth loket.id NOT NULL REFERENCES loket.booth,
  number integer NOT NULL CHECK (number >= 1),
  opened_at timestamptz NOT NULL DEFAULT now(),
  closed_at timestamptz,
  UNIQUE (booth, number)
);

-- Whoever delivers or announces for a booth locks its row. No advisory lock: any booth could hold
-- another one's; not the row in `booth`: a revocation must not wait for the booth.
CREATE TABLE loket.turn (booth loket.id PRIMARY KEY REFERENCES loket.booth);

-- Shards by booth: every key begins with it. An empty payload: the retention took it.
CREATE TABLE loket.inbox (
  booth loket.id NOT NULL,
  shift loket.id NOT NULL,
  sequence bigint NOT NULL CHECK (sequence > 0),
  header bytea NOT NULL CHECK (octet_length(header) BETWEEN 48 AND 4096),
  tag bytea NOT NULL CHECK (octet_length(tag) IN (0, 16)),
  payload bytea NOT NULL CHECK (octet_length(payload) <= 65536),
  hash loket.hash NOT NULL,
  signature bytea NOT NULL CHECK (octet_length(signature) = 64),
  received_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (booth, shift, sequence)
);

-- Sealed bytes do not get smaller.
ALTER TABLE loket.inbox ALTER COLUMN payload SET STORAGE EXTERNAL;

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

-- How far each shift has arrived without a gap, and what its booth last announced. Deliveries
-- write here: whoever works long on a shift should lock another row.
CREATE TABLE loket.progress (
  booth loket.id NOT NULL,
  shift loket.id NOT NULL,
  number integer CHECK (number >= 1),
  up_to bigint NOT NULL DEFAULT 0 CHECK (up_to >= 0),
  announced bigint NOT NULL DEFAULT 0 CHECK (announced >= 0),
  announced_head bytea CHECK (octet_length(announced_head) IN (0, 32)),
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
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  found record;
BEGIN
  SELECT b.id, b.revoked_at, l.closed_at INTO found
  FROM loket.login AS l JOIN loket.booth AS b ON b.id = l.booth
  WHERE l.role = session_user;
  IF found.id IS NULL THEN
    RAISE EXCEPTION 'LOKET-UNKNOWN-BOOTH' USING ERRCODE = '42501';
  END IF;
  IF found.revoked_at IS NOT NULL OR found.closed_at IS NOT NULL THEN
    RAISE EXCEPTION 'LOKET-REVOKED' USING ERRCODE = '42501';
  END IF;
  RETURN found.id;
END $$;

-- One at a time for each booth: two deliveries at once would wait for each other's rows in the
-- middle. Whoever was revoked while waiting is told so.
CREATE FUNCTION loket.take_turn(of_booth loket.id) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  -- In any other mode the rows of the one before us would be there and not be seen.
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    RAISE EXCEPTION 'LOKET-ISOLATION' USING ERRCODE = '25001';
  END IF;
  PERFORM FROM loket.turn AS t WHERE t.booth = of_booth FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'LOKET-UNKNOWN-BOOTH' USING ERRCODE = '42501';
  END IF;
  PERFORM FROM loket.booth AS b WHERE b.id = of_booth AND b.revoked_at IS NOT NULL;
  IF FOUND THEN
    RAISE EXCEPTION 'LOKET-REVOKED' USING ERRCODE = '42501';
  END IF;
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

-- Makes the staging table of this session; the booth may fill it and nothing else.
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
    ALTER TABLE pg_temp.delivery ALTER COLUMN payload SET STORAGE EXTERNAL;
    EXECUTE format('GRANT INSERT ON pg_temp.delivery TO %I', session_user);
  END IF;
  PERFORM loket.check_staging();
END $$;

-- An exception unless the staging table is the one that `begin_delivery` makes.
CREATE FUNCTION loket.check_staging() RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM FROM pg_class AS c
    WHERE c.oid = to_regclass('pg_temp.delivery') AND c.relkind = 'r'
      AND pg_get_userbyid(c.relowner) = current_user;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'LOKET-FOREIGN-STAGING' USING ERRCODE = '42501';
  END IF;
END $$;

-- Why a delivered row cannot be an entry of this booth; null: it can.
--
-- Every version of a header begins with LOKT, version, kind and mode in four bytes, booth, shift
-- and sequence.
CREATE FUNCTION loket.fault(
  of_booth bytea, shift bytea, sequence bigint, header bytea, tag bytea, payload bytea, hash bytea,
  signature bytea
) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN octet_length(shift) IS DISTINCT FROM 16 THEN 'shift'
    WHEN sequence IS NULL OR sequence < 1 THEN 'sequence'
    WHEN header IS NULL OR octet_length(header) NOT BETWEEN 48 AND 4096
      OR substring(header FROM 1 FOR 4) <> convert_to('LOKT', 'UTF8') THEN 'header'
    WHEN substring(header FROM 9 FOR 16) <> of_booth THEN 'otherBooth'
    WHEN substring(header FROM 25 FOR 24) <> shift || int8send(sequence) THEN 'otherPlace'
    WHEN tag IS NULL OR octet_length(tag) NOT IN (0, 16) THEN 'tag'
    WHEN payload IS NULL OR octet_length(payload) NOT BETWEEN 1 AND 65536 THEN 'payload'
    WHEN octet_length(hash) IS DISTINCT FROM 32 THEN 'hash'
    WHEN octet_length(signature) IS DISTINCT FROM 64 THEN 'signature'
  END
$$;

-- Takes in what the staging table holds, for `of_booth`: one row for each shift in it, with the
-- sequences that were not taken and their reasons (`conflict`, or what `fault` says), and how far
-- the shift has come afterwards.
CREATE FUNCTION loket.take_delivery(of_booth loket.id)
RETURNS TABLE (
  shift bytea, accepted bigint, already_there bigint, aside bigint[], reasons text[], up_to bigint,
  head bytea
)
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  settled record;
BEGIN
  PERFORM loket.check_staging();
  PERFORM set_config('synchronous_commit', 'on', true);
  PERFORM loket.take_turn(of_booth);

  FOR settled IN
    WITH judged AS MATERIALIZED (
      SELECT d.shift, d.sequence, d.hash, loket.fault(
        of_booth, d.shift, d.sequence, d.header, d.tag, d.payload, d.hash, d.signature) AS fault
      FROM pg_temp.delivery AS d
    ), taken AS (
      INSERT INTO loket.inbox (booth, shift, sequence, header, tag, payload, hash, signature)
      SELECT of_booth, d.shift, d.sequence, d.header, d.tag, d.payload, d.hash, d.signature
      FROM pg_temp.delivery AS d
      WHERE loket.fault(
        of_booth, d.shift, d.sequence, d.header, d.tag, d.payload, d.hash, d.signature) IS NULL
      ON CONFLICT ON CONSTRAINT inbox_pkey DO NOTHING
      RETURNING inbox.shift, inbox.sequence, inbox.hash
    ), rest AS MATERIALIZED (
      SELECT j.shift, j.sequence, j.hash FROM judged AS j WHERE j.fault IS NULL
      EXCEPT SELECT t.shift::bytea, t.sequence, t.hash::bytea FROM taken AS t
    ), held AS MATERIALIZED (
      -- Row by row through the key: a join may choose to read the whole inbox.
      SELECT r.*, coalesce((
        SELECT i.hash = r.hash FROM loket.inbox AS i
        WHERE i.booth = of_booth AND i.shift = r.shift AND i.sequence = r.sequence), false
      ) AS is_same
      FROM rest AS r
    ), kept AS (
      INSERT INTO loket.conflict (booth, shift, sequence, hash, header, tag, payload, signature)
      SELECT of_booth, d.shift, d.sequence, d.hash, d.header, d.tag, d.payload, d.signature
      FROM pg_temp.delivery AS d JOIN held AS h USING (shift, sequence, hash)
      WHERE NOT h.is_same AND loket.fault(
        of_booth, d.shift, d.sequence, d.header, d.tag, d.payload, d.hash, d.signature) IS NULL
      ON CONFLICT DO NOTHING
    ), refusals AS (
      INSERT INTO loket.refused (booth, shift, sequence, reason)
      SELECT of_booth, j.shift, j.sequence, min(j.fault) FROM judged AS j
      WHERE j.fault IS NOT NULL AND octet_length(j.shift) = 16 AND j.sequence >= 1
      GROUP BY j.shift, j.sequence
      ON CONFLICT DO NOTHING
    ), alarms AS (
      INSERT INTO loket.alarm (kind, booth, shift, sequence)
      SELECT 'fork', of_booth, h.shift, min(h.sequence) FROM held AS h WHERE NOT h.is_same
      GROUP BY h.shift
      UNION ALL
      SELECT DISTINCT 'malformed', of_booth, NULL::bytea, NULL::bigint FROM judged AS j
      WHERE octet_length(j.shift) IS DISTINCT FROM 16 OR j.sequence IS NULL OR j.sequence < 1
      ON CONFLICT DO NOTHING
    ), outcome AS (
      SELECT t.shift::bytea, 1 AS is_new, 0 AS is_same, NULL::bigint AS sequence,
        NULL::text AS reason
      FROM taken AS t
      UNION ALL SELECT h.shift, 0, 1, NULL, NULL FROM held AS h WHERE h.is_same
      UNION ALL SELECT h.shift, 0, 0, h.sequence, 'conflict' FROM held AS h WHERE NOT h.is_same
      UNION ALL SELECT j.shift, 0, 0, j.sequence, j.fault FROM judged AS j
      WHERE j.fault IS NOT NULL
    )
    SELECT o.shift, sum(o.is_new)::bigint AS is_new, sum(o.is_same)::bigint AS is_same,
      array_agg(o.sequence ORDER BY o.sequence, o.reason) FILTER (WHERE o.reason IS NOT NULL)
        AS aside,
      array_agg(o.reason ORDER BY o.sequence, o.reason) FILTER (WHERE o.reason IS NOT NULL)
        AS reasons
    FROM outcome AS o WHERE octet_length(o.shift) = 16 GROUP BY o.shift ORDER BY o.shift
  LOOP
    shift := settled.shift;
    accepted := settled.is_new;
    already_there := settled.is_same;
    aside := coalesce(settled.aside, ARRAY[]::bigint[]);
    reasons := coalesce(settled.reasons, ARRAY[]::text[]);
    up_to := loket.advance(of_booth, settled.shift);
    head := (SELECT i.hash FROM loket.inbox AS i
      WHERE i.booth = of_booth AND i.shift = settled.shift AND i.sequence = up_to);
    RETURN NEXT;
  END LOOP;
END $$;

-- What a booth calls after it filled the staging table.
CREATE FUNCTION loket.receive()
RETURNS TABLE (
  shift bytea, accepted bigint, already_there bigint, aside bigint[], reasons text[], up_to bigint,
  head bytea
)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN QUERY SELECT * FROM loket.take_delivery(loket.caller());
END $$;

-- The same by the office's hand, for what was carried by USB.
CREATE FUNCTION loket.receive_for(of_booth bytea)
RETURNS TABLE (
  shift bytea, accepted bigint, already_there bigint, aside bigint[], reasons text[], up_to bigint,
  head bytea
)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN QUERY SELECT * FROM loket.take_delivery(of_booth);
END $$;

-- Every shift of the calling booth that was announced or delivered; no head where the entry at
-- `up_to` was refused, or nothing is there yet.
CREATE FUNCTION loket.holdings()
RETURNS TABLE (shift bytea, up_to bigint, head bytea)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  of_booth loket.id := loket.caller();
BEGIN
  RETURN QUERY
  SELECT p.shift::bytea, p.up_to, (
    SELECT i.hash::bytea FROM loket.inbox AS i
    WHERE i.booth = p.booth AND i.shift = p.shift AND i.sequence = p.up_to)
  FROM loket.progress AS p
  WHERE p.booth = of_booth;
END $$;

-- Notes what a booth says is still to come; an older word never replaces a newer one.
CREATE FUNCTION loket.note_manifest(
  of_booth loket.id, shifts bytea[], numbers integer[], entries bigint[], heads bytea[],
  closed boolean[]
) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM loket.take_turn(of_booth);
  INSERT INTO loket.progress
    (booth, shift, number, announced, announced_head, is_closed, announced_at)
  SELECT DISTINCT ON (m.shift)
    of_booth, m.shift, m.number, m.entries, m.head, m.is_closed, now()
  FROM unnest(shifts, numbers, entries, heads, closed)
    AS m (shift, number, entries, head, is_closed)
  ORDER BY m.shift, m.entries DESC, m.is_closed DESC
  ON CONFLICT (booth, shift) DO UPDATE SET
    number = excluded.number, announced = excluded.announced,
    announced_head = excluded.announced_head, is_closed = excluded.is_closed,
    announced_at = excluded.announced_at
  WHERE progress.announced <= excluded.announced;
END $$;

CREATE FUNCTION loket.announce(
  shifts bytea[], numbers integer[], entries bigint[], heads bytea[], closed boolean[]
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM loket.note_manifest(loket.caller(), shifts, numbers, entries, heads, closed);
END $$;

CREATE FUNCTION loket.announce_for(
  of_booth bytea, shifts bytea[], numbers integer[], entries bigint[], heads bytea[],
  closed boolean[]
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM loket.note_manifest(of_booth, shifts, numbers, entries, heads, closed);
END $$;

-- The version of what booths call. It grows only when an older booth could no longer deliver,
-- which is not with every migration.
CREATE FUNCTION loket.schema_version() RETURNS integer
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$ SELECT 1 $$;

-- Logins are made by the registrar, so that what booths call never runs with CREATEROLE.
GRANT CREATE, USAGE ON SCHEMA loket TO loket_registrar;
SET LOCAL ROLE loket_registrar;

-- Makes a login of the booths' group by the first free name of `wanted`, `wanted_2`, ...: a name
-- that stands for somebody is never taken over. `verifier` is what the server keeps of a password.
CREATE FUNCTION loket.open_login(wanted text, verifier text) RETURNS name
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  free name;
BEGIN
  IF wanted !~ '^loket_[a-z]{1,3}[0-9]{1,4}$' OR verifier !~
    '^SCRAM-SHA-256[$][0-9]+:[A-Za-z0-9+/=]+[$][A-Za-z0-9+/=]+:[A-Za-z0-9+/=]+$'
  THEN
    RAISE EXCEPTION 'LOKET-NO-LOGIN' USING ERRCODE = '22023';
  END IF;
  FOR nth IN 1..9999 LOOP
    free := wanted || CASE nth WHEN 1 THEN '' ELSE '_' || nth END;
    CONTINUE WHEN EXISTS (SELECT FROM pg_roles WHERE rolname = free);
    BEGIN
      EXECUTE format(
        'CREATE ROLE %I LOGIN CONNECTION LIMIT 16 PASSWORD %L IN ROLE loket_booth', free, verifier);
      -- A delivery whose booth has gone must not keep the next one waiting.
      EXECUTE format('ALTER ROLE %I SET idle_in_transaction_session_timeout = ''1min''', free);
      EXECUTE format('ALTER ROLE %I SET tcp_user_timeout = ''1min''', free);
      RETURN free;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
    END;
  END LOOP;
  RAISE EXCEPTION 'LOKET-NO-LOGIN' USING ERRCODE = '54000';
END $$;

CREATE FUNCTION loket.close_login(of_role name) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF of_role !~ '^loket_[a-z]{1,3}[0-9]{1,4}(_[0-9]+)?$' THEN
    RAISE EXCEPTION 'LOKET-NO-LOGIN' USING ERRCODE = '22023';
  END IF;
  -- In a restored copy of the database the server may not know the role any more.
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = of_role) THEN
    EXECUTE format('ALTER ROLE %I NOLOGIN', of_role);
  END IF;
END $$;

REVOKE EXECUTE ON FUNCTION loket.open_login(text, text), loket.close_login(name) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION loket.open_login(text, text), loket.close_login(name) TO loket_owner;
SET LOCAL ROLE loket_owner;
REVOKE CREATE ON SCHEMA loket FROM loket_registrar;

-- Enrols a booth, or renews its assignment; returns the login's name. Of the older logins the last
-- one stays open.
CREATE FUNCTION loket.enrol(
  of_booth bytea, of_code text, of_hash bytea, key bytea, of_statement bytea, of_signature bytea,
  begins timestamptz, ends timestamptz, verifier text
) RETURNS name
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  found loket.booth;
  opened name;
  old name;
BEGIN
  INSERT INTO loket.booth (id, code) VALUES (of_booth, of_code) ON CONFLICT (id) DO NOTHING;
  SELECT * INTO found FROM loket.booth AS b WHERE b.id = of_booth FOR UPDATE;
  IF found.revoked_at IS NOT NULL THEN
    RAISE EXCEPTION 'LOKET-REVOKED' USING ERRCODE = '42501';
  END IF;
  IF found.code <> of_code THEN
    RAISE EXCEPTION 'LOKET-OTHER-CODE' USING ERRCODE = '23505';
  END IF;
  INSERT INTO loket.turn (booth) VALUES (of_booth) ON CONFLICT DO NOTHING;
  INSERT INTO loket.assignment
    (booth, hash, public_key, statement, signature, valid_from, valid_to)
  VALUES (of_booth, of_hash, key, of_statement, of_signature, begins, ends)
  ON CONFLICT DO NOTHING;
  opened := loket.open_login('loket_' || lower(of_code), verifier);
  INSERT INTO loket.login (role, booth, number)
  SELECT opened, of_booth, coalesce(max(l.number), 0) + 1
  FROM loket.login AS l WHERE l.booth = of_booth;
  FOR old IN
    SELECT l.role FROM loket.login AS l WHERE l.booth = of_booth AND l.closed_at IS NULL
    ORDER BY l.number DESC OFFSET 2
  LOOP
    PERFORM loket.close_login(old);
    UPDATE loket.login SET closed_at = now() WHERE role = old;
  END LOOP;
  RETURN opened;
END $$;

-- A stolen or lost booth: nothing more is taken from it, what it delivered stays.
CREATE FUNCTION loket.revoke(of_booth bytea, why text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  old name;
BEGIN
  UPDATE loket.booth AS b SET revoked_at = now(), revoked_why = why
    WHERE b.id = of_booth AND b.revoked_at IS NULL;
  IF NOT EXISTS (SELECT FROM loket.booth AS b WHERE b.id = of_booth) THEN
    RAISE EXCEPTION 'LOKET-UNKNOWN-BOOTH' USING ERRCODE = '42501';
  END IF;
  FOR old IN
    SELECT l.role FROM loket.login AS l WHERE l.booth = of_booth AND l.closed_at IS NULL
  LOOP
    PERFORM loket.close_login(old);
    UPDATE loket.login SET closed_at = now() WHERE role = old;
  END LOOP;
END $$;

GRANT EXECUTE ON FUNCTION
  loket.begin_delivery(), loket.receive(), loket.holdings(), loket.schema_version(),
  loket.announce(bytea[], integer[], bigint[], bytea[], boolean[])
  TO loket_booth;

GRANT EXECUTE ON FUNCTION
  loket.begin_delivery(), loket.receive_for(bytea), loket.schema_version(),
  loket.announce_for(bytea, bytea[], integer[], bigint[], bytea[], boolean[]),
  loket.enrol(bytea, text, bytea, bytea, bytea, bytea, timestamptz, timestamptz, text),
  loket.revoke(bytea, text)
  TO loket_office;

GRANT SELECT ON ALL TABLES IN SCHEMA loket TO loket_office;
-- The office's examination raises alarms, and its retention takes bodies and tags.
GRANT INSERT ON loket.alarm TO loket_office;
GRANT UPDATE (payload, tag) ON loket.inbox, loket.conflict TO loket_office;
