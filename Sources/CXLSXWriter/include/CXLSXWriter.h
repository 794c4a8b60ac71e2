// libxlsxwriter: spreadsheets with text cells that stay text. Loaded when one is first written,
// since it brings libcrypto with it.
#ifndef LOKET_CXLSXWRITER_H
#define LOKET_CXLSXWRITER_H

#include <xlsxwriter.h>

/// Loads the library. NULL, or why it cannot be had; nothing else may be called then.
const char *loket_xlsx_load(void);

#endif
