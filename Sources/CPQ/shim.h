// libpq, PostgreSQL's own client library.
#ifndef LOKET_CPQ_SHIM_H
#define LOKET_CPQ_SHIM_H

#include <stdlib.h>
#include <libpq-fe.h>

#endif
