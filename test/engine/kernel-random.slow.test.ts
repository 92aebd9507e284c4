import process from 'node:process';
import fc from 'fast-check';
import { describe, test } from 'vitest';
import { expectSameFailures, expectSameNumbers, madeUps } from './kernel-made-up.js';

// The same models each time, unless the environment asks for others or for more:
//   TOGUNA_MODELS=5000 TOGUNA_SEED=7 npx vitest run --project slow test/engine/kernel-random
const { TOGUNA_MODELS: more, TOGUNA_SEED: seed } = process.env;
const RUNS = {
  numRuns: Number(more ?? 40),
  seed: Number(seed ?? 2026),
  // Making a failing model smaller ends here too, with the smallest that was found.
  interruptAfterTimeLimit: 500 * Number(more ?? 40),
};
const TIMEOUT = RUNS.interruptAfterTimeLimit + 60_000;

describe('many models made by chance', () => {
  test('give the same numbers compiled, and the same bits in any grouping', {
    timeout: TIMEOUT,
  }, () => {
    fc.assert(fc.property(madeUps('plain'), expectSameNumbers), RUNS);
  });

  test('give the same numbers under triggers, rules and events', { timeout: TIMEOUT }, () => {
    fc.assert(fc.property(madeUps('scenario'), expectSameNumbers), RUNS);
  });

  test('fail in the same worlds, for the same reason', { timeout: TIMEOUT }, () => {
    const property = fc.property(madeUps('risky'), (one) => {
      expectSameFailures(one);
    });
    fc.assert(property, RUNS);
  });
});
