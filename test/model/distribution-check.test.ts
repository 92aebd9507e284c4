import { describe, expect, it } from 'vitest';
import type { Distribution } from '../../src/model/distribution.js';
import { distributionProblem } from '../../src/model/distribution-check.js';

describe('distributionProblem', () => {
  it.each<[Distribution, string | undefined]>([
    [{ kind: 'uniform', low: 3, high: 1 }, 'low (3) is above high (1)'],
    [{ kind: 'uniform', low: 3, high: 3 }, 'low and high are both 3'],
    [{ kind: 'uniform', p05: 2, p95: 1 }, 'p05 (2) is above p95 (1)'],
    [{ kind: 'triangular', low: 1, mode: 0.5, high: 2 }, 'low (1) is above mode (0.5)'],
    [{ kind: 'triangular', low: 1, mode: 1, high: 2 }, undefined],
    [{ kind: 'triangular', low: 1, mode: 1, high: 1 }, 'low and high are both 1'],
    [{ kind: 'pert', low: 1, mode: 3, high: 2 }, 'mode (3) is above high (2)'],
    [{ kind: 'pert', p05: 1, mode: 0.9, p95: 2 }, 'p05 (1) is above mode (0.9)'],
    [{ kind: 'pert', p05: 1, mode: 2.1, p95: 2 }, 'mode (2.1) is above p95 (2)'],
    [{ kind: 'pert', p05: 1, mode: 1, p95: 2, min: 1 }, 'min and p05 are both 1'],
    [{ kind: 'normal', mean: 9, sd: 1, min: 0, max: 1 }, undefined],
    [{ kind: 'normal', mean: 0, sd: 1, min: 1, max: 0 }, 'min (1) is above max (0)'],
    [{ kind: 'normal', p05: 1, p95: 2, max: 2 }, 'p95 and max are both 2'],
    [
      { kind: 'lognormal', median: 1, sigma: 1, max: 0 },
      'max (0) is not above 0, and a lognormal value always is',
    ],
    [{ kind: 'lognormal', median: 1, sigma: 1, min: -1 }, undefined],
    [{ kind: 'beta', alpha: 1, beta: 1, low: 2 }, 'low (2) is above high (1, the default)'],
    [{ kind: 'beta', p05: -0.1, p95: 0.5 }, 'low (0, the default) is above p05 (-0.1)'],
    [{ kind: 'beta', p05: 0.1, p95: 1.5 }, 'p95 (1.5) is above high (1, the default)'],
    [{ kind: 'beta', p05: 0.5, p95: 0.5 }, 'p05 and p95 are both 0.5'],
    [{ kind: 'gamma', p05: 2, p95: 1 }, 'p05 (2) is above p95 (1)'],
    [{ kind: 'discrete', values: [1, 2], weights: [1] }, 'there are 2 values but 1 weight'],
    [{ kind: 'discrete', values: [1, 2], weights: [0, 0] }, 'the weights sum to 0'],
    [{ kind: 'uniform', low: -1e308, high: 1e308 }, 'its range is wider than the largest number'],
    [
      { kind: 'mixture', parts: [{ weight: 0, distribution: { kind: 'fixed', value: 1 } }] },
      'the weights of the parts sum to 0',
    ],
    [
      {
        kind: 'mixture',
        parts: [
          { weight: 1, distribution: { kind: 'fixed', value: 1 } },
          { weight: 1, distribution: { kind: 'uniform', low: 3, high: 1 } },
        ],
      },
      'part 2: low (3) is above high (1)',
    ],
  ])('%j', (spec, problem) => {
    expect(distributionProblem(spec)).toBe(problem);
  });
});
