// libqrencode: QR symbols as modules.
#ifndef LOKET_CQRENCODE_SHIM_H
#define LOKET_CQRENCODE_SHIM_H

#include <stdlib.h>
#include <qrencode.h>

#endif
