import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quantileOfSorted } from '../../src/analysis/quantile.js';
import { SKETCH_ERROR, Sketch } from '../../src/ensemble/sketch.js';

const finite = fc.double({ noNaN: true, noDefaultInfinity: true });

test('a quantile is that of its rank, within the stated error', () => {
  fc.assert(
    fc.property(
      fc.array(finite, { minLength: 1, maxLength: 200 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (values, p) => {
        const sketch = new Sketch();
        for (const value of values) sketch.add(value);
        const sorted = Float64Array.from(values).sort();
        const exact = sorted[Math.floor(p * (values.length - 1))] ?? 0;
        const found = sketch.quantile(p);
        // Below the smallest normal number buckets are no narrower than that number's.
        const slack = Math.max(SKETCH_ERROR * Math.abs(exact), 2.3e-308 / 128);
        expect(Math.abs(found - exact)).toBeLessThanOrEqual(slack);
      },
    ),
  );
});

test('every nth number is counted as one by one, but those that are not finite', () => {
  const odd = fc.constantFrom(
    0,
    -0,
    5e-324,
    -5e-324,
    1e308,
    -1e308,
    Number.NaN,
    Infinity,
    -Infinity,
  );
  const any = fc.oneof(finite, odd);
  const few = fc.array(fc.tuple(any, any, any), { maxLength: 100 });
  fc.assert(
    fc.property(few, (rows) => {
      const words = new Int32Array(Float64Array.from(rows.flat()).buffer);
      for (const column of [0, 1, 2]) {
        const [one, every] = [new Sketch(), new Sketch()];
        for (const row of rows) if (Number.isFinite(row[column])) one.add(row[column] ?? 0);
        every.addEvery(words, column, 3);
        expect(every.count).toBe(one.count);
        for (const p of [0, 0.05, 0.5, 0.95, 1]) expect(every.quantile(p)).toBe(one.quantile(p));
      }
    }),
  );
});

test('parts merged in any order count as the whole does', () => {
  fc.assert(
    fc.property(
      fc.array(finite, { maxLength: 100 }),
      fc.integer({ min: 1, max: 7 }),
      fc.boolean(),
      (values, parts, reverse) => {
        const whole = new Sketch();
        for (const value of values) whole.add(value);
        const sketches = Array.from({ length: parts }, () => new Sketch());
        for (const [index, value] of values.entries()) sketches[index % parts]?.add(value);
        const merged = new Sketch();
        for (const one of reverse ? sketches.reverse() : sketches) merged.merge(one.counts());
        expect(merged.count).toBe(whole.count);
        for (const p of [0, 0.05, 0.5, 0.95, 1])
          expect(merged.quantile(p)).toEqual(whole.quantile(p));
      },
    ),
  );
});

test('an even spread of many numbers gives the quantiles of the spread', () => {
  const sketch = new Sketch();
  const values = Float64Array.from({ length: 10_001 }, (_, i) => (i - 5000) / 10);
  for (const value of values) sketch.add(value);
  for (const p of [0.05, 0.25, 0.5, 0.75, 0.95]) {
    const exact = quantileOfSorted(values, p);
    expect(Math.abs(sketch.quantile(p) - exact)).toBeLessThanOrEqual(
      SKETCH_ERROR * Math.abs(exact),
    );
  }
});

test('a sketch of nothing has no quantile', () => {
  expect(new Sketch().quantile(0.5)).toBeNaN();
});
