import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Delivery } from '../../src/scenario/delivery.js';
import { sCurve, shareAt, sharesOf } from '../../src/scenario/delivery.js';

const third = 1 / 3;
const twoThirds = 2 / 3;

const at = (change: Partial<Delivery>): Delivery => ({
  start: 2,
  ramp: 0,
  shape: 'linear',
  windDown: 0,
  ...change,
});

describe('the share delivered in months 0 to 7', () => {
  const cases: readonly [string, Partial<Delivery>, readonly number[]][] = [
    ['no ramp', {}, [0, 0, 1, 1, 1, 1, 1, 1]],
    ['a ramp of one month', { ramp: 1 }, [0, 0, 1, 1, 1, 1, 1, 1]],
    ['a ramp of two', { ramp: 2 }, [0, 0, 0.5, 1, 1, 1, 1, 1]],
    ['a ramp of three', { ramp: 3 }, [0, 0, third, twoThirds, 1, 1, 1, 1]],
    ['a ramp of half a month', { ramp: 0.5 }, [0, 0, 1, 1, 1, 1, 1, 1]],
    ['a ramp of a month and a half', { ramp: 1.5 }, [0, 0, twoThirds, 1, 1, 1, 1, 1]],
    ['an S-curve of three', { ramp: 3, shape: 's_curve' }, [0, 0, 7 / 27, 20 / 27, 1, 1, 1, 1]],
    ['an S-curve of one', { ramp: 1, shape: 's_curve' }, [0, 0, 1, 1, 1, 1, 1, 1]],
    ['an end', { end: 4 }, [0, 0, 1, 1, 1, 0, 0, 0]],
    ['an end in the first month', { end: 2 }, [0, 0, 1, 0, 0, 0, 0, 0]],
    ['an end in the first month of a ramp', { ramp: 4, end: 2 }, [0, 0, 0.25, 0, 0, 0, 0, 0]],
    ['a wind-down of one', { end: 4, windDown: 1 }, [0, 0, 1, 1, 1, 0, 0, 0]],
    ['a wind-down of two', { end: 4, windDown: 2 }, [0, 0, 1, 1, 1, 0.5, 0, 0]],
    ['a wind-down of three', { end: 3, windDown: 3 }, [0, 0, 1, 1, twoThirds, third, 0, 0]],
    [
      'an end before the ramp is done, then a wind-down from what was reached',
      { ramp: 4, end: 3, windDown: 2 },
      [0, 0, 0.25, 0.5, 0.25, 0, 0, 0],
    ],
    ['a start before the run', { start: -2, ramp: 4 }, [0.75, 1, 1, 1, 1, 1, 1, 1]],
    ['a start long before the run', { start: -20, ramp: 4 }, [1, 1, 1, 1, 1, 1, 1, 1]],
    [
      'a programme that winds down as the run begins',
      { start: -9, end: -1, windDown: 4 },
      [0.75, 0.5, 0.25, 0, 0, 0, 0, 0],
    ],
    ['a programme that is over', { start: -9, end: -1, windDown: 1 }, [0, 0, 0, 0, 0, 0, 0, 0]],
    ['a start after the run', { start: 8 }, [0, 0, 0, 0, 0, 0, 0, 0]],
    ['a start in the last month', { start: 7, ramp: 2 }, [0, 0, 0, 0, 0, 0, 0, 0.5]],
  ];
  it.each(cases)('%s', (_name, change, expected) => {
    const shares = sharesOf(at(change), 8);
    // The rows above are fractions rounded once; the code may round twice.
    expected.forEach((share, month) => expect(shares[month]).toBeCloseTo(share, 15));
    expected.forEach((share, month) => {
      if (Number.isInteger(4 * share)) expect(shares[month]).toBe(share);
    });
  });
});

describe('any calendar', () => {
  const delivery = fc.record({
    start: fc.integer({ min: -30, max: 30 }),
    ramp: fc.double({ min: 0, max: 40, noNaN: true }),
    shape: fc.constantFrom('linear' as const, 's_curve' as const),
    length: fc.option(fc.integer({ min: 0, max: 40 }), { nil: undefined }),
    windDown: fc.double({ min: 0, max: 40, noNaN: true }),
  });
  const made = delivery.map(
    ({ length, ...rest }): Delivery =>
      length === undefined ? rest : { ...rest, end: rest.start + length },
  );

  it('delivers between nothing and everything', () => {
    fc.assert(
      fc.property(made, fc.integer({ min: -50, max: 120 }), (one, month) => {
        const share = shareAt(month, one);
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('never falls up to its end and never rises after it', () => {
    fc.assert(
      fc.property(made, fc.integer({ min: -50, max: 120 }), (one, month) => {
        const step = shareAt(month + 1, one) - shareAt(month, one);
        const rising = one.end === undefined || month < one.end;
        if (rising) expect(step).toBeGreaterThanOrEqual(0);
        else expect(step).toBeLessThanOrEqual(0);
      }),
    );
  });

  it('delivers nothing before its start and after its wind-down, and something in between', () => {
    fc.assert(
      fc.property(made, fc.integer({ min: 1, max: 60 }), (one, months) => {
        expect(shareAt(one.start - months, one)).toBe(0);
        expect(shareAt(one.start, one)).toBeGreaterThan(0);
        if (one.end === undefined) return;
        expect(shareAt(one.end, one)).toBeGreaterThan(0);
        expect(shareAt(one.end + Math.max(1, Math.ceil(one.windDown)), one)).toBe(0);
      }),
    );
  });

  it('is full in the last month of its ramp, and not before', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 60 }), fc.boolean(), (ramp, curved) => {
        const one = at({ ramp, shape: curved ? 's_curve' : 'linear' });
        expect(shareAt(2 + ramp - 1, one)).toBe(1);
        expect(shareAt(2 + ramp - 2, one)).toBeLessThan(1);
      }),
    );
  });
});

it('the S-curve is flat at both ends and even around its middle', () => {
  expect([sCurve(0), sCurve(0.5), sCurve(1)]).toEqual([0, 0.5, 1]);
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (x) => {
      // Two roundings on each side, each at most half of 2^-52.
      expect(sCurve(x) + sCurve(1 - x)).toBeCloseTo(1, 14);
    }),
  );
});
