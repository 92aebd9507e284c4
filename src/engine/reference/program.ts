import { elementLabels, elementName } from '../../model/elements.js';
import type { Expr } from '../../model/expr.js';
import type { Input, Lever, Metric, Model, Parameter, Table, Variable } from '../../model/model.js';
import { TimeGrid } from '../../model/time-grid.js';
import { yearsIn } from '../../model/time-units.js';
import type { RunRequest } from '../engine.js';
import type { Plumbing } from './limits.js';
import { plumbingOf } from './limits.js';
import type { MathNode } from './mathjs.js';
import type { DrawSite } from './scalar.js';
import { ScalarExpressions, scalarName } from './scalar.js';
import type { Scope } from './scope.js';

/** A variable with the names of its elements in the scope. */
export interface Elements<V> {
  readonly variable: V;
  readonly names: readonly string[];
}

/** One value to work out: an element of a flow, an auxiliary, or a first value. */
export interface Formula {
  readonly target: string;
  readonly variable: string;
  readonly element: number;
  readonly node: MathNode;
  evaluate(scope: Scope): number;
}

/** A model spelled out for one request. */
export interface ScalarProgram {
  readonly model: Model;
  readonly request: RunRequest;
  readonly grid: TimeGrid;
  readonly dt: number;
  readonly parameters: readonly Elements<Parameter>[];
  readonly inputs: readonly Elements<Input>[];
  readonly levers: readonly Elements<Lever>[];
  readonly outputs: readonly Elements<Variable>[];
  /** First values, in order: of stocks, of memories, and of what they use. */
  readonly initial: readonly Formula[];
  /** Lengths of memories in time units, by scalar name of the memory. */
  readonly delays: ReadonlyMap<string, Formula>;
  /** What each element of each memory will remember; its target is the memory itself. */
  readonly remembered: readonly Formula[];
  readonly order: readonly Formula[];
  /** Of `order`, the auxiliaries: worked out anew when flows were cut. */
  readonly afterFlows: readonly Formula[];
  readonly plumbing: Plumbing;
  /** Scalar names of the flows of `plumbing.pipes`, and of the stocks of `plumbing.slots`. */
  readonly pipeNames: readonly string[];
  readonly slotNames: readonly string[];
  readonly draws: readonly DrawSite[];
  readonly tables: readonly Table[];
  readonly metrics: readonly { readonly metric: Metric; readonly target: string }[];
  /** Scalar names of parameters by the name of a column of worlds. */
  readonly columns: ReadonlyMap<string, readonly string[]>;
  readonly yearsPerUnit: number;
}

export function spellOut(model: Model, request: RunRequest): ScalarProgram {
  const speller = new ScalarExpressions(model);
  const grid = new TimeGrid(request.horizon);
  const formulas = (
    name: string,
    expr: Expr,
    dims: readonly string[],
    size: number,
    target = name,
  ): Formula[] =>
    Array.from({ length: size }, (_, element) => {
      const node = speller.spell(expr, dims, element);
      const code = node.compile();
      const evaluate = (scope: Scope) =>
        code.evaluate(scope as unknown as Map<string, unknown>) as number;
      return { target: scalarName(target, element), variable: name, element, node, evaluate };
    });
  const all = [...model.variables.values()];
  const memories = all.filter((one) => one.kind === 'memory');
  const initial = model.initialOrder.flatMap((name) => {
    const one = model.variables.get(name);
    if (one?.kind === 'stock' || one?.kind === 'memory')
      return formulas(name, one.initial, one.dims, one.size);
    return one?.kind === 'flow' || one?.kind === 'auxiliary'
      ? formulas(name, one.equation, one.dims, one.size)
      : [];
  });
  const delays = memories.flatMap((one) =>
    one.delay === undefined ? [] : formulas(one.name, one.delay, one.dims, one.size),
  );
  const remembered = memories.flatMap((one) => formulas(one.name, one.input, one.dims, one.size));
  const order = model.order.flatMap((name) => {
    const one = model.variables.get(name);
    return one?.kind === 'flow' || one?.kind === 'auxiliary'
      ? formulas(name, one.equation, one.dims, one.size)
      : [];
  });
  const plumbing = plumbingOf(model);
  return {
    model,
    request,
    grid,
    dt: grid.dt,
    parameters: all.filter((one) => one.kind === 'parameter').map(withNames),
    inputs: all.filter((one) => one.kind === 'input').map(withNames),
    levers: all.filter((one) => one.kind === 'lever').map(withNames),
    outputs: request.outputs.flatMap((name) => model.variables.get(name) ?? []).map(withNames),
    initial,
    delays: new Map(delays.map((one) => [one.target, one])),
    remembered,
    order,
    afterFlows: order.filter((one) => model.variables.get(one.variable)?.kind === 'auxiliary'),
    plumbing,
    pipeNames: plumbing.pipes.map(({ flow, element }) => scalarName(flow, element)),
    slotNames: plumbing.slots.map(({ stock, element }) => scalarName(stock.name, element)),
    draws: speller.draws,
    tables: [...model.tables.values()],
    metrics: request.metrics.map((metric) => ({ metric, target: scalarName(metric.variable, 0) })),
    columns: columnsOf(model),
    // Of a unit that the language does not know, one counts as a year.
    yearsPerUnit: yearsIn(model.time.unit) ?? 1,
  };
}

function withNames<V extends Variable>(variable: V): Elements<V> {
  const names = Array.from({ length: variable.size }, (_, element) =>
    scalarName(variable.name, element),
  );
  return { variable, names };
}

function columnsOf(model: Model): Map<string, readonly string[]> {
  const columns = new Map<string, readonly string[]>();
  for (const one of model.variables.values()) {
    if (one.kind !== 'parameter') continue;
    const { names } = withNames(one);
    // `beta` alone sets every element.
    columns.set(one.source, names);
    elementLabels(one.dims, model.dimensions).forEach((label, element) => {
      columns.set(elementName(one.source, label), [names[element] ?? '']);
    });
  }
  return columns;
}
