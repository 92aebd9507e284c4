import type { Lever, Model } from '../model/model.js';
import { labelOfReport } from '../model/moments.js';
import { formatUnit } from '../model/unit.js';
import type { Context } from './context.js';
import { byName } from './context.js';
import { addCosts } from './cost-override.js';
import type { ExtensionBuilder } from './extension.js';
import type { Intervention } from './intervention.js';
import { isConditional } from './intervention.js';
import { elementName } from './target.js';
import { addConditional } from './trigger-equations.js';
import type { LeverSetting } from './what-if.js';

/** A intervention that delivers something, and a level that a month alone decides, or that the run decides. */
type Delivering = Intervention & { readonly amounts: Float64Array };

/**
 * Turns a policy into series for the levers, and into equations where a trigger, a rule or a cost asks for
 * them. Interventions of level zero leave no trace.
 * @param settings levers held at a level: what the interventions would deliver there is left out.
 * @returns by lever: the level in reporting interval k, `levels[k * size + element]`.
 */
export function layOutPolicy(
  interventions: readonly Intervention[],
  settings: readonly LeverSetting[],
  extension: ExtensionBuilder,
  context: Context,
): ReadonlyMap<string, Float64Array> {
  const delivering = interventions
    .map((one) => withoutElements(one, settings))
    .filter(deliversAnything)
    .map((one) => ({ ...one, amounts: amountsOf(one, context) }))
    .sort(byName);
  const levels = new Map<string, Float64Array>();
  for (const lever of new Set([...delivering, ...settings].map((one) => one.lever))) {
    const held = settings.filter((one) => one.lever === lever);
    const all = delivering.filter((one) => one.lever === lever);
    const dated = all.filter((one) => !isConditional(one));
    const conditional = all.filter(isConditional);
    const sum = sumOf(lever, dated, context);
    checkRange(lever, sum, dated, context);
    // How much a budget buys is known in a run alone, where the lever is held in its range.
    const levelled = conditional.filter((one) => one.budget === undefined);
    for (const one of levelled) checkRange(lever, sumOf(lever, [one], context), [one], context);
    if (levelled.length > 0) warnOfClamp(lever, sum, levelled, context);
    for (const one of held) hold(sum, one);
    if (dated.length + held.length > 0) levels.set(lever.name, sum);
    addConditional(lever, conditional, extension, context);
    addCosts(lever, all, extension, context);
  }
  return levels;
}

function withoutElements(
  intervention: Intervention,
  settings: readonly LeverSetting[],
): Intervention {
  const held = settings.filter((one) => one.lever === intervention.lever);
  if (held.length === 0) return intervention;
  const mask = intervention.target.mask.map((reached, element) =>
    held.some((one) => one.mask[element] === 1) ? 0 : reached,
  );
  return { ...intervention, target: { ...intervention.target, mask } };
}

function hold(levels: Float64Array, { mask, value }: LeverSetting): void {
  for (let at = 0; at < levels.length; at++) {
    if (mask[at % mask.length] === 1) levels[at] = value;
  }
}

function deliversAnything({ level, shares, target }: Intervention): boolean {
  return level !== 0 && shares.some((share) => share !== 0) && target.mask.includes(1);
}

/** What a intervention delivers in interval k to each element, before a trigger or rule has its say. */
function amountsOf({ lever, level, target, trigger, shares }: Intervention, { horizon }: Context) {
  const amounts = new Float64Array(horizon.reports * lever.size);
  for (let k = 0; k < horizon.reports; k++) {
    const share = trigger === undefined ? (shares[k] ?? 0) : 1;
    for (let element = 0; element < lever.size; element++) {
      if (target.mask[element] === 1) amounts[k * lever.size + element] = level * share;
    }
  }
  return amounts;
}

function sumOf(lever: Lever, interventions: readonly Delivering[], { horizon }: Context) {
  const sum = new Float64Array(horizon.reports * lever.size).fill(lever.default);
  for (const { amounts } of interventions) {
    for (let at = 0; at < sum.length; at++) sum[at] = (sum[at] ?? 0) + (amounts[at] ?? 0);
  }
  // 0.1 + 0.2 + 0.7 is a little more than 1: rounding is not a wish to leave the range.
  const slack = 1e-9 * Math.max(...[lever.min, lever.max].filter(Number.isFinite).map(Math.abs), 0);
  for (let at = 0; at < sum.length; at++) {
    const value = sum[at] ?? 0;
    if (value > lever.max && value <= lever.max + slack) sum[at] = lever.max;
    if (value < lever.min && value >= lever.min - slack) sum[at] = lever.min;
  }
  return sum;
}

function checkRange(
  lever: Lever,
  sum: Float64Array,
  interventions: readonly Delivering[],
  { model, horizon, diagnostics }: Context,
): void {
  const at = sum.findIndex((value) => value < lever.min || value > lever.max);
  if (at < 0) return;
  const interval = Math.floor(at / lever.size);
  const involved = interventions.filter((one) => one.amounts[at] !== 0);
  const last = involved.at(-1);
  if (last === undefined) return;
  const where = elementName(lever, at % lever.size, model);
  const month = labelOfReport(interval, horizon, model.time);
  const whose = involved.map((one) => one.name).join(' and ');
  const verb = involved.length === 1 ? 'takes' : 'together take';
  const reached = `${lever.name}${where === '' ? '' : ` in ${where}`} in ${month}`;
  diagnostics.error(
    'lever-range',
    last.levelPlace,
    `${whose} ${verb} ${reached} to ${withUnit(sum[at] ?? 0, lever, model)}`,
    { expected: rangeText(lever, model) },
  );
}

// What a trigger will do is not known, so more than the lever can take is held, not an error.
function warnOfClamp(
  lever: Lever,
  dated: Float64Array,
  conditional: readonly Delivering[],
  { model, diagnostics }: Context,
): void {
  const [first] = conditional;
  const most = dated.map((value, at) =>
    conditional.reduce((sum, one) => sum + (one.amounts[at] ?? 0), value),
  );
  const worst = most.find((value) => value < lever.min || value > lever.max);
  const alone = dated.every((value) => value === lever.default) && conditional.length === 1;
  if (worst === undefined || alone || first === undefined) return;
  diagnostics.warning(
    'lever-range',
    first.levelPlace,
    `with what is delivered beside it, ${first.name} may ask ${lever.name} for ${withUnit(worst, lever, model)}: the lever is then held in its range`,
    { expected: rangeText(lever, model) },
  );
}

function withUnit(value: number, lever: Lever, model: Model): string {
  const unit = formatUnit(lever.unit);
  const rounded = Number(value.toPrecision(12));
  return model.unitsChecked && unit !== '1' ? `${rounded} ${unit}` : String(rounded);
}

function rangeText(lever: Lever, model: Model): string {
  if (!Number.isFinite(lever.max)) return `at least ${withUnit(lever.min, lever, model)}`;
  if (!Number.isFinite(lever.min)) return `at most ${withUnit(lever.max, lever, model)}`;
  return `${lever.min} to ${withUnit(lever.max, lever, model)}`;
}
