// Every function of libpq that is used here, found at its first call.

#include "CPQ.h"

#include "CLate.h"

static struct late_library library = {"libpq.so.5"};

const char *loket_pq_load(void) { return late_load(&library); }

LATE(PGconn *, PQconnectStartParams,
     (const char *const *keywords, const char *const *values, int expand), keywords, values, expand)
LATE(PostgresPollingStatusType, PQconnectPoll, (PGconn * c), c)
LATE(PQconninfoOption *, PQconninfoParse, (const char *text, char **fault), text, fault)
LATE(void, PQconninfoFree, (PQconninfoOption * options), options)
LATE(int, PQconnectionNeedsPassword, (const PGconn *c), c)
LATE(ConnStatusType, PQstatus, (const PGconn *c), c)
LATE(PGTransactionStatusType, PQtransactionStatus, (const PGconn *c), c)
LATE(int, PQsocket, (const PGconn *c), c)
LATE(int, PQsetnonblocking, (PGconn * c, int on), c, on)
LATE(PGVerbosity, PQsetErrorVerbosity, (PGconn * c, PGVerbosity verbosity), c, verbosity)
LATE(PQnoticeReceiver, PQsetNoticeReceiver, (PGconn * c, PQnoticeReceiver receiver, void *with), c,
     receiver, with)
LATE(char *, PQerrorMessage, (const PGconn *c), c)
LATE(char *, PQencryptPasswordConn,
     (PGconn * c, const char *password, const char *user, const char *way), c, password, user, way)
LATE(void, PQfinish, (PGconn * c), c)

LATE(int, PQsendQuery, (PGconn * c, const char *sql), c, sql)
LATE(int, PQsendQueryParams,
     (PGconn * c, const char *sql, int count, const Oid *types, const char *const *values,
      const int *lengths, const int *formats, int format),
     c, sql, count, types, values, lengths, formats, format)
LATE(int, PQputCopyData, (PGconn * c, const char *bytes, int count), c, bytes, count)
LATE(int, PQputCopyEnd, (PGconn * c, const char *fault), c, fault)
LATE(int, PQflush, (PGconn * c), c)
LATE(int, PQconsumeInput, (PGconn * c), c)
LATE(int, PQisBusy, (PGconn * c), c)
LATE(PGresult *, PQgetResult, (PGconn * c), c)

LATE(ExecStatusType, PQresultStatus, (const PGresult *r), r)
LATE(char *, PQresultErrorField, (const PGresult *r, int field), r, field)
LATE(char *, PQcmdStatus, (PGresult * r), r)
LATE(char *, PQcmdTuples, (PGresult * r), r)
LATE(int, PQntuples, (const PGresult *r), r)
LATE(int, PQnfields, (const PGresult *r), r)
LATE(Oid, PQftype, (const PGresult *r, int column), r, column)
LATE(int, PQfformat, (const PGresult *r, int column), r, column)
LATE(int, PQgetisnull, (const PGresult *r, int row, int column), r, row, column)
LATE(int, PQgetlength, (const PGresult *r, int row, int column), r, row, column)
LATE(char *, PQgetvalue, (const PGresult *r, int row, int column), r, row, column)
LATE(void, PQclear, (PGresult * r), r)
LATE(void, PQfreemem, (void *memory), memory)
