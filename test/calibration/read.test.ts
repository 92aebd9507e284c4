import { describe, expect, test } from 'vitest';
import { readCalibration } from '../../src/calibration/read/read.js';
import { Diagnostics } from '../../src/diagnostics/diagnostic.js';
import { TextFiles } from '../../src/diagnostics/files.js';

const MODEL = `
title: Two regions
time: {unit: month, start: 2020-01, end: 2020-12, step: 1}
dimensions:
  region: {title: Region, elements: {north: North, south: South}}
  group: {title: Group, elements: {a: A, b: B}}
units: unchecked
parameters:
  rate: {title: Rate, unit: 1, value: 2, distribution: {kind: uniform, low: 1, high: 5}, grade: assumed}
  other: {title: Other, unit: 1, value: 1, distribution: {kind: uniform, low: 0, high: 2}, grade: assumed}
  plain: {title: Plain, unit: 1, value: 1, grade: assumed}
stocks:
  killed: {title: Killed, unit: 1, over: [region, group], initial: 0, inflows: [deaths]}
flows:
  deaths: {title: Deaths, unit: 1, over: [region, group], equation: rate * other * plain}
report: [killed]
`;

const FILE = `
title: Test
model: ./model.yaml
fit: {from: 2020-02, to: 2020-04}
parameters: {rate: model, plain: {kind: lognormal, median: 1, sigma: 0.5}}
others: fixed
observations:
  deaths:
    title: Deaths
    csv: data.csv
    time: month
    column: best
    output: deaths
    keys: {region: place}
    sum_over: [group]
    observed_as: {kind: negative_binomial, reporting: {kind: uniform, low: 0.5, high: 1}, dispersion: 0.5, clustering: 1, background: 0.1}
method: {worlds: 100, seed: s}
`;

const ROWS = ['2020-02', '2020-03', '2020-04'].flatMap((month, k) => [
  `${month},north,${k + 1}`,
  `${month},south,${10 * (k + 1)}`,
]);
const csvOf = (rows: readonly string[]) => `month,place,best\n${rows.join('\n')}\n`;

function read(file = FILE, rows: readonly string[] = ROWS, data?: string, story = '') {
  const texts = {
    'c.yaml': file,
    'model.yaml': MODEL,
    'data.csv': csvOf(rows),
    'new.csv': data ?? '',
    'story.yaml': story,
  };
  const diagnostics = new Diagnostics();
  const options = { roots: [], data: data === undefined ? undefined : 'new.csv' };
  const calibration = readCalibration('c.yaml', new TextFiles(texts), diagnostics, options);
  const problems = diagnostics
    .list()
    .map(({ place, message }) => `${place.file}:${place.line} ${message}`);
  return { calibration, problems };
}

describe('a good file', () => {
  test('gives columns, targets and a window in reports', () => {
    const { calibration, problems } = read();
    expect(problems).toEqual([]);
    expect(
      calibration?.columns.map((one) => [one.name, one.of, one.distribution !== undefined]),
    ).toEqual([
      ['rate', 'model', true],
      ['other', 'model', false],
      ['plain', 'model', true],
      ['deaths.reporting', 'observation', true],
    ]);
    expect([calibration?.from, calibration?.to, calibration?.horizon.reports]).toEqual([1, 3, 4]);
    const [target] = calibration?.targets ?? [];
    expect(Array.from(target?.into ?? [])).toEqual([0, 0, 1, 1]);
    expect(Array.from(target?.observed.values ?? [])).toEqual([1, 10, 2, 20, 3, 30]);
    expect(target?.observed.first).toBe(1);
  });

  test('others: sampled gives every parameter that varies its own prior', () => {
    const { calibration } = read(FILE.replace('others: fixed', 'others: sampled'));
    expect(calibration?.columns[1]?.distribution).toBeDefined();
  });

  test('labels map to elements, null passes over, rows are chosen and added', () => {
    const file = FILE.replace(
      'keys: {region: place}',
      'keys: {region: place}\n    labels: {region: {N1: north, N2: north, Abroad: null}}\n    rows: sum',
    );
    const rows = ROWS.flatMap((row) =>
      row.includes('north') ? [row.replace('north', 'N1'), row.replace('north', 'N2')] : [row],
    );
    const { calibration, problems } = read(file, [...rows, '2020-02,Abroad,9']);
    expect(problems).toEqual([]);
    expect(Array.from(calibration?.targets[0]?.observed.values ?? [])).toEqual([
      2, 10, 4, 20, 6, 30,
    ]);
  });

  test('more data extends the series, and the horizon with it', () => {
    const file = `${FILE}score: {series: deaths, from: 2020-05, leads: [1], reweight: 0}\n`;
    const { calibration, problems } = read(
      file,
      ROWS,
      csvOf(['2020-04,north,7', '2020-04,south,8', '2020-05,north,9', '2020-05,south,9']),
    );
    expect(problems).toEqual([]);
    expect(Array.from(calibration?.targets[0]?.observed.values ?? [])).toEqual([
      1, 10, 2, 20, 7, 8, 9, 9,
    ]);
    expect(calibration?.horizon.reports).toBe(5);
  });
});

describe('a second row for an element and a time', () => {
  const labels = 'keys: {region: place}\n    labels: {region: {N1: north, N2: north}}';
  const second = [
    ['north ', FILE],
    [' north', FILE],
    ['\u00a0north', FILE],
    ['north', FILE],
    ['N1', FILE.replace('keys: {region: place}', labels)],
  ] as const;

  test.each(second)('is seen when its cell is %j', (cell, file) => {
    const { problems } = read(file, [...ROWS, `2020-04,${cell},5`]);
    expect(problems).toEqual([expect.stringMatching(/a second row for north at 2020-04$/)]);
  });

  test.each(second)('is added up with rows: sum when its cell is %j', (cell, file) => {
    const text = file.replace('column: best', 'column: best\n    rows: sum');
    const { calibration, problems } = read(text, [...ROWS, `2020-04,${cell},5`]);
    expect(problems).toEqual([]);
    expect(Array.from(calibration?.targets[0]?.observed.values ?? [])).toEqual([
      1, 10, 2, 20, 8, 30,
    ]);
  });
});

describe('a bad series', () => {
  test.each([
    [
      'months out of order',
      [ROWS[2]!, ROWS[0]!, ROWS[4]!, ROWS[1]!, ROWS[3]!, ROWS[5]!],
      'data.csv:3 the times are out of order: 2020-02 stands after 2020-03',
    ],
    ['a second row', [...ROWS, ROWS[5]!], 'data.csv:8 a second row for south at 2020-04'],
    [
      'a second row with a space',
      [...ROWS, '2020-04,south ,30'],
      'data.csv:8 a second row for south at 2020-04',
    ],
    [
      'a gap',
      ROWS.filter((_, i) => i !== 3),
      'data.csv:1 a gap: there is no row for south at 2020-03',
    ],
    [
      'an unknown region',
      [...ROWS, '2020-04,suoth,3'],
      'data.csv:8 "suoth" is not an element of region',
    ],
    [
      'a negative count',
      ROWS.map((row) => row.replace(',30', ',-30')),
      'data.csv:7 a count cannot be -30',
    ],
    [
      'a part of a count',
      ROWS.map((row) => row.replace(',30', ',3.5')),
      'data.csv:7 3.5 is not a count',
    ],
    [
      'no month',
      ROWS.map((row) => row.replace('2020-04', '2020-13')),
      'data.csv:6 "2020-13" is not a time of this model',
    ],
  ])('with %s', (_, rows, expected) => {
    const { calibration, problems } = read(FILE, rows);
    expect(calibration).toBeUndefined();
    expect(problems[0]).toBe(expected);
  });

  test('a gap may be said to be 0', () => {
    const { calibration, problems } = read(
      FILE.replace('sum_over', 'absent: zero\n    sum_over'),
      ROWS.filter((_, i) => i !== 3),
    );
    expect(problems).toEqual([]);
    expect(calibration?.targets[0]?.observed.values[3]).toBe(0);
  });
});

describe('what is scored', () => {
  const withScore = (more: string) =>
    `${FILE}score: {series: deaths, from: 2020-03, leads: [1], reweight: 0, ${more}}\n`;

  test('refits divide the window, and places are taken together', () => {
    const { calibration, problems } = read(
      withScore('refits: {from: 2020-02, every: 1}, together: {both: [north, south]}'),
    );
    expect(problems).toEqual([]);
    expect(calibration?.refits).toEqual([1, 2]);
    expect(calibration?.score?.together).toEqual(new Map([['both', [0, 1]]]));
  });

  test.each([
    [
      'a refit outside the window',
      'refits: {from: 2020-04, every: 12}',
      '2020-04 is not inside the window of the fit',
    ],
    ['an unknown place', 'together: {both: [north, sud]}', 'the series has no element "sud"'],
    ['an unknown input', 'known_ahead: [rain]', 'the model has no input "rain"'],
  ])('%s is an error', (_, more, expected) => {
    const { calibration, problems } = read(withScore(more));
    expect(calibration).toBeUndefined();
    expect(problems.map((one) => one.replace(/^\S+ /, ''))).toEqual([expected]);
  });
});

describe('a scenario in place of the model', () => {
  const SCENARIO = 'model: ./model.yaml\nfrom: 2020-01\nto: 2020-12\n';
  const file = FILE.replace('model: ./model.yaml', 'scenario: ./story.yaml');

  test('holds what it holds', () => {
    const { calibration, problems } = read(
      file,
      ROWS,
      undefined,
      `${SCENARIO}assumptions: {other: 1.5}\n`,
    );
    expect(problems).toEqual([]);
    expect(calibration?.columns.find((one) => one.name === 'other')).toEqual({
      name: 'other',
      of: 'model',
      value: 1.5,
    });
  });

  test.each([
    [
      'changes a distribution',
      `${SCENARIO}assumptions: {other: {scale: 2}}\n`,
      'the scenario changes what is assumed of other',
    ],
    [
      'ends before the data',
      SCENARIO.replace('2020-12', '2020-03'),
      'the scenario ends before the months that are fitted',
    ],
  ])('that %s is an error', (_, story, expected) => {
    const { calibration, problems } = read(file, ROWS, undefined, story);
    expect(calibration).toBeUndefined();
    expect(problems.map((one) => one.replace(/^\S+ /, ''))).toContain(expected);
  });
});

describe('a series with values at some dates', () => {
  const file = FILE.replace('observed_as: {', 'absent: unknown\n    observed_as: {');

  test('leaves the others open', () => {
    const { calibration, problems } = read(file, [ROWS[0]!, ROWS[5]!]);
    expect(problems).toEqual([]);
    const { values = [] } = calibration?.targets[0]?.observed ?? {};
    expect(Array.from(values)).toEqual([1, Number.NaN, Number.NaN, Number.NaN, Number.NaN, 30]);
  });

  test('must have one in the window', () => {
    const { problems } = read(
      file.replace('to: 2020-04', 'to: 2020-03').replace('from: 2020-02', 'from: 2020-03'),
      [ROWS[4]!],
    );
    expect(problems.map((one) => one.replace(/^\S+ /, ''))).toContain(
      'the window holds no data of deaths',
    );
  });
});

describe('a bad file', () => {
  test.each([
    [
      'no output',
      ['output: deaths', 'output: death'],
      'no output of the model maps to the series deaths: there is no variable "death"',
    ],
    [
      'a window without data',
      ['from: 2020-02, to: 2020-04', 'from: 2020-06, to: 2020-08'],
      'the window holds no data of deaths',
    ],
    [
      'a window that data do not fill',
      ['to: 2020-04', 'to: 2020-06'],
      'the window is not covered by the data of deaths',
    ],
    [
      'a window turned round',
      ['from: 2020-02, to: 2020-04', 'from: 2020-04, to: 2020-02'],
      'the window ends before it begins',
    ],
    ['an unknown parameter', ['rate: model', 'rats: model'], 'the model has no parameter "rats"'],
    [
      'no prior',
      ['plain: {kind: lognormal, median: 1, sigma: 0.5}', 'plain: model'],
      'plain has no distribution in the model',
    ],
    ['an unknown column', ['column: best', 'column: bets'], 'data.csv has no column "bets"'],
    ['a negative dispersion', ['dispersion: 0.5', 'dispersion: -1'], 'deaths.dispersion may be -1'],
    [
      'a reporting rate that may be negative',
      ['low: 0.5, high: 1}, d', 'low: -1, high: 1}, d'],
      'deaths.reporting may be -1',
    ],
    ['no model', ['model: ./model.yaml', 'about: nothing'], 'the file names no model or two'],
    ['a key that is not one', ['others: fixed', 'others: fixed\nother: 1'], 'unknown key "other"'],
  ])('with %s', (_, [from, to], expected) => {
    const { calibration, problems } = read(FILE.replace(from!, to!));
    expect(calibration).toBeUndefined();
    expect(problems.map((one) => one.replace(/^\S+ /, ''))).toContain(expected);
  });
});

describe('moments', () => {
  const YEARLY = `
title: One rate
time: {unit: year, start: 0, end: 10}
units: unchecked
parameters:
  k: {title: Rate, value: 1, distribution: {kind: uniform, low: 0, high: 5}, grade: assumed}
flows:
  f: {equation: k, to: x}
stocks:
  x: {initial: 0}
`;
  const FIT = `
title: Years
model: ./model.yaml
fit: {from: 1, to: 7}
parameters: {k: model}
others: fixed
observations:
  deaths: {title: Deaths, csv: data.csv, time: t, column: v, output: f, observed_as: {kind: normal, sd: 1}}
method: {worlds: 50, seed: one}
handover: {at: 7, values: {}}
score: {series: deaths, from: 6, leads: [1], reweight: 0, refits: {from: 4, every: 1}}
`;
  const problemsOf = (file: string, rows = [1, 2, 3, 4, 5, 6, 7, 8].map((t) => `${t},1`)) => {
    const texts = {
      'c.yaml': file,
      'model.yaml': YEARLY,
      'data.csv': `t,v\n${rows.join('\n')}\n`,
    };
    const diagnostics = new Diagnostics();
    readCalibration('c.yaml', new TextFiles(texts), diagnostics, { roots: [] });
    return diagnostics
      .list()
      .map(({ place, message, expected }) => `${place.file}:${place.line} ${message}; ${expected}`);
  };

  test('that are reports are good', () => {
    expect(problemsOf(FIT)).toEqual([]);
    expect(problemsOf(FIT.replace('from: 1,', 'from: 1.0000001,'))).toEqual([]);
  });

  test.each([
    [
      'from: 1, to: 7',
      'from: 1.4, to: 7',
      '4 fit.from is 1.4, between two reports of the run; 1 or 2',
    ],
    [
      'from: 1, to: 7',
      'from: 1, to: 7.4',
      '4 fit.to is 7.4, between two reports of the run; 7 or 8',
    ],
    ['at: 7', 'at: 6.9', '10 handover.at is 6.9, between two reports of the run; 6 or 7'],
    ['from: 6, l', 'from: 6.5, l', '11 score.from is 6.5, between two reports of the run; 6 or 7'],
    [
      'from: 6, l',
      'from: 6, to: 7.1, l',
      '11 score.to is 7.1, between two reports of the run; 7 or 8',
    ],
    [
      '{from: 4',
      '{from: 4.2',
      '11 score.refits.from is 4.2, between two reports of the run; 4 or 5',
    ],
    [
      'from: 1, to: 7',
      'from: 2012-01, to: 7',
      "4 fit.from is 2012-01, and the model's time is a plain number; a number (of year)",
    ],
    [
      'to: 7}',
      'to: 201203}',
      '4 fit.to is 201203, a plain number of years, not the month 2012-03: the model runs from 0 to 10; a year such as 2012',
    ],
  ])('between reports are errors: %s as %s', (good, bad, problem) => {
    expect(problemsOf(FIT.replace(good, bad))).toContain(`c.yaml:${problem}`);
  });

  test('of observed series must be reports, and days of the calendar', () => {
    expect(problemsOf(FIT, ['1,1', '2.5,1'])).toContain(
      'data.csv:3 2.5 is between two reports of the run; 2 or 3',
    );
    const { problems } = read(FILE, [
      ...ROWS.map((row) => row.replace('2020-02', '2020-02-29')),
      '2020-04-31,north,1',
      '2021-02-29,north,1',
      '202105,north,1',
    ]);
    expect(problems).toEqual([
      'data.csv:8 "2020-04-31" is not a day of the calendar: 2020-04 has 30 days',
      'data.csv:9 "2021-02-29" is not a day of the calendar: 2021-02 has 28 days',
      'data.csv:10 "202105" is not a time of this model',
    ]);
  });
});
