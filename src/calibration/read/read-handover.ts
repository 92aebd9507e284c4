import type { Diagnostics, Place } from '../../diagnostics/diagnostic.js';
import { nearest } from '../../diagnostics/nearest.js';
import type { YamlFile } from '../../diagnostics/yaml.js';
import { elementLabels } from '../../model/elements.js';
import type { Model } from '../../model/model.js';
import { checkAssumed } from '../../plan/plausible.js';
import type { HandedValue, Handover, Target } from '../calibration.js';
import type { CalibrationDocument } from './document.js';
import type { Subject } from './read-subject.js';
import { reportAt } from './read-window.js';

type Given = Exclude<NonNullable<CalibrationDocument['handover']>['values'][string], null>;

/** What the file says that later scenarios take over from the fit. */
export function readHandover(
  yaml: YamlFile<CalibrationDocument>,
  subject: Subject,
  targets: readonly Target[],
  diagnostics: Diagnostics,
): Handover | undefined {
  const wish = yaml.value.handover;
  if (wish === undefined) return undefined;
  const at = reportAt(yaml, ['handover', 'at'], wish.at, subject, diagnostics);
  const { model } = subject;
  const values = Object.entries(wish.values).flatMap(([parameter, given]): HandedValue[] => {
    const path = ['handover', 'values', parameter];
    if (!isFree(parameter, yaml, subject, diagnostics) || given === null) return [];
    const into = model.variables.get(parameter);
    if (into?.kind === 'parameter' && typeof given === 'number')
      checkAssumed(into, { kind: 'fixed', value: given }, yaml.placeOf(path), diagnostics);
    const from = sourceOf(given, parameter, model, targets, yaml.placeOf(path), diagnostics);
    return from === undefined ? [] : [{ parameter, from }];
  });
  if (at === undefined) return undefined;
  if (at < 1 || (subject.reports !== undefined && at >= subject.reports)) {
    const place = yaml.placeOf(['handover', 'at']);
    diagnostics.error('window', place, `${wish.at} is not a month of the run after its first`);
  }
  const open = Object.keys(wish.values).filter((one) => wish.values[one] === null);
  return { at, values, open };
}

/** Whether a parameter has one value while the model is fitted, so that the posterior has no other. */
function isFree(
  parameter: string,
  yaml: YamlFile<CalibrationDocument>,
  { model: { variables }, held }: Subject,
  diagnostics: Diagnostics,
): boolean {
  const place = yaml.placeOfKey(['handover', 'values', parameter]);
  const into = variables.get(parameter);
  if (into?.kind !== 'parameter' || into.hidden) {
    const known = [...variables.values()].flatMap((one) =>
      one.kind === 'parameter' ? [one.name] : [],
    );
    const what = `the model has no parameter ${JSON.stringify(parameter)}`;
    diagnostics.error('unknown-name', place, what, { nearest: () => nearest(parameter, known) });
    return false;
  }
  const { [parameter]: prior } = yaml.value.parameters;
  const fixed = typeof prior === 'object' && prior.kind === 'fixed';
  const still = held.has(parameter) || into.distribution === undefined;
  if (fixed || (prior === undefined && still)) return true;
  const what = `${parameter} varies in the fit, so that its own value stands in the posterior`;
  diagnostics.error('handover', place, what, {
    expected: 'a parameter that has one value while the model is fitted',
  });
  return false;
}

function sourceOf(
  given: Given,
  parameter: string,
  { variables, dimensions }: Model,
  targets: readonly Target[],
  place: Place,
  diagnostics: Diagnostics,
): HandedValue['from'] | undefined {
  if (typeof given === 'number') return { value: given };
  const dims = variables.get(parameter)?.dims ?? [];
  if (typeof given === 'object') {
    const driftOf = targets.findIndex((one) => one.name === given.drift_of);
    const labels = targets[driftOf]?.observed.labels;
    if (labels === undefined) {
      const what = `there is no observation ${JSON.stringify(given.drift_of)}`;
      const names = targets.map((one) => one.name);
      diagnostics.error('unknown-name', place, what, {
        nearest: () => nearest(given.drift_of, names),
      });
      return undefined;
    }
    if (labels.join() === elementLabels(dims, dimensions).join()) return { driftOf };
    const what = `the elements of ${given.drift_of} are not those of ${parameter}`;
    diagnostics.error('dimensions', place, what, { expected: `a series over ${named(dims)}` });
    return undefined;
  }
  const from = variables.get(given);
  if (from === undefined || from.hidden) {
    const what = `the model has no variable ${JSON.stringify(given)}`;
    diagnostics.error('unknown-name', place, what, {
      nearest: () => nearest(given, variables.keys()),
    });
    return undefined;
  }
  if (dims.join() === from.dims.join()) return { variable: given };
  const what = `${parameter} is over ${named(dims)}, ${given} over ${named(from.dims)}`;
  diagnostics.error('dimensions', place, what, { expected: `a variable over ${named(dims)}` });
  return undefined;
}

function named(dims: readonly string[]): string {
  return dims.length === 0 ? 'nothing' : dims.join(' and ');
}
