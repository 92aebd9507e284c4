import { describe, expect, test } from 'vitest';
import type { Calibration, ScoreWish } from '../../src/calibration/calibration.js';
import { knownThen } from '../../src/calibration/fit/known-then.js';
import { pastOf } from '../../src/calibration/fit/past.js';
import { PathRunner } from '../../src/calibration/fit/runs.js';
import { readCalibration } from '../../src/calibration/read/read.js';
import { COUNT_BINS, logScoreBinned } from '../../src/calibration/score/count-bins.js';
import { forecast } from '../../src/calibration/score/forecast.js';
import { originPlans, ScoreBook } from '../../src/calibration/score/score.js';
import { scoreCell } from '../../src/calibration/score/score-cell.js';
import { Diagnostics } from '../../src/diagnostics/diagnostic.js';
import { TextFiles } from '../../src/diagnostics/files.js';
import { referenceEngine } from '../../src/engine/reference/index.js';

const MODEL = `
title: Two regions
time: {unit: month, start: 2019-01, end: 2020-12, step: 1}
dimensions:
  region: {title: Region, elements: {north: North, south: South}}
units: unchecked
parameters:
  rate: {title: Rate, unit: 1, value: 20, distribution: {kind: uniform, low: 10, high: 30}, grade: assumed}
inputs:
  season: {title: Season, unit: 1, points: [[2019-01, 1], [2020-03, 2]], interpolation: step}
  people: {title: People, unit: 1, points: [[2019-01, 1], [2020-12, 3]]}
stocks:
  killed: {title: Killed, unit: 1, over: region, initial: 0, inflows: [deaths]}
flows:
  deaths: {title: Deaths, unit: 1, over: region, equation: rate * season}
auxiliaries:
  counted: {title: Counted, unit: 1, over: region, equation: deaths * people / people}
report: [killed, counted]
`;
const FILE = `
title: Test
model: ./model.yaml
fit: {from: 2019-01, to: 2019-12}
parameters: {rate: model}
others: fixed
observations:
  deaths:
    title: Deaths
    csv: data.csv
    time: month
    column: best
    output: counted
    observed_as: {kind: negative_binomial, reporting: 1, dispersion: 0.2, clustering: 1, background: 0, drift: {spread: 0.5, persistence: 0.9, shared: 0}}
method: {worlds: 100, seed: s}
score: {series: deaths, from: 2020-01, leads: [1, 3], reweight: 6}
`;

const monthOf = (k: number) =>
  `${2019 + Math.floor(k / 12)}-${String((k % 12) + 1).padStart(2, '0')}`;

function setUp(countOf: (k: number, region: number) => number) {
  const rows = Array.from({ length: 18 }, (_, k) =>
    ['north', 'south'].map((region, r) => `${monthOf(k)},${region},${countOf(k, r)}`),
  ).flat();
  const files = new TextFiles({
    'c.yaml': FILE,
    'model.yaml': MODEL,
    'data.csv': `month,region,best\n${rows.join('\n')}\n`,
  });
  const diagnostics = new Diagnostics();
  const calibration = readCalibration('c.yaml', files, diagnostics, { roots: [] });
  expect(diagnostics.list()).toEqual([]);
  const runner = new PathRunner(calibration!, referenceEngine, [1, 2]);
  const posterior = Float64Array.from({ length: 200 }, (_, i) => 10 + i / 10);
  const paths = runner.run(posterior, 200, 0);
  const past = pastOf(calibration!, 0, posterior, paths, 17);
  return { past, calibration: calibration as Calibration & { score: ScoreWish }, posterior, paths };
}

describe('a forecast', () => {
  test('does not change with what comes after its origin', () => {
    const origin = 14;
    const [a, b] = [(k: number) => 15 + k, (k: number) => (k > origin ? 900 : 15 + k)].map(
      (counts) => {
        const { calibration, posterior, paths, past } = setUp(counts);
        return forecast(
          calibration,
          calibration.score,
          { seen: 11, rows: posterior, paths, past },
          origin,
          [1, 3],
        );
      },
    );
    expect(a).toEqual(b);
  });

  test('weighs worlds by the months after the fit, and keeps half of them', () => {
    const counts = (k: number) => (k < 12 ? 20 : 28);
    const { calibration, posterior, paths, past } = setUp(counts);
    const before = forecast(
      calibration,
      calibration.score,
      { seen: 11, rows: posterior, paths, past },
      11,
      [1],
    );
    expect(before.effective).toBeCloseTo(200, 9);
    const after = forecast(
      calibration,
      calibration.score,
      { seen: 11, rows: posterior, paths, past },
      13,
      [1],
    );
    expect(after.effective).toBeLessThan(199);
    expect(after.effective).toBeGreaterThanOrEqual(100 - 1e-6);
  });

  test('follows what was seen near by and returns to the model far off', () => {
    // Rates 10 to 30 with a factor that learns: seen twice the middle of the model.
    const { calibration, posterior, paths, past } = setUp(() => 40);
    const { members } = forecast(
      calibration,
      calibration.score,
      { seen: 11, rows: posterior, paths, past },
      8,
      [1, 5],
    );
    const mean = (list: ArrayLike<number>) =>
      Array.from(list).reduce((x, y) => x + y, 0) / list.length;
    expect(mean(members[0]![0]!)).toBeGreaterThan(30);
    // Before the season doubles; the factor goes a third of the way back to 1.
    expect(mean(members[1]![0]!)).toBeLessThan(mean(members[0]![0]!) - 2);
  });
});

describe('what was known then', () => {
  const { calibration } = setUp(() => 20);
  const at = (origin: number, ahead: string[]) => {
    const { model, inputs, horizon } = calibration;
    return knownThen(model, inputs, horizon, origin, ahead);
  };
  const input = (known: ReturnType<typeof at>, name: string) => {
    const found = known.model.variables.get(name);
    if (found?.kind !== 'input') throw new Error(`${name} is no input`);
    return Array.from(found.values);
  };

  test('inputs are held at their value at the origin', () => {
    expect(input(at(5, []), 'season')).toEqual([1]);
    expect(input(at(5, []), 'people')).toEqual([1]);
    expect(input(at(14, []), 'season')).toEqual([1, 2]);
  });

  test('unless they are known ahead', () => {
    const known = at(14, ['people']);
    expect(known.changed).toBe(false);
    expect(input(known, 'people')).toEqual([1, 3]);
    expect(at(5, ['people', 'season']).model).toBe(calibration.model);
  });

  test('levers are held and later events taken away', () => {
    const { model, horizon } = calibration;
    const jump = { stock: 'killed', element: 0, multiply: 1, add: 5 };
    const inputs = {
      levers: new Map([['lever', Float64Array.from({ length: horizon.reports }, (_, k) => k)]]),
      jumps: [
        { ...jump, step: 3 },
        { ...jump, step: 4 },
      ],
    };
    const known = knownThen(model, inputs, horizon, 3, []);
    expect(known.inputs.jumps.map((one) => one.step)).toEqual([3]);
    expect(Array.from(known.inputs.levers.get('lever') ?? []).slice(0, 6)).toEqual([
      0, 1, 2, 3, 3, 3,
    ]);
  });
});

describe('origins', () => {
  test('every month is forecast at every lead, and once in the long run', () => {
    const plans = originPlans(10, 13, [1, 3]);
    const months = (lead: number) =>
      plans.filter((one) => one.leads.includes(lead)).map((one) => one.origin + lead);
    expect(months(1)).toEqual([10, 11, 12, 13]);
    expect(months(3)).toEqual([10, 11, 12, 13]);
    expect(plans.flatMap((one) => one.long.map((lead) => one.origin + lead))).toEqual([
      10, 11, 12, 13,
    ]);
    expect(plans.filter((one) => one.long.length > 0).map((one) => one.origin)).toEqual([9]);
  });
});

describe('scores', () => {
  test('of a sample over bins', () => {
    const [bins, spread] = [COUNT_BINS, 0.11];
    // Two of three members share the bin 3 to 5 with the value; 0.11 over 11 bins is 0.01 each.
    expect(logScoreBinned(4, [3, 5, 6], [1, 1, 1], bins, spread)).toBeCloseTo(
      -Math.log(0.89 * (2 / 3) + 0.01),
      12,
    );
    expect(logScoreBinned(0, [7], [1], bins, spread)).toBeCloseTo(-Math.log(0.01), 12);
    expect(logScoreBinned(5000, [1001], [1], bins, spread)).toBeCloseTo(-Math.log(0.9), 12);
  });

  test('of a cell', () => {
    const cell = scoreCell(4, [0, 1, 2, 3, 5], [1, 1, 1, 1, 1], true);
    expect(cell.width50).toBe(2);
    expect(cell.width90).toBe(5);
    expect([cell.inside50, cell.inside90]).toEqual([0, 1]);
    expect(cell.squaredLog).toBeCloseTo(Math.log(5 / 3) ** 2, 12);
  });

  test('the book compares the model with every benchmark, by place and together', () => {
    const { calibration, posterior, paths, past } = setUp((k, region) => 15 + (k % 5) + region);
    const book = new ScoreBook(calibration, calibration.score, 12);
    for (const plan of originPlans(12, 17, calibration.score.leads)) {
      const leads = [...plan.leads, ...plan.long];
      book.add(
        plan,
        forecast(
          calibration,
          calibration.score,
          { seen: 11, rows: posterior, paths, past },
          plan.origin,
          leads,
        ),
      );
    }
    const rows = book.rows('s');
    expect([...new Set(rows.map((one) => one.place))]).toEqual(['north', 'south', 'sum', 'mean']);
    expect([...new Set(rows.map((one) => one.lead))]).toEqual([1, 3, 0]);
    const zero = rows.find(
      (one) => one.place === 'north' && one.lead === 1 && one.forecaster === 'zero',
    );
    // Reports 12 to 17 of 15 + k mod 5: 17, 18, 19, 15, 16, 17; the CRPS of a sure 0 is the value.
    expect(zero?.scores.crps).toBeCloseTo(17, 12);
    const sum = rows.find(
      (one) => one.place === 'sum' && one.lead === 1 && one.forecaster === 'zero',
    );
    expect(sum?.scores.crps).toBeCloseTo(35, 12);
    expect(sum?.cells).toBe(6);
    const best = rows.find((one) => one.place === 'mean' && one.forecaster === 'model');
    expect(best?.skill?.over).toBe('last_12');
  });
});
