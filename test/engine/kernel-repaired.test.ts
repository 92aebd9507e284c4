import { afterEach, describe, expect, test, vi } from 'vitest';
import { kernelEngine } from '../../src/engine/kernel/index.js';
import { referenceEngine } from '../../src/engine/reference/index.js';
import { yearsPer } from '../../src/model/time-units.js';
import { modelOf } from '../model/reading.js';
import { everything, runBoth, worldsAround } from './kernel-compare.js';

// A world that seems to have failed is run by the reference, whose numbers then stand for it. A kernel that gave away
// every world would agree with the reference in all tests, so what it gives away is counted.

vi.mock('../../src/model/time-units.js', async (original) => {
  const real = await original<typeof import('../../src/model/time-units.js')>();
  return { ...real, yearsPer: vi.fn(real.yearsPer) };
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.mocked(yearsPer).mockClear();
});

const MODEL = modelOf(`title: Saved
time: {unit: month, start: 0, end: 6}
units: unchecked
parameters: {p: {title: P, value: 0.1, grade: assumed}}
stocks: {s: {initial: 1, floor: 0, inflows: [grow], outflows: [shrink]}}
flows: {grow: {equation: p * exp(-s)}, shrink: {equation: "if(time > 4, 9, 0.01)"}}
metrics:
  now: {title: Now, equation: s, over_time: sum, better: lower}
  later: {title: Later, equation: s, over_time: sum, better: lower, discount: 0.05}
`);

describe('what the kernel has from the reference', () => {
  test('is nothing, where nothing fails', () => {
    const prepare = vi.spyOn(referenceEngine, 'prepare');
    const block = kernelEngine.prepare(MODEL, everything(MODEL)).run(worldsAround(MODEL, 5));
    expect([block.repaired, block.failures]).toEqual([0, []]);
    expect(prepare).not.toHaveBeenCalled();
  });

  test('is counted, and no comparison takes it, when the kernel gives every world away', () => {
    // A jump of a stock that does not exist, in a step that never comes: the kernel believes that all fails.
    const jump = { step: 99, stock: 'gone', element: 0, multiply: 1, add: 0 };
    const request = { ...everything(MODEL), inputs: { levers: new Map(), jumps: [jump] } };
    const worlds = worldsAround(MODEL, 5);
    const block = kernelEngine.prepare(MODEL, request).run(worlds);
    expect([block.repaired, block.failures]).toEqual([5, []]);
    expect(() => runBoth(MODEL, request, worlds)).toThrow(/expected 5 to be \+?0/);
  });

  test('is counted when the kernel has no number for any discounted metric', () => {
    const request = everything(MODEL);
    const worlds = worldsAround(MODEL, 5);
    const expected = referenceEngine.prepare(MODEL, request).run(worlds);
    const program = kernelEngine.prepare(MODEL, request);
    const honest = program.run(worlds);
    vi.mocked(yearsPer).mockReturnValueOnce(Number.NaN);
    const block = kernelEngine.prepare(MODEL, request).run(worlds);
    expect(yearsPer).toHaveBeenCalled();
    expect(honest.repaired).toBe(0);
    expect(block.repaired).toBe(5);
    // It is the numbers of the reference that hide it.
    expect([...block.metrics]).toEqual([...expected.metrics]);
  });
});

test('a unit of time named like what every object has counts as a year', () => {
  for (const unit of ['toString', 'constructor', '__proto__', 'fortnight'])
    expect(yearsPer(unit)).toBe(1);
  expect(yearsPer('month')).toBe(1 / 12);
  const text = (unit: string) =>
    modelOf(`title: Odd unit
time: {unit: ${unit}, start: 0, end: 6}
units: unchecked
stocks: {s: {initial: 1}}
metrics:
  later: {title: Later, equation: s, over_time: sum, better: lower, discount: 0.05}
`);
  const [odd, year] = ['toString', 'year'].map((unit) => {
    const model = text(unit);
    return runBoth(model, everything(model), worldsAround(model, 1)).kernel;
  });
  expect(odd?.metrics).toEqual(year?.metrics);
});
