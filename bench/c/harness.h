/*
 * What the C programs share: the worlds they run and the conversation with run.mjs. Each line read from standard
 * input is a command:
 *
 *   check      prints the end states of worlds 0, 1, 2 and 4095, one line each, stock by stock, region by region
 *   run COUNT  runs COUNT worlds and prints the nanoseconds that took
 */
#define _GNU_SOURCE
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { WORLDS = 4096 };

/* One uncertain parameter: uniform between two numbers. */
typedef struct { double low, high; } Range;

/*
 * Runs `count` worlds: `parameters[world * parameter_count + p]` in, `end[world * state_count + s]` out.
 * The programs that step many worlds at once want `count` to be a multiple of 64.
 */
typedef void Run(const double *parameters, int count, double *end);

/* Draws the worlds as the workload says: a linear congruential generator from 12345, world by world. */
static double *draw_worlds(const Range *ranges, int parameters) {
  double *values = aligned_alloc(64, sizeof(double) * WORLDS * (parameters + 8 - parameters % 8));
  uint32_t state = 12345;
  for (int at = 0; at < WORLDS * parameters; at++) {
    const Range range = ranges[at % parameters];
    state = state * 1664525u + 1013904223u;
    values[at] = range.low + (range.high - range.low) * (state / 4294967296.0);
  }
  return values;
}

static double nanoseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1e9 + now.tv_nsec;
}

static int converse(Run *run, const Range *ranges, int parameters, int states) {
  double *worlds = draw_worlds(ranges, parameters);
  double *end = aligned_alloc(64, sizeof(double) * WORLDS * states);
  const int checked[] = {0, 1, 2, WORLDS - 1};
  char line[64];
  while (fgets(line, sizeof line, stdin)) {
    if (strncmp(line, "check", 5) == 0) {
      run(worlds, WORLDS, end);
      for (int i = 0; i < 4; i++)
        for (int s = 0; s < states; s++)
          printf("%.17g%c", end[checked[i] * states + s], s + 1 < states ? ' ' : '\n');
    } else if (strncmp(line, "run ", 4) == 0) {
      int left = atoi(line + 4);
      const double start = nanoseconds();
      for (; left > 0; left -= WORLDS) run(worlds, left < WORLDS ? left : WORLDS, end);
      printf("%.0f\n", nanoseconds() - start);
    }
    fflush(stdout);
  }
  return 0;
}
