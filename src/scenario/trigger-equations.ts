import type { Lever } from '../model/model.js';
import { DIMENSIONLESS } from '../model/unit.js';
import { boughtWith } from './budget.js';
import type { Context } from './context.js';
import type { ExtensionBuilder } from './extension.js';
import { literal } from './extension.js';
import type { Intervention } from './intervention.js';
import { placeOf } from './part.js';
import { comparedNumbers } from './rule-equation.js';
import type { Trigger } from './trigger.js';

// Names made here hold a double underscore, which no author can write.

/** True in the first step of each reporting interval: decisions are made then, and hold until the next. */
const NEW_MONTH = 'policy__new_month';

/** The name of what a intervention delivers, in the unit of its lever. */
export function deliveredName(intervention: Intervention): string {
  return `policy__${intervention.name}__delivered`;
}

/**
 * Adds interventions that a trigger, a rule or a budget governs: an auxiliary for what each delivers, and the lever becomes
 * what its series says plus all of that, held in its range.
 */
export function addConditional(
  lever: Lever,
  interventions: readonly (Intervention & { readonly amounts: Float64Array })[],
  extension: ExtensionBuilder,
  context: Context,
): void {
  for (const intervention of interventions) {
    const { name, trigger, target, place, levelPlace, amounts } = intervention;
    const base = `policy__${name}`;
    const factors = [
      intervention.budget === undefined
        ? extension.series(`${base}__amount`, lever.unit, lever.dims, amounts, levelPlace)
        : boughtWith(base, intervention, extension, context),
    ];
    if (trigger !== undefined)
      factors.push(addTrigger(base, intervention, trigger, extension, context));
    if (target.rule !== undefined) factors.push(addRule(base, intervention, extension, context));
    const equation = factors.join(' * ');
    extension.auxiliary(deliveredName(intervention), lever.unit, lever.dims, equation, place);
  }
  const [first] = interventions;
  if (first === undefined) return;
  const sum = interventions.map((one) => ` + ${deliveredName(one)}`).join('');
  const { place } = first;
  const bound = (side: 'min' | 'max') =>
    extension.constant(`lever__${lever.name}__${side}`, lever.unit, lever[side], place);
  const lowest = Number.isFinite(lever.min) ? bound('min') : undefined;
  const highest = Number.isFinite(lever.max) ? bound('max') : undefined;
  extension.replace(
    lever.name,
    (value) => {
      const above = lowest === undefined ? `${value}${sum}` : `max(${lowest}, ${value}${sum})`;
      return highest === undefined ? above : `min(${highest}, ${above})`;
    },
    place,
  );
}

/**
 * The share of full delivery under a trigger. Each month the switch looks at the state one step before the
 * month begins; while it is on, the share climbs by 1 / ramp a month, while it is off, it falls by
 * 1 / wind-down.
 */
function addTrigger(
  base: string,
  intervention: Intervention,
  trigger: Trigger,
  extension: ExtensionBuilder,
  context: Context,
): string {
  const { place, delivery } = intervention;
  const { dims, watched, side } = trigger;
  const plain = (name: string, equation: string) =>
    extension.auxiliary(`${base}__${name}`, DIMENSIONLESS, dims, equation, place);
  const threshold = (name: string, value: number) =>
    extension.constant(`${base}__${name}`, trigger.variable.unit, value, place);
  const [beyond, back] = side === 'above' ? ['>', '<='] : ['<', '>='];
  const starts = plain(
    'starts',
    `${watched} ${beyond} ${threshold('threshold', trigger.threshold)}`,
  );
  const stops = plain('stops', `${watched} ${back} ${threshold('until', trigger.until)}`);
  const window = addSpan(`${base}__window`, intervention, delivery.end, extension, context);
  const on = `${base}__on`;
  const decided = `if(previous(${starts}, 0), 1, if(previous(${stops}, 0), 0, previous(${on}, 0)))`;
  plain('on', monthly(`if(${window}, ${decided}, 0)`, on, extension, context, intervention));
  const share = `${base}__share`;
  const before = `previous(${share}, 0)`;
  const climb = literal(1 / Math.max(1, delivery.ramp));
  const fall = literal(1 / Math.max(1, delivery.windDown));
  // Thirds do not add up to one: what is a hair from full or nothing is full or nothing.
  const up = `if(${before} + ${climb} > 1 - 1e-9, 1, ${before} + ${climb})`;
  const down = `if(${before} - ${fall} < 1e-9, 0, ${before} - ${fall})`;
  plain('share', monthly(`if(${on}, ${up}, ${down})`, share, extension, context, intervention));
  return delivery.shape === 's_curve' ? `${share} * ${share} * (3 - 2 * ${share})` : share;
}

/** 1 for each element that the rule picked in the month of `start`, from then on. */
function addRule(
  base: string,
  intervention: Intervention,
  extension: ExtensionBuilder,
  context: Context,
): string {
  const { lever, place, delivery, target } = intervention;
  const { rule } = target;
  if (rule === undefined) return '1';
  const at = placeOf(rule);
  const text = `${base}__rule`;
  let written = '';
  let done = 0;
  comparedNumbers(rule.value, context.model).forEach(({ offset, length, value, unit }, index) => {
    const name = extension.constant(`${text}${index + 1}`, unit, value, at);
    written += rule.value.slice(done, offset) + name;
    done = offset + length;
  });
  written += rule.value.slice(done);
  extension.auxiliary(text, DIMENSIONLESS, lever.dims, written, at);
  const begun = addSpan(`${base}__begun`, intervention, undefined, extension, context);
  // At the very start there is no step before: the rule then looks at the state that the run begins with.
  const looked = delivery.start <= 0 ? `previous(${text})` : `previous(${text}, 0)`;
  const picked = `${base}__picked`;
  const equation = `if(previous(${begun}, 0), previous(${picked}, 0), if(${begun}, ${looked} != 0, 0))`;
  return extension.auxiliary(picked, DIMENSIONLESS, lever.dims, equation, place);
}

/** A series that is 1 from the start of a intervention to `end`, else 0. */
function addSpan(
  name: string,
  { delivery, place }: Intervention,
  end: number | undefined,
  extension: ExtensionBuilder,
  { horizon }: Context,
): string {
  const values = Float64Array.from({ length: horizon.reports }, (_, interval) =>
    interval >= delivery.start && (end === undefined || interval <= end) ? 1 : 0,
  );
  return extension.series(name, DIMENSIONLESS, [], values, place);
}

/** `equation` in the first step of a month; in the others what `name` was before. */
function monthly(
  equation: string,
  name: string,
  extension: ExtensionBuilder,
  { horizon }: Context,
  { place }: Intervention,
): string {
  if (horizon.stepsPerReport === 1) return equation;
  if (!extension.has(NEW_MONTH)) {
    const numbers = Float64Array.from({ length: horizon.reports }, (_, interval) => interval + 1);
    const month = extension.series('policy__month', DIMENSIONLESS, [], numbers, place);
    const isNew = `${month} > previous(${month}, 0)`;
    extension.auxiliary(NEW_MONTH, DIMENSIONLESS, [], isNew, place);
  }
  return `if(${NEW_MONTH}, ${equation}, previous(${name}, 0))`;
}
