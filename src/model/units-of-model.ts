import type { Diagnostics } from '../diagnostics/diagnostic.js';
import { costName, POLICY_COST } from './cost.js';
import type { Definitions } from './definitions.js';
import type { MemoryMaker } from './memory.js';
import type { Auxiliary, Metric, Variable } from './model.js';
import type { Unit } from './unit.js';
import { DIMENSIONLESS, formatUnit, multiplyUnits, sameUnit } from './unit.js';
import { UnitChecker } from './unit-check.js';

/**
 * Checks the units of every equation of a model, and gives the variables that declare none the unit that
 * their equation has.
 */
export function checkUnits(
  source: Definitions,
  variables: ReadonlyMap<string, Variable>,
  memories: readonly MemoryMaker[],
  metrics: readonly Metric[],
  diagnostics: Diagnostics,
): ReadonlyMap<string, Variable> {
  if (!source.unitsChecked) return variables;
  const rules = new Map(memories.flatMap((memory) => [...memory.unitRules]));
  const known = new Map<string, Unit | undefined>();
  const unitOf = (name: string): Unit | undefined => {
    if (known.has(name)) return known.get(name);
    // A name met again while its own unit is being worked out fits everything.
    known.set(name, undefined);
    const unit = work(name);
    known.set(name, unit);
    return unit;
  };
  const checker = new UnitChecker(unitOf, source.tables, source.time, source.units, diagnostics);
  const { timeUnit } = checker;
  const work = (name: string): Unit | undefined => {
    const rule = rules.get(name);
    if (rule !== undefined) {
      const unit = checker.unit(rule.of);
      return unit && multiplyUnits(unit, timeUnit, rule.timePower);
    }
    const declared = source.quantities.get(name)?.unit;
    if (declared !== undefined) return declared;
    // Whether all levers cost the same is said of the levers, not of a sum that nobody wrote.
    const [cost] = name === POLICY_COST ? costsIn(variables) : [];
    if (cost !== undefined) return unitOf(cost.name);
    const variable = variables.get(name);
    return variable?.kind === 'auxiliary' || variable?.kind === 'flow'
      ? checker.unit(variable.equation)
      : undefined;
  };
  for (const variable of variables.values())
    checkVariable(variable, source, variables, checker, unitOf, diagnostics);
  for (const memory of memories)
    for (const { expr, what } of memory.durations) checker.wantDuration(expr, what);
  for (const memory of memories)
    for (const { expr, of, what } of memory.starts) {
      const unit = checker.unit(of);
      if (unit !== undefined) checker.check(expr, unit, what, expr.at);
    }
  checkCosts(variables, unitOf, diagnostics);
  checkMetrics(metrics, variables, checker, diagnostics);
  return new Map(
    [...variables].map(([name, variable]) => [
      name,
      { ...variable, unit: unitOf(name) ?? DIMENSIONLESS },
    ]),
  );
}

function checkVariable(
  variable: Variable,
  source: Definitions,
  variables: ReadonlyMap<string, Variable>,
  checker: UnitChecker,
  unitOf: (name: string) => Unit | undefined,
  diagnostics: Diagnostics,
): void {
  const declared = source.quantities.get(variable.name)?.unit;
  switch (variable.kind) {
    case 'flow':
    case 'auxiliary':
      if (declared !== undefined)
        checker.check(variable.equation, declared, variable.name, variable.equation.at);
      else if (!variable.name.startsWith('metric__')) unitOf(variable.name);
      return;
    case 'memory': {
      const unit = unitOf(variable.name);
      if (unit !== undefined)
        checker.check(
          variable.initial,
          unit,
          `the initial value of ${variable.name.replace(/__.*$/, '')}`,
          variable.initial.at,
        );
      return;
    }
    case 'stock': {
      const unit = unitOf(variable.name);
      if (unit === undefined || variable.hidden) return;
      checker.check(
        variable.initial,
        unit,
        `the initial value of ${variable.name}`,
        variable.initial.at,
      );
      for (const link of [...variable.inflows, ...variable.outflows]) {
        const flow = variables.get(link.flow);
        const rate = unitOf(link.flow);
        const wanted = multiplyUnits(unit, checker.timeUnit, -1);
        if (flow === undefined || rate === undefined || sameUnit(rate, wanted)) continue;
        diagnostics.error(
          'unit',
          flow.place,
          `the flow ${link.flow} is in ${formatUnit(rate)}, and the stock ${variable.name} in ${formatUnit(unit)}`,
          {
            expected: `${formatUnit(wanted)} for the flow`,
          },
        );
      }
      return;
    }
    default:
      return;
  }
}

function costsIn(variables: ReadonlyMap<string, Variable>): readonly Auxiliary[] {
  return [...variables.values()].flatMap((one) =>
    one.kind === 'auxiliary' && !one.hidden && one.name.startsWith(costName('')) ? [one] : [],
  );
}

function checkCosts(
  variables: ReadonlyMap<string, Variable>,
  unitOf: (name: string) => Unit | undefined,
  diagnostics: Diagnostics,
): void {
  const [first, ...others] = variables.has(POLICY_COST) ? costsIn(variables) : [];
  const wanted = first && unitOf(first.name);
  if (first === undefined || wanted === undefined) return;
  const lever = (cost: Auxiliary) => cost.name.slice(costName('').length);
  for (const other of others) {
    const unit = unitOf(other.name);
    if (unit === undefined || sameUnit(unit, wanted)) continue;
    const message = `the lever ${lever(other)} costs ${formatUnit(unit)}, and ${lever(first)} ${formatUnit(wanted)}`;
    diagnostics.error('unit', other.equation.at, message, {
      expected: 'one unit for the cost of all levers, so that they can be summed',
    });
  }
}

function checkMetrics(
  metrics: readonly Metric[],
  variables: ReadonlyMap<string, Variable>,
  checker: UnitChecker,
  diagnostics: Diagnostics,
): void {
  for (const metric of metrics) {
    const variable = variables.get(metric.variable);
    const unit = variable?.kind === 'auxiliary' ? checker.unit(variable.equation) : undefined;
    if (unit === undefined) continue;
    const found = metric.overTime === 'sum' ? multiplyUnits(unit, checker.timeUnit) : unit;
    if (sameUnit(found, metric.unit)) continue;
    const how = metric.overTime === 'sum' ? ' summed over time' : '';
    diagnostics.error(
      'unit',
      variable?.kind === 'auxiliary' ? variable.equation.at : metric.place,
      `the metric ${metric.name} is in ${formatUnit(metric.unit)}, but its equation${how} gives ${formatUnit(found)}`,
    );
  }
}
