import type { Diagnostics } from '../diagnostics/diagnostic.js';
import type { Path, YamlFile } from '../diagnostics/yaml.js';
import type { Horizon } from '../engine/engine.js';
import { horizonOf } from '../engine/horizon.js';
import type { ModelTime } from '../model/model.js';
import type { Reading } from '../model/read-moment.js';
import { timeOf } from '../model/read-moment.js';
import { judgeSpan } from '../model/span.js';
import type { ChecksDocument } from './document.js';

/** The horizon of check number `index`: the model's time, with what the check changes. */
export function readHorizon(
  yaml: YamlFile<ChecksDocument>,
  index: number,
  time: ModelTime,
  diagnostics: Diagnostics,
): Horizon | undefined {
  const asked = yaml.value.checks[index]?.time ?? {};
  const pathOf = (key: string) => ['checks', index, 'time', key];
  const moment = (key: 'start' | 'end') => {
    const { [key]: value } = asked;
    if (value === undefined) return time[key];
    return timeOf(value, readingAt(yaml, pathOf(key), `time.${key}`, time, diagnostics));
  };
  const [start, end] = [moment('start'), moment('end')];
  if (start === undefined || end === undefined) return undefined;
  const { step, report, method = time.method } = asked;
  const { calendar } = time;
  const span = judgeSpan({ calendar, start, end, step, report, model: time }, (key, ...said) => {
    const [message, expected] = said;
    diagnostics.error('time', yaml.placeOf(pathOf(key)), message, { expected });
  });
  return span && horizonOf({ ...time, ...span, method });
}

/** How a moment at a path of a checks file is read. */
export function readingAt(
  yaml: YamlFile<ChecksDocument>,
  path: Path,
  name: string,
  time: ModelTime,
  diagnostics: Diagnostics,
): Reading {
  return {
    time,
    name,
    tell: ({ severity, code, message, expected, nearest }) =>
      diagnostics.add(severity, code, yaml.placeOf(path), message, { expected, nearest }),
  };
}
