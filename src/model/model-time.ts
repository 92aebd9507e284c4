import type { Diagnostics } from '../diagnostics/diagnostic.js';
import { nearest } from '../diagnostics/nearest.js';
import type { YamlFile } from '../diagnostics/yaml.js';
import { parseMonth } from './calendar.js';
import type { ModelDocument } from './document.js';
import type { ModelTime } from './model.js';
import { doubtOfSpan } from './odd-moment.js';
import { judgeSpan } from './span.js';
import { TIME_UNITS } from './time-units.js';

/** Reads `time`; undefined after diagnostics. */
export function readModelTime(
  yaml: YamlFile<ModelDocument>,
  diagnostics: Diagnostics,
): ModelTime | undefined {
  const { time } = yaml.value;
  const before = diagnostics.errorCount;
  checkUnit(yaml, diagnostics);
  const origin = typeof time.start === 'string' ? parseMonth(time.start) : undefined;
  const calendar = origin === undefined ? undefined : { origin };
  if (!sameKind(yaml, diagnostics)) return undefined;
  const start = calendar === undefined ? Number(time.start) : 0;
  const end =
    calendar === undefined
      ? Number(time.end)
      : (parseMonth(String(time.end)) ?? 0) - calendar.origin;
  if (calendar === undefined) checkDates(yaml, { start, end, unit: time.unit }, diagnostics);
  const asked = { calendar, start, end, step: time.step, report: time.report };
  const span = judgeSpan(asked, (key, message, expected) =>
    diagnostics.error('time', yaml.placeOf(['time', key]), message, { expected }),
  );
  if (span === undefined || diagnostics.errorCount > before) return undefined;
  const { unit, method = 'euler' } = time;
  return { unit, ...(calendar === undefined ? {} : { calendar }), ...span, method };
}

/** Whether start and end are both months, of a model that counts months, or both numbers. */
function sameKind(yaml: YamlFile<ModelDocument>, diagnostics: Diagnostics): boolean {
  const { time } = yaml.value;
  const calendar = typeof time.start === 'string';
  if (calendar !== (typeof time.end === 'string')) {
    const place = yaml.placeOf(['time', 'end']);
    diagnostics.error('time', place, 'start and end are of different kinds', {
      expected: calendar ? 'a month such as 2026-12' : 'a number',
    });
    return false;
  }
  if (calendar && time.unit !== 'month' && knownUnits(yaml).includes(time.unit)) {
    const place = yaml.placeOf(['time', 'unit']);
    diagnostics.error('time', place, `a calendar counts months, and the unit is ${time.unit}`, {
      expected: 'month, or numbers for start and end',
    });
  }
  return true;
}

function checkDates(
  yaml: YamlFile<ModelDocument>,
  time: Pick<ModelTime, 'start' | 'end' | 'unit'>,
  diagnostics: Diagnostics,
): void {
  for (const key of ['start', 'end'] as const) {
    const doubt = doubtOfSpan(key, time);
    if (doubt === undefined) continue;
    const { severity, message, expected } = doubt;
    diagnostics.add(severity, 'odd-time', yaml.placeOf(['time', key]), message, { expected });
  }
}

/**
 * A time to judge the rest of a model with when its own is wrong; undefined when it is not plain what kind of
 * time was meant.
 */
export function timeForTheRest(yaml: YamlFile<ModelDocument>): ModelTime | undefined {
  const { start, end, unit } = yaml.value.time;
  const known = knownUnits(yaml);
  const meant = known.includes(unit) ? unit : nearest(unit, known);
  if (typeof start !== typeof end || meant === undefined) return undefined;
  const origin = parseMonth(String(start));
  return {
    unit: origin === undefined ? meant : 'month',
    ...(origin === undefined ? {} : { calendar: { origin } }),
    // Times of the file that fit the start and end as they are written are not doubted once more.
    start: origin === undefined ? Math.min(Number(start), Number(end)) : 0,
    end: origin === undefined ? Math.max(Number(start), Number(end)) : 1,
    stepsPerReport: 1,
    report: 1,
    method: 'euler',
  };
}

function checkUnit(yaml: YamlFile<ModelDocument>, diagnostics: Diagnostics): void {
  const { time, units } = yaml.value;
  const known = knownUnits(yaml);
  if (units === 'unchecked' || known.includes(time.unit)) return;
  diagnostics.error(
    'unit',
    yaml.placeOf(['time', 'unit']),
    `unknown unit of time ${JSON.stringify(time.unit)}`,
    {
      expected: `one of ${TIME_UNITS.join(', ')}, or a unit declared under units`,
      nearest: () => nearest(time.unit, known),
    },
  );
}

function knownUnits(yaml: YamlFile<ModelDocument>): readonly string[] {
  const { units } = yaml.value;
  const declared =
    typeof units === 'object' ? (Array.isArray(units) ? units : Object.keys(units)) : [];
  return [...TIME_UNITS, ...declared];
}
