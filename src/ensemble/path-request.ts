import type { Scenario } from '../scenario/scenario.js';

/**
 * Which paths a run keeps. What nobody asks for is neither copied out of the engine nor summed up. But for the last
 * form, the paths that metrics gather are kept as well.
 */
export type PathRequest =
  /** The paths of the metrics alone. */
  | 'metrics'
  /** Every variable that the base model reports, at all of its elements. */
  | 'reported'
  /** These variables of the base model, at all of their elements. */
  | readonly string[]
  /** These variables, and the paths of the metrics of these names, and no others. */
  | { readonly variables: readonly string[]; readonly metrics: readonly string[] };

/**
 * Points (reports times elements) of each variable whose paths are kept. They are named by the base model: a lever
 * that a scenario replaced must not come and go between scenarios.
 */
export function pathPoints(scenario: Scenario, request: PathRequest): ReadonlyMap<string, number> {
  const { model, horizon } = scenario;
  const points = new Map<string, number>();
  for (const name of namesOf(scenario, request)) {
    const size = model.variables.get(name)?.size;
    if (size !== undefined) points.set(name, horizon.reports * size);
  }
  return points;
}

function namesOf({ base, model }: Scenario, request: PathRequest): readonly string[] {
  if (typeof request === 'object' && 'metrics' in request) {
    const chosen = model.metrics.filter((one) => request.metrics.includes(one.name));
    return [...request.variables, ...chosen.map((one) => one.variable)];
  }
  const gathered = model.metrics.map((one) => one.variable);
  if (request === 'metrics') return gathered;
  return [...(request === 'reported' ? base.report : request), ...gathered];
}
