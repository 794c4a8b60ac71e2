#include "CLate.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>

const char *late_load(struct late_library *library) {
  if (!library->handle) library->handle = dlopen(library->file, RTLD_NOW | RTLD_LOCAL);
  return library->handle ? NULL : dlerror();
}

void *late_find(struct late_library *library, const char *name) {
  void *found = late_load(library) ? NULL : dlsym(library->handle, name);
  if (!found) {
    fprintf(stderr, "%s: no %s\n", library->file, name);
    abort();
  }
  return found;
}
