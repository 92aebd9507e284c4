import { nearest } from '../../diagnostics/nearest.js';
import { costName, POLICY_COST } from '../cost.js';
import type { Definitions, MetricDefinition } from '../definitions.js';
import { namesIn } from '../expr.js';
import type { Metric } from '../model.js';
import type { Syntax } from '../syntax.js';
import { DIMENSIONLESS } from '../unit.js';
import type { Building } from './building.js';
import { resolveEquation } from './building.js';

/** The metrics, each with a hidden auxiliary that it gathers over time. */
export function metricsOf(b: Building): Metric[] {
  const { metrics } = b.source;
  // A model that says nothing of what it is judged by is judged by where its stocks end.
  const asked = metrics.length > 0 ? metrics : endsOfStocks(b.source);
  return asked.flatMap(({ metric, unit, equation }) => {
    const variable = `metric__${metric.name}`;
    const resolved = resolveEquation(b, equation, [], variable);
    if (resolved === undefined) return [];
    b.variables.set(variable, {
      name: variable,
      title: metric.title,
      unit: DIMENSIONLESS,
      dims: [],
      size: 1,
      hidden: true,
      place: metric.place,
      evidence: [],
      kind: 'auxiliary',
      equation: resolved,
      text: equation.text,
    });
    const isCost = namesIn(resolved).some(
      (name) => name === POLICY_COST || name.startsWith(costName('')),
    );
    return [{ ...metric, variable, unit: unit ?? DIMENSIONLESS, isCost }];
  });
}

/** Names of the variables whose paths are summarised. */
export function reportOf(b: Building, metrics: readonly Metric[]): readonly string[] {
  const { report } = b.source;
  if (report !== undefined) {
    for (const { name, place } of report) {
      if (b.source.quantities.has(name) || b.source.unread.has(name)) continue;
      b.diagnostics.error('unknown-name', place, `there is no quantity ${JSON.stringify(name)}`, {
        nearest: () => nearest(name, b.source.quantities.keys()),
      });
    }
    return [...new Set(report.map((one) => one.name))];
  }
  const wanted = new Set<string>();
  for (const one of b.source.quantities.values()) if (one.kind === 'stock') wanted.add(one.name);
  for (const metric of metrics) {
    const variable = b.variables.get(metric.variable);
    if (variable?.kind !== 'auxiliary') continue;
    for (const name of namesIn(variable.equation)) {
      const kind = b.source.quantities.get(name)?.kind;
      if (kind === 'flow' || kind === 'auxiliary') wanted.add(name);
    }
  }
  return [...wanted];
}

function endsOfStocks(source: Definitions): MetricDefinition[] {
  return [...source.quantities.values()].flatMap((stock) => {
    if (stock.kind !== 'stock') return [];
    const { name, title, place, unit } = stock;
    const itself: Syntax = { kind: 'name', name, at: place };
    const total: Syntax = { kind: 'call', fn: 'sum', args: [itself], at: place };
    const syntax = stock.dims.length === 0 ? itself : total;
    const text = stock.dims.length === 0 ? name : `sum(${name})`;
    const metric = { name, title, better: 'neither', overTime: 'end', discount: 0, place } as const;
    const equation = { text, syntax, stream: `metric__${name}` };
    return [{ metric, equation, ...(unit === undefined ? {} : { unit }) }];
  });
}
