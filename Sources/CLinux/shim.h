// What Linux has and Swift's Glibc module does not show.
#ifndef LOKET_CLINUX_SHIM_H
#define LOKET_CLINUX_SHIM_H

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <linux/sockios.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <linux/stat.h>
#include <time.h>
#include <unistd.h>

/// The file system type of `path` (statfs f_type), or -1.
static inline long loket_file_system_type(const char *path) {
  struct statfs facts;
  return statfs(path, &facts) == 0 ? (long)facts.f_type : -1;
}

/// The file system type of an open descriptor (fstatfs f_type), or -1.
static inline long loket_descriptor_file_system_type(int descriptor) {
  struct statfs facts;
  return fstatfs(descriptor, &facts) == 0 ? (long)facts.f_type : -1;
}

/// When the folder `path` was born, in nanoseconds, links not followed; 0 where its file system does
/// not say. With device and number this is one folder, also after it was moved.
static inline uint64_t loket_birth(const char *path) {
  struct statx facts;
  long failed = syscall(SYS_statx, AT_FDCWD, path, AT_SYMLINK_NOFOLLOW, STATX_BTIME, &facts);
  if (failed || !(facts.stx_mask & STATX_BTIME)) return 0;
  return (uint64_t)facts.stx_btime.tv_sec * 1000000000 + facts.stx_btime.tv_nsec;
}

/// The environment: pointers to `NAME=value`, a null pointer at the end; libc's own memory.
extern char **environ;
static inline char *const *loket_environment(void) { return environ; }

/// No core dumps, and no other process of this user may read this one's memory.
static inline int loket_harden_process(void) {
  struct rlimit none = {0, 0};
  int failed = setrlimit(RLIMIT_CORE, &none);
  return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) | failed;
}

/// Whether that is so.
static inline int loket_is_hardened(void) {
  struct rlimit core;
  return getrlimit(RLIMIT_CORE, &core) == 0 && core.rlim_cur == 0
      && prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == 0;
}

/// How many bytes in the pipe or socket that this descriptor writes into were not read yet; 0 for
/// anything else.
static inline int loket_unread_bytes(int descriptor) {
  struct stat facts;
  int count = 0;
  if (fstat(descriptor, &facts) != 0) return 0;
  if (!S_ISFIFO(facts.st_mode) && !S_ISSOCK(facts.st_mode)) return 0;
  int question = S_ISFIFO(facts.st_mode) ? FIONREAD : SIOCOUTQ;
  return ioctl(descriptor, question, &count) == 0 ? count : 0;
}

/// Fills `count` bytes (at most 256) from the kernel's generator; 0 if all are there.
static inline int loket_random_bytes(void *bytes, size_t count) {
  return getrandom(bytes, count, 0) == (ssize_t)count ? 0 : -1;
}

#endif
