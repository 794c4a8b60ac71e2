extension Schema {
  /// Numbered from 1; never edited after a release, only added to.
  static let migrations = [first, second, third, fourth, fifth]

  /// Shifts, their entries, and beside them how far the entries have got.
  private static let first = """
    CREATE TABLE shift (
      number INTEGER PRIMARY KEY CHECK (number >= 1),
      id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
      booth TEXT NOT NULL CHECK (length(booth) BETWEEN 2 AND 7),
      mode TEXT NOT NULL CHECK (mode IN ('training', 'live')),
      service_point TEXT NOT NULL CHECK (length(service_point) BETWEEN 1 AND 32),
      opened_at INTEGER NOT NULL,
      opened_by TEXT NOT NULL CHECK (length(opened_by) BETWEEN 1 AND 32),
      recording_sets INTEGER NOT NULL CHECK (recording_sets >= 0),
      ikd_tables INTEGER NOT NULL CHECK (ikd_tables >= 0),
      chain_start BLOB NOT NULL CHECK (length(chain_start) = 32),
      head BLOB NOT NULL CHECK (length(head) = 32),
      last_sequence INTEGER NOT NULL CHECK (last_sequence >= 1),
      last_ticket INTEGER NOT NULL CHECK (last_ticket >= 0),
      live INTEGER NOT NULL CHECK (live >= 0),
      voided INTEGER NOT NULL CHECK (voided >= 0),
      tally TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('open', 'closed', 'recovered')),
      closed_at INTEGER,
      counters TEXT,
      tally_signature BLOB CHECK (length(tally_signature) = 64),
      CHECK ((state = 'open') = (closed_at IS NULL)),
      CHECK ((state = 'open') = (counters IS NULL)),
      CHECK ((state = 'open') = (tally_signature IS NULL))
    ) STRICT;

    CREATE UNIQUE INDEX shift_one_open ON shift (state) WHERE state = 'open';

    CREATE TABLE entry (
      shift INTEGER NOT NULL REFERENCES shift (number),
      sequence INTEGER NOT NULL CHECK (sequence >= 1),
      kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 5),
      visit BLOB CHECK (length(visit) = 16),
      supersedes INTEGER CHECK (supersedes BETWEEN 1 AND sequence - 1),
      ticket INTEGER CHECK (ticket >= 1),
      tag BLOB CHECK (length(tag) = 16),
      header BLOB NOT NULL CHECK (length(header) BETWEEN 64 AND 65536),
      payload BLOB NOT NULL CHECK (length(payload) BETWEEN 1 AND 4194304),
      hash BLOB NOT NULL CHECK (length(hash) = 32),
      signature BLOB NOT NULL CHECK (length(signature) = 64),
      UNIQUE (shift, sequence),
      CHECK ((kind = 1) = (sequence = 1)),
      CHECK ((kind IN (2, 3)) = (visit IS NOT NULL)),
      CHECK ((kind = 2) = (ticket IS NOT NULL)),
      CHECK (kind = 2 OR tag IS NULL),
      CHECK (kind <> 3 OR supersedes IS NOT NULL),
      CHECK (kind IN (2, 3) OR supersedes IS NULL)
    ) STRICT;

    CREATE UNIQUE INDEX entry_by_visit ON entry (shift, visit, sequence) WHERE visit IS NOT NULL;
    CREATE UNIQUE INDEX entry_by_ticket ON entry (shift, ticket)
      WHERE ticket IS NOT NULL AND supersedes IS NULL;
    CREATE INDEX entry_by_tag ON entry (shift, tag, visit) WHERE tag IS NOT NULL;
    CREATE UNIQUE INDEX entry_superseding ON entry (shift, supersedes)
      WHERE supersedes IS NOT NULL;
    CREATE INDEX entry_beside_visits ON entry (shift, sequence) WHERE kind <> 2;

    CREATE TABLE delivery (
      shift INTEGER PRIMARY KEY REFERENCES shift (number),
      in_doubt_upto INTEGER NOT NULL CHECK (in_doubt_upto >= acknowledged_upto),
      acknowledged_upto INTEGER NOT NULL CHECK (acknowledged_upto >= 0)
    ) STRICT;

    CREATE TABLE set_aside (
      shift INTEGER NOT NULL,
      sequence INTEGER NOT NULL,
      reason TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 200),
      PRIMARY KEY (shift, sequence),
      FOREIGN KEY (shift, sequence) REFERENCES entry (shift, sequence)
    ) STRICT, WITHOUT ROWID;

    CREATE TRIGGER entry_is_next BEFORE INSERT ON entry BEGIN
      SELECT RAISE(ABORT, 'the shift is not open')
        WHERE (SELECT state FROM shift WHERE number = NEW.shift) IS NOT 'open';
      SELECT RAISE(ABORT, 'not the next entry of the shift')
        WHERE NEW.sequence IS NOT 1 + (
          SELECT coalesce(max(sequence), 0) FROM entry WHERE shift = NEW.shift);
      SELECT RAISE(ABORT, 'not the next revision of the visit')
        WHERE NEW.visit IS NOT NULL AND NEW.supersedes IS NOT (
          SELECT max(sequence) FROM entry WHERE shift = NEW.shift AND visit = NEW.visit);
      SELECT RAISE(ABORT, 'the visit is void')
        WHERE NEW.supersedes IS NOT NULL AND 2 IS NOT (
          SELECT kind FROM entry WHERE shift = NEW.shift AND sequence = NEW.supersedes);
    END;
    CREATE TRIGGER entry_never_changes BEFORE UPDATE ON entry BEGIN
      SELECT RAISE(ABORT, 'entries never change');
    END;
    CREATE TRIGGER entry_never_goes BEFORE DELETE ON entry BEGIN
      SELECT RAISE(ABORT, 'entries never go');
    END;

    CREATE TRIGGER shift_keeps_identity BEFORE UPDATE OF number, id, booth, mode, service_point,
      opened_at, opened_by, recording_sets, ikd_tables, chain_start ON shift
    BEGIN
      SELECT RAISE(ABORT, 'a shift stays what it was opened as');
    END;
    CREATE TRIGGER shift_goes_on BEFORE UPDATE ON shift
      WHEN OLD.state <> 'open' OR NEW.last_sequence <> OLD.last_sequence + 1
        OR NEW.last_ticket < OLD.last_ticket
    BEGIN
      SELECT RAISE(ABORT, 'a shift goes on by one entry and ends once');
    END;
    CREATE TRIGGER shift_never_goes BEFORE DELETE ON shift BEGIN
      SELECT RAISE(ABORT, 'shifts never go');
    END;

    CREATE TRIGGER delivery_never_goes_back BEFORE UPDATE ON delivery
      WHEN NEW.shift <> OLD.shift OR NEW.acknowledged_upto < OLD.acknowledged_upto
        OR NEW.in_doubt_upto < OLD.in_doubt_upto
    BEGIN
      SELECT RAISE(ABORT, 'delivery never goes back');
    END;
    CREATE TRIGGER delivery_never_goes BEFORE DELETE ON delivery BEGIN
      SELECT RAISE(ABORT, 'delivery never goes back');
    END;
    CREATE TRIGGER set_aside_never_goes BEFORE DELETE ON set_aside BEGIN
      SELECT RAISE(ABORT, 'what was set aside stays on the list');
    END;
    """

  /// A centre restored from an older backup needs entries again; and when something was last sent.
  private static let second = """
    ALTER TABLE delivery ADD COLUMN reopened INTEGER NOT NULL DEFAULT 0 CHECK (reopened >= 0);

    DROP TRIGGER delivery_never_goes_back;
    CREATE TRIGGER delivery_goes_back_knowingly BEFORE UPDATE ON delivery
      WHEN NEW.shift <> OLD.shift
        OR NEW.reopened = OLD.reopened AND (NEW.acknowledged_upto < OLD.acknowledged_upto
          OR NEW.in_doubt_upto < OLD.in_doubt_upto)
        OR NEW.reopened NOT IN (OLD.reopened, OLD.reopened + 1)
    BEGIN
      SELECT RAISE(ABORT, 'delivery goes back only by reopening');
    END;

    CREATE TABLE flush (
      number INTEGER PRIMARY KEY,
      at INTEGER NOT NULL,
      way TEXT NOT NULL CHECK (way IN ('network', 'usb')),
      sent INTEGER NOT NULL CHECK (sent >= 0),
      remaining INTEGER NOT NULL CHECK (remaining >= 0)
    ) STRICT;
    """

  /// Who wrote in a shift and from which entry on, so that a tally names them without reading the
  /// shift; what stands already is taken from the headers (format 1: the code begins at byte 73).
  private static let fourth = """
    CREATE TABLE duty (
      shift INTEGER NOT NULL REFERENCES shift (number),
      since INTEGER NOT NULL CHECK (since >= 1),
      staff TEXT NOT NULL CHECK (length(staff) BETWEEN 1 AND 32),
      PRIMARY KEY (shift, since),
      UNIQUE (shift, staff)
    ) STRICT, WITHOUT ROWID;

    INSERT OR IGNORE INTO duty \(DutySQL.fromHeaders);

    CREATE TRIGGER duty_never_changes BEFORE UPDATE ON duty BEGIN
      SELECT RAISE(ABORT, 'who was on duty stays so');
    END;
    CREATE TRIGGER duty_never_goes BEFORE DELETE ON duty BEGIN
      SELECT RAISE(ABORT, 'who was on duty stays so');
    END;
    """

  /// What was done beside the entries: one chain a laptop, whose marks the closings carry.
  private static let fifth = """
    CREATE TABLE deed (
      number INTEGER PRIMARY KEY CHECK (number >= 1),
      kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 255),
      at INTEGER NOT NULL CHECK (at BETWEEN 0 AND 7258093199),
      staff TEXT CHECK (length(staff) BETWEEN 1 AND 32),
      shift INTEGER CHECK (shift >= 1),
      ticket INTEGER CHECK (ticket >= 1),
      count INTEGER NOT NULL CHECK (count >= 0),
      hash BLOB NOT NULL CHECK (length(hash) = 32)
    ) STRICT;

    CREATE TRIGGER deed_is_next BEFORE INSERT ON deed BEGIN
      SELECT RAISE(ABORT, 'not the next deed')
        WHERE NEW.number IS NOT 1 + (SELECT coalesce(max(number), 0) FROM deed);
    END;
    CREATE TRIGGER deed_never_changes BEFORE UPDATE ON deed BEGIN
      SELECT RAISE(ABORT, 'what was noted stays so');
    END;
    CREATE TRIGGER deed_never_goes BEFORE DELETE ON deed BEGIN
      SELECT RAISE(ABORT, 'what was noted stays so');
    END;
    """

  /// The retention: sealed bodies go once the centre holds them for certain; what proves the day
  /// stays. A body's place in the chain is kept by its hash.
  private static let third = """
    CREATE TABLE emptied (
      shift INTEGER NOT NULL,
      sequence INTEGER NOT NULL,
      payload_hash BLOB NOT NULL CHECK (length(payload_hash) = 32),
      at INTEGER NOT NULL,
      PRIMARY KEY (shift, sequence),
      FOREIGN KEY (shift, sequence) REFERENCES entry (shift, sequence)
    ) STRICT, WITHOUT ROWID;

    CREATE TRIGGER emptied_never_goes BEFORE DELETE ON emptied BEGIN
      SELECT RAISE(ABORT, 'what was emptied stays on the list');
    END;

    DROP TRIGGER entry_never_changes;
    CREATE TRIGGER entry_only_loses_its_body BEFORE UPDATE ON entry
      WHEN NEW.payload IS NOT x'00' OR NEW.kind NOT IN (2, 3)
        OR (NEW.shift, NEW.sequence, NEW.kind, NEW.header, NEW.hash, NEW.signature)
          IS NOT (OLD.shift, OLD.sequence, OLD.kind, OLD.header, OLD.hash, OLD.signature)
        OR NEW.visit IS NOT OLD.visit OR NEW.supersedes IS NOT OLD.supersedes
        OR NEW.ticket IS NOT OLD.ticket OR NEW.tag IS NOT OLD.tag
        OR NOT EXISTS (
          SELECT 1 FROM emptied WHERE shift = NEW.shift AND sequence = NEW.sequence)
        OR NEW.sequence > (SELECT acknowledged_upto FROM delivery WHERE shift = NEW.shift)
        OR (SELECT state FROM shift WHERE number = NEW.shift) = 'open'
    BEGIN
      SELECT RAISE(ABORT, 'entries never change');
    END;
    """
}
