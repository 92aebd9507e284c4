import type { Diagnostics } from '../../diagnostics/diagnostic.js';
import type { YamlFile } from '../../diagnostics/yaml.js';
import type { Moment } from '../../model/moments.js';
import { reportOf } from '../../model/read-moment.js';
import type { Target } from '../calibration.js';
import type { CalibrationDocument } from './document.js';
import type { Subject } from './read-subject.js';

/** The report that stands at a time in the file; undefined after an error. */
export function reportAt(
  yaml: YamlFile<CalibrationDocument>,
  path: readonly string[],
  moment: Moment,
  { model, start }: Subject,
  diagnostics: Diagnostics,
): number | undefined {
  return reportOf(
    moment,
    { ...model.time, start },
    {
      time: model.time,
      name: path.join('.'),
      tell: ({ severity, code, message, expected, nearest }) =>
        diagnostics.add(severity, code, yaml.placeOf(path), message, { expected, nearest }),
    },
  );
}

/** Refuses a window of the fit that is turned round or that the data do not fill. */
export function checkWindow(
  yaml: YamlFile<CalibrationDocument>,
  from: number,
  to: number,
  targets: readonly Target[],
  diagnostics: Diagnostics,
): void {
  const place = yaml.placeOf(['fit']);
  if (from > to) diagnostics.error('window', place, 'the window ends before it begins');
  if (from < 0) {
    diagnostics.error(
      'window',
      yaml.placeOf(['fit', 'from']),
      'the window begins before the model',
      {
        expected: 'a time from the start of the model on',
      },
    );
  }
  for (const { name, observed, partial } of targets) {
    const end = observed.first + observed.count - 1;
    const none = to < observed.first || from > end;
    if (partial ? !none : from >= observed.first && to <= end) continue;
    const what = none ? `holds no data of ${name}` : `is not covered by the data of ${name}`;
    diagnostics.error('window', place, `the window ${what}`, {
      expected: 'months that are all in the series',
    });
  }
}
