// Every function of libxlsxwriter that is used here, found at its first call.

#include "CXLSXWriter.h"

#include "CLate.h"

static struct late_library library = {"libxlsxwriter.so." LXW_SOVERSION};

const char *loket_xlsx_load(void) { return late_load(&library); }

LATE(lxw_workbook *, workbook_new, (const char *path), path)
LATE(lxw_format *, workbook_add_format, (lxw_workbook * book), book)
LATE(lxw_worksheet *, workbook_add_worksheet, (lxw_workbook * book, const char *name), book, name)
LATE(lxw_error, workbook_close, (lxw_workbook * book), book)
LATE(char *, lxw_strerror, (lxw_error fault), fault)
LATE(void, format_set_bold, (lxw_format * format), format)
LATE(void, format_set_num_format, (lxw_format * format, const char *text), format, text)
LATE(void, worksheet_freeze_panes, (lxw_worksheet * page, lxw_row_t row, lxw_col_t column), page,
     row, column)
LATE(lxw_error, worksheet_set_column,
     (lxw_worksheet * page, lxw_col_t first, lxw_col_t last, double width, lxw_format *format),
     page, first, last, width, format)
LATE(lxw_error, worksheet_write_number,
     (lxw_worksheet * page, lxw_row_t row, lxw_col_t column, double number, lxw_format *format),
     page, row, column, number, format)
LATE(lxw_error, worksheet_write_string,
     (lxw_worksheet * page, lxw_row_t row, lxw_col_t column, const char *text,
      lxw_format *format),
     page, row, column, text, format)
