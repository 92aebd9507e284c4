/* W1, the small epidemic, one world after the other. */
#include "harness.h"

enum { STEPS = 240, PARAMETERS = 3, STATES = 3 };

static const Range ranges[PARAMETERS] = {{1.5, 4}, {0.05, 0.2}, {2, 8}};

/* Not inlined, or gcc would step several worlds at once, in vectors over the loop that calls it. */
static __attribute__((noinline)) void run_world(const double *p, double *out) {
  const double contact = p[0], infectivity = p[1], duration = p[2];
  double S = 10000 - 10, I = 10, R = 0;
  for (int step = 0; step < STEPS; step++) {
    const double total = S + I + R;
    const double infection = contact * infectivity * S * I / total;
    const double recovery = I / duration;
    /* Nothing uses it: the compiler drops it, as toguna's kernel does. */
    const double repro = contact * infectivity * duration * S / total;
    (void)repro;
    S += -infection;
    I += infection - recovery;
    R += recovery;
  }
  out[0] = S;
  out[1] = I;
  out[2] = R;
}

static void run_worlds(const double *parameters, int count, double *end) {
  for (int world = 0; world < count; world++)
    run_world(parameters + world * PARAMETERS, end + world * STATES);
}

int main(void) { return converse(run_worlds, ranges, PARAMETERS, STATES); }
