import { elementLabels, elementName } from '../../model/elements.js';
import type { Expr } from '../../model/expr.js';
import type {
  Auxiliary,
  Flow,
  Input,
  Lever,
  Metric,
  Model,
  Parameter,
  Table,
  Variable,
} from '../../model/model.js';
import { settlingOf, startOf } from '../../model/settle/index.js';
import type { Settlement, Settling } from '../../model/settle/settling.js';
import { TimeGrid } from '../../model/time-grid.js';
import { yearsPer } from '../../model/time-units.js';
import type { RunRequest } from '../engine.js';
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

/** Formulas whose operands are known, and then what their flows settle. */
export interface FormulaRound {
  readonly formulas: readonly Formula[];
  /** Numbers of the pipes of the flows among them. */
  readonly pipes: readonly number[];
  readonly settlements: readonly Settlement[];
}

/** A settling with its equations spelled out. */
export interface FormulaRounds {
  readonly settling: Settling;
  readonly rounds: readonly FormulaRound[];
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
  readonly initial: FormulaRounds;
  /** Lengths of memories in time units, by scalar name of the memory. */
  readonly delays: ReadonlyMap<string, Formula>;
  /** What each element of each memory will remember; its target is the memory itself. */
  readonly remembered: readonly Formula[];
  /** What is worked out in every step. */
  readonly running: FormulaRounds;
  /** Scalar names of the flows of the pipes, and of the stocks of the slots. */
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
    asked?: ReadonlySet<string>,
  ): Formula[] =>
    Array.from({ length: size }, (_, element) => {
      const node = speller.spell(expr, dims, element, asked);
      const code = node.compile();
      const evaluate = (scope: Scope) =>
        code.evaluate(scope as unknown as Map<string, unknown>) as number;
      return { target: scalarName(name, element), variable: name, element, node, evaluate };
    });
  const all = [...model.variables.values()];
  const memories = all.filter((one) => one.kind === 'memory');
  const delays = memories.flatMap((one) =>
    one.delay === undefined ? [] : formulas(one.name, one.delay, one.dims, one.size),
  );
  const remembered = memories.flatMap((one) => formulas(one.name, one.input, one.dims, one.size));
  const start = startOf(model);
  const settling = settlingOf(model);
  const { plumbing } = settling;
  const running = (name: string, asked?: ReadonlySet<string>): Formula[] => {
    const one = model.variables.get(name);
    return isEquation(one) ? formulas(name, one.equation, one.dims, one.size, asked) : [];
  };
  const initial = (name: string): Formula[] => {
    const one = model.variables.get(name);
    const asked = start.asked.get(name);
    return one?.kind === 'stock' || one?.kind === 'memory'
      ? formulas(name, one.initial, one.dims, one.size, asked)
      : running(name, asked);
  };
  return {
    model,
    request,
    grid,
    dt: grid.dt,
    parameters: all.filter((one) => one.kind === 'parameter').map(withNames),
    inputs: all.filter((one) => one.kind === 'input').map(withNames),
    levers: all.filter((one) => one.kind === 'lever').map(withNames),
    outputs: request.outputs.flatMap((name) => model.variables.get(name) ?? []).map(withNames),
    initial: roundsOf(start, initial),
    delays: new Map(delays.map((one) => [one.target, one])),
    remembered,
    running: roundsOf(settling, running),
    pipeNames: plumbing.pipes.map(({ flow, element }) => scalarName(flow, element)),
    slotNames: plumbing.slots.map(({ stock, element }) => scalarName(stock.name, element)),
    draws: speller.draws,
    tables: [...model.tables.values()],
    metrics: request.metrics.map((metric) => ({ metric, target: scalarName(metric.variable, 0) })),
    columns: columnsOf(model),
    yearsPerUnit: yearsPer(model.time.unit),
  };
}

function isEquation(one: Variable | undefined): one is Flow | Auxiliary {
  return one?.kind === 'flow' || one?.kind === 'auxiliary';
}

function roundsOf(settling: Settling, formulasOf: (name: string) => Formula[]): FormulaRounds {
  const pipesOf = new Map<string, number[]>();
  settling.plumbing.pipes.forEach(({ flow }, number) => {
    const list = pipesOf.get(flow);
    if (list === undefined) pipesOf.set(flow, [number]);
    else list.push(number);
  });
  const rounds = settling.rounds.map(({ equations, settlements }) => ({
    formulas: equations.flatMap((name) => formulasOf(name)),
    pipes: equations.flatMap((name) => pipesOf.get(name) ?? []),
    settlements,
  }));
  return { settling, rounds };
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
