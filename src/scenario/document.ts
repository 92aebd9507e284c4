import { z } from 'zod';
import { distributionSchema } from '../model/distribution.js';
import { lengthSchema, momentSchema } from '../model/document.js';
import { nameSchema, seedSchema, textSchema } from '../model/names.js';
import { DESIGNS } from './designs.js';

// The shape of a scenario file. What a file leaves out it may inherit, so almost every key is optional
// here; what must be there is checked once inheritance is filled in. `null` gives up an inherited part.

const finite = z.number();

/** The name of a scenario file without `.yaml`: `baseline`, or of one in another folder: `mali/baseline`. */
export const FILE_NAME_RULE = 'the name of a scenario file in the same folder, without .yaml';
const fileName = z
  .string()
  .regex(/^(?:[A-Za-z0-9][A-Za-z0-9_.-]{0,99}\/)?[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$/, FILE_NAME_RULE);

const ramp = z.union([
  lengthSchema,
  z.strictObject({
    months: lengthSchema.optional().meta({ description: 'Months until full delivery' }),
    length: lengthSchema
      .optional()
      .meta({ description: 'The same in the time unit of a model without a calendar' }),
    shape: z
      .enum(['linear', 's_curve'])
      .optional()
      .meta({ description: 'How delivery grows: linear (default) or s_curve' }),
  }),
]);

const elementNames = z.array(nameSchema).min(1).max(500);

const regions = z.union([
  z.string().min(1).max(64),
  elementNames,
  z.strictObject({
    where: z
      .string()
      .min(1)
      .max(4000)
      .meta({ description: 'A rule over model variables, e.g. presence < 0.3' }),
  }),
]);

const elements = z.record(nameSchema, z.union([nameSchema, elementNames]));

const when = z.strictObject({
  variable: nameSchema.meta({ description: 'The variable of the model that is watched' }),
  above: finite.optional().meta({ description: 'Switches on when the variable passes this' }),
  below: finite.optional().meta({ description: 'Switches on when the variable falls under this' }),
  until: finite.optional().meta({
    description: 'Switches off when the variable comes back to this; the threshold when absent',
  }),
  of: elementNames
    .optional()
    .meta({ description: 'The element that is watched; when absent each region watches its own' }),
});

const intervention = z.strictObject({
  title: textSchema.nullish().meta({ description: 'What people call it' }),
  about: textSchema.nullish().meta({ description: 'What it is, for people' }),
  lever: nameSchema.nullish().meta({ description: 'The lever of the model that it uses' }),
  level: finite.nullish().meta({ description: "How far above its default, in the lever's unit" }),
  budget: finite.positive().nullish().meta({
    description:
      'Instead of level: the money for all of it, in the unit that costs are counted in; how much it buys depends on what one unit costs in each world',
  }),
  unit: z.string().min(1).max(200).nullish().meta({ description: "The lever's unit, to be sure" }),
  regions: regions
    .nullish()
    .meta({ description: 'all (default), a list of regions, or {where: rule}' }),
  elements: elements
    .nullish()
    .meta({ description: 'Elements of other dimensions, e.g. {group: [jnim]}' }),
  start: momentSchema.nullish().meta({ description: 'First month in which anything is delivered' }),
  ramp: ramp.nullish().meta({ description: 'Months until full delivery (default 0)' }),
  end: momentSchema.nullish().meta({ description: 'Last month of full delivery' }),
  wind_down: lengthSchema.nullish().meta({ description: 'Months in which it fades after end' }),
  when: when
    .nullish()
    .meta({ description: 'A trigger: delivered only while a variable is high or low' }),
  cost: finite.nullish().meta({
    description: "What one unit costs for one unit of time, instead of the lever's own cost",
  }),
});

const change = z.strictObject({
  multiply: finite.optional().meta({ description: 'Multiplies by this' }),
  add: finite.optional().meta({ description: "Adds this, in the variable's unit" }),
  set: finite.optional().meta({ description: "Sets to this, in the variable's unit" }),
  regions: z
    .union([z.string().min(1).max(64), elementNames])
    .optional()
    .meta({ description: 'all (default) or a list of regions' }),
  elements: elements
    .optional()
    .meta({ description: 'Elements of other dimensions, e.g. {group: [jnim]}' }),
});

const event = z.strictObject({
  title: textSchema.nullish().meta({ description: 'What people call it' }),
  about: textSchema.nullish().meta({ description: 'What happened, for people' }),
  at: momentSchema.nullish().meta({ description: 'First month of the shock' }),
  until: momentSchema.nullish().meta({ description: 'Last month; the end of the run when absent' }),
  ramp: ramp.nullish().meta({ description: 'Months until full effect (default 0)' }),
  wind_down: lengthSchema.nullish().meta({ description: 'Months in which it fades after until' }),
  changes: z
    .record(nameSchema, change.nullable())
    .nullish()
    .meta({ description: 'By variable: {multiply: 0.8}, {add: 100} or {set: 0}' }),
});

const assumptionChange = z.union([
  finite,
  z.strictObject({ distribution: distributionSchema }),
  z.strictObject({ scale: finite.meta({ description: 'Multiplies every value by this' }) }),
  z.strictObject({ shift: finite.meta({ description: 'Adds this to every value' }) }),
]);
export type AssumptionChange = z.infer<typeof assumptionChange>;

/** A change for all elements, or one for each of some: nested in the order of the dimensions. */
export type AssumptionDocument =
  | AssumptionChange
  | null
  | { readonly [element: string]: AssumptionDocument };
const assumption: z.ZodType<AssumptionDocument> = z.lazy(() =>
  z.union([assumptionChange, z.null(), z.record(nameSchema, assumption)]),
);

const plan = z.strictObject({
  worlds: z
    .union([z.int().min(1).max(10_000_000), z.literal('posterior')])
    .nullish()
    .meta({
      description: 'How many worlds; or posterior, for those of posterior.csv beside the model',
    }),
  design: z.enum(DESIGNS).nullish().meta({ description: 'How worlds are drawn' }),
  seed: seedSchema
    .nullish()
    .meta({ description: 'A text from which all random numbers follow, as it is written' }),
  worlds_file: z
    .string()
    .min(1)
    .max(400)
    .nullish()
    .meta({ description: 'A CSV of worlds in the folder of the model' }),
});

/** The schema of a scenario file. */
export const scenarioSchema = z.strictObject({
  title: textSchema.optional().meta({ description: 'What people call the scenario' }),
  about: textSchema.optional().meta({ description: 'What it asks' }),
  extends: fileName.optional().meta({
    description: `${FILE_NAME_RULE}; or folder/name of one elsewhere, such as mali/baseline`,
  }),
  model: z
    .string()
    .min(1)
    .max(400)
    .optional()
    .meta({ description: 'A model by name (sahel) or by a path in this folder (./my-model.yaml)' }),
  baseline: z
    .boolean()
    .optional()
    .meta({ description: 'true in the scenario that the others are compared with' }),
  outcomes: z.array(nameSchema).min(1).max(500).nullish().meta({
    description:
      'Metrics of the model that this scenario is judged by, the first one first; the others follow them',
  }),
  from: momentSchema.nullish().meta({ description: 'First month; that of the model when absent' }),
  to: momentSchema.nullish().meta({ description: 'Last month; that of the model when absent' }),
  assumptions: z.record(nameSchema, assumption).nullish().meta({
    description: 'By parameter: a number, {distribution: ...}, {scale: ...}, {shift: ...}',
  }),
  policy: z
    .record(nameSchema, intervention.nullable())
    .nullish()
    .meta({ description: 'Interventions by name' }),
  events: z
    .record(nameSchema, event.nullable())
    .nullish()
    .meta({ description: 'Dated shocks by name' }),
  plan: plan.nullish().meta({ description: 'How many worlds, drawn how, from which seed' }),
});

export type ScenarioDocument = z.infer<typeof scenarioSchema>;
export type InterventionDocument = z.infer<typeof intervention>;
export type EventDocument = z.infer<typeof event>;
export type ChangeDocument = z.infer<typeof change>;
export type PlanDocument = z.infer<typeof plan>;
export type RampDocument = z.infer<typeof ramp>;
export type WhenDocument = z.infer<typeof when>;
export type RegionsDocument = z.infer<typeof regions>;
export type ElementsDocument = z.infer<typeof elements>;
