/* W1, the small epidemic, as a structure of arrays: LANES worlds step together. */
#include "harness.h"

#ifndef LANES
#define LANES 64
#endif

enum { STEPS = 240, PARAMETERS = 3, STATES = 3 };

static const Range ranges[PARAMETERS] = {{1.5, 4}, {0.05, 0.2}, {2, 8}};

typedef double Lanes[LANES] __attribute__((aligned(64)));

static void run_worlds(const double *parameters, int count, double *end) {
  for (int first = 0; first < count; first += LANES) {
    Lanes contact, infectivity, duration, S, I, R;
    for (int l = 0; l < LANES; l++) {
      const double *p = parameters + (first + l) * PARAMETERS;
      contact[l] = p[0];
      infectivity[l] = p[1];
      duration[l] = p[2];
      S[l] = 10000 - 10;
      I[l] = 10;
      R[l] = 0;
    }
    for (int step = 0; step < STEPS; step++) {
      for (int l = 0; l < LANES; l++) {
        const double total = S[l] + I[l] + R[l];
        const double infection = contact[l] * infectivity[l] * S[l] * I[l] / total;
        const double recovery = I[l] / duration[l];
        /* Nothing uses it: the compiler drops it, as toguna's kernel does. */
        const double repro = contact[l] * infectivity[l] * duration[l] * S[l] / total;
        (void)repro;
        S[l] += -infection;
        I[l] += infection - recovery;
        R[l] += recovery;
      }
    }
    for (int l = 0; l < LANES; l++) {
      double *out = end + (first + l) * STATES;
      out[0] = S[l];
      out[1] = I[l];
      out[2] = R[l];
    }
  }
}

int main(void) { return converse(run_worlds, ranges, PARAMETERS, STATES); }
