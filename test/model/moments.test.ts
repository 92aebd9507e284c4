import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fractionOf, numberOf } from '../../src/model/fraction.js';
import { intervalOf, intervalText, probablyMeant, timesIn } from '../../src/model/interval.js';
import type { ModelTime } from '../../src/model/model.js';
import { momentLabel, momentText } from '../../src/model/moments.js';
import type { MomentProblem } from '../../src/model/read-moment.js';
import { reportOf, timeOf } from '../../src/model/read-moment.js';
import { ON_GRID, TimeGrid } from '../../src/model/time-grid.js';
import { messagesOf, modelOf, readText } from './reading.js';

const MONTHS: ModelTime = {
  unit: 'month',
  calendar: { origin: 2022 * 12 },
  start: 0,
  end: 59,
  stepsPerReport: 1,
  report: 1,
  method: 'euler',
};
const YEARS: ModelTime = {
  unit: 'year',
  start: 2010,
  end: 2030,
  stepsPerReport: 1,
  report: 1,
  method: 'euler',
};

function read(moment: string | number, time: ModelTime, name?: string) {
  const problems: MomentProblem[] = [];
  const found = timeOf(moment, { time, name, tell: (one) => problems.push(one) });
  return problems.length === 0
    ? found
    : problems.map(({ severity, message, expected, nearest }) =>
        [severity, message, expected, ...(nearest === undefined ? [] : [nearest])].join('; '),
      );
}

describe('a number', () => {
  it('stands for the fraction that was meant', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -99_999, max: 99_999 }),
        fc.integer({ min: 1, max: 9999 }),
        (a, b) => {
          const { over, under } = fractionOf(a / b);
          expect(over * BigInt(b)).toBe(under * BigInt(a));
          expect(numberOf({ over, under })).toBe(a / b);
        },
      ),
    );
  });

  it('of few digits stands for itself, large and small', () => {
    for (const value of [0, 0.1, -2.5, 1e-7, 123456.789012, 1e21, 1.5e300, 5e-324])
      expect(numberOf(fractionOf(value))).toBe(value);
    expect(fractionOf(0.1)).toEqual({ over: 1n, under: 10n });
    expect(fractionOf(-0.075)).toEqual({ over: -3n, under: 40n });
  });
});

describe('an interval', () => {
  it.each([
    ['1/12', 1 / 12],
    ['7 / 365', 7 / 365],
    [0.25, 0.25],
    [0.0833333333, 1 / 12],
    [0.083333, 0.083333],
    [0.123456, 0.123456],
  ])('%s', (given, value) => {
    expect(intervalOf(given)).toBe(value);
  });

  it('is written as a fraction where it is one', () => {
    expect([1 / 12, 0.25, 2 / 7, 0.083333, 30].map(intervalText)).toEqual([
      '1/12',
      '0.25',
      '2/7',
      '0.083333',
      '30',
    ]);
  });

  it('divides a length though neither is exact', () => {
    expect([timesIn(0.1, 0.3), timesIn(1 / 12, 50), timesIn(0.3, 1), timesIn(2, 1)]).toEqual([
      3,
      600,
      undefined,
      undefined,
    ]);
  });

  it.each([
    [0.083333, 50, 1 / 12],
    [0.333, 10, 1 / 3],
    [0.0027, 1, 1 / 370],
    [2.01, 10, 2],
    [0.3, 50, undefined],
  ])('%s of %s was probably %s', (given, length, meant) => {
    expect(probablyMeant(given, length)).toBe(meant);
  });
});

describe('a grid', () => {
  it('finds the report of a time that is written with few digits', () => {
    const grid = new TimeGrid({ start: 2000, report: 1 / 12, stepsPerReport: 1 });
    expect(grid.atReport(1)).toBe(24001 / 12);
    expect(grid.reportAt(2000.0833333)).toBe(1);
    expect(grid.reportAt(2000.083)).toBeUndefined();
    expect(grid.reportAt(1999.9166666667)).toBe(-1);
    expect(grid.onStep(2000.0833333)).toBe(24001 / 12);
    expect(grid.onStep(2000.05)).toBe(2000.05);
  });

  it('has steps of the same length however it reports', () => {
    for (const per of [1, 2, 3, 7, 70])
      expect(
        new TimeGrid({ start: 0, report: intervalOf(0.1 * per), stepsPerReport: per }).dt,
      ).toBe(0.1);
  });
});

describe('a moment', () => {
  it('is read as a month, or a day of one', () => {
    expect(read('2022-03', MONTHS)).toBe(2);
    expect(read('2022-03-31', MONTHS)).toBe(2);
    expect(read('2024-02-29', MONTHS)).toBe(25);
    expect(read(' 2021-12 ', MONTHS)).toBe(-1);
  });

  it.each([
    ['2022-02-29', '"2022-02-29" is not a day of the calendar: 2022-02 has 28 days'],
    ['2022-02-30', '"2022-02-30" is not a day of the calendar: 2022-02 has 28 days'],
    ['2024-02-30', '"2024-02-30" is not a day of the calendar: 2024-02 has 29 days'],
    ['2100-02-29', '"2100-02-29" is not a day of the calendar: 2100-02 has 28 days'],
    ['2022-04-31', '"2022-04-31" is not a day of the calendar: 2022-04 has 30 days'],
    ['2022-01-00', '"2022-01-00" is not a day of the calendar: 2022-01 has 31 days'],
  ])('is no day: %s', (given, message) => {
    expect(read(given, MONTHS)).toEqual([expect.stringContaining(message)]);
  });

  it.each([
    ['2022-13', undefined],
    ['2022-00', undefined],
    ['2022-13-01', undefined],
    ['2022-1', '2022-01'],
    ['2022/07', '2022-07'],
    ['07/2022', '2022-07'],
    ['202207', '2022-07'],
    ['20220731', '2022-07'],
    ['2022', '2022-01'],
    ['july', undefined],
    ['', undefined],
  ])('is no month: %s', (given, nearest) => {
    const rest = nearest === undefined ? '' : `; ${nearest}`;
    expect(read(given, MONTHS)).toEqual([
      `error; ${JSON.stringify(given)} is not a time of this model; a month such as 2022-01${rest}`,
    ]);
  });

  it('has the month that a number looks like named', () => {
    expect(read(202207, MONTHS, 'events.e.at')).toEqual([
      'error; events.e.at is 202207, and the model counts months; a month such as 2022-01; 2022-07',
    ]);
    expect(read('2022-07', YEARS, 'from')).toEqual([
      "error; from is 2022-07, and the model's time is a plain number; a number (of year)",
    ]);
  });

  it('must be a report where reports are meant', () => {
    const at = (moment: number) => {
      const problems: string[] = [];
      const reading = {
        time: YEARS,
        name: 'fit.from',
        tell: ({ message, expected }: MomentProblem) => problems.push(`${message}; ${expected}`),
      };
      return reportOf(moment, YEARS, reading) ?? problems;
    };
    expect(at(2012)).toBe(2);
    expect(at(2009)).toBe(-1);
    expect(at(2011.4)).toEqual([
      'fit.from is 2011.4, between two reports of the run; 2011 or 2012',
    ]);
    expect(at(2011.6)).toEqual([
      'fit.from is 2011.6, between two reports of the run; 2011 or 2012',
    ]);
  });

  it('is written as it is read', () => {
    expect(momentText(25, MONTHS)).toBe('2024-02');
    expect(momentText(25.999999999, MONTHS)).toBe('2024-03');
    expect(momentText(24001 / 12, YEARS)).toBe('2000.0833333333333');
    expect(momentLabel(24001 / 12, YEARS, 1 / 12)).toBe('2000.0833333');
    expect(momentLabel(0.3, YEARS, 0.1)).toBe('0.3');
    fc.assert(
      fc.property(
        fc.integer({ min: -3000, max: 3000 }),
        fc.integer({ min: 1, max: 400 }),
        fc.integer({ min: 0, max: 1000 }),
        (start, under, k) => {
          const grid = new TimeGrid({ start, report: 1 / under, stepsPerReport: 1 });
          const label = momentLabel(grid.atReport(k), YEARS, 1 / under);
          expect(grid.reportAt(Number(label))).toBe(k);
          expect(Math.abs(Number(label) - grid.atReport(k))).toBeLessThanOrEqual(ON_GRID / under);
        },
      ),
    );
  });
});

describe('plain numbers that look like dates', () => {
  const said = (time: string) => readText(`title: T\ntime: {${time}}\nunits: unchecked\n`).problems;

  it.each([
    [
      'unit: month, start: 202201, end: 202312',
      'start is 202201, a plain number of months, not the month 2022-01',
      '2022-01',
    ],
    ['unit: month, start: 20220101, end: 20231231', 'not a day of 2022-01', '2022-01'],
    ['unit: month, start: 2022, end: 2026', 'not the year 2022', '2022-01, or unit: year'],
    ['unit: months, start: 2022, end: 2026', 'not the year 2022', 'unit: month'],
    ['unit: year, start: 202201, end: 202312', 'not the month 2022-01', 'a year such as 2022'],
    ['unit: week, start: 2020, end: 2024', 'not the year 2020', 'unit: year'],
    ['unit: day, start: 20220101, end: 20231231', 'not a day of 2022-01', 'numbers from 0 on'],
  ])('{%s}: an error', (time, message, expected) => {
    const problems = said(time);
    expect(problems).toHaveLength(2);
    expect(problems[0]).toMatch(/ error: /);
    expect(problems[0]).toContain(message);
    expect(problems[0]).toContain(expected);
  });

  it.each([
    'unit: hour, start: 202201, end: 202312',
    'unit: day, start: 1900, end: 2000',
    'unit: month, start: 2040, end: 4000',
  ])('{%s}: a warning, since it could be right', (time) => {
    const problems = said(time);
    expect(problems[0]).toMatch(/ warning: /);
  });

  it.each([
    'unit: year, start: 2010, end: 2030',
    'unit: year, start: 1900, end: 2100',
    'unit: month, start: 0, end: 2022',
    'unit: month, start: 0, end: 120',
    'unit: month, start: 202213, end: 202299',
    'unit: round, start: 2010, end: 2030',
    'unit: month, start: 2022-01, end: 2026-12',
  ])('{%s}: nothing to say', (time) => {
    expect(said(time)).toEqual([]);
  });

  it('in data are said once a series', () => {
    const text = (unit: string, start: number, end: number) =>
      `title: T\ntime: {unit: ${unit}, start: ${start}, end: ${end}}\nunits: unchecked\ninputs:\n  gold: {title: Gold, csv: gold.csv, time: month}\n`;
    const csv = 'month,gold\n202201,1\n202202,2\n202203,3\n';
    const { problems } = readText(text('month', 0, 60), { 'm/gold.csv': csv });
    expect(problems).toEqual([
      'm/gold.csv:2:1 error: the time is 202201, a plain number of months, not the month 2022-01: the model runs from 0 to 60; expected a number such as 0, or 2022-01 in a model that starts with a month such as 2022-01',
    ]);
    expect(messagesOf(text('year', 2010, 2030), { 'm/gold.csv': csv })).toHaveLength(1);
    const years = 'month,gold\n2012,1\n2013,2\n2040,3\n';
    expect(messagesOf(text('year', 2010, 2030), { 'm/gold.csv': years })).toEqual([]);
  });
});

describe('steps and reports', () => {
  const time = (keys: string) => `title: T\ntime: {${keys}}\nunits: unchecked\n`;

  it.each([
    ['unit: year, start: 2000, end: 2050, step: 1/12', { stepsPerReport: 12, report: 1 }],
    [
      'unit: year, start: 2000, end: 2050, step: 1/24, report: 1/12',
      { stepsPerReport: 2, report: 1 / 12 },
    ],
    ['unit: year, start: 2000, end: 2050, step: 0.0833333333', { stepsPerReport: 12, report: 1 }],
    ['unit: year, start: 0, end: 1, report: 0.1, step: 0.01', { stepsPerReport: 10, report: 0.1 }],
    ['unit: month, start: 2022-01, end: 2022-12, step: 1/3', { stepsPerReport: 3, report: 1 }],
    ['unit: year, start: 2000, end: 2000.5833333333, report: 1/12', { end: 24007 / 12 }],
  ])('{%s}', (keys, expected) => {
    expect(modelOf(time(keys)).time).toMatchObject(expected);
  });

  it.each([
    [
      'unit: year, start: 2000, end: 2050, step: 0.083333',
      '2:50 error: the step (0.083333) does not divide the time from 2000 to 2050; expected 1/12',
    ],
    [
      'unit: year, start: 2000, end: 2050, step: 0.0833333',
      '2:50 error: the step (0.0833333) does not divide the time from 2000 to 2050; expected 1/12',
    ],
    [
      'unit: year, start: 0, end: 1, report: 0.3333333',
      '2:46 error: the reporting interval (0.3333333) does not divide the time from 0 to 1; expected 1/3',
    ],
    [
      'unit: month, start: 2022-01, end: 2022-12, step: 0.0333',
      '2:57 error: the step (0.0333) does not divide the reporting interval (1); expected a whole fraction of it, such as 1/30',
    ],
    [
      'unit: year, start: 0, end: 50, step: 0.3',
      '2:45 error: the step (0.3) does not divide the time from 0 to 50; expected a length that divides 50',
    ],
    [
      'unit: year, start: 0, end: 10.5',
      '2:35 error: the reporting interval (1) does not divide the time from 0 to 10.5; expected an end such as 10 or 11',
    ],
    [
      'unit: year, start: 0, end: 10, step: 1/0',
      '2:45 error: time.step is "1/0"; expected a number or a fraction such as 1/12',
    ],
  ])('not {%s}', (keys, problem) => {
    expect(readText(time(keys)).problems).toEqual([problem]);
  });
});
