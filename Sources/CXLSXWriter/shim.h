// libxlsxwriter: spreadsheets with text cells that stay text.
#ifndef LOKET_CXLSXWRITER_SHIM_H
#define LOKET_CXLSXWRITER_SHIM_H

#include <xlsxwriter.h>

#endif
