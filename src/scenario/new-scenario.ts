import { intervalOf, intervalText } from '../model/interval.js';
import type { Lever, Model, Variable } from '../model/model.js';
import { momentText, textOfReport } from '../model/moments.js';
import { inLanguage } from '../model/names.js';
import { formatUnit } from '../model/unit.js';

/** Where a new scenario starts from: a model by name or path, or a scenario file beside it. */
export type Origin = { readonly model: string } | { readonly extends: string };

/**
 * The text of a first scenario for a model: valid as it stands, with one intervention that uses a lever of the
 * model, and the other keys as comments to uncomment.
 */
export function newScenarioText(model: Model, origin: Origin): string {
  const lever = [...model.variables.values()].find((one) => one.kind === 'lever');
  const start = 'model' in origin ? `model: ${origin.model}` : `extends: ${origin.extends}`;
  const lines = [
    '# A scenario: what differs from the model, or from the scenario it extends. See docs/scenarios.md.',
    'title: A new scenario',
    'about: What if this programme came, and everything else stayed as it is?',
    start,
    `# from: ${momentText(model.time.start, model.time)}`,
    `# to: ${momentText(model.time.end, model.time)}`,
    '',
    ...(lever === undefined ? [] : policyLines(lever, model)),
    ...assumptionLines(model),
    ...eventLines(model),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

function policyLines(lever: Lever, model: Model): string[] {
  const { time } = model;
  const interval = (count: number) => textOfReport(count, time, time);
  const watched = [...model.variables.values()].find(
    (one) =>
      !one.hidden && one.kind === 'stock' && one.dims.every((dim) => lever.dims.includes(dim)),
  );
  const unit = formatUnit(lever.unit);
  const months = time.calendar === undefined ? time.unit : 'months';
  return [
    'policy:',
    '  first_programme:',
    `    title: ${JSON.stringify(inLanguage(lever.title, 'en'))}`,
    `    lever: ${lever.name}`,
    `    level: ${levelOf(lever)} # ${rangeOf(lever)}${unit === '1' ? '' : `, in ${unit}`}`,
    ...elementLines(lever, model),
    `    start: ${interval(1)}`,
    `    ramp: ${intervalText(intervalOf(6 * time.report))} # ${months} until full delivery`,
    `    # end: ${interval(12)}`,
    '    # wind_down: 3',
    ...(watched === undefined
      ? []
      : [`    # when: {variable: ${watched.name}, above: 100, until: 50} # only while it is high`]),
    '    # cost: 100 # of one unit for one unit of time, instead of the model',
    '',
  ];
}

function assumptionLines(model: Model): string[] {
  const parameter = [...model.variables.values()].find(
    (one) => one.kind === 'parameter' && one.distribution !== undefined,
  );
  return parameter === undefined
    ? []
    : ['# assumptions:', `#   ${parameter.name}: {scale: 1.2} # a fifth higher in every world`, ''];
}

function eventLines(model: Model): string[] {
  const changed = [...model.variables.values()].find(isChangeable);
  if (changed === undefined) return [];
  const { time } = model;
  const at = textOfReport(6, time, time);
  return [
    '# events:',
    '#   shock:',
    '#     title: A shock',
    `#     at: ${at}`,
    `#     changes: {${changed.name}: {multiply: 1.1}}`,
  ];
}

function isChangeable(variable: Variable): boolean {
  const { kind } = variable;
  return !variable.hidden && (kind === 'input' || kind === 'flow' || kind === 'stock');
}

/** Half of what the lever can do, in the lever's own steps. */
function levelOf(lever: Lever): number {
  const top = Number.isFinite(lever.max) ? lever.max : lever.default + 10 * lever.step;
  const half = (top - lever.default) / 2;
  const inSteps = Math.floor(half / lever.step) * lever.step;
  return Number((inSteps > 0 ? inSteps : half).toPrecision(12));
}

function rangeOf(lever: Lever): string {
  return Number.isFinite(lever.max) ? `${lever.min} to ${lever.max}` : `at least ${lever.min}`;
}

function elementLines(lever: Lever, model: Model): string[] {
  const [dim] = lever.dims;
  const elements = model.dimensions.get(dim ?? '')?.elements ?? [];
  if (dim === undefined || elements.length === 0) return [];
  const list = `[${elements.slice(0, 2).join(', ')}]`;
  const isRegion = dim === 'region' || lever.dims.length === 1;
  return [isRegion ? `    regions: ${list}` : `    elements: {${dim}: ${list}}`];
}
