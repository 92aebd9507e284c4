import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import seedrandom from 'seedrandom';
import { expect, test } from 'vitest';
import type { Calibration } from '../../src/calibration/calibration.js';
import type { FitState } from '../../src/calibration/fit/fit.js';
import { advanceFit, fitDone, posteriorRows, UNSTARTED } from '../../src/calibration/fit/fit.js';
import { likelihoodOf, pathOf, rowsAt } from '../../src/calibration/fit/posterior-density.js';
import { replicate } from '../../src/calibration/fit/replicate.js';
import { PathRunner } from '../../src/calibration/fit/runs.js';
import { readCalibration } from '../../src/calibration/read/read.js';
import { Diagnostics } from '../../src/diagnostics/diagnostic.js';
import { TextFiles } from '../../src/diagnostics/files.js';
import { kernelEngine } from '../../src/engine/kernel/index.js';
import { normalQuantile } from '../../src/plan/distributions/normal-function.js';
import { streamKey } from '../../src/plan/key.js';

const LIBRARY = join(import.meta.dirname, '..', '..', 'models', 'library');
const TIMES = Array.from({ length: 10 }, (_, k) => (k + 1) / 2);

const FILE = `
title: Plots and agents
model: ./kaplan.yaml
fit: {from: 0.5, to: 5}
parameters:
  alpha: {kind: lognormal, p05: 4, p95: 25}
  delta: {kind: lognormal, p05: 0.01, p95: 0.3}
others: fixed
observations:
  attacks:
    title: Attacks
    csv: data.csv
    time: time
    column: attacks
    output: attack
    observed_as:
      kind: negative_binomial
      reporting: 1
      dispersion: {kind: gamma, p05: 0.02, p95: 0.5}
      clustering: 1
      background: 0
      drift: {spread: 0.3, persistence: 0.7, shared: 0}
  stopped:
    title: Plots stopped
    csv: data.csv
    time: time
    column: stopped
    output: interdict
    observed_as: {kind: negative_binomial, reporting: 0.8, dispersion: 0.1, clustering: 1, background: 0}
method: {worlds: 396, seed: recover}
`;
// The data in two phases: the posterior at the end is the same.
const REFITS =
  'score: {series: attacks, from: 5, leads: [1], reweight: 0, refits: {from: 2.5, every: 100}}\n';

function calibrationOf(rows: readonly (readonly number[])[], seed: string, more = ''): Calibration {
  const files = new TextFiles({
    'c.yaml': FILE.replace('seed: recover', `seed: ${seed}`) + more,
    'kaplan.yaml': readFileSync(join(LIBRARY, 'kaplan_2010_terror_queue.yaml'), 'utf8'),
    'data.csv': `time,attacks,stopped\n${rows.map((row) => row.join(',')).join('\n')}\n`,
  });
  const diagnostics = new Diagnostics();
  const calibration = readCalibration('c.yaml', files, diagnostics, { roots: [] });
  expect(diagnostics.list()).toEqual([]);
  return calibration!;
}

/** A world drawn from the priors, and what it gives with noise. */
function simulated(fit: number) {
  const empty = calibrationOf(
    TIMES.map((time) => [time, 0, 0]),
    'empty',
  );
  const random = seedrandom(`truth ${fit}`);
  const dims = empty.columns.filter((one) => one.distribution !== undefined).length;
  const point = Float64Array.from({ length: dims }, () => normalQuantile(random()));
  const truth = rowsAt(empty, point, 1);
  const paths = new PathRunner(empty, kernelEngine, streamKey('truth')).run(truth, 1, 0);
  const [attacks, stopped] = empty.targets.map((target, t) =>
    replicate(target, truth, pathOf(paths, t, 0, 0), 1, 10, random),
  );
  return { truth, rows: TIMES.map((time, k) => [time, attacks![k]!, stopped![k]!]) };
}

test('a fit finds what a library model was simulated with, at the nominal rate', () => {
  const [fits, bins] = [60, 6];
  const fitted = ['alpha', 'delta', 'attacks.dispersion'];
  const counts = fitted.map(() => new Array<number>(bins).fill(0));
  const inside = fitted.map(() => 0);
  for (let fit = 0; fit < fits; fit++) {
    const { truth, rows } = simulated(fit);
    const calibration = calibrationOf(rows, `fit${fit}`, fit % 2 === 0 ? '' : REFITS);
    const runner = new PathRunner(calibration, kernelEngine, streamKey('fit'));
    const density = likelihoodOf(calibration, () => runner);
    let state: FitState = UNSTARTED;
    while (!fitDone(state, calibration)) state = advanceFit(state, calibration, density);
    const posterior = posteriorRows(state, calibration);
    const width = calibration.columns.length;
    fitted.forEach((name, d) => {
      const c = calibration.columns.findIndex((one) => one.name === name);
      const below = Array.from({ length: 396 }, (_, i) => posterior[i * width + c]!).filter(
        (one) => one < truth[c]!,
      ).length;
      const rank = below / 396;
      counts[d]![Math.min(bins - 1, Math.floor(rank * bins))]! += 1;
      if (rank >= 0.05 && rank < 0.95) inside[d]! += 1;
    });
  }
  fitted.forEach((_, d) => {
    const expected = fits / bins;
    const chi = counts[d]!.reduce((sum, one) => sum + (one - expected) ** 2 / expected, 0);
    // Simulation-based calibration (Talts et al. 2018): 20.5 is the 99.9th percentile of chi-squared with 5 degrees.
    expect(chi).toBeLessThan(20.5);
    // 54 nominal; three standard deviations of a binomial are 7.
    expect(Math.abs(inside[d]! - 54)).toBeLessThanOrEqual(7);
  });
});
