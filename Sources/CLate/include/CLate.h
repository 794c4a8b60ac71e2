// C libraries that are loaded when they are first needed, so that the kiosk starts without them.
#ifndef LOKET_CLATE_H
#define LOKET_CLATE_H

struct late_library {
  const char *file;
  void *handle;
};

/// Loads the library. NULL, or why it cannot be had; nothing of it may be called then.
const char *late_load(struct late_library *library);

/// A function of a library that is there; ends the program if it has none of that name.
void *late_find(struct late_library *library, const char *name);

/// Defines a function that calls the one of the same name in `library`.
#define LATE(result, name, parameters, ...)                                     \
  result name parameters {                                                      \
    static __typeof__(&name) real;                                              \
    if (!real) real = (__typeof__(&name))late_find(&library, #name);            \
    return real(__VA_ARGS__);                                                   \
  }

#endif
