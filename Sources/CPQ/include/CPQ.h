// libpq, PostgreSQL's own client library, loaded when it is first needed: it brings TLS, Kerberos
// and LDAP with it, which took a third of every start of the kiosk.
#ifndef LOKET_CPQ_H
#define LOKET_CPQ_H

#include <postgresql/libpq-fe.h>
#include <stdlib.h>

/// Loads the library. NULL, or why it cannot be had; nothing else may be called then.
const char *loket_pq_load(void);

#endif
