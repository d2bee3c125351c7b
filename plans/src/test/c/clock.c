/*
 * Makes a process believe that it is another day, as nobody can wait for a year.
 *
 * Loaded with LD_PRELOAD. By how much the time of the day is shifted is read from a file that both
 * sides have mapped, so that a process can go from one day to another. What measures how long
 * something takes is not shifted: nothing waits longer.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static volatile int64_t *shift;

__attribute__((constructor)) static void map(void) {
  const char *path = getenv("CLOCK_CONTROL");
  int file = path == NULL ? -1 : open(path, O_RDONLY | O_CLOEXEC);
  void *mapped = file < 0 ? MAP_FAILED : mmap(NULL, sizeof *shift, PROT_READ, MAP_SHARED, file, 0);
  if (mapped == MAP_FAILED) {
    abort();
  }
  shift = mapped;
  close(file);
}

int clock_gettime(clockid_t clock, struct timespec *now) {
  int result = (int)syscall(SYS_clock_gettime, clock, now);
  if (result == 0 && shift && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) {
    now->tv_sec += *shift;
  }
  return result;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone) {
  struct timespec exactly;
  (void)zone;
  if (clock_gettime(CLOCK_REALTIME, &exactly) != 0) {
    return -1;
  }
  now->tv_sec = exactly.tv_sec;
  now->tv_usec = exactly.tv_nsec / 1000;
  return 0;
}

time_t time(time_t *now) {
  struct timespec exactly;
  clock_gettime(CLOCK_REALTIME, &exactly);
  if (now != NULL) {
    *now = exactly.tv_sec;
  }
  return exactly.tv_sec;
}
