import { describe, expect, test } from 'vitest';
import { handedOver } from '../../src/calibration/fit/hand-over.js';
import { readCalibration } from '../../src/calibration/read/read.js';
import { Diagnostics } from '../../src/diagnostics/diagnostic.js';
import { TextFiles } from '../../src/diagnostics/files.js';
import { referenceEngine } from '../../src/engine/reference/index.js';

const MODEL = `
title: Two regions
time: {unit: month, start: 2020-01, end: 2020-12, step: 1}
dimensions:
  region: {title: Region, elements: {north: North, south: South}}
units: unchecked
parameters:
  rate: {title: Rate, unit: 1, value: 2, distribution: {kind: uniform, low: 1, high: 5}, grade: assumed}
  start: {title: Start, unit: 1, over: region, value: {north: 0, south: 10}, grade: assumed}
  local: {title: Local, unit: 1, over: region, value: 1, grade: assumed}
  held: {title: Held, unit: 1, value: 0, grade: assumed}
stocks:
  killed: {title: Killed, unit: 1, over: region, initial: start, inflows: [deaths]}
flows:
  deaths: {title: Deaths, unit: 1, over: region, equation: rate}
report: [killed]
`;
const FILE = `
title: Test
model: ./model.yaml
fit: {from: 2020-01, to: 2020-06}
parameters: {rate: model}
others: fixed
observations:
  deaths:
    title: Deaths
    csv: data.csv
    time: month
    column: best
    output: deaths
    observed_as:
      kind: negative_binomial
      reporting: 1
      dispersion: 0.1
      clustering: 1
      background: 0
      drift: {spread: 0.1, persistence: 0.5, shared: 0, lasting: {spread: 1, persistence: 0.99}}
method: {worlds: 100, seed: s}
handover: {at: 2020-07, values: {start: killed, local: {drift_of: deaths}, held: 1}}
`;
const ROWS = Array.from({ length: 6 }, (_, k) => [
  `2020-0${k + 1},north,${k % 2}`,
  `2020-0${k + 1},south,${40 + k}`,
]).flat();

function read(file = FILE) {
  const diagnostics = new Diagnostics();
  const files = new TextFiles({
    'c.yaml': file,
    'model.yaml': MODEL,
    'data.csv': `month,region,best\n${ROWS.join('\n')}\n`,
  });
  const calibration = readCalibration('c.yaml', files, diagnostics, { roots: [] });
  return { calibration, problems: diagnostics.list().map((one) => one.message) };
}

describe('what a fit hands over', () => {
  const { calibration, problems } = read();

  test('is state, numbers and what is special to a place, world by world', () => {
    expect(problems).toEqual([]);
    const rows = Float64Array.from({ length: 400 }, (_, i) => (i % 2 === 0 ? 2 : 4));
    const handed = handedOver(
      calibration!,
      calibration!.handover!,
      rows,
      referenceEngine,
      [1, 2],
      0,
    );
    expect(handed.map((one) => one.name)).toEqual([
      'start[north]',
      'start[south]',
      'local[north]',
      'local[south]',
      'held',
    ]);
    const [north, south, localNorth, localSouth, held] = handed.map((one) => one.values);
    // Six months at the rate of the world, from 0 and from 10.
    expect(Array.from(north!.slice(0, 2))).toEqual([12, 24]);
    expect(Array.from(south!.slice(0, 2))).toEqual([22, 34]);
    expect(held![7]).toBe(1);
    const medianOf = (list: Float64Array, odd: number) =>
      list.filter((_, i) => i % 2 === odd).sort()[100]!;
    // Of some 43 a month where 2 are expected, and where 4 are; of some 0.5.
    expect(medianOf(localSouth!, 0)).toBeGreaterThan(14);
    expect(medianOf(localSouth!, 0)).toBeLessThan(26);
    expect(medianOf(localSouth!, 1)).toBeLessThan(medianOf(localSouth!, 0) * 0.75);
    expect(medianOf(localNorth!, 0)).toBeLessThan(0.7);
  });
});

test.each([
  ['an unknown parameter', 'start: killed', 'strat: killed', 'the model has no parameter "strat"'],
  ['an unknown variable', 'start: killed', 'start: kiled', 'the model has no variable "kiled"'],
  [
    'what is over something else',
    'held: 1',
    'held: killed',
    'held is over nothing, killed over region',
  ],
  [
    'a parameter that is fitted',
    'held: 1',
    'rate: 1',
    'rate varies in the fit, so that its own value stands in the posterior',
  ],
  ['an unknown series', 'drift_of: deaths', 'drift_of: death', 'there is no observation "death"'],
  [
    'a drift over something else',
    'held: 1',
    'held: {drift_of: deaths}',
    'the elements of deaths are not those of held',
  ],
  [
    'a time before the run',
    'at: 2020-07',
    'at: 2019-07',
    '2019-07 is not a month of the run after its first',
  ],
])('a handover of %s is an error', (_, from, to, expected) => {
  const { calibration, problems } = read(FILE.replace(from, to));
  expect(calibration).toBeUndefined();
  expect(problems).toEqual([expected]);
});
