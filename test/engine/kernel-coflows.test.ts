import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { WorldBlock } from '../../src/engine/engine.js';
import { readText } from '../model/reading.js';
import { coflowModels } from './coflow-models.js';
import { everything, firstOtherBit, runBoth, WAYS } from './kernel-compare.js';

// Floors, and what reads the flows that they cut, are arithmetic alone: no bit may differ.
test('cut flows, and what reads them, have the same bits in both engines and in any grouping', () => {
  let compared = 0;
  fc.assert(
    fc.property(coflowModels, ({ text }) => {
      const { model, problems } = readText(text);
      fc.pre(model !== undefined && problems.length === 0);
      if (model === undefined) return;
      compared += 1;
      const request = { ...everything(model), outputs: [...model.variables.keys()] };
      // In some worlds little is there at first, so that floors cut in some lanes and not in others.
      const values = Float64Array.from([1, 0.1, 3, 0.02, 1.7, 0]);
      const worlds: WorldBlock = { first: 0, count: 6, columns: ['scale'], values, key: [1, 2] };
      const { reference, kernel } = runBoth(model, request, worlds);
      expect(kernel.failures).toEqual(reference.failures);
      expect(plainZeros(kernel.metrics)).toEqual(plainZeros(reference.metrics));
      for (const [name, series] of reference.series)
        expect(plainZeros(kernel.series.get(name)), name).toEqual(plainZeros(series));
      for (const way of WAYS)
        expect(firstOtherBit(model, request, worlds, kernel, way)).toBe(undefined);
    }),
    { numRuns: 60, seed: 8, interruptAfterTimeLimit: 20_000 },
  );
  expect(compared).toBeGreaterThan(10);
}, 60_000);

/** Zeros without their sign, which no result depends on. */
function plainZeros(values: Float64Array | undefined): number[] {
  return Array.from(values ?? [], (one) => one + 0);
}
