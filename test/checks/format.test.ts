import { describe, expect, it } from 'vitest';
import { digits } from '../../src/checks/expected-text.js';
import { formatChecks } from '../../src/checks/format.js';
import { runSmall } from './small-model.js';

it('shows a line an expectation, and why one fails', () => {
  const results = runSmall(`
checks:
  - title: Growth
    basis: 10 + 11 rate
    expect:
      - {variable: fighters, of: [mopti, jnim], at: end, equals: 54, tolerance: 1e-9}
      - {variable: fighters, at: end, between: [30, 40]}
  - title: Sums
    expect: [{metric: joined, equals: 100, relative: 0.5}]
`);
  expect(formatChecks(results)).toBe(
    `
Growth
  OK      fighters[mopti, jnim] at end  expected 54 ± 1e-9  found 54
  FAILED  fighters at end               expected 30 to 40   found 54   off by 14
          fighters[mopti,jnim]
          basis: 10 + 11 rate
Sums
  OK      joined                        expected 100 ± 50   found 144  off by 44
2 of 3 checks passed, 1 failed`.slice(1),
  );
});

it('names the models when there are several', () => {
  const [one] = runSmall('checks: [{title: S, expect: [{metric: joined, above: 0}]}]');
  if (one === undefined) throw new Error('no result');
  const lines = formatChecks([one, { ...one, model: 'n' }]).split('\n');
  expect(lines.filter((line) => !line.startsWith(' '))).toEqual([
    'm: S',
    'n: S',
    '2 of 2 checks passed',
  ]);
});

describe('digits', () => {
  it.each([
    [0.1 + 0.2, '0.3'],
    [872.1716264733352, '872.171626473'],
    [0.00000123, '1.23e-6'],
    [-2.5e-5, '-2.5e-5'],
    [2_000_000, '2000000'],
    [1e21, '1e21'],
    [0, '0'],
    [Number.NaN, 'not a number'],
  ])('writes %d as %s', (value, text) => {
    expect(digits(value)).toBe(text);
  });
});
