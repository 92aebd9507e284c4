/*
 * W2, the large radicalisation model, one world after the other. Each step first works out what crosses regions,
 * then everything else in one loop over them. With -DROOTS the powers 0.5 and 1.5 are square roots.
 */
#include "w2.h"

#ifdef ROOTS
#define POW_1_5(x) ((x) * sqrt(x))
#define POW_0_5(x) sqrt(x)
#else
#define POW_1_5(x) pow(x, 1.5)
#define POW_0_5(x) pow(x, 0.5)
#endif

static inline double least(double a, double b) { return a < b ? a : b; }
static inline double most(double a, double b) { return a > b ? a : b; }

static inline double network_of(double x) {
  if (x <= table_x[0]) return table_y[0];
  for (int i = 1; i < POINTS; i++) {
    if (x < table_x[i]) {
      const double share = (x - table_x[i - 1]) / (table_x[i] - table_x[i - 1]);
      return table_y[i - 1] + share * (table_y[i] - table_y[i - 1]);
    }
  }
  return table_y[POINTS - 1];
}

static __attribute__((noinline)) void run_world(const double *p, double *out) {
  double G[REGIONS], S[REGIONS], A[REGIONS], D[REGIONS], C[REGIONS], M[REGIONS];
  double frac_a[REGIONS], griev_sm[REGIONS], detained[DELAY][REGIONS];
  for (int r = 0; r < REGIONS; r++) {
    G[r] = pop0[r] * 0.97;
    S[r] = pop0[r] * 0.025;
    A[r] = pop0[r] * 0.004;
    D[r] = pop0[r] * 0.001;
    C[r] = c0[r];
    M[r] = 0.2;
  }
  memset(detained, 0, sizeof detained);
  for (int step = 0; step < STEPS; step++) {
    double *past = detained[step % DELAY];
    const double time_trend = exp(-0.01 * step);
    double national_active = 0, pop[REGIONS];
    for (int r = 0; r < REGIONS; r++) {
      national_active += A[r];
      pop[r] = G[r] + S[r] + A[r] + D[r];
      frac_a[r] = A[r] / pop[r];
    }
    const double national_alert = national_active / (national_active + 5000);
    for (int r = 0; r < REGIONS; r++) {
      double nbr_act = 0;
      for (int s = 0; s < REGIONS; s++) nbr_act += weights[r][s] * frac_a[s];
      const double frac_s = S[r] / pop[r];
      const double exposure = frac_s + 2 * frac_a[r] + p[SPILL] * nbr_act;
      const double contact = p[CONTACT_RATE] * exposure * 10;
      const double saturate = 1 - exp(-contact);
      const double econ = econ0[r] * (1 - p[ECON_SHOCK] * time_trend);
      const double deprivation = most(0, 1 - econ);
      const double depriv_eff = POW_1_5(deprivation);
      const double repression = C[r] * p[REPRESS_EFF] * (0.2 + national_alert);
      const double repress_ratio = repression / (repression + 1);
      const double griev_in = p[GRIEV_GAIN] * (depriv_eff + repress_ratio);
      /* An average that starts at the first value of what it follows. */
      if (step == 0) griev_sm[r] = griev_in;
      const double logit_arg = p[STEEP] * (M[r] - 0.5);
      const double suscept = 1 / (1 + exp(-logit_arg));
      const double rad_prob = p[RAD_BASE] * suscept * saturate;
      const double radicalise = least(rad_prob * G[r], 0.5 * G[r]);
      const double network = network_of(frac_a[r] * 100);
      const double recruit_pull = p[RECRUIT_RATE] * network * suscept;
      const double recruit = least(recruit_pull * S[r], 0.3 * S[r]);
      const double disengage_frac = p[DISENGAGE_RATE] * (1 - least(M[r], 1));
      const double disengage = most(disengage_frac, 0) * S[r];
      const double cap_ratio = C[r] / (C[r] + 0.0005 * A[r] + 0.01);
      const double detain_eff = p[DETAIN_RATE] * pow(cap_ratio, 0.7);
      const double detain = least(detain_eff * A[r], 0.5 * A[r]);
      const double detain_lag = past[r];
      const double release = least(p[RELEASE_RATE] * D[r] + 0.1 * detain_lag, 0.9 * D[r]);
      const double attrition = 0.01 * A[r] * (1 - suscept);
      const double attack = 0.02 * A[r] * (1 + nbr_act);
      const double deterrence = exp(-0.1 * C[r]);
      const double severity = attack * deterrence / 1000;
      const double fear = 1 - exp(-severity);
      const double cap_target = 1 + 2 * fear + 0.5 * national_alert;
      const double cap_change = (cap_target - C[r]) / 12;
      const double violence = POW_0_5(severity * frac_a[r] + 0.000000001);
      const double risk_arg = 3 * violence + M[r] - 1;
      const double risk = 1 / (1 + exp(-risk_arg));
      const double burden = risk * pop[r] * 0.001 + severity;
      const double mem_change =
          (griev_sm[r] - M[r]) / 24 + 0.0001 * risk + 0.0000001 * burden;

      G[r] += disengage + attrition + release * 0.5 - radicalise;
      S[r] += radicalise - recruit - disengage + release * 0.5;
      A[r] += recruit - detain - attrition;
      D[r] += detain - release;
      C[r] += cap_change;
      M[r] += mem_change;
      griev_sm[r] += (griev_in - griev_sm[r]) / p[ADAPT_TIME];
      past[r] = detain;
    }
  }
  const double *stocks[] = {G, S, A, D, C, M};
  for (int s = 0; s < 6; s++)
    for (int r = 0; r < REGIONS; r++) out[s * REGIONS + r] = stocks[s][r];
}

static void run_worlds(const double *parameters, int count, double *end) {
  for (int world = 0; world < count; world++)
    run_world(parameters + world * PARAMETERS, end + world * STATES);
}

int main(void) { return converse(run_worlds, ranges, PARAMETERS, STATES); }
