import { describe, expect, it } from 'vitest';
import { pathSummary } from '../../src/analysis/paths.js';
import { smallEnsemble } from '../results/small-ensemble.js';

const [baseline, jobs] = smallEnsemble().scenarios;

describe('pathSummary', () => {
  // World w holds base + 8 w + point / 4, so over worlds 0 to 4 the mean is base + 16 + point / 4.
  it('summarises each report and element over worlds', () => {
    const paths = pathSummary(baseline!, 5, 'fighters')!;
    expect(paths).toMatchObject({ reports: 2, size: 4, worlds: 5, failed: 0 });
    expect([...paths.mean]).toEqual([116, 116.25, 116.5, 116.75, 117, 117.25, 117.5, 117.75]);
    expect(paths.quantiles.map((band) => band[7])).toEqual([
      expect.closeTo(103.35, 12),
      109.75,
      117.75,
      125.75,
      expect.closeTo(132.15, 12),
    ]);
  });

  it('leaves a failed world out and counts it', () => {
    const paths = pathSummary(jobs!, 5, 'all_fighters', [0, 1])!;
    expect(paths).toMatchObject({ worlds: 4, failed: 1, probabilities: [0, 1] });
    expect([...paths.mean]).toEqual([104, 104.25]);
    expect(paths.quantiles.map((band) => [...band])).toEqual([
      [90, 90.25],
      [122, 122.25],
    ]);
  });

  it('counts only completed worlds', () => {
    expect(pathSummary(jobs!, 3, 'fighters')).toMatchObject({ worlds: 3, failed: 0 });
  });

  it('is NaN when no world is left, and undefined for a variable that was not kept', () => {
    const paths = pathSummary(jobs!, 0, 'fighters')!;
    expect(paths.mean[0]).toBeNaN();
    expect(paths.quantiles[2]?.[0]).toBeNaN();
    expect(pathSummary(jobs!, 5, 'contact')).toBeUndefined();
  });
});
