// The peer of a save: bare C and SQLite, the same journal mode, the same number of bytes.
// Reads a line, commits one row of 1.4 kB and one update, answers "ok". Usage: bare_save FILE
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void must(int code, sqlite3 *db) {
  if (code == SQLITE_OK || code == SQLITE_DONE || code == SQLITE_ROW) return;
  fprintf(stderr, "sqlite: %s\n", sqlite3_errmsg(db));
  exit(1);
}

int main(int count, char **arguments) {
  if (count != 2) return 64;
  sqlite3 *db;
  must(sqlite3_open(arguments[1], &db), NULL);
  must(sqlite3_exec(db,
                    "PRAGMA journal_mode = TRUNCATE; PRAGMA synchronous = EXTRA;"
                    "CREATE TABLE IF NOT EXISTS shift (number INTEGER PRIMARY KEY, head BLOB,"
                    " tally TEXT, last INTEGER);"
                    "INSERT OR IGNORE INTO shift VALUES (1, x'00', '', 0);"
                    "CREATE TABLE IF NOT EXISTS entry (shift INTEGER, sequence INTEGER,"
                    " visit BLOB, tag BLOB, header BLOB, payload BLOB, hash BLOB,"
                    " signature BLOB, UNIQUE (shift, sequence));"
                    "CREATE UNIQUE INDEX IF NOT EXISTS by_visit ON entry (shift, visit);"
                    "CREATE INDEX IF NOT EXISTS by_tag ON entry (shift, tag);",
                    NULL, NULL, NULL),
       db);
  sqlite3_stmt *insert, *update;
  must(sqlite3_prepare_v2(db, "INSERT INTO entry VALUES (1, ?, ?, ?, ?, ?, ?, ?)", -1, &insert,
                          NULL),
       db);
  must(sqlite3_prepare_v2(db, "UPDATE shift SET head = ?, tally = ?, last = ?", -1, &update,
                          NULL),
       db);
  unsigned char bytes[1024];
  char tally[700];
  memset(tally, 'a', sizeof tally);
  char line[8192];
  for (sqlite3_int64 sequence = 1; fgets(line, sizeof line, stdin); sequence++) {
    sqlite3_randomness(sizeof bytes, bytes);
    must(sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL), db);
    sqlite3_bind_int64(insert, 1, sequence);
    sqlite3_bind_blob(insert, 2, bytes, 16, SQLITE_STATIC);
    sqlite3_bind_blob(insert, 3, bytes + 16, 16, SQLITE_STATIC);
    sqlite3_bind_blob(insert, 4, bytes + 32, 130, SQLITE_STATIC);
    sqlite3_bind_blob(insert, 5, bytes + 162, 540, SQLITE_STATIC);
    sqlite3_bind_blob(insert, 6, bytes + 702, 32, SQLITE_STATIC);
    sqlite3_bind_blob(insert, 7, bytes + 734, 64, SQLITE_STATIC);
    must(sqlite3_step(insert), db);
    sqlite3_reset(insert);
    sqlite3_bind_blob(update, 1, bytes, 32, SQLITE_STATIC);
    sqlite3_bind_text(update, 2, tally, sizeof tally, SQLITE_STATIC);
    sqlite3_bind_int64(update, 3, sequence);
    must(sqlite3_step(update), db);
    sqlite3_reset(update);
    must(sqlite3_exec(db, "COMMIT", NULL, NULL, NULL), db);
    puts("ok");
    fflush(stdout);
  }
  return 0;
}
