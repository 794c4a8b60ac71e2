// GNU readline as Swift may see it: its globals are read and written through these functions,
// because Swift 6 refuses to touch C's global variables.
#ifndef LOKET_CREADLINE_SHIM_H
#define LOKET_CREADLINE_SHIM_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <readline/readline.h>
#include <readline/history.h>

/// More than 1 in UTF-8 and other wide encodings, by the locale in force.
static inline size_t loket_bytes_per_character_max(void) { return MB_CUR_MAX; }

static inline int loket_rl_nothing_queued(void) { return 0; }
static inline void loket_rl_keep_modes(int meta) { (void)meta; }
static inline void loket_rl_leave_modes(void) {}

/// Before `rl_initialize`: our name, no signal handlers, no exported LINES and COLUMNS, the
/// terminal's modes left alone, and every byte from `next_byte` alone, one a call.
static inline void loket_rl_prepare(rl_getc_func_t *next_byte) {
  rl_readline_name = "loket";
  rl_catch_signals = 0;
  rl_catch_sigwinch = 0;
  rl_change_environment = 0;
  rl_prep_term_function = loket_rl_keep_modes;
  rl_deprep_term_function = loket_rl_leave_modes;
  rl_getc_function = next_byte;
  rl_input_available_hook = loket_rl_nothing_queued;
}

static inline void loket_rl_set_startup_hook(rl_hook_func_t *hook) { rl_startup_hook = hook; }

/// The line being typed; readline's own memory, valid until the next call into readline.
static inline const char *loket_rl_line(void) { return rl_line_buffer ? rl_line_buffer : ""; }
static inline int loket_rl_end(void) { return rl_end; }
static inline int loket_rl_point(void) { return rl_point; }
static inline void loket_rl_set_point(int point) { rl_point = point; }

#endif
