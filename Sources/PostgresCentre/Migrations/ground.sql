-- The ground the numbered migrations stand on: roles, and who may do what in the database. Runs
-- before them every time, changes nothing the second time, and unlike them may be edited.
--
-- Needs a superuser, or the database's owner with CREATEROLE; only a superuser can take large
-- objects from the booths.

-- One migration at a time. Not an advisory lock for ever: any booth could hold that. Whoever waited
-- for it looks again by a query, since what the session remembers of the schema is from before.
DO $$
BEGIN
  IF to_regclass('loket.migration') IS NULL THEN
    PERFORM pg_advisory_xact_lock(hashtextextended('loket.migration', 0));
  END IF;
  PERFORM FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
    WHERE n.nspname = 'loket' AND c.relname = 'migration';
  IF FOUND THEN
    LOCK TABLE loket.migration IN ACCESS EXCLUSIVE MODE;
  END IF;
END $$;

-- Roles belong to the whole server: another database may be making them at this moment.
DO $$
DECLARE
  wanted record;
BEGIN
  FOR wanted IN SELECT * FROM (VALUES
    -- Owns everything in the schema; what booths call runs as it.
    ('loket_owner', ''),
    -- Makes and closes the booths' logins, and owns nothing but the functions for it.
    ('loket_registrar', 'CREATEROLE'),
    -- What every office may do; each has a group of its own in it, the first one `loket_office`.
    ('loket_staff', ''),
    ('loket_office', ''),
    ('loket_booth', '')
  ) AS role (name, rights) LOOP
    CONTINUE WHEN EXISTS (SELECT FROM pg_roles WHERE rolname = wanted.name);
    BEGIN
      EXECUTE format('CREATE ROLE %I NOLOGIN %s', wanted.name, wanted.rights);
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
    END;
  END LOOP;

  FOR wanted IN SELECT * FROM (VALUES
    ('loket_owner', session_user, ''),
    ('loket_registrar', session_user, ''),
    ('loket_staff', 'loket_office', ''),
    ('loket_office', session_user, ''),
    ('loket_booth', 'loket_registrar', 'WITH ADMIN OPTION')
  ) AS membership (name, member, rights) LOOP
    CONTINUE WHEN pg_has_role(wanted.member, wanted.name, 'MEMBER');
    BEGIN
      EXECUTE format('GRANT %I TO %I %s', wanted.name, wanted.member, wanted.rights);
    EXCEPTION WHEN unique_violation THEN NULL;
    END;
  END LOOP;
END $$;

DO $$
DECLARE
  here name := current_database();
  function regprocedure;
BEGIN
  EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', here);
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO loket_booth, loket_office', here);
  -- Temporary tables are the way of COPY to tables under row-level security.
  EXECUTE format('GRANT CONNECT, TEMPORARY ON DATABASE %I TO loket_staff', here);
  EXECUTE format('GRANT CREATE, TEMPORARY ON DATABASE %I TO loket_owner', here);
  IF to_regnamespace('public') IS NOT NULL THEN
    REVOKE ALL ON SCHEMA public FROM PUBLIC;
  END IF;
  IF (SELECT rolsuper FROM pg_roles WHERE rolname = session_user) THEN
    FOR function IN
      SELECT oid FROM pg_proc
      WHERE pronamespace = 'pg_catalog'::regnamespace AND proname ~ '^(lo_|lowrite$|loread$)'
    LOOP
      EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', function);
    END LOOP;
  END IF;
  IF has_database_privilege('loket_booth', here, 'TEMPORARY, CREATE') THEN
    RAISE EXCEPTION 'LOKET-NOT-DATABASE-OWNER' USING ERRCODE = '42501';
  END IF;
END $$;

CREATE SCHEMA IF NOT EXISTS loket AUTHORIZATION loket_owner;
CREATE TABLE IF NOT EXISTS loket.migration (
  number integer PRIMARY KEY,
  hash bytea NOT NULL,
  applied_at timestamptz NOT NULL DEFAULT now()
);
ALTER TABLE loket.migration OWNER TO loket_owner;
