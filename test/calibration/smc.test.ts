import seedrandom from 'seedrandom';
import { describe, expect, test } from 'vitest';
import type { Density } from '../../src/calibration/fit/smc/density.js';
import { NoLikelihood } from '../../src/calibration/fit/smc/no-likelihood.js';
import type { SmcOptions, SmcState } from '../../src/calibration/fit/smc/sampler.js';
import { advance, isDone, MOST_STAGES, startSmc } from '../../src/calibration/fit/smc/sampler.js';
import { choleskyOf, weightedCovariance } from '../../src/calibration/fit/smc/spread.js';
import {
  effectiveSize,
  powerFor,
  systematic,
  temperedWeights,
} from '../../src/calibration/fit/smc/weights.js';
import { logNormalDensity } from '../../src/calibration/observation/normal.js';
import { normalQuantile } from '../../src/plan/distributions/normal-function.js';

/** The data of one phase, with nothing before it. */
function onePhase(logs: (points: Float64Array, count: number) => Float64Array): Density {
  return (points, count) => ({ before: new Float64Array(count), within: logs(points, count) });
}

/** Both coordinates standard normal, their sum seen with an error: the posterior is known. */
function sumSeen(y: number, sd: number): Density {
  return onePhase((points, count) =>
    Float64Array.from({ length: count }, (_, i) =>
      logNormalDensity(y, points[2 * i]! + points[2 * i + 1]!, sd),
    ),
  );
}

function sample(options: SmcOptions, density: Density): SmcState {
  let state = startSmc(options, density);
  while (!isDone(state, options)) state = advance(state, options, density);
  return state;
}

describe('the sampler', () => {
  test('finds a posterior and an evidence that are known in closed form', () => {
    const [y, sd] = [3, 0.1];
    const state = sample({ particles: 2000, dims: 2, seed: 'closed' }, sumSeen(y, sd));
    const sums = Array.from(
      { length: 2000 },
      (_, i) => state.points[2 * i]! + state.points[2 * i + 1]!,
    );
    const gaps = Array.from(
      { length: 2000 },
      (_, i) => state.points[2 * i]! - state.points[2 * i + 1]!,
    );
    const mean = (list: number[]) => list.reduce((a, b) => a + b, 0) / list.length;
    const variance = (list: number[]) => mean(list.map((one) => (one - mean(list)) ** 2));
    // The sum has prior N(0, 2); its posterior has precision 1/2 + 1/sd^2. The gap was not seen: N(0, 2).
    const precision = 1 / 2 + 1 / sd ** 2;
    // Tolerances are four standard errors of 500 independent points: moves leave some dependence.
    expect(mean(sums)).toBeCloseTo(y / sd ** 2 / precision, 1);
    expect(Math.abs(mean(sums) - y / sd ** 2 / precision)).toBeLessThan(
      4 * Math.sqrt(1 / precision / 500),
    );
    expect(Math.abs(variance(sums) * precision - 1)).toBeLessThan(4 * Math.sqrt(2 / 500));
    expect(Math.abs(mean(gaps))).toBeLessThan(4 * Math.sqrt(2 / 500));
    expect(Math.abs(variance(gaps) / 2 - 1)).toBeLessThan(4 * Math.sqrt(2 / 500));
    expect(Math.abs(state.evidence - logNormalDensity(y, 0, Math.sqrt(2 + sd ** 2)))).toBeLessThan(
      0.25,
    );
  });

  test('takes data in phases: what it keeps of each is the posterior of what came before', () => {
    // x has prior N(0, 1) and is seen three times with error 0.5: after k of them, precision 1 + 4 k.
    const [seen, sd] = [[1.2, 0.4, 0.9], 0.5];
    const logs = (points: Float64Array, count: number, from: number, to: number) =>
      Float64Array.from({ length: count }, (_, i) =>
        seen.slice(from, to).reduce((sum, y) => sum + logNormalDensity(y, points[2 * i]!, sd), 0),
      );
    const density: Density = (points, count, _, phase) => ({
      before: logs(points, count, 0, phase),
      within: logs(points, count, phase, phase + 1),
    });
    // The second number of a point is carried along: nothing is seen of it, and it keeps its prior.
    const state = sample(
      { particles: 2000, dims: 2, walked: 1, phases: 3, kept: 1000, seed: 'phases' },
      density,
    );
    expect(state.reached.length).toBe(2);
    for (const [k, points] of [...state.reached, state.points].entries()) {
      const of = (d: number) => points.filter((_, at) => at % 2 === d);
      const mean = (list: readonly number[]) => list.reduce((a, b) => a + b, 0) / list.length;
      const variance = (list: readonly number[]) =>
        mean(list.map((one) => (one - mean(list)) ** 2));
      const precision = 1 + (k + 1) / sd ** 2;
      const expected = seen.slice(0, k + 1).reduce((a, b) => a + b, 0) / sd ** 2 / precision;
      const error = (of_: number) => 4 * Math.sqrt(of_ / 300);
      expect(Math.abs(mean(of(0)) - expected)).toBeLessThan(error(1 / precision));
      expect(Math.abs(variance(of(0)) * precision - 1)).toBeLessThan(error(2));
      expect(Math.abs(mean(of(1)))).toBeLessThan(error(1));
      expect(Math.abs(variance(of(1)) - 1)).toBeLessThan(error(2));
    }
    // The evidence of all three is that of one fit: y is normal with covariance 1 + 0.25 on the diagonal.
    const [a, b, c] = seen as [number, number, number];
    const sum = a + b + c;
    const squares = a * a + b * b + c * c;
    const quadratic = squares / sd ** 2 - (sum / sd ** 2) ** 2 / (1 + 3 / sd ** 2);
    const determinant = sd ** 6 * (1 + 3 / sd ** 2);
    const evidence = -0.5 * (quadratic + Math.log(determinant) + 3 * Math.log(2 * Math.PI));
    expect(Math.abs(state.evidence - evidence)).toBeLessThan(0.25);
  });

  test('gives the same bits again, and when it is taken up from a file', () => {
    const options = { particles: 100, dims: 2, seed: 'again' };
    const density = sumSeen(1, 0.5);
    const whole = sample(options, density);
    let state = startSmc(options, density);
    while (!isDone(state, options)) {
      state = JSON.parse(JSON.stringify(advance(state, options, density))) as SmcState;
    }
    expect(state).toEqual(JSON.parse(JSON.stringify(whole)));
  });

  test('says when no world is possible, before any further run', () => {
    let calls = 0;
    const density = onePhase((_, count) => {
      calls += 1;
      return new Float64Array(count).fill(Number.NEGATIVE_INFINITY);
    });
    expect(() => startSmc({ particles: 50, dims: 1, seed: 'none' }, density)).toThrow(NoLikelihood);
    expect(calls).toBe(1);
  });

  test('goes on when a part of the prior is impossible', () => {
    const density = onePhase((points, count) =>
      Float64Array.from({ length: count }, (_, i) =>
        points[i]! > 0 ? 0 : Number.NEGATIVE_INFINITY,
      ),
    );
    const state = sample({ particles: 200, dims: 1, seed: 'half' }, density);
    expect(state.points.every((one) => one > 0)).toBe(true);
    // Half of the prior has likelihood 1.
    expect(state.evidence).toBeCloseTo(Math.log(0.5), 2);
  });

  test('is calibrated: over draws from the prior, ranks of the truth are uniform', () => {
    // Simulation-based calibration, Talts et al. (2018), arXiv 1804.06788: 10 bins, chi-squared with 9 degrees.
    const [fits, bins] = [100, 10];
    const counts = new Array<number>(bins).fill(0);
    let inside = 0;
    for (let fit = 0; fit < fits; fit++) {
      const random = seedrandom(`truth ${fit}`);
      const truth = [normalQuantile(random()), normalQuantile(random())];
      const y = truth[0]! + truth[1]! + 0.7 * normalQuantile(random());
      const { points } = sample({ particles: 99, dims: 2, seed: `fit ${fit}` }, sumSeen(y, 0.7));
      const rank = Array.from({ length: 99 }, (_, i) => points[2 * i]!).filter(
        (one) => one < truth[0]!,
      ).length;
      counts[Math.floor((rank * bins) / 100)]! += 1;
      if (rank >= 5 && rank < 95) inside += 1;
    }
    const chi = counts.reduce((sum, one) => sum + (one - fits / bins) ** 2 / (fits / bins), 0);
    // 27.9 is the 99.9th percentile of chi-squared with 9 degrees of freedom; the seeds are fixed.
    expect(chi).toBeLessThan(27.9);
    // 90 nominal; three standard deviations are 9.
    expect(Math.abs(inside - 90)).toBeLessThanOrEqual(9);
  });
});

describe('weights', () => {
  test('effective size of equal and of lone weights', () => {
    expect(effectiveSize([2, 2, 2])).toBeCloseTo(3, 12);
    expect(effectiveSize([0, 5, 0])).toBe(1);
  });

  test('the power that leaves half leaves half', () => {
    const logs = Array.from({ length: 100 }, (_, i) => -i);
    const power = powerFor(logs, 1, 50);
    expect(effectiveSize(temperedWeights(logs, power))).toBeCloseTo(50, 6);
    expect(powerFor([0, 0], 0.3, 2)).toBe(0.3);
  });

  test('systematic resampling takes each as often as its weight says', () => {
    expect(Array.from(systematic([1, 2, 1], 4, 0.5))).toEqual([0, 1, 1, 2]);
    expect(Array.from(systematic([0, 1, 0], 3, 0.99))).toEqual([1, 1, 1]);
  });
});

test('the triangle of a covariance gives it back', () => {
  const points = [1, 2, 3, 1, 0, 5, 2, 2];
  const covariance = weightedCovariance(points, [1, 1, 1, 1], 2);
  expect(Array.from(covariance)).toEqual([1.25, -1.5, -1.5, 2.25]);
  const lower = choleskyOf(covariance, 2);
  expect(lower[0]! ** 2).toBeCloseTo(1.25, 5);
  expect(lower[2]! * lower[0]!).toBeCloseTo(-1.5, 6);
  expect(lower[2]! ** 2 + lower[3]! ** 2).toBeCloseTo(2.25, 5);
});

describe('a population that no temperature suits', () => {
  // Each point has a likelihood that is far from all others, however often it moves.
  let calls = 0;
  const erratic = onePhase((_points, count) => {
    const random = seedrandom(`erratic/${calls++}`);
    return Float64Array.from({ length: count }, () => -1e9 * random());
  });

  test.each([2, 3, 10])('of %d particles ends within the bound on temperatures', (particles) => {
    const state = sample({ particles, dims: 1, seed: 'few' }, erratic);
    expect(state.temperature).toBe(1);
    expect(state.stages.length).toBeLessThanOrEqual(MOST_STAGES);
  });

  test('rises by a fiftieth at least each time', () => {
    const { stages } = sample({ particles: 2, dims: 1, seed: 'rise' }, erratic);
    for (const [i, stage] of stages.slice(0, -1).entries()) {
      const before = i === 0 ? 0 : stages[i - 1]!.temperature;
      expect(stage.temperature - before).toBeGreaterThanOrEqual(0.02 * before);
    }
  });
});
