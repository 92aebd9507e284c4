import type { Ensemble } from '../ensemble/ensemble.js';
import { POLICY_COST } from '../model/cost.js';
import { namesIn } from '../model/expr.js';
import type { Metric, Model } from '../model/model.js';
import { metricColumn } from './comparison.js';

/** How many metrics a reader sees first. */
const HEADLINE = 6;

/**
 * The metrics that a reader sees first: those that the scenario is judged by, or the first one of the model, all that count harm to people, and the cost of
 * the whole policy; then others in the order of the model, until there are six. The cost of single levers is not
 * among them when the model has the cost of all.
 * @returns in the order of the model.
 */
export function headlineMetrics(model: Model): readonly Metric[] {
  const { outcomes } = model;
  if (outcomes !== undefined) return model.metrics.filter((one) => outcomes.includes(one.name));
  const parts = new Set(costParts(model));
  const rest = model.metrics.filter((one) => !parts.has(one));
  const must = rest.filter(
    (one, index) => index === 0 || one.harm !== undefined || readsWholeCost(model, one),
  );
  const others = rest.filter((one) => !must.includes(one));
  const chosen = new Set([...must, ...others.slice(0, Math.max(0, HEADLINE - must.length))]);
  return model.metrics.filter((one) => chosen.has(one));
}

/** Metrics of what single levers cost, when another metric has what all of them cost. */
export function costParts(model: Model): readonly Metric[] {
  const costs = model.metrics.filter((one) => one.isCost === true);
  const parts = costs.filter((one) => !readsWholeCost(model, one));
  return parts.length < costs.length ? parts : [];
}

function readsWholeCost(model: Model, metric: Metric): boolean {
  const gathered = model.variables.get(metric.variable);
  return gathered?.kind === 'auxiliary' && namesIn(gathered.equation).includes(POLICY_COST);
}

/** Names of the metrics that are 0 in every world of every scenario; worlds that failed do not count. */
export function zeroMetrics({ scenarios, completed }: Ensemble): ReadonlySet<string> {
  const names = new Set(scenarios.flatMap((runs) => runs.metrics.map((one) => one.name)));
  const isZero = (name: string) => {
    const columns = scenarios.map((runs) => metricColumn(runs, name, completed));
    const some = columns.some((column) => column.some(Number.isFinite));
    return some && columns.every((column) => column.every((one) => one === 0 || Number.isNaN(one)));
  };
  return new Set([...names].filter(isZero));
}

/** Which metrics a table of all scenarios shows, by name. */
export interface TableMetrics {
  readonly shown: readonly string[];
  /** Metrics that are only shown when all are asked for. */
  readonly leftOut: readonly string[];
  /** Costs of single levers that are only shown when all are asked for. */
  readonly costParts: readonly string[];
  /** Costs that would be shown, but are 0 in every world of every scenario. */
  readonly zeroCosts: readonly string[];
}

/**
 * The metrics of a table: the headline ones or all. Only costs are left out for being 0 everywhere, since that levers
 * that nobody uses cost nothing is no news; that nobody is killed is a result.
 * @param also a metric that is shown in any case.
 */
export function tableMetrics(ensemble: Ensemble, all: boolean, also?: string): TableMetrics {
  const metrics = new Map(
    ensemble.scenarios.flatMap((runs) => runs.metrics.map((one) => [one.name, one] as const)),
  );
  const model = ensemble.scenarios[0]?.scenario.base;
  const headline = new Set(model && headlineMetrics(model).map((one) => one.name));
  const parts = new Set(model && costParts(model).map((one) => one.name));
  const isWanted = (name: string) => all || name === also || headline.has(name);
  const zero = zeroMetrics(ensemble);
  const isZeroCost = (name: string) => zero.has(name) && metrics.get(name)?.isCost === true;
  const names = [...metrics.keys()];
  const wanted = names.filter(isWanted);
  const shown = wanted.filter((name) => !isZeroCost(name));
  const rest = names.filter((name) => !isWanted(name));
  return {
    shown: shown.length > 0 ? shown : wanted,
    leftOut: rest.filter((name) => !parts.has(name)),
    costParts: rest.filter((name) => parts.has(name)),
    zeroCosts: shown.length > 0 ? wanted.filter(isZeroCost) : [],
  };
}
