import { describe, expect, test } from 'vitest';
import { benchmarkMembers } from '../../src/calibration/score/benchmarks.js';
import { skillInterval } from '../../src/calibration/score/block-bootstrap.js';

const past = Array.from({ length: 30 }, (_, i) => i);

describe('benchmarks', () => {
  test.each([
    ['zero', [0]],
    ['no_change', [29]],
    ['mean_12', [23.5]],
    ['last_12', [18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29]],
  ] as const)('%s', (name, members) => {
    expect(benchmarkMembers(name, past, 6, 12)).toEqual(members);
  });

  test('seasonal takes the same month of each year before', () => {
    // Value 29 is the origin; one ahead is 30, so 18 and 6; 12 ahead is 41, so 29, 17 and 5; 13 ahead again 18, 6.
    expect(benchmarkMembers('seasonal', past, 1, 12)).toEqual([18, 6]);
    expect(benchmarkMembers('seasonal', past, 12, 12)).toEqual([29, 17, 5]);
    expect(benchmarkMembers('seasonal', past, 13, 12)).toEqual([18, 6]);
  });

  test('a past that is too short or has gaps gives none', () => {
    expect(benchmarkMembers('last_12', past.slice(0, 11), 1, 12)).toBeUndefined();
    expect(benchmarkMembers('no_change', [1, Number.NaN], 1, 12)).toBeUndefined();
    expect(benchmarkMembers('zero', [], 1, 12)).toEqual([0]);
  });
});

describe('skill', () => {
  const options = { block: 6, draws: 500, seed: 's', level: 0.9 };

  test('of scores that are half of the others is a half, surely', () => {
    const scores = past.map((one) => one + 1);
    const skill = skillInterval(
      scores,
      scores.map((one) => 2 * one),
      options,
    );
    expect(skill.skill).toBeCloseTo(0.5, 12);
    expect(skill.interval?.low).toBeCloseTo(0.5, 12);
    expect(skill.interval?.high).toBeCloseTo(0.5, 12);
  });

  test('its interval is wider when bad months come together', () => {
    const benchmark = past.map(() => 1);
    const apart = past.map((i) => (i % 2 === 0 ? 1.5 : 0.5));
    const together = past.map((i) => (i < 15 ? 1.5 : 0.5));
    const width = (scores: readonly number[]) => {
      const { low, high } = skillInterval(scores, benchmark, options).interval!;
      return high - low;
    };
    expect(width(together)).toBeGreaterThan(3 * width(apart));
  });

  test('has no interval where there are fewer than four blocks', () => {
    const scores = Array.from({ length: 24 }, (_, i) => 1 + (i % 5));
    const benchmark = scores.map((one, i) => one + (i % 3));
    expect(skillInterval(scores, benchmark, options).interval).toBeDefined();
    const few = skillInterval(scores.slice(1), benchmark.slice(1), options);
    expect(few.interval).toBeUndefined();
    expect(few.skill).toBeGreaterThan(0);
    expect(skillInterval([1], [2], { ...options, block: 3 })).toEqual({ skill: 0.5 });
  });
});
