import type { Diagnostics } from '../diagnostics/diagnostic.js';
import { nearest } from '../diagnostics/nearest.js';
import type { YamlFile } from '../diagnostics/yaml.js';
import type { ModelDocument } from './document.js';
import type { ModelTime } from './model.js';
import { parseMonth, TIME_UNITS } from './time.js';

/** Longest run that a file may ask for, in steps. */
export const MAX_STEPS = 1_000_000;

/** Reads `time`; undefined after diagnostics. */
export function readModelTime(
  yaml: YamlFile<ModelDocument>,
  diagnostics: Diagnostics,
): ModelTime | undefined {
  const { time } = yaml.value;
  const before = diagnostics.errorCount;
  const at = (key: string) => yaml.placeOf(['time', key]);
  checkUnit(yaml, diagnostics);
  const calendar = typeof time.start === 'string';
  if (calendar !== (typeof time.end === 'string')) {
    diagnostics.error('time', at('end'), 'start and end are of different kinds', {
      expected: calendar ? 'a month such as 2026-12' : 'a number',
    });
    return undefined;
  }
  if (calendar && time.unit !== 'month' && knownUnits(yaml).includes(time.unit)) {
    diagnostics.error(
      'time',
      at('unit'),
      `a calendar counts months, and the unit is ${time.unit}`,
      { expected: 'month, or numbers for start and end' },
    );
  }
  const origin = parseMonth(String(time.start)) ?? 0;
  const start = calendar ? 0 : Number(time.start);
  const end = calendar ? (parseMonth(String(time.end)) ?? 0) - origin : Number(time.end);
  if (calendar && time.report !== undefined && time.report !== 1) {
    diagnostics.error('time', at('report'), 'a calendar reports every month', { expected: '1' });
  }
  const report = calendar ? 1 : (time.report ?? defaultReport(time.step));
  const step = time.step ?? report;
  const stepsPerReport = Math.round(report / step);
  if (end < start || (!calendar && end === start)) {
    diagnostics.error(
      'time',
      at('end'),
      end < start
        ? `the end (${time.end}) is before the start (${time.start})`
        : `start and end are both ${time.start}`,
    );
  }
  if (stepsPerReport < 1 || Math.abs(report / step - stepsPerReport) > 1e-9 * stepsPerReport) {
    diagnostics.error(
      'time',
      at('step'),
      `the step (${step}) does not divide the reporting interval (${report})`,
      {
        expected: 'a whole fraction of it, such as a quarter (0.25)',
      },
    );
  }
  const reports = (end - start) / report;
  if (Math.abs(reports - Math.round(reports)) > 1e-6) {
    diagnostics.error(
      'time',
      at('end'),
      `the reporting interval (${report}) does not divide the time from start to end`,
    );
  }
  if (reports * stepsPerReport > MAX_STEPS) {
    diagnostics.error(
      'time',
      at('end'),
      `the run takes ${Math.round(reports * stepsPerReport)} steps`,
      { expected: `at most ${MAX_STEPS}` },
    );
  }
  if (diagnostics.errorCount > before) return undefined;
  return {
    unit: time.unit,
    ...(calendar ? { calendar: { origin } } : {}),
    start,
    end,
    stepsPerReport,
    report,
    method: time.method ?? 'euler',
  };
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
    start: 0,
    end: 1,
    stepsPerReport: 1,
    report: 1,
    method: 'euler',
  };
}

// Whole units are what people read; a step that does not fit into one is its own interval.
function defaultReport(step: number | undefined): number {
  if (step === undefined) return 1;
  const perUnit = 1 / step;
  return Math.abs(perUnit - Math.round(perUnit)) < 1e-9 * perUnit && perUnit >= 1 ? 1 : step;
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
      expected: `one of ${Object.keys(TIME_UNITS).join(', ')}, or a unit declared under units`,
      nearest: () => nearest(time.unit, known),
    },
  );
}

function knownUnits(yaml: YamlFile<ModelDocument>): readonly string[] {
  const { units } = yaml.value;
  const declared =
    typeof units === 'object' ? (Array.isArray(units) ? units : Object.keys(units)) : [];
  return [...Object.keys(TIME_UNITS), ...declared];
}
