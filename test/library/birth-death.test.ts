import { expect, it } from 'vitest';
import { horizonOf } from '../../src/engine/horizon.js';
import { referenceEngine } from '../../src/engine/reference/index.js';
import { readWithChecks } from './models.js';

const { model } = readWithChecks('test/library/fixtures/birth_death.yaml');

// Var' = (1 + (b - d) dt)^2 Var + E n (b dt + d dt (1 - d dt)), from 0, over 48 steps of half a month.
const VARIANCE = 777.4215519664255;
const MEAN = 322.4452155364932;

it('spreads as births and deaths by chance do', () => {
  if (model === undefined) throw new Error('the model does not read');
  const count = 800;
  const horizon = horizonOf(model.time);
  const inputs = { levers: new Map(), jumps: [] };
  const program = referenceEngine.prepare(model, { horizon, inputs, metrics: [], outputs: ['n'] });
  const values = new Float64Array(0);
  const runs = program.run({ first: 0, count, columns: [], values, key: [1, 2] });
  const series = runs.series.get('n') ?? new Float64Array(0);
  const ends = Array.from({ length: count }, (_, w) => series[(w + 1) * horizon.reports - 1] ?? 0);
  const mean = ends.reduce((sum, n) => sum + n, 0) / count;
  const variance = ends.reduce((sum, n) => sum + (n - mean) ** 2, 0) / (count - 1);
  // 4 standard errors: sqrt(Var / count) of the mean, Var sqrt(2 / (count - 1)) of the variance.
  expect(Math.abs(mean - MEAN)).toBeLessThan(4 * Math.sqrt(VARIANCE / count));
  expect(Math.abs(variance - VARIANCE)).toBeLessThan(4 * VARIANCE * Math.sqrt(2 / (count - 1)));
  expect(ends.every(Number.isInteger)).toBe(true);
});
