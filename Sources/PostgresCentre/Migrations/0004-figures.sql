-- Figures for the head of service: who is one person, what lowers a figure, what was settled at the
-- office, and how long the lists of agencies and schools are.

-- Who has a NIK, by a number that means nothing outside: a person who was counted once stays counted
-- once when the retention has emptied the NIK. Two NIKs are two persons here.
CREATE TABLE loket.person (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  nik text UNIQUE CHECK (nik ~ '^[0-9]{16}$')
);

INSERT INTO loket.person (nik) SELECT DISTINCT nik FROM loket.visit WHERE nik IS NOT NULL;
ALTER TABLE loket.visit ADD COLUMN person bigint REFERENCES loket.person;
UPDATE loket.visit AS v SET person = p.id FROM loket.person AS p WHERE p.nik = v.nik;

CREATE INDEX visit_by_person ON loket.visit (person, at) WHERE NOT is_void;
CREATE INDEX visit_activated ON loket.visit (person, at, booth, shift, visit)
  INCLUDE (is_resident, residence) WHERE ikd_standing = 'activated' AND NOT is_void;
CREATE INDEX visit_by_institution ON loket.visit (institution, person, at)
  WHERE institution IS NOT NULL AND NOT is_void;
CREATE INDEX service_line_unserved ON loket.service_line (booth, shift, visit)
  WHERE outcome <> 'served';

-- A person's first activation, and each one of somebody without a NIK.
CREATE VIEW loket.first_activation AS
(SELECT DISTINCT ON (person) booth, shift, visit, at, is_resident, residence
FROM loket.visit WHERE ikd_standing = 'activated' AND NOT is_void AND person IS NOT NULL
ORDER BY person, at, booth, shift, visit)
UNION ALL
SELECT booth, shift, visit, at, is_resident, residence
FROM loket.visit WHERE ikd_standing = 'activated' AND NOT is_void AND person IS NULL;

-- Where residents lived whose activation the retention has emptied: counts only.
CREATE TABLE loket.kelurahan_kept (
  day date NOT NULL,
  kelurahan text NOT NULL,
  activated bigint NOT NULL CHECK (activated > 0),
  PRIMARY KEY (day, kelurahan)
);

-- What lowers the figure, with the reason: IKD uninstalled, deaths, removals.
CREATE TABLE loket.correction (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  day date NOT NULL,
  lowered_by bigint NOT NULL CHECK (lowered_by > 0),
  reason text NOT NULL CHECK (reason <> ''),
  by_whom text NOT NULL,
  at timestamptz NOT NULL DEFAULT now()
);

-- A deferred service that the office settled without another visit. No reference to the visit,
-- whose row is replaced whenever its shift is examined again.
CREATE TABLE loket.settled (
  booth loket.id NOT NULL,
  shift loket.id NOT NULL,
  visit loket.id NOT NULL,
  code text NOT NULL,
  by_whom text NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (booth, shift, visit, code)
);

-- How many people stand on an agency's or school's list, as of a day; no names.
CREATE TABLE loket.roster (
  institution text NOT NULL,
  day date NOT NULL,
  size bigint NOT NULL CHECK (size >= 0),
  elsewhere bigint CHECK (elsewhere BETWEEN 0 AND size),
  away bigint CHECK (away BETWEEN 0 AND size),
  by_whom text NOT NULL,
  PRIMARY KEY (institution, day)
);

GRANT SELECT, INSERT, UPDATE ON loket.person, loket.kelurahan_kept, loket.roster TO loket_office;
GRANT SELECT, INSERT ON loket.correction, loket.settled TO loket_office;
GRANT SELECT ON loket.first_activation TO loket_office;
