import fc from 'fast-check';
import { expect } from 'vitest';
import type { RunRequest, WorldBlock } from '../../src/engine/engine.js';
import { FUNCTION_NAMES } from '../../src/model/functions.js';
import type { Model } from '../../src/model/model.js';
import { modelOf } from '../model/reading.js';
import { read } from '../scenario/small-model.js';
import {
  disagreement,
  everything,
  firstOtherBit,
  outputsOf,
  runBoth,
  WAYS,
} from './kernel-compare.js';
import type { Choose } from './kernel-expressions.js';
import { modelText, scenarioText } from './kernel-models.js';

/** A model with what one run of it needs. fast-check prints it as its file. */
export interface MadeUp {
  readonly text: string;
  readonly model: Model;
  readonly request: RunRequest;
  readonly worlds: WorldBlock;
}

type Kind = 'plain' | 'risky' | 'scenario';

/**
 * Models made by chance, by a list of choices that fast-check shortens: what is not chosen is the simplest. It
 * drops from the front, so choices are taken from the back.
 */
export function madeUps(kind: Kind): fc.Arbitrary<MadeUp> {
  const choices = fc.array(fc.nat({ max: 9999 }), { maxLength: 1400, size: 'max' });
  return fc.noBias(choices).map((list) => {
    let left = list.length;
    return madeUp((n) => (list[--left] ?? 0) % n, kind);
  });
}

function madeUp(choose: Choose, kind: Kind): MadeUp {
  const columns = ['p0', 'p1[mid]', 'p2'];
  const count = 7;
  const worlds: WorldBlock = {
    first: choose(1000),
    count,
    columns,
    values: Float64Array.from({ length: 3 * count }, () => 0.2 + choose(1000) / 500),
    key: [7, choose(1000)],
  };
  const made = kind === 'scenario' ? inScenario(choose) : alone(choose, kind === 'risky');
  return { ...made, worlds, ...{ [fc.toStringMethod]: () => `\n${made.text}\n` } };
}

/** A model with levels of its lever and a jump of a stock. */
function alone(choose: Choose, risky: boolean): Omit<MadeUp, 'worlds'> {
  const levels = Float64Array.from({ length: 18 }, () => choose(4) / 2);
  const jump = { step: choose(8), stock: `s${choose(2)}`, element: 0, multiply: 0.5, add: 1 };
  const inputs = { levers: new Map([['lever', levels]]), jumps: [jump] };
  const text = modelText(choose, risky);
  const model = modelOf(text);
  return { text, model, request: { ...everything(model), inputs } };
}

/** A model under a scenario with a trigger, a rule and events. */
function inScenario(choose: Choose): Omit<MadeUp, 'worlds'> {
  const story = scenarioText(choose);
  const text = modelText(choose);
  const { scenario, problems } = read(story, {}, text);
  if (scenario === undefined) throw new Error([...problems, text, story].join('\n'));
  const { model, horizon, inputs } = scenario;
  const request = { horizon, inputs, metrics: model.metrics, outputs: outputsOf(model) };
  return { text: `${text}\n---\n${story}`, model, request };
}

/** Both engines agree, and the kernel with itself. */
export function expectSameNumbers({ model, request, worlds }: MadeUp): void {
  const both = runBoth(model, request, worlds);
  const { reference, kernel } = both;
  expect(kernel.failures).toEqual(reference.failures);
  const worst = disagreement(model, request, worlds, both, 1e-3);
  expect(worst.difference, worst.where).toBeLessThanOrEqual(1e-12);
  for (const way of WAYS)
    expect(firstOtherBit(model, request, worlds, kernel, way), JSON.stringify(way)).toBe(undefined);
}

/** Both engines exclude the same worlds. @returns how many. */
export function expectSameFailures({ model, request, worlds }: MadeUp): number {
  const { reference, kernel } = runBoth(model, request, worlds);
  expect(kernel.failures).toEqual(reference.failures);
  return kernel.failures.length;
}

/** Functions of the language that none of some models uses. */
export function unusedFunctions(models: readonly MadeUp[]): string[] {
  // `month` needs a calendar: the shipped models have one.
  return FUNCTION_NAMES.filter(
    (name) => name !== 'month' && !models.some(({ text }) => text.includes(`${name}(`)),
  );
}
