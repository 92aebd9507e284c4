import { z } from 'zod';
import { intervalSchema, momentSchema } from '../model/document.js';
import { nameSchema, seedSchema, textSchema } from '../model/names.js';
import { DESIGNS } from '../plan/plan.js';

// The shape of a checks file. What zod cannot know (names of the model, times on its grid, conditions that
// exclude each other) is checked in `read.ts`.

const finite = z.number();

/** A number, or one for some elements: nested maps in the order of the quantity's dimensions. */
export type Numbers = number | { readonly [element: string]: Numbers };
const numbers: z.ZodType<Numbers> = z.lazy(() => z.union([finite, z.record(nameSchema, numbers)]));

const at = z.union([
  z
    .string()
    .regex(
      /^(?:\d{4}-(?:0[1-9]|1[0-2])|start|end|always)$/,
      'a month such as 2022-01, start, end, always',
    ),
  finite,
  z.strictObject({
    from: momentSchema.optional().meta({ description: 'First month or time; the start if absent' }),
    to: momentSchema.optional().meta({ description: 'Last month or time; the end if absent' }),
  }),
]);

export const STATISTICS = ['mean', 'median', 'p05', 'p25', 'p75', 'p95', 'min', 'max'] as const;
export type Statistic = (typeof STATISTICS)[number];

export const TRENDS = ['rising', 'falling', 'not_rising', 'not_falling'] as const;
export type Trend = (typeof TRENDS)[number];

const expectation = z.strictObject({
  variable: nameSchema.optional().meta({ description: 'A variable of the model' }),
  metric: nameSchema
    .optional()
    .meta({ description: 'A metric of the model, instead of a variable' }),
  of: z
    .union([nameSchema, z.array(nameSchema).min(1).max(4)])
    .optional()
    .meta({ description: 'An element, e.g. mopti or [mopti, jnim]; every element if absent' }),
  at: at.optional().meta({ description: 'A month, a time, start, end, always, or {from, to}' }),
  equals: finite.optional().meta({ description: 'The value, with tolerance or relative' }),
  tolerance: finite.nonnegative().optional().meta({ description: 'How far off it may be' }),
  relative: finite.nonnegative().optional().meta({ description: 'The same as a share of equals' }),
  between: z.tuple([finite, finite]).optional().meta({ description: 'Lowest and highest value' }),
  above: finite.optional().meta({ description: 'The value is higher than this' }),
  below: finite.optional().meta({ description: 'The value is lower than this' }),
  trend: z.enum(TRENDS).optional().meta({ description: 'From each report to the next' }),
  statistic: z
    .enum(STATISTICS)
    .optional()
    .meta({ description: 'Over the worlds; without it the condition holds in every world' }),
  share: finite
    .gt(0)
    .max(1)
    .optional()
    .meta({ description: 'The condition holds in at least this share of the worlds' }),
});
export type ExpectationDocument = z.infer<typeof expectation>;

const changes = {
  set: z
    .record(nameSchema, numbers)
    .optional()
    .meta({ description: 'Parameters and inputs: a number, or one by element' }),
  initial: z
    .record(nameSchema, numbers)
    .optional()
    .meta({ description: 'Stocks at the start: a number, or one by element' }),
  levers: z
    .record(nameSchema, numbers)
    .optional()
    .meta({ description: 'Levels of levers during the whole run' }),
};

const check = z.strictObject({
  title: textSchema.meta({ description: 'What the model is expected to do' }),
  basis: z.string().min(1).max(1000).optional().meta({ description: 'Why: a formula, a paper' }),
  ...changes,
  time: z
    .strictObject({
      start: momentSchema.optional(),
      end: momentSchema.optional(),
      step: intervalSchema.optional(),
      report: intervalSchema.optional(),
      method: z.enum(['euler', 'rk4']).optional(),
    })
    .optional()
    .meta({ description: 'What differs from the time of the model' }),
  against: z.strictObject(changes).optional().meta({
    description: 'A second run; every value is then the difference to it, world by world',
  }),
  worlds: z
    .int()
    .min(1)
    .max(100_000)
    .optional()
    .meta({ description: 'How many worlds; without it one run with every parameter at its value' }),
  design: z.enum(DESIGNS).optional(),
  seed: seedSchema.optional(),
  expect: z.array(expectation).min(1).max(1000),
});
export type CheckDocument = z.infer<typeof check>;

/** The schema of `checks.yaml` and `x.checks.yaml`. */
export const checksSchema = z.strictObject({
  model: nameSchema.optional().meta({ description: 'The name of the model beside this file' }),
  checks: z.array(check).min(1).max(1000),
});
export type ChecksDocument = z.infer<typeof checksSchema>;
