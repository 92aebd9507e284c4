import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editDistance, nearest } from '../../src/diagnostics/nearest.js';

describe('editDistance', () => {
  it.each([
    ['', '', 0],
    ['jobs', 'jobs', 0],
    ['jobs', 'job', 1],
    ['job', 'jobs', 1],
    ['jobs', 'jabs', 1],
    ['jobs', 'josb', 1],
    ['ca', 'abc', 3],
    ['kitten', 'sitting', 3],
    ['figthers', 'fighters', 1],
    ['', 'abc', 3],
  ])('%j to %j takes %i', (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance);
  });

  const word = fc.string({ maxLength: 8, unit: fc.constantFrom('a', 'b', 'c') });

  it('is the same both ways, zero for the same word only, and at most the longer length', () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        const distance = editDistance(a, b);
        expect(editDistance(b, a)).toBe(distance);
        expect(distance === 0).toBe(a === b);
        expect(distance).toBeLessThanOrEqual(Math.max(a.length, b.length));
      }),
    );
  });

  it('gives up only when the distance is more than asked for', () => {
    fc.assert(
      fc.property(word, word, fc.nat({ max: 4 }), (a, b, most) => {
        const distance = editDistance(a, b);
        const bounded = editDistance(a, b, most);
        if (distance <= most) expect(bounded).toBe(distance);
        else expect(bounded).toBeGreaterThan(most);
      }),
    );
  });

  it('does not count through very long words', () => {
    expect(editDistance('x'.repeat(100_000), 'y'.repeat(100_000))).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('nearest', () => {
  const names = ['fighters', 'recruits', 'trust', 'unit', 'x_unit', 'E01'];

  it.each([
    ['figthers', 'fighters'],
    ['fightres', 'fighters'],
    ['FIGHTERS', 'fighters'],
    ['recuits', 'recruits'],
    ['turst', 'trust'],
    ['E1', 'E01'],
    ['xunit', 'x_unit'],
    ['nuit', 'unit'],
  ])('takes %s for %s', (written, meant) => {
    expect(nearest(written, names)).toBe(meant);
  });

  it.each(['presence', 'tr', 'x', '', 'fi', 'y'.repeat(200)])('has no idea of %j', (written) => {
    expect(nearest(written, names)).toBeUndefined();
  });

  it('does not take one letter for another', () => {
    expect(nearest('c', ['a', 'b'])).toBeUndefined();
    expect(nearest('A', ['a', 'b'])).toBe('a');
  });

  it('takes the closest, and of two as close the one that begins alike', () => {
    expect(nearest('abcdef', ['abcdxx', 'abcdex'])).toBe('abcdex');
    expect(nearest('inflow', ['outflow', 'inflows'])).toBe('inflows');
  });
});
