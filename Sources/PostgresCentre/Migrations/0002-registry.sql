-- The registry: what the office opened, examined and believes; every row comes from an entry of
-- the inbox and can be made again from it. A shift's rows are replaced as a whole, in one
-- transaction, whenever something new of it has arrived.

CREATE TABLE loket.shift (
  booth loket.id NOT NULL,
  shift loket.id NOT NULL,
  number integer NOT NULL CHECK (number >= 1),
  mode text NOT NULL CHECK (mode IN ('training', 'live')),
  service_point text NOT NULL,
  opened_at timestamptz NOT NULL,
  opened_by text NOT NULL,
  -- The WIB day that the shift's tally belongs to.
  day date NOT NULL,
  closed_at timestamptz,
  was_recovered boolean NOT NULL,
  standing text NOT NULL
    CHECK (standing IN ('reconciled', 'differs', 'unclosed', 'incomplete', 'refused')),
  previous_head loket.hash NOT NULL,
  head bytea NOT NULL,
  -- The booth's signed figures and the office's recount, one `name=count` a line.
  signed_tally text,
  recount text NOT NULL,
  counters text NOT NULL DEFAULT '',
  processed_up_to bigint NOT NULL,
  processed_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (booth, shift)
);

CREATE INDEX shift_by_day ON loket.shift (day, booth);

-- How far `pusat olah` has come with each shift, also with those that could not be believed.
CREATE TABLE loket.processed (
  booth loket.id NOT NULL,
  shift loket.id NOT NULL,
  entries bigint NOT NULL,
  up_to bigint NOT NULL,
  conflicts bigint NOT NULL,
  processed_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (booth, shift)
);

-- The latest revision of each visit. Shards by person where there is one: `nik` is no key, since
-- some people have none and some have two.
CREATE TABLE loket.visit (
  booth loket.id NOT NULL,
  shift loket.id NOT NULL,
  visit loket.id NOT NULL,
  sequence bigint NOT NULL,
  is_void boolean NOT NULL,
  ticket integer NOT NULL,
  at timestamptz NOT NULL,
  staff text NOT NULL,
  gate text NOT NULL,
  ikd_standing text NOT NULL,
  ikd_reason text,
  is_resident boolean NOT NULL,
  segment text NOT NULL,
  institution text,
  -- Personal from here on; emptied by the retention.
  nik text CHECK (nik ~ '^[0-9]{16}$'),
  name text,
  birth_date date,
  sex text CHECK (sex IN ('L', 'P')),
  married boolean,
  residence text,
  recorded boolean,
  ikd_evidence text,
  exemption text,
  override_by text,
  override_reason text,
  phone text,
  email text,
  void_reason text,
  warnings text[] NOT NULL DEFAULT '{}',
  PRIMARY KEY (booth, shift, visit),
  FOREIGN KEY (booth, shift) REFERENCES loket.shift ON DELETE CASCADE
);

CREATE INDEX visit_by_nik ON loket.visit (nik) WHERE nik IS NOT NULL AND NOT is_void;

-- Every revision, so that who changed what is never lost.
CREATE TABLE loket.revision (
  booth loket.id NOT NULL,
  shift loket.id NOT NULL,
  sequence bigint NOT NULL,
  visit loket.id NOT NULL,
  kind text NOT NULL CHECK (kind IN ('visit', 'amendment', 'void')),
  staff text NOT NULL,
  written_at timestamptz NOT NULL,
  PRIMARY KEY (booth, shift, sequence),
  FOREIGN KEY (booth, shift) REFERENCES loket.shift ON DELETE CASCADE
);

CREATE TABLE loket.service_line (
  booth loket.id NOT NULL,
  shift loket.id NOT NULL,
  visit loket.id NOT NULL,
  line smallint NOT NULL,
  code text NOT NULL,
  gate text NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('served', 'deferred', 'refused')),
  deferral text,
  PRIMARY KEY (booth, shift, visit, line),
  FOREIGN KEY (booth, shift, visit) REFERENCES loket.visit ON DELETE CASCADE
);

CREATE TABLE loket.set_aside (
  booth loket.id NOT NULL,
  shift loket.id NOT NULL,
  sequence bigint NOT NULL,
  reason text NOT NULL,
  PRIMARY KEY (booth, shift, sequence)
);

-- What the retention removed, and by whose order: counts only.
CREATE TABLE loket.purge (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT now(),
  before_day date NOT NULL,
  by_whom text NOT NULL,
  visits bigint NOT NULL,
  entries bigint NOT NULL
);

-- The office reads everything, and writes what can be made again from the inbox.
GRANT SELECT, INSERT, UPDATE, DELETE ON
  loket.shift, loket.processed, loket.visit, loket.revision, loket.service_line, loket.set_aside
  TO loket_office;
GRANT SELECT, INSERT ON loket.purge TO loket_office;
