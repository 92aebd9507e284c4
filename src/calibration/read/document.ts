import { z } from 'zod';
import { distributionSchema } from '../../model/distribution.js';
import { momentSchema } from '../../model/document.js';
import { nameSchema, seedSchema, textSchema } from '../../model/names.js';

// The shape of a calibration file. What zod cannot know (names of the model, months with data) is checked in
// `read.ts` and `observed.ts`.

/** Fewer particles in a population than ten cannot tell one temperature from the next. */
const LEAST_WORLDS = 40;

const finite = z.number();
const columnName = z.string().min(1).max(200);

/** A number of the observation model: known, or with a prior of its own and fitted with the rest. */
const knownOrPrior = z.union([finite, distributionSchema]);

const wander = {
  spread: knownOrPrior.meta({ description: 'Standard deviation of the logarithm of the factor' }),
  persistence: knownOrPrior.meta({ description: 'Share of it left after one report, 0 to 1' }),
};
const _wander = z.strictObject(wander);
export type WanderDocument = z.infer<typeof _wander>;

const negativeBinomial = z.strictObject({
  kind: z.literal('negative_binomial'),
  reporting: knownOrPrior.meta({ description: 'Observed events for each event of the model' }),
  dispersion: knownOrPrior.meta({
    description: 'a in variance = c mean + a mean^2',
  }),
  clustering: knownOrPrior.meta({
    description: 'c in variance = c mean + a mean^2, at least 1: deaths come several at a time',
  }),
  background: finite.nonnegative().meta({
    description: 'Mean number observed where the model says 0; 0 makes such a month impossible',
  }),
  drift: z
    .strictObject({
      ...wander,
      shared: finite.min(0).max(1).meta({
        description:
          'Share of the variance of forecast factors that all elements have in common; no single element sees it',
      }),
      taper: knownOrPrior.optional().meta({
        description: 'The spread falls where more is expected, as (1 + expected)^-taper',
      }),
      lasting: z.strictObject(wander).optional().meta({
        description: 'A second factor that changes slowly: what is special to an element',
      }),
    })
    .optional()
    .meta({
      description:
        'A factor of mean 1 on the mean of each element, which wanders and is learnt from the past',
    }),
});
const beta = z.strictObject({
  kind: z.literal('beta'),
  precision: knownOrPrior.meta({ description: 'alpha + beta: higher is closer to the model' }),
});
const normal = z.strictObject({
  kind: z.literal('normal'),
  sd: knownOrPrior.meta({
    description: 'Standard deviation of the error, in the unit of the series',
  }),
});

export const observationModelSchema = z.discriminatedUnion('kind', [
  negativeBinomial,
  beta,
  normal,
]);
export type ObservationModelDocument = z.infer<typeof observationModelSchema>;

const labels = z
  .record(z.string().min(1).max(200), nameSchema.nullable())
  .meta({ description: 'Element of the model by label of the file; null passes a label over' });

const observation = z.strictObject({
  title: textSchema.meta({ description: 'What was observed, for people' }),
  csv: z.string().min(1).max(400).meta({ description: 'A CSV beside this file' }),
  time: columnName.meta({ description: 'The column of months, or of times' }),
  column: columnName.meta({ description: 'The column of values' }),
  output: nameSchema.meta({ description: 'The variable of the model that it observes' }),
  keys: z
    .record(nameSchema, columnName)
    .optional()
    .meta({ description: 'By dimension of the output, the column that names its elements' }),
  labels: z
    .record(nameSchema, labels)
    .optional()
    .meta({ description: 'By dimension, elements whose label in the file differs' }),
  sum_over: z
    .array(nameSchema)
    .max(4)
    .optional()
    .meta({ description: 'Dimensions of the output that the series does not tell apart' }),
  where: z
    .record(columnName, z.string().max(200))
    .optional()
    .meta({ description: 'Only rows with these texts in these columns' }),
  rows: z.enum(['one', 'sum']).optional().meta({
    description: 'sum adds rows of the same element and time; one (default) refuses them',
  }),
  absent: z.enum(['error', 'zero', 'unknown']).optional().meta({
    description: 'What a time without a row is: 0, not observed, or (default) an error',
  }),
  observed_as: observationModelSchema,
});
export type ObservationDocument = z.infer<typeof observation>;

const lead = z.int().min(1).max(600);

/** The schema of a calibration file. */
export const calibrationSchema = z.strictObject({
  title: textSchema,
  about: textSchema.optional(),
  model: z
    .string()
    .min(1)
    .max(400)
    .optional()
    .meta({ description: 'The name of a model, or a path in this folder that starts with ./' }),
  scenario: z.string().min(1).max(400).optional().meta({
    description:
      'Instead of model: a scenario in this folder, or a shipped one such as hindcast/2010, for events that were known',
  }),
  fit: z.strictObject({
    from: momentSchema.meta({
      description: 'First month that is fitted; what is before is burn-in',
    }),
    to: momentSchema.meta({ description: 'Last month that is fitted' }),
  }),
  parameters: z
    .record(nameSchema, z.union([z.literal('model'), distributionSchema]))
    .meta({ description: 'What is fitted: model for the prior in the model, or a prior' }),
  others: z.enum(['fixed', 'sampled']).meta({
    description:
      'Parameters of the model that vary and are not listed: at their value, or carried along under their priors',
  }),
  observations: z.record(nameSchema, observation),
  method: z.strictObject({
    worlds: z
      .int()
      .min(LEAST_WORLDS)
      .max(100_000)
      .meta({
        description: `Worlds in the posterior, at least ${LEAST_WORLDS}: 10 in each of 4 populations`,
      }),
    seed: seedSchema,
  }),
  handover: z
    .strictObject({
      at: momentSchema.meta({ description: 'When the scenarios start that run on the posterior' }),
      values: z
        .record(
          nameSchema,
          z.union([nameSchema, finite, z.strictObject({ drift_of: nameSchema })]).nullable(),
        )
        .meta({
          description:
            'By parameter: the variable whose value of then it takes; a number; the lasting drift of a series; null for the prior of the model',
        }),
    })
    .optional()
    .meta({ description: 'State at a time that the posterior carries to later scenarios' }),
  score: z
    .strictObject({
      series: nameSchema.meta({ description: 'The observation that is scored' }),
      from: momentSchema.meta({ description: 'First month that is forecast' }),
      to: momentSchema.optional().meta({ description: 'Last one; the last with data if absent' }),
      leads: z
        .array(lead)
        .min(1)
        .max(60)
        .meta({ description: 'Reports ahead, such as [1, 3, 6, 12]' }),
      reweight: z.int().min(0).max(600).meta({
        description: 'Worlds are weighted by this many reports before each origin; 0 not',
      }),
      refits: z
        .strictObject({
          from: momentSchema.meta({ description: 'The first time whose posterior is kept' }),
          every: z.int().min(1).max(600).meta({ description: 'Reports from one to the next' }),
        })
        .optional()
        .meta({
          description:
            'Times of the window whose posterior is kept, so that an origin uses one that saw only its past',
        }),
      together: z
        .record(nameSchema, z.array(z.string().min(1).max(200)).min(2).max(500))
        .optional()
        .meta({ description: 'Elements of the series that are also scored together, by name' }),
      known_ahead: z
        .array(nameSchema)
        .optional()
        .meta({ description: 'Inputs that are known beyond the origin, such as population' }),
    })
    .optional(),
});
export type CalibrationDocument = z.infer<typeof calibrationSchema>;
