import { z } from 'zod';
import { distributionSchema } from './distribution.js';
import { gradeSchema } from './grade.js';
import { FRACTION } from './interval.js';
import { nameSchema, textSchema } from './names.js';

// The shape of a model file. What zod cannot know (names that exist, units, loops) is checked in `define/` and `build/`.

const finite = z.number();
const equation = z.union([z.string().min(1).max(4000), finite]);
const unit = z.union([z.string().min(1).max(200), z.literal(1)]);
const over = z.union([nameSchema, z.array(nameSchema).min(1).max(4)]);
const evidence = z.array(z.string().min(1).max(40)).max(40);
const csvPath = z.string().min(1).max(400);

/** A month such as `2022-01`, or a number in the time unit of the model. */
export const momentSchema = z.union([
  z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'a month such as 2022-01'),
  finite,
]);

const fractionText = z.string().regex(FRACTION, 'a fraction such as 1/12');

/** A length of time above 0: a number, or a fraction of two whole numbers such as `1/12`, which is then exact. */
export const intervalSchema = z.union([finite.positive(), fractionText]);

/** The same, or 0. */
export const lengthSchema = z.union([finite.nonnegative(), fractionText]);

const time = z.strictObject({
  unit: z.string().min(1).max(40),
  start: momentSchema,
  end: momentSchema,
  step: intervalSchema.optional().meta({ description: 'Length of a step, such as 0.25 or 1/12' }),
  report: intervalSchema
    .optional()
    .meta({ description: 'Time from one report to the next, such as 0.5 or 1/12' }),
  method: z.enum(['euler', 'rk4']).optional(),
});

const network = z.union([
  z.strictObject({
    csv: csvPath,
    from: z.string().max(100),
    to: z.string().max(100),
    weight: z.string().max(100).optional(),
    symmetric: z.boolean().optional(),
    normalise: z.enum(['none', 'rows']).optional(),
  }),
  z.strictObject({
    matrix: z.array(z.array(finite).max(500)).max(500),
    normalise: z.enum(['none', 'rows']).optional(),
  }),
]);

const dimension = z.union([
  z.strictObject({
    title: textSchema.optional(),
    elements: z.union([z.array(nameSchema).min(1), z.record(nameSchema, textSchema)]),
    networks: z.record(nameSchema, network).optional(),
  }),
  z.strictObject({ title: textSchema.optional(), like: nameSchema }),
]);

const units = z.union([
  z.literal('unchecked'),
  z.array(nameSchema).max(200),
  z.record(
    nameSchema,
    z.strictObject({ title: textSchema.optional(), equals: z.string().max(200).optional() }),
  ),
]);

// A number, or one for each element: nested maps in the order of `over`.
type Numbers = number | { [element: string]: Numbers };
const numbers: z.ZodType<Numbers> = z.lazy(() => z.union([finite, z.record(nameSchema, numbers)]));

const fromCsv = z.strictObject({
  csv: csvPath,
  column: z.string().min(1).max(100),
  keys: z.record(nameSchema, z.string().max(100)).optional(),
});

const described = {
  title: textSchema.optional(),
  about: textSchema.optional(),
  unit: unit.optional(),
  over: over.optional(),
  evidence: evidence.optional(),
  grade: gradeSchema.optional(),
};

const parameter = z.strictObject({
  ...described,
  title: textSchema,
  value: z.union([fromCsv, numbers]),
  distribution: distributionSchema.optional(),
  neutral: z.boolean().optional().meta({
    description:
      'The value switches something off in single runs, and the distribution need not give it',
  }),
});

const input = z.strictObject({
  ...described,
  title: textSchema,
  csv: csvPath.optional(),
  column: z.string().min(1).max(100).optional(),
  time: z.string().min(1).max(100).optional(),
  keys: z.record(nameSchema, z.string().max(100)).optional(),
  points: z
    .array(z.tuple([momentSchema, finite]))
    .min(1)
    .max(10_000)
    .optional(),
  value: numbers.optional(),
  interpolation: z.enum(['linear', 'step']).optional(),
  held: z.boolean().optional().meta({
    description:
      'true: the first and last value are meant to hold outside the data, without a warning',
  }),
});

const table = z.strictObject({
  title: textSchema.optional(),
  about: textSchema.optional(),
  points: z
    .array(z.tuple([finite, finite]))
    .min(1)
    .max(1000),
  unit: unit.optional(),
  x_unit: unit.optional(),
  interpolation: z.enum(['linear', 'step']).optional(),
  evidence: evidence.optional(),
  grade: gradeSchema.optional(),
});

const stock = z.strictObject({
  ...described,
  initial: equation,
  inflows: z.array(nameSchema).max(200).optional(),
  outflows: z.array(nameSchema).max(200).optional(),
  floor: finite.optional(),
});

/** A stock, or one element of it: `fighters`, `fighters[mopti]`. */
const stockEnd = z.string().min(1).max(200);

const flow = z.strictObject({
  ...described,
  equation,
  from: stockEnd.optional(),
  to: stockEnd.optional(),
});

const auxiliary = z.strictObject({ ...described, equation });

const lever = z.strictObject({
  ...described,
  title: textSchema,
  kind: z.string().min(1).max(60).optional(),
  default: finite.optional(),
  min: finite.optional(),
  max: finite.optional(),
  step: finite.positive().optional(),
  cost: equation.optional(),
});

const metric = z.strictObject({
  title: textSchema,
  about: textSchema.optional(),
  unit: unit.optional(),
  equation,
  better: z.enum(['lower', 'higher', 'neither']),
  over_time: z.enum(['sum', 'mean', 'start', 'end', 'change', 'min', 'max']),
  discount: finite.min(0).max(1).optional(),
  harm: z.enum(['state', 'group']).optional(),
});

/** The schema of a model file. */
export const modelSchema = z.strictObject({
  title: textSchema,
  about: textSchema.optional(),
  source: z.string().max(4000).optional(),
  time,
  units: units.optional(),
  dimensions: z.record(nameSchema, dimension).optional(),
  parameters: z.record(nameSchema, parameter).optional(),
  inputs: z.record(nameSchema, input).optional(),
  tables: z.record(nameSchema, table).optional(),
  stocks: z.record(nameSchema, stock).optional(),
  flows: z.record(nameSchema, flow).optional(),
  auxiliaries: z.record(nameSchema, auxiliary).optional(),
  levers: z.record(nameSchema, lever).optional(),
  metrics: z.record(nameSchema, metric).optional(),
  report: z.array(nameSchema).max(1000).optional(),
});

export type ModelDocument = z.infer<typeof modelSchema>;
