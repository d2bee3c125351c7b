/*
 * Makes calls of the C library fail that a process would make on files below one directory.
 *
 * Loaded with LD_PRELOAD. What fails is read from a file that both sides have mapped, so that one
 * process can be given one fault after another; counting is over all of its threads. The calls are
 * made directly, never through the library's own: there is nothing to look up and nothing to
 * recurse into.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

/* Bits of control.calls; the Java side has the same list. */
enum call {
  OPEN = 1,
  WRITE = 2,
  SYNC = 4,
  CLOSE = 8,
  RENAME = 16,
  LINK = 32,
  MKDIR = 64,
  DELETE = 128,
  MODE = 256,
  TRUNCATE = 512,
  READ = 1024
};

enum action { FAIL = 0, KILL = 1, SHORTEN = 2, LOSE = 3, GARBLE = 4 };

struct control {
  int32_t armed;
  int32_t calls;
  int32_t error;
  int32_t action;
  int64_t from;  /* the first one that fails, counted from 1 */
  int64_t times; /* how many fail from there */
  int64_t seen;  /* how many there were */
  int64_t hits;  /* how many of them failed */
  char prefix[512];   /* a path has to begin with this */
  char part[128];     /* and to have this in it */
  int32_t logging;    /* whether each call is written to the log */
  int32_t hit_call;   /* the last one that failed, and its path */
  char hit_path[1024];
};

static struct control *control;
static int log_fd = -1;

__attribute__((constructor)) static void attach(void) {
  const char *path = getenv("FAULTS_CONTROL");
  if (path == NULL) return;
  int fd = (int)syscall(SYS_openat, AT_FDCWD, path, O_RDWR | O_CLOEXEC, 0);
  if (fd < 0) return;
  void *map = mmap(NULL, sizeof(struct control), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  syscall(SYS_close, fd);
  if (map == MAP_FAILED) return;
  char log[PATH_MAX];
  snprintf(log, sizeof log, "%s.log", path);
  log_fd = (int)syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
  control = map;
}

static const char *name_of(enum call call) {
  switch (call) {
    case OPEN: return "open";
    case WRITE: return "write";
    case SYNC: return "sync";
    case CLOSE: return "close";
    case RENAME: return "rename";
    case LINK: return "link";
    case MKDIR: return "mkdir";
    case DELETE: return "delete";
    case MODE: return "mode";
    case TRUNCATE: return "truncate";
    case READ: return "read";
  }
  return "?";
}

static void note(enum call call, const char *path, const char *to) {
  char line[2 * PATH_MAX + 16];
  int length = snprintf(line, sizeof line, "%s\t%s\t%s\n", name_of(call), path, to);
  if (length > 0) syscall(SYS_write, log_fd, line, (size_t)length);
}

/* Whether this call is to fail; a process that is to die dies here. */
static int fails(enum call call, const char *path, const char *to) {
  if (strncmp(path, control->prefix, strlen(control->prefix)) != 0) return 0;
  if (strstr(path, control->part) == NULL) return 0;
  int64_t number = __atomic_add_fetch(&control->seen, 1, __ATOMIC_SEQ_CST);
  if (control->logging) note(call, path, to);
  if (number < control->from || number - control->from >= control->times) return 0;
  __atomic_add_fetch(&control->hits, 1, __ATOMIC_SEQ_CST);
  control->hit_call = call;
  snprintf(control->hit_path, sizeof control->hit_path, "%s", path);
  if (control->action == KILL) {
    syscall(SYS_kill, getpid(), SIGKILL);
    for (;;) pause();
  }
  errno = control->error;
  return 1;
}

static int wanted(enum call call) {
  return control != NULL && control->armed && (control->calls & call) != 0;
}

static void absolute(int directory, const char *path, char *into) {
  into[0] = 0;
  if (path[0] == '/') {
    snprintf(into, PATH_MAX, "%s", path);
    return;
  }
  char link[64];
  char base[PATH_MAX];
  if (directory == AT_FDCWD) snprintf(link, sizeof link, "/proc/self/cwd");
  else snprintf(link, sizeof link, "/proc/self/fd/%d", directory);
  ssize_t length = readlink(link, base, sizeof base - 1);
  if (length < 0) return;
  base[length] = 0;
  if (snprintf(into, PATH_MAX, "%s/%s", base, path) >= PATH_MAX) into[0] = 0;
}

static int path_fails(enum call call, int directory, const char *path) {
  if (!wanted(call) || path == NULL) return 0;
  int before = errno;
  char full[PATH_MAX];
  absolute(directory, path, full);
  if (fails(call, full, "")) return 1;
  errno = before;
  return 0;
}

static int pair_fails(enum call call, int from, const char *path, int into, const char *target) {
  if (!wanted(call) || path == NULL || target == NULL) return 0;
  int before = errno;
  char full[PATH_MAX];
  char to[PATH_MAX];
  absolute(from, path, full);
  absolute(into, target, to);
  if (fails(call, to, full)) return 1;
  errno = before;
  return 0;
}

static int handle_fails(enum call call, int fd) {
  if (!wanted(call)) return 0;
  int before = errno;
  char link[64];
  char path[PATH_MAX];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length > 0 && path[0] == '/') {
    path[length] = 0;
    if (fails(call, path, "")) return 1;
  }
  errno = before;
  return 0;
}

/*
 * What comes of a write that is hit: a full disk takes the beginning and refuses the rest, and a
 * disk that lies says that it has everything. A negative offset appends.
 */
static ssize_t hit(int fd, const void *from, size_t length, off64_t at) {
  size_t taken = control->action == LOSE || control->action == FAIL ? 0 : length;
  if (control->action == SHORTEN) taken = length / 2;
  if (taken > 0) {
    char *copy = malloc(taken);
    if (copy == NULL) abort();
    memcpy(copy, from, taken);
    if (control->action == GARBLE) copy[taken / 2] ^= 1;
    if (at < 0) syscall(SYS_write, fd, copy, taken);
    else syscall(SYS_pwrite64, fd, copy, taken, at);
    free(copy);
  }
  errno = control->error;
  return control->action >= LOSE ? (ssize_t)length : -1;
}

static int opened(int directory, const char *path, int flags, mode_t mode) {
  int writing = (flags & O_ACCMODE) != O_RDONLY || (flags & O_CREAT) != 0;
  if (writing && path_fails(OPEN, directory, path)) return -1;
  return (int)syscall(SYS_openat, directory, path, flags, mode);
}

#define MODE_OF(flags)                                        \
  mode_t mode = 0;                                            \
  if (((flags) & O_CREAT) || ((flags) & O_TMPFILE) == O_TMPFILE) { \
    va_list rest;                                             \
    va_start(rest, flags);                                    \
    mode = (mode_t)va_arg(rest, int);                         \
    va_end(rest);                                             \
  }

int open(const char *path, int flags, ...) { MODE_OF(flags) return opened(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE_OF(flags) return opened(AT_FDCWD, path, flags, mode); }
int openat(int fd, const char *path, int flags, ...) { MODE_OF(flags) return opened(fd, path, flags, mode); }
int openat64(int fd, const char *path, int flags, ...) { MODE_OF(flags) return opened(fd, path, flags, mode); }
int creat(const char *path, mode_t mode) { return opened(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode); }

ssize_t write(int fd, const void *from, size_t length) {
  if (handle_fails(WRITE, fd)) return hit(fd, from, length, -1);
  return syscall(SYS_write, fd, from, length);
}

ssize_t pwrite64(int fd, const void *from, size_t length, off64_t at) {
  if (handle_fails(WRITE, fd)) return hit(fd, from, length, at);
  return syscall(SYS_pwrite64, fd, from, length, at);
}
ssize_t pwrite(int fd, const void *from, size_t length, off_t at) { return pwrite64(fd, from, length, at); }

ssize_t writev(int fd, const struct iovec *parts, int count) {
  if (handle_fails(WRITE, fd)) return -1;
  return syscall(SYS_writev, fd, parts, count);
}

ssize_t copy_file_range(int in, off64_t *from, int out, off64_t *to, size_t length, unsigned flags) {
  if (handle_fails(WRITE, out)) return -1;
  return syscall(SYS_copy_file_range, in, from, out, to, length, flags);
}

ssize_t sendfile64(int out, int in, off64_t *from, size_t length) {
  if (handle_fails(WRITE, out)) return -1;
  return syscall(SYS_sendfile, out, in, from, length);
}

int fsync(int fd) { return handle_fails(SYNC, fd) ? -1 : (int)syscall(SYS_fsync, fd); }
int fdatasync(int fd) { return handle_fails(SYNC, fd) ? -1 : (int)syscall(SYS_fdatasync, fd); }
int sync_file_range(int fd, off64_t from, off64_t length, unsigned flags) {
  return handle_fails(SYNC, fd) ? -1 : (int)syscall(SYS_sync_file_range, fd, from, length, flags);
}

/* The handle is gone whatever close says, as the kernel has it. */
int close(int fd) {
  int written = wanted(CLOSE) && (fcntl(fd, F_GETFL) & O_ACCMODE) != O_RDONLY;
  int failed = written && handle_fails(CLOSE, fd);
  int result = (int)syscall(SYS_close, fd);
  if (failed) {
    errno = control->error;
    return -1;
  }
  return result;
}

int renameat2(int from, const char *path, int into, const char *target, unsigned flags) {
  if (pair_fails(RENAME, from, path, into, target)) return -1;
  return (int)syscall(SYS_renameat2, from, path, into, target, flags);
}
int renameat(int from, const char *path, int into, const char *target) { return renameat2(from, path, into, target, 0); }
int rename(const char *path, const char *target) { return renameat2(AT_FDCWD, path, AT_FDCWD, target, 0); }

int linkat(int from, const char *path, int into, const char *target, int flags) {
  if (pair_fails(LINK, from, path, into, target)) return -1;
  return (int)syscall(SYS_linkat, from, path, into, target, flags);
}
int link(const char *path, const char *target) { return linkat(AT_FDCWD, path, AT_FDCWD, target, 0); }

int symlinkat(const char *text, int into, const char *target) {
  if (path_fails(LINK, into, target)) return -1;
  return (int)syscall(SYS_symlinkat, text, into, target);
}
int symlink(const char *text, const char *target) { return symlinkat(text, AT_FDCWD, target); }

int mkdirat(int fd, const char *path, mode_t mode) {
  return path_fails(MKDIR, fd, path) ? -1 : (int)syscall(SYS_mkdirat, fd, path, mode);
}
int mkdir(const char *path, mode_t mode) { return mkdirat(AT_FDCWD, path, mode); }

int unlinkat(int fd, const char *path, int flags) {
  return path_fails(DELETE, fd, path) ? -1 : (int)syscall(SYS_unlinkat, fd, path, flags);
}
int unlink(const char *path) { return unlinkat(AT_FDCWD, path, 0); }
int rmdir(const char *path) { return unlinkat(AT_FDCWD, path, AT_REMOVEDIR); }
int remove(const char *path) {
  int result = unlinkat(AT_FDCWD, path, 0);
  return result != 0 && errno == EISDIR ? unlinkat(AT_FDCWD, path, AT_REMOVEDIR) : result;
}

int fchmod(int fd, mode_t mode) { return handle_fails(MODE, fd) ? -1 : (int)syscall(SYS_fchmod, fd, mode); }
int fchmodat(int fd, const char *path, mode_t mode, int flags) {
  (void)flags;
  return path_fails(MODE, fd, path) ? -1 : (int)syscall(SYS_fchmodat, fd, path, mode);
}
int chmod(const char *path, mode_t mode) { return fchmodat(AT_FDCWD, path, mode, 0); }
int fchown(int fd, uid_t user, gid_t group) {
  return handle_fails(MODE, fd) ? -1 : (int)syscall(SYS_fchown, fd, user, group);
}
int fchownat(int fd, const char *path, uid_t user, gid_t group, int flags) {
  return path_fails(MODE, fd, path) ? -1 : (int)syscall(SYS_fchownat, fd, path, user, group, flags);
}
int chown(const char *path, uid_t user, gid_t group) { return fchownat(AT_FDCWD, path, user, group, 0); }
int lchown(const char *path, uid_t user, gid_t group) {
  return fchownat(AT_FDCWD, path, user, group, AT_SYMLINK_NOFOLLOW);
}
int futimens(int fd, const struct timespec times[2]) {
  return handle_fails(MODE, fd) ? -1 : (int)syscall(SYS_utimensat, fd, NULL, times, 0);
}
int utimensat(int fd, const char *path, const struct timespec times[2], int flags) {
  return path_fails(MODE, fd, path) ? -1 : (int)syscall(SYS_utimensat, fd, path, times, flags);
}

int ftruncate64(int fd, off64_t length) {
  return handle_fails(TRUNCATE, fd) ? -1 : (int)syscall(SYS_ftruncate, fd, length);
}
int ftruncate(int fd, off_t length) { return ftruncate64(fd, length); }
int fallocate64(int fd, int mode, off64_t at, off64_t length) {
  return handle_fails(TRUNCATE, fd) ? -1 : (int)syscall(SYS_fallocate, fd, mode, at, length);
}
int posix_fallocate64(int fd, off64_t at, off64_t length) {
  if (handle_fails(TRUNCATE, fd)) return control->error;
  return syscall(SYS_fallocate, fd, 0, at, length) == 0 ? 0 : errno;
}

ssize_t read(int fd, void *into, size_t length) {
  return handle_fails(READ, fd) ? -1 : syscall(SYS_read, fd, into, length);
}
ssize_t pread64(int fd, void *into, size_t length, off64_t at) {
  return handle_fails(READ, fd) ? -1 : syscall(SYS_pread64, fd, into, length, at);
}
ssize_t pread(int fd, void *into, size_t length, off_t at) { return pread64(fd, into, length, at); }
ssize_t readv(int fd, const struct iovec *parts, int count) {
  return handle_fails(READ, fd) ? -1 : syscall(SYS_readv, fd, parts, count);
}
