import type { Diagnostics, Place } from '../diagnostics/diagnostic.js';
import type { Distribution } from '../model/distribution.js';
import type { Model } from '../model/model.js';
import type { Assumption } from '../scenario/scenario.js';
import { parametersOf } from './columns.js';
import { compileDistribution } from './distributions/compile.js';
import type { CompiledDistribution } from './distributions/family.js';
import { isDistributionProblem } from './distributions/family.js';
import { checkModelValues } from './plausible.js';

/**
 * Makes a distribution ready to draw from, or reports at `place` why it cannot be.
 * @param owner the parameter it belongs to, for the message.
 */
export function checkDistribution(
  spec: Distribution,
  place: Place,
  diagnostics: Diagnostics,
  owner?: string,
): CompiledDistribution | undefined {
  const compiled = compileDistribution(spec);
  if (!isDistributionProblem(compiled)) return compiled;
  const where = owner === undefined ? '' : ` of ${owner}`;
  diagnostics.error('distribution', place, `invalid distribution${where}: ${compiled.problem}`);
  return undefined;
}

/**
 * Reports the parameters of a model whose distribution cannot be drawn from, or cannot give their value; returns
 * the distributions that are good, ready.
 */
export function checkModelDistributions(
  model: Model,
  diagnostics: Diagnostics,
): ReadonlyMap<string, CompiledDistribution> {
  const ready = new Map<string, CompiledDistribution>();
  for (const { name, distribution, distributionAt, place } of parametersOf(model)) {
    if (distribution === undefined) continue;
    const compiled = checkDistribution(distribution, distributionAt ?? place, diagnostics, name);
    if (compiled !== undefined) ready.set(name, compiled);
  }
  checkModelValues(model, diagnostics);
  return ready;
}

/** Reports the assumptions of a scenario whose distribution cannot be drawn from, at `place`. */
export function checkAssumptions(
  assumptions: readonly Assumption[],
  place: Place,
  diagnostics: Diagnostics,
): void {
  for (const { parameter, change } of assumptions) {
    if (change.kind !== 'distribution') continue;
    checkDistribution(change.distribution, place, diagnostics, parameter);
  }
}
