import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  expectSameFailures,
  expectSameNumbers,
  madeUps,
  unusedFunctions,
} from './kernel-made-up.js';

// A few models, the same each time; `kernel-random.slow.test.ts` tries many more.
// Making a failing one smaller ends with the time, too.
const RUNS = { numRuns: 8, seed: 1, interruptAfterTimeLimit: 8_000 };

describe('models made by chance', () => {
  test('give the same numbers compiled, and the same bits in any grouping', () => {
    fc.assert(fc.property(madeUps('plain'), expectSameNumbers), RUNS);
  });

  test('give the same numbers under triggers, rules and events', () => {
    fc.assert(fc.property(madeUps('scenario'), expectSameNumbers), RUNS);
  });

  test('fail in the same worlds, for the same reason', () => {
    let failures = 0;
    const property = fc.property(madeUps('risky'), (one) => {
      failures += expectSameFailures(one);
    });
    fc.assert(property, RUNS);
    expect(failures).toBeGreaterThan(0);
  });

  test('use every function of the language', () => {
    expect(unusedFunctions(fc.sample(madeUps('plain'), { numRuns: 40, seed: 1 }))).toEqual([]);
  });
});
