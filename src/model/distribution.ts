import { z } from 'zod';

// What a file says of an uncertain number. `src/plan/` turns it into quantiles; the model only carries it.
// Wherever `p05` and `p95` stand, they are the 5th and 95th percentile: the way judgements are elicited.

const finite = z.number();

const bounds = { min: finite.optional(), max: finite.optional() };

const uniform = z.union([
  z.strictObject({ kind: z.literal('uniform'), low: finite, high: finite }),
  z.strictObject({ kind: z.literal('uniform'), p05: finite, p95: finite }),
]);
const triangular = z.union([
  z.strictObject({ kind: z.literal('triangular'), low: finite, mode: finite, high: finite }),
  z.strictObject({
    kind: z.literal('triangular'),
    p05: finite,
    mode: finite,
    p95: finite,
    ...bounds,
  }),
]);
const pert = z.union([
  z.strictObject({ kind: z.literal('pert'), low: finite, mode: finite, high: finite }),
  z.strictObject({ kind: z.literal('pert'), p05: finite, mode: finite, p95: finite, ...bounds }),
]);
const normal = z.union([
  z.strictObject({ kind: z.literal('normal'), mean: finite, sd: finite.positive(), ...bounds }),
  z.strictObject({ kind: z.literal('normal'), p05: finite, p95: finite, ...bounds }),
]);
const lognormal = z.union([
  z.strictObject({
    kind: z.literal('lognormal'),
    median: finite.positive(),
    sigma: finite.positive(),
    ...bounds,
  }),
  z.strictObject({
    kind: z.literal('lognormal'),
    p05: finite.positive(),
    p95: finite.positive(),
    ...bounds,
  }),
]);
const beta = z.union([
  z.strictObject({
    kind: z.literal('beta'),
    alpha: finite.positive(),
    beta: finite.positive(),
    low: finite.optional(),
    high: finite.optional(),
  }),
  z.strictObject({
    kind: z.literal('beta'),
    p05: finite,
    p95: finite,
    low: finite.optional(),
    high: finite.optional(),
  }),
]);
const gamma = z.union([
  z.strictObject({ kind: z.literal('gamma'), shape: finite.positive(), scale: finite.positive() }),
  z.strictObject({ kind: z.literal('gamma'), p05: finite.positive(), p95: finite.positive() }),
]);
const discrete = z.strictObject({
  kind: z.literal('discrete'),
  values: z.array(finite).min(1).max(1000),
  weights: z.array(finite.nonnegative()).min(1).max(1000).optional(),
});
const fixed = z.strictObject({ kind: z.literal('fixed'), value: finite });

const simple = z.union([
  uniform,
  triangular,
  pert,
  normal,
  lognormal,
  beta,
  gamma,
  discrete,
  fixed,
]);

const mixture = z.strictObject({
  kind: z.literal('mixture'),
  parts: z
    .array(z.strictObject({ weight: finite.nonnegative(), distribution: simple }))
    .min(1)
    .max(50),
});

/** The schema of a distribution in a file, e.g. `{kind: lognormal, p05: 0.8, p95: 2.0}`. */
export const distributionSchema = z.union([
  uniform,
  triangular,
  pert,
  normal,
  lognormal,
  beta,
  gamma,
  discrete,
  fixed,
  mixture,
]);

export type Distribution = z.infer<typeof distributionSchema>;
