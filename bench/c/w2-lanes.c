/*
 * W2, the large radicalisation model, as a structure of arrays: LANES worlds step together, and the loop over them
 * is the innermost. Made for -ffast-math, with which gcc calls the vector exp and pow of libmvec. The powers 0.5
 * and 1.5 are square roots, and the table is a sum of clamped slopes, so that nothing branches.
 */
#include "w2.h"

#ifndef LANES
#define LANES 64
#endif

typedef double Lanes[LANES] __attribute__((aligned(64)));

static inline double least(double a, double b) { return a < b ? a : b; }
static inline double most(double a, double b) { return a > b ? a : b; }

static inline double network_of(double x) {
  double y = table_y[0];
  for (int i = 1; i < POINTS; i++) {
    const double slope = (table_y[i] - table_y[i - 1]) / (table_x[i] - table_x[i - 1]);
    y += slope * (least(most(x, table_x[i - 1]), table_x[i]) - table_x[i - 1]);
  }
  return y;
}

static Lanes G[REGIONS], S[REGIONS], A[REGIONS], D[REGIONS], C[REGIONS], M[REGIONS];
static Lanes pop[REGIONS], frac_a[REGIONS], griev_sm[REGIONS], detained[DELAY][REGIONS];
static Lanes p[PARAMETERS], national_active, national_alert, nbr_act;

static void begin(const double *parameters) {
  for (int l = 0; l < LANES; l++)
    for (int i = 0; i < PARAMETERS; i++) p[i][l] = parameters[l * PARAMETERS + i];
  for (int r = 0; r < REGIONS; r++) {
    for (int l = 0; l < LANES; l++) {
      G[r][l] = pop0[r] * 0.97;
      S[r][l] = pop0[r] * 0.025;
      A[r][l] = pop0[r] * 0.004;
      D[r][l] = pop0[r] * 0.001;
      C[r][l] = c0[r];
      M[r][l] = 0.2;
    }
  }
  memset(detained, 0, sizeof detained);
}

static void across_regions(void) {
  for (int l = 0; l < LANES; l++) national_active[l] = 0;
  for (int r = 0; r < REGIONS; r++) {
    for (int l = 0; l < LANES; l++) {
      national_active[l] += A[r][l];
      pop[r][l] = G[r][l] + S[r][l] + A[r][l] + D[r][l];
      frac_a[r][l] = A[r][l] / pop[r][l];
    }
  }
  for (int l = 0; l < LANES; l++)
    national_alert[l] = national_active[l] / (national_active[l] + 5000);
}

static void step_region(int r, int step, double time_trend) {
  double *past = detained[step % DELAY][r];
  for (int l = 0; l < LANES; l++) {
    double sum = 0;
    for (int s = 0; s < REGIONS; s++) sum += weights[r][s] * frac_a[s][l];
    nbr_act[l] = sum;
  }
  if (step == 0) {
    /* An average that starts at the first value of what it follows. */
    for (int l = 0; l < LANES; l++) {
      const double econ = econ0[r] * (1 - p[ECON_SHOCK][l] * time_trend);
      const double deprivation = most(0, 1 - econ);
      const double repression = C[r][l] * p[REPRESS_EFF][l] * (0.2 + national_alert[l]);
      const double repress_ratio = repression / (repression + 1);
      griev_sm[r][l] = p[GRIEV_GAIN][l] * (deprivation * sqrt(deprivation) + repress_ratio);
    }
  }
  for (int l = 0; l < LANES; l++) {
    const double g = G[r][l], s = S[r][l], a = A[r][l], d = D[r][l], c = C[r][l], m = M[r][l];
    const double frac_s = s / pop[r][l];
    const double exposure = frac_s + 2 * frac_a[r][l] + p[SPILL][l] * nbr_act[l];
    const double contact = p[CONTACT_RATE][l] * exposure * 10;
    const double saturate = 1 - exp(-contact);
    const double econ = econ0[r] * (1 - p[ECON_SHOCK][l] * time_trend);
    const double deprivation = most(0, 1 - econ);
    const double depriv_eff = deprivation * sqrt(deprivation);
    const double repression = c * p[REPRESS_EFF][l] * (0.2 + national_alert[l]);
    const double repress_ratio = repression / (repression + 1);
    const double griev_in = p[GRIEV_GAIN][l] * (depriv_eff + repress_ratio);
    const double logit_arg = p[STEEP][l] * (m - 0.5);
    const double suscept = 1 / (1 + exp(-logit_arg));
    const double rad_prob = p[RAD_BASE][l] * suscept * saturate;
    const double radicalise = least(rad_prob * g, 0.5 * g);
    const double network = network_of(frac_a[r][l] * 100);
    const double recruit_pull = p[RECRUIT_RATE][l] * network * suscept;
    const double recruit = least(recruit_pull * s, 0.3 * s);
    const double disengage_frac = p[DISENGAGE_RATE][l] * (1 - least(m, 1));
    const double disengage = most(disengage_frac, 0) * s;
    const double cap_ratio = c / (c + 0.0005 * a + 0.01);
    const double detain_eff = p[DETAIN_RATE][l] * pow(cap_ratio, 0.7);
    const double detain = least(detain_eff * a, 0.5 * a);
    const double detain_lag = past[l];
    const double release = least(p[RELEASE_RATE][l] * d + 0.1 * detain_lag, 0.9 * d);
    const double attrition = 0.01 * a * (1 - suscept);
    const double attack = 0.02 * a * (1 + nbr_act[l]);
    const double deterrence = exp(-0.1 * c);
    const double severity = attack * deterrence / 1000;
    const double fear = 1 - exp(-severity);
    const double cap_target = 1 + 2 * fear + 0.5 * national_alert[l];
    const double cap_change = (cap_target - c) / 12;
    const double violence = sqrt(severity * frac_a[r][l] + 0.000000001);
    const double risk_arg = 3 * violence + m - 1;
    const double risk = 1 / (1 + exp(-risk_arg));
    const double burden = risk * pop[r][l] * 0.001 + severity;
    const double mem_change = (griev_sm[r][l] - m) / 24 + 0.0001 * risk + 0.0000001 * burden;

    G[r][l] = g + (disengage + attrition + release * 0.5 - radicalise);
    S[r][l] = s + (radicalise - recruit - disengage + release * 0.5);
    A[r][l] = a + (recruit - detain - attrition);
    D[r][l] = d + (detain - release);
    C[r][l] = c + cap_change;
    M[r][l] = m + mem_change;
    griev_sm[r][l] += (griev_in - griev_sm[r][l]) / p[ADAPT_TIME][l];
    past[l] = detain;
  }
}

static void run_worlds(const double *parameters, int count, double *end) {
  for (int first = 0; first < count; first += LANES) {
    begin(parameters + first * PARAMETERS);
    for (int step = 0; step < STEPS; step++) {
      const double time_trend = exp(-0.01 * step);
      across_regions();
      for (int r = 0; r < REGIONS; r++) step_region(r, step, time_trend);
    }
    const Lanes *stocks[] = {G, S, A, D, C, M};
    for (int l = 0; l < LANES; l++)
      for (int s = 0; s < 6; s++)
        for (int r = 0; r < REGIONS; r++)
          end[(first + l) * STATES + s * REGIONS + r] = stocks[s][r][l];
  }
}

int main(void) { return converse(run_worlds, ranges, PARAMETERS, STATES); }
