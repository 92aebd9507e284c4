import { pathSummary, SUMMARY_PROBABILITIES } from '../analysis/paths.js';
import { regionMedians, regionPath } from '../analysis/regions.js';
import type { ScenarioRuns } from '../ensemble/ensemble.js';
import { type Expr, walk } from '../model/expr.js';
import type { Model, Variable } from '../model/model.js';
import { momentLabel } from '../model/moments.js';
import { TimeGrid } from '../model/time-grid.js';
import { formatUnit } from '../model/unit.js';
import type { PathBands, RegionValues, ViewHead } from './shown.js';

/** A chart, and where its numbers by region come from. */
export interface LiveView extends ViewHead {
  readonly byRegion?: { readonly variable: string; readonly together: 'sum' | 'mean' };
  readonly overTime: 'sum' | 'mean' | 'end';
}

const REGION = 'region';

/** What can be charted: the path behind each metric, then the other reported variables that are one number. */
export function viewsOf(model: Model): LiveView[] {
  const metrics = model.metrics.flatMap((metric): LiveView[] => {
    const gathered = gatheredBy(model, metric.variable);
    // One element of a variable has its path in what the metric gathers, not in the variable.
    const whole = gathered?.size === 1 ? gathered : undefined;
    const variable = whole ?? model.variables.get(metric.variable);
    if (variable === undefined) return [];
    const overTime =
      metric.overTime === 'sum' || metric.overTime === 'mean' ? metric.overTime : 'end';
    return [{ ...viewOf(model, variable, overTime, gathered), metric: metric.name }];
  });
  const others = model.report.flatMap((name) => {
    const variable = model.variables.get(name);
    const known = metrics.some((one) => one.variable === name);
    return variable === undefined || known || variable.size !== 1
      ? []
      : [viewOf(model, variable, 'end')];
  });
  return [...metrics, ...others];
}

// `source` has the unit and the parts by region.
function viewOf(
  model: Model,
  variable: Variable,
  overTime: LiveView['overTime'],
  source: Variable = variable,
): LiveView {
  const text = formatUnit(source.unit);
  const byRegion = regionalSource(model, source);
  const title = byRegion && model.variables.get(byRegion.variable)?.title;
  return {
    variable: variable.name,
    title: variable.title,
    unit: text === '1' ? '' : text,
    overTime,
    ...(byRegion === undefined ? {} : { byRegion }),
    ...(title === undefined ? {} : { regionTitle: title }),
  };
}

// The variable that a metric gathers, or an element of it, when it gathers just one.
function gatheredBy(model: Model, metricVariable: string): Variable | undefined {
  const variable = model.variables.get(metricVariable);
  const equation = variable?.kind === 'auxiliary' ? variable.equation : undefined;
  return equation?.op === 'ref' ? model.variables.get(equation.name) : undefined;
}

// The first variable over regions, in the same unit, that a national one is put together from.
function regionalSource(model: Model, variable: Variable): LiveView['byRegion'] {
  if (variable.kind !== 'auxiliary' || variable.dims.includes(REGION)) return undefined;
  const unit = formatUnit(variable.unit);
  let found: LiveView['byRegion'];
  const seek = (expr: Expr, together: 'sum' | 'mean') => {
    walk(expr, (part) => {
      if (part.op !== 'ref' || found !== undefined) return;
      const source = model.variables.get(part.name);
      const loops = part.index.some((one) => 'loop' in one && one.loop === REGION);
      if (source === undefined || !loops || source.hidden) return;
      if (source.kind === 'parameter' || formatUnit(source.unit) !== unit) return;
      found = { variable: part.name, together };
    });
  };
  walk(variable.equation, (part) => {
    if (part.op === 'reduce' && part.over.includes(REGION)) {
      seek(part.body, part.fn === 'mean' ? 'mean' : 'sum');
    }
  });
  return found;
}

/** The paths of one view under one scenario. */
export function bandsOf(
  runs: ScenarioRuns,
  completed: number,
  variable: string,
): PathBands | undefined {
  const summary = pathSummary(runs, completed, variable, SUMMARY_PROBABILITIES);
  if (summary === undefined) return undefined;
  return bands(runs, variable, summary.mean, summary.quantiles);
}

/** The paths of one view in one region, if the model has it by region. */
export function regionBandsOf(
  runs: ScenarioRuns,
  completed: number,
  view: LiveView,
  region: string,
): PathBands | undefined {
  const elements = runs.scenario.model.dimensions.get(REGION)?.elements ?? [];
  const { byRegion } = view;
  if (byRegion === undefined) return undefined;
  const { variable, together } = byRegion;
  const at = elements.indexOf(region);
  const found = regionPath(runs, completed, variable, REGION, at, together);
  return found && { ...bands(runs, view.variable, found.mean, found.quantiles), region };
}

/** What each region amounts to over the whole time, for the map. */
export function regionValuesOf(
  runs: ScenarioRuns,
  completed: number,
  view: LiveView,
): RegionValues | undefined {
  if (view.byRegion === undefined) return undefined;
  const { variable, together } = view.byRegion;
  const values = regionMedians(runs, completed, variable, REGION, together, view.overTime);
  if (values === undefined) return undefined;
  return { scenario: runs.scenario.name, variable: view.variable, values, gathered: view.overTime };
}

function bands(
  runs: ScenarioRuns,
  variable: string,
  mean: ArrayLike<number>,
  quantiles: readonly ArrayLike<number>[],
): PathBands {
  const { horizon, model } = runs.scenario;
  const grid = new TimeGrid(horizon);
  const times = Float64Array.from({ length: horizon.reports }, (_, k) => grid.atReport(k));
  const [p05 = [], p25 = [], p50 = [], p75 = [], p95 = []] = quantiles;
  const labels = Array.from(times, (time) => momentLabel(time, model.time, horizon.report));
  return { scenario: runs.scenario.name, variable, times, labels, mean, p05, p25, p50, p75, p95 };
}
