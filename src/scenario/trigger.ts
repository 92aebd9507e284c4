import { nearest } from '../diagnostics/nearest.js';
import type { Lever, Variable } from '../model/model.js';
import type { Context } from './context.js';
import type { WhenDocument } from './document.js';
import type { Part } from './part.js';
import { placeOf, placeOfKey } from './part.js';
import { reportElement } from './target.js';

/** A switch with hysteresis: on beyond `threshold`, off when the variable comes back to `until`. */
export interface Trigger {
  readonly variable: Variable;
  /** The variable, or one element of it, in the model's expression language: `deaths`, `deaths[mopti]`. */
  readonly watched: string;
  /** The dimensions that the switch varies over: each element looks at its own. */
  readonly dims: readonly string[];
  readonly side: 'above' | 'below';
  readonly threshold: number;
  readonly until: number;
}

/** Reads a trigger for a lever; undefined after at least one diagnostic. */
export function readTrigger(
  part: Part<WhenDocument>,
  lever: Lever,
  context: Context,
): Trigger | undefined {
  const { model, diagnostics } = context;
  const { value } = part;
  const before = diagnostics.errorCount;
  const variable = readVariable(part, context);
  const name = part.path.join('.');
  if ((value.above === undefined) === (value.below === undefined)) {
    const both = value.above !== undefined;
    diagnostics.error(
      'trigger',
      both ? placeOfKey(part, ['below']) : placeOf(part),
      `${name} has ${both ? 'both above and below' : 'neither above nor below'}`,
      { expected: 'one of above, below' },
    );
  }
  const side = value.above === undefined ? 'below' : 'above';
  const threshold = value[side] ?? 0;
  const until = value.until ?? threshold;
  if (side === 'above' ? until > threshold : until < threshold) {
    const wanted = side === 'above' ? 'at most' : 'at least';
    diagnostics.error(
      'trigger',
      placeOf(part, ['until']),
      `${name} switches on ${side} ${threshold} and off at ${until}: it would be both at once`,
      { expected: `until ${wanted} ${threshold}` },
    );
  }
  if (variable === undefined) return undefined;
  const index = readIndex(part, variable, context);
  const dims = variable.dims.filter((dim) => !index.has(dim));
  const crossing = dims.filter((dim) => !lever.dims.includes(dim));
  if (crossing.length > 0 && diagnostics.errorCount === before) {
    const example = model.dimensions.get(crossing[0] ?? '')?.elements[0] ?? '';
    diagnostics.error(
      'trigger',
      placeOf(part, ['variable']),
      `${variable.name} varies over ${crossing.join(' and ')}, and the lever ${lever.name} does not`,
      { expected: `of: [${example}], or a variable that is one number` },
    );
  }
  if (diagnostics.errorCount > before) return undefined;
  const picked = variable.dims.flatMap((dim) => index.get(dim) ?? []);
  const watched = picked.length === 0 ? variable.name : `${variable.name}[${picked.join(', ')}]`;
  return { variable, watched, dims, side, threshold, until };
}

/** A trigger as people read it: `deaths[mopti] > 50, until 30`. */
export function triggerText({ watched, side, threshold, until }: Trigger): string {
  const beyond = `${watched} ${side === 'above' ? '>' : '<'} ${threshold}`;
  return until === threshold ? beyond : `${beyond}, until ${until}`;
}

function readVariable(
  part: Part<WhenDocument>,
  { model, diagnostics }: Context,
): Variable | undefined {
  const wanted = part.value.variable;
  const found = model.variables.get(wanted);
  if (found !== undefined) return found;
  const names = [...model.variables.keys()].filter((name) => !name.includes('__'));
  diagnostics.error(
    'unknown-variable',
    placeOf(part, ['variable']),
    `the model ${model.name} has no variable ${JSON.stringify(wanted)}`,
    { nearest: () => nearest(wanted, names) },
  );
  return undefined;
}

/** The element that `of` picks, by dimension. */
function readIndex(
  part: Part<WhenDocument>,
  variable: Variable,
  { model, diagnostics }: Context,
): Map<string, string> {
  const index = new Map<string, string>();
  const dimensions = variable.dims.flatMap((dim) => model.dimensions.get(dim) ?? []);
  for (const [at, name] of (part.value.of ?? []).entries()) {
    const place = placeOf(part, ['of', at]);
    const dimension = dimensions.find((one) => one.elements.includes(name) && !index.has(one.name));
    const [first] = dimensions;
    if (dimension !== undefined) index.set(dimension.name, name);
    else if (first === undefined) {
      diagnostics.error('trigger', place, `${variable.name} is one number: it has no elements`);
    } else if (dimensions.some((one) => one.elements.includes(name))) {
      diagnostics.error('trigger', place, `of picks more than one element of ${variable.name}`, {
        expected: 'one element for each dimension',
      });
    } else {
      reportElement(name, first, place, diagnostics);
    }
  }
  return index;
}
