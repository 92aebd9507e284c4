import type { Diagnostics } from '../diagnostics/diagnostic.js';
import { nearest } from '../diagnostics/nearest.js';
import type { YamlFile } from '../diagnostics/yaml.js';
import type { Handover } from './calibration.js';
import type { CalibrationDocument } from './document.js';
import type { Subject } from './read-subject.js';
import { reportAt } from './read-window.js';

/** What the file says that later scenarios take over from the fit. */
export function readHandover(
  yaml: YamlFile<CalibrationDocument>,
  subject: Subject,
  diagnostics: Diagnostics,
): Handover | undefined {
  const wish = yaml.value.handover;
  if (wish === undefined) return undefined;
  const at = reportAt(yaml, ['handover', 'at'], wish.at, subject, diagnostics);
  const { variables } = subject.model;
  const values = Object.entries(wish.values).flatMap(([parameter, variable]) => {
    const path = ['handover', 'values', parameter];
    const into = variables.get(parameter);
    const from = variables.get(variable);
    if (into?.kind !== 'parameter' || into.hidden) {
      const known = [...variables.values()].filter((one) => one.kind === 'parameter');
      const what = `the model has no parameter ${JSON.stringify(parameter)}`;
      diagnostics.error('unknown-name', yaml.placeOfKey(path), what, {
        nearest: nearest(
          parameter,
          known.map((one) => one.name),
        ),
      });
      return [];
    }
    if (into.distribution !== undefined || Object.hasOwn(yaml.value.parameters, parameter)) {
      const what = `${parameter} varies in the fit, so that its own value stands in the posterior`;
      diagnostics.error('handover', yaml.placeOfKey(path), what, {
        expected: 'a parameter that has one value while the model is fitted',
      });
      return [];
    }
    if (from === undefined || from.hidden) {
      const what = `the model has no variable ${JSON.stringify(variable)}`;
      diagnostics.error('unknown-name', yaml.placeOf(path), what, {
        nearest: nearest(variable, variables.keys()),
      });
      return [];
    }
    if (into.dims.join() !== from.dims.join()) {
      const what = `${parameter} is over ${named(into.dims)}, ${variable} over ${named(from.dims)}`;
      diagnostics.error('dimensions', yaml.placeOf(path), what, {
        expected: `a variable over ${named(into.dims)}`,
      });
      return [];
    }
    return [{ parameter, variable }];
  });
  if (at === undefined) return undefined;
  if (at < 0 || (subject.reports !== undefined && at >= subject.reports)) {
    const place = yaml.placeOf(['handover', 'at']);
    diagnostics.error('window', place, `${wish.at} is not a month of the run`);
  }
  return { at, values };
}

function named(dims: readonly string[]): string {
  return dims.length === 0 ? 'nothing' : dims.join(' and ');
}
