-- Several offices in one database, apart by role: an office sees and changes its own rows, a booth
-- what it delivers, by row-level security that holds for the owner of the tables too, and so for
-- every function that runs as the owner.

-- Whom the session acts for: its login, or the role it has taken on since. Unlike `current_user` it
-- is the same within a function that runs as the owner.
CREATE FUNCTION loket.acting() RETURNS name
LANGUAGE sql STABLE PARALLEL SAFE
RETURN CASE current_setting('role') WHEN 'none' THEN session_user
  ELSE current_setting('role')::name END;

-- An office and the group of roles that work there. What was there before belongs to the first.
CREATE TABLE loket.office (
  id smallint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  code text NOT NULL UNIQUE CHECK (code ~ '^[a-z][a-z0-9]{1,19}$'),
  role name NOT NULL UNIQUE,
  opened_at timestamptz NOT NULL DEFAULT now()
);
INSERT INTO loket.office (code, role) VALUES ('utama', 'loket_office');

-- The one office that the session acts for; null: none, or several.
CREATE FUNCTION loket.one_office() RETURNS smallint
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT min(o.id) FROM loket.office AS o HAVING count(*) = 1;
END;

-- The same; an exception instead of null.
CREATE FUNCTION loket.my_office() RETURNS smallint
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  mine smallint := loket.one_office();
BEGIN
  IF mine IS NULL THEN
    RAISE EXCEPTION 'LOKET-WHICH-OFFICE' USING ERRCODE = '42501';
  END IF;
  RETURN mine;
END $$;

-- Opens an office: its group of roles, and its row. For whoever may make roles.
CREATE FUNCTION loket.open_office(of_code text) RETURNS name
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  opened name := (SELECT o.role FROM loket.office AS o WHERE o.code = of_code);
BEGIN
  IF opened IS NOT NULL THEN
    RETURN opened;
  END IF;
  opened := 'loket_office_' || of_code;
  INSERT INTO loket.office (code, role) VALUES (of_code, opened);
  -- Roles belong to the whole server: another database may have an office of that name.
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = opened) THEN
    EXECUTE format('CREATE ROLE %I NOLOGIN IN ROLE loket_staff', opened);
  ELSIF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = opened AND NOT rolcanlogin
    AND pg_has_role(oid, 'loket_staff', 'MEMBER'))
  THEN
    RAISE EXCEPTION 'LOKET-NO-LOGIN' USING ERRCODE = '42501';
  END IF;
  RETURN opened;
END $$;

-- What belongs to an office and to none of its booths, what leads from a booth to its office, and
-- what figures read in such numbers that asking for its booth each time would double their time.
DO $$
DECLARE
  name name;
BEGIN
  FOREACH name IN ARRAY ARRAY[
    'booth', 'login', 'person', 'purge', 'kelurahan_kept', 'correction', 'roster', 'shift', 'visit',
    'revision', 'service_line'
  ]::name[] LOOP
    EXECUTE format(
      'ALTER TABLE loket.%I ADD COLUMN office smallint NOT NULL DEFAULT 1 '
      'REFERENCES loket.office', name);
    EXECUTE format(
      'ALTER TABLE loket.%I ALTER COLUMN office SET DEFAULT loket.my_office()', name);
  END LOOP;
END $$;

-- Two offices may have a booth L01 each, count the same person, and have lists of the same school.
DROP INDEX loket.booth_by_code;
CREATE UNIQUE INDEX booth_by_code ON loket.booth (office, code) WHERE revoked_at IS NULL;
ALTER TABLE loket.person DROP CONSTRAINT person_nik_key, ADD UNIQUE (nik, office);
ALTER TABLE loket.kelurahan_kept DROP CONSTRAINT kelurahan_kept_pkey,
  ADD PRIMARY KEY (office, day, kelurahan);
ALTER TABLE loket.roster DROP CONSTRAINT roster_pkey, ADD PRIMARY KEY (office, institution, day);

-- Offices by their group; all of them for whoever may act as the owner, who migrates.
CREATE POLICY reach ON loket.office USING (EXISTS (
  SELECT FROM pg_roles AS r WHERE r.rolname IN (office.role, 'loket_owner')
    AND pg_has_role(loket.acting(), r.oid, 'MEMBER')));
-- A booth by its login, which no office's figures wait for; an office's by the office.
CREATE POLICY reach ON loket.login USING (
  role = session_user OR office IN (SELECT o.id FROM loket.office AS o));
CREATE POLICY reach ON loket.booth USING (
  id = (SELECT l.booth FROM loket.login AS l WHERE l.role = session_user)
  OR office IN (SELECT o.id FROM loket.office AS o));

DO $$
DECLARE
  found record;
  -- In this order, so that a booth that delivers never looks through all the others.
  by_booth text := 'booth = (SELECT l.booth FROM loket.login AS l WHERE l.role = session_user) '
    'OR booth IN (SELECT b.id FROM loket.booth AS b)';
  by_office text := 'office IN (SELECT o.id FROM loket.office AS o)';
  of_booth text := 'booth IN (SELECT b.id FROM loket.booth AS b)';
  of_office text := 'office = (SELECT loket.one_office())';
BEGIN
  FOR found IN
    SELECT c.relname AS name,
      count(*) FILTER (WHERE a.attname = 'booth') > 0 AS has_booth,
      count(*) FILTER (WHERE a.attname = 'office') > 0 AS has_office
    FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid
    WHERE c.relnamespace = 'loket'::regnamespace AND c.relkind = 'r' AND c.relname <> 'migration'
    GROUP BY c.relname
  LOOP
    EXECUTE format(
      'ALTER TABLE loket.%I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', found.name);
    CONTINUE WHEN found.name IN ('office', 'login', 'booth');
    EXECUTE format(
      'CREATE POLICY reach ON loket.%I TO loket_owner USING (%s)', found.name,
      CASE WHEN found.has_booth THEN by_booth ELSE by_office END);
    -- An office's figures ask for the office alone; what it writes, for the booth as well.
    EXECUTE format(
      'CREATE POLICY reach_of_staff ON loket.%I TO loket_staff USING (%s) WITH CHECK (%s)',
      found.name, CASE WHEN found.has_office THEN of_office ELSE of_booth END,
      concat_ws(' AND ', CASE WHEN found.has_office THEN of_office END,
        CASE WHEN found.has_booth THEN of_booth END));
  END LOOP;
END $$;

-- Who looks at a view is asked, not its owner.
ALTER VIEW loket.unexamined SET (security_invoker = true);
ALTER VIEW loket.placed_visit SET (security_invoker = true);
ALTER VIEW loket.first_activation SET (security_invoker = true);

-- Of those on a list: civil servants; the others are contract staff. Visits do not say it of anybody.
ALTER TABLE loket.roster ADD COLUMN asn bigint CHECK (asn BETWEEN 0 AND size);

-- Every office's group is one of `loket_staff`, which has what `loket_office` was given before.
GRANT USAGE ON SCHEMA loket TO loket_staff;
GRANT SELECT ON ALL TABLES IN SCHEMA loket TO loket_staff;
GRANT INSERT ON loket.alarm TO loket_staff;
GRANT UPDATE (payload, tag) ON loket.inbox, loket.conflict TO loket_staff;
GRANT INSERT, UPDATE, DELETE ON
  loket.shift, loket.processed, loket.visit, loket.revision, loket.service_line, loket.set_aside
  TO loket_staff;
GRANT INSERT, UPDATE ON
  loket.examination, loket.person, loket.kelurahan_kept, loket.roster TO loket_staff;
GRANT INSERT ON loket.purge, loket.correction, loket.settled TO loket_staff;
GRANT EXECUTE ON FUNCTION
  loket.acting(), loket.one_office(), loket.my_office(), loket.begin_delivery(), loket.receive_for(bytea),
  loket.schema_version(),
  loket.announce_for(bytea, bytea[], integer[], bigint[], bytea[], boolean[]),
  loket.enrol(bytea, text, bytea, bytea, bytea, bytea, timestamptz, timestamptz, text),
  loket.revoke(bytea, text)
  TO loket_staff;
