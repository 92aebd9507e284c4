import { Diagnostics } from '../diagnostics/diagnostic.js';
import { nearest } from '../diagnostics/nearest.js';
import { costName, POLICY_COST, withCosts } from './cost.js';
import type {
  Definition,
  Definitions,
  Equation,
  LinkDefinition,
  MetricDefinition,
  StockDefinition,
} from './definitions.js';
import { elementLabels } from './elements.js';
import type { Expr } from './expr.js';
import { namesIn } from './expr.js';
import { MemoryMaker } from './memory.js';
import type { Auxiliary, Flow, Lever, Link, Metric, Model, Stock, Variable } from './model.js';
import { orderByUse } from './order.js';
import type { NameTable } from './resolve.js';
import { Resolver } from './resolve.js';
import type { Syntax } from './syntax.js';
import { DIMENSIONLESS } from './unit.js';
import { checkUnits } from './units-of-model.js';

/** Largest model, in elements of all its variables together. */
const MAX_ELEMENTS = 200_000;

/**
 * Checks definitions as a whole and makes the model: names, dimensions, flows at stocks, units, order.
 * @returns undefined after diagnostics.
 */
export function buildModel(source: Definitions, diagnostics: Diagnostics): Model | undefined {
  const before = diagnostics.errorCount;
  const builder = new Builder(withCosts(source), diagnostics);
  const model = builder.build();
  return diagnostics.errorCount > before ? undefined : model;
}

class Builder {
  readonly #source: Definitions;
  readonly #diagnostics: Diagnostics;
  readonly #names: NameTable;
  readonly #variables = new Map<string, Variable>();
  readonly #memories: MemoryMaker[] = [];

  constructor(source: Definitions, diagnostics: Diagnostics) {
    this.#source = source;
    this.#diagnostics = diagnostics;
    const { time, dimensions, tables, quantities, unread } = source;
    this.#names = { time, dimensions, tables, quantities, unread };
  }

  build(): Model | undefined {
    const before = this.#diagnostics.errorCount;
    for (const definition of this.#source.quantities.values()) this.#add(definition);
    const metrics = this.#metrics();
    for (const memory of this.#memories)
      for (const made of memory.made) this.#variables.set(made.name, made);
    this.#checkFlows();
    const report = this.#report(metrics);
    // Units and order are checked even when some equations failed, so that one reading shows all.
    const variables = checkUnits(
      this.#source,
      this.#variables,
      this.#memories,
      metrics,
      this.#diagnostics,
    );
    const order = this.#order();
    const initialOrder = this.#initialOrder();
    this.#checkDelays();
    this.#checkSize();
    if (this.#diagnostics.errorCount > before) return undefined;
    const {
      name,
      file,
      title,
      about,
      source,
      time,
      unitsChecked,
      dimensions,
      tables,
      evidence,
      files,
    } = this.#source;
    return {
      name,
      file,
      title,
      ...(about === undefined ? {} : { about }),
      ...(source === undefined ? {} : { source }),
      time,
      unitsChecked,
      dimensions,
      tables,
      variables,
      metrics,
      report,
      order,
      initialOrder,
      evidence,
      files,
      definitions: this.#source,
    };
  }

  #add(definition: Definition): void {
    switch (definition.kind) {
      case 'parameter':
      case 'input':
        this.#variables.set(definition.name, definition);
        return;
      case 'lever': {
        const { cost, unit = DIMENSIONLESS, ...rest } = definition;
        // For show only: what runs, and is checked aloud, is the auxiliary that `withCosts` made.
        const resolved =
          cost &&
          new Resolver(this.#names, cost.stream, undefined, new Diagnostics()).resolve(
            cost,
            definition.dims,
          );
        const lever: Lever = {
          ...rest,
          unit,
          ...(resolved === undefined ? {} : { cost: resolved }),
        };
        this.#variables.set(definition.name, lever);
        return;
      }
      case 'stock':
        this.#addStock(definition);
        return;
      default: {
        const equation = this.#resolve(definition.equation, definition.dims, definition.name);
        if (equation === undefined) return;
        const { unit = DIMENSIONLESS } = definition;
        const made: Flow | Auxiliary = {
          ...definition,
          unit,
          equation,
          text: definition.equation.text,
        };
        this.#variables.set(definition.name, made);
      }
    }
  }

  #resolve(equation: Equation, dims: readonly string[], host: string): Expr | undefined {
    const memory = new MemoryMaker(host, this.#source.dimensions, this.#diagnostics);
    this.#memories.push(memory);
    return new Resolver(this.#names, equation.stream, memory, this.#diagnostics).resolve(
      equation,
      dims,
    );
  }

  #addStock(definition: StockDefinition): void {
    const initial = new Resolver(
      this.#names,
      definition.initial.stream,
      undefined,
      this.#diagnostics,
    ).resolve(definition.initial, definition.dims);
    const links = (list: readonly LinkDefinition[]) =>
      list.flatMap((link) => this.#link(link, definition) ?? []);
    const [inflows, outflows] = [links(definition.inflows), links(definition.outflows)];
    if (initial === undefined) return;
    const { unit = DIMENSIONLESS } = definition;
    const stock: Stock = { ...definition, unit, initial, inflows, outflows };
    this.#checkFloor(stock);
    this.#variables.set(definition.name, stock);
  }

  #checkFloor(stock: Stock): void {
    const { floor, initial } = stock;
    if (floor === undefined) return;
    const parameter = initial.op === 'ref' ? this.#source.quantities.get(initial.name) : undefined;
    const values =
      initial.op === 'number'
        ? [initial.value]
        : parameter?.kind === 'parameter'
          ? [...parameter.values]
          : [];
    const low = values.find((value) => value < floor);
    if (low !== undefined) {
      this.#diagnostics.error(
        'range',
        initial.at,
        `${stock.name} starts at ${low}, below its floor`,
        { expected: `at least ${floor}` },
      );
    }
  }

  #link(link: LinkDefinition, stock: StockDefinition): Link | undefined {
    const flow = this.#source.quantities.get(link.flow);
    if (flow === undefined && this.#source.unread.has(link.flow)) return undefined;
    if (flow?.kind !== 'flow') {
      const flows = [...this.#source.quantities.values()].flatMap((one) =>
        one.kind === 'flow' ? [one.name] : [],
      );
      const what =
        flow === undefined
          ? `there is no flow ${JSON.stringify(link.flow)}`
          : `${link.flow} is not a flow`;
      this.#diagnostics.error('unknown-name', link.place, what, {
        nearest: nearest(link.flow, flows),
      });
      return undefined;
    }
    const picked = new Map<string, string>();
    for (const element of link.elements) {
      const dim = stock.dims.find(
        (one) => !picked.has(one) && this.#source.dimensions.get(one)?.elements.includes(element),
      );
      if (dim === undefined) {
        const known = stock.dims.flatMap((one) => this.#source.dimensions.get(one)?.elements ?? []);
        this.#diagnostics.error(
          'unknown-name',
          link.place,
          `${JSON.stringify(element)} is not an element of ${stock.name}`,
          { nearest: nearest(element, known) },
        );
        return undefined;
      }
      picked.set(dim, element);
    }
    const free = stock.dims.filter((dim) => !picked.has(dim));
    if (free.join() !== flow.dims.join()) {
      const over = (dims: readonly string[]) =>
        dims.length === 0 ? 'nothing' : dims.join(' and ');
      this.#diagnostics.error(
        'dimension',
        link.place,
        `the flow ${flow.name} varies over ${over(flow.dims)}, the stock ${stock.name} over ${over(free)}`,
        {
          expected: 'the same dimensions, or an element of the stock such as stock[element]',
        },
      );
      return undefined;
    }
    const wanted = stock.dims.map((dim) => picked.get(dim));
    const at = elementLabels(stock.dims, this.#source.dimensions).flatMap((label, k) => {
      const parts = label.split(',');
      return wanted.every((element, d) => element === undefined || parts[d] === element) ? [k] : [];
    });
    return { flow: flow.name, at: Int32Array.from(at) };
  }

  #checkFlows(): void {
    const ends = { inflows: new Map<string, string>(), outflows: new Map<string, string>() };
    for (const definition of this.#source.quantities.values()) {
      if (definition.kind !== 'stock') continue;
      for (const side of ['inflows', 'outflows'] as const) {
        for (const link of definition[side]) {
          const other = ends[side].get(link.flow);
          if (other !== undefined) {
            const verb = side === 'inflows' ? 'fills' : 'drains';
            this.#diagnostics.error(
              'flow',
              link.place,
              `the flow ${link.flow} ${verb} ${other} already`,
              { expected: `a flow that ${verb} one stock` },
            );
          }
          ends[side].set(link.flow, definition.name);
        }
      }
    }
    for (const definition of this.#source.quantities.values()) {
      if (
        definition.kind !== 'flow' ||
        ends.inflows.has(definition.name) ||
        ends.outflows.has(definition.name)
      )
        continue;
      this.#diagnostics.warning(
        'flow',
        definition.place,
        `the flow ${definition.name} neither fills nor drains a stock`,
        { expected: 'an auxiliary, or a stock that names it' },
      );
    }
  }

  #metrics(): Metric[] {
    const { metrics } = this.#source;
    // A model that says nothing of what it is judged by is judged by where its stocks end.
    const asked = metrics.length > 0 ? metrics : endsOfStocks(this.#source);
    return asked.flatMap(({ metric, unit, equation }) => {
      const variable = `metric__${metric.name}`;
      const resolved = this.#resolve(equation, [], variable);
      if (resolved === undefined) return [];
      this.#variables.set(variable, {
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

  #report(metrics: readonly Metric[]): readonly string[] {
    const { report } = this.#source;
    if (report !== undefined) {
      for (const { name, place } of report) {
        if (this.#source.quantities.has(name) || this.#source.unread.has(name)) continue;
        this.#diagnostics.error(
          'unknown-name',
          place,
          `there is no quantity ${JSON.stringify(name)}`,
          { nearest: nearest(name, this.#source.quantities.keys()) },
        );
      }
      return [...new Set(report.map((one) => one.name))];
    }
    const wanted = new Set<string>();
    for (const one of this.#source.quantities.values())
      if (one.kind === 'stock') wanted.add(one.name);
    for (const metric of metrics) {
      const variable = this.#variables.get(metric.variable);
      if (variable?.kind !== 'auxiliary') continue;
      for (const name of namesIn(variable.equation)) {
        const kind = this.#source.quantities.get(name)?.kind;
        if (kind === 'flow' || kind === 'auxiliary') wanted.add(name);
      }
    }
    return [...wanted];
  }

  #order(): readonly string[] {
    const nodes = [...this.#variables.values()].flatMap((one) =>
      isEquation(one) ? [one.name] : [],
    );
    return this.#ordered(
      nodes,
      (name) => this.#uses(name),
      'an algebraic loop',
      'a stock, smooth, delay or previous in the loop',
    );
  }

  #initialOrder(): readonly string[] {
    const states = [...this.#variables.values()].flatMap((one) =>
      one.kind === 'stock' || one.kind === 'memory' ? [one.name] : [],
    );
    const needed = new Set<string>();
    const queue = [...states];
    for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
      if (needed.has(name)) continue;
      needed.add(name);
      queue.push(...this.#initialUses(name));
    }
    // States first, in their own order; what they use is pulled in front of them.
    const nodes = [...this.#variables.keys()].filter(
      (name) => needed.has(name) && this.#isComputed(name),
    );
    return this.#ordered(
      nodes,
      (name) => this.#initialUses(name),
      'a loop among initial values',
      'an initial value that does not go round',
    );
  }

  #isComputed(name: string): boolean {
    const kind = this.#variables.get(name)?.kind;
    return kind === 'stock' || kind === 'memory' || kind === 'flow' || kind === 'auxiliary';
  }

  #ordered(
    nodes: readonly string[],
    uses: (name: string) => readonly string[],
    what: string,
    expected: string,
  ): readonly string[] {
    const ordering = orderByUse(nodes, uses);
    if ('order' in ordering) return ordering.order;
    for (const cycle of ordering.cycles) {
      const names = cycle
        .map((name) => name.replace(/__.*$/, ''))
        .filter((name, index, all) => index === 0 || name !== all[index - 1]);
      const shown = names.length === 1 ? [...names, ...names] : names;
      const place = this.#variables.get(cycle[0] ?? '')?.place;
      if (place !== undefined)
        this.#diagnostics.error('loop', place, `${what}: ${shown.join(' -> ')}`, { expected });
    }
    return [];
  }

  #uses(name: string): readonly string[] {
    const variable = this.#variables.get(name);
    return variable !== undefined && isEquation(variable) ? namesIn(variable.equation) : [];
  }

  #initialUses(name: string): readonly string[] {
    const variable = this.#variables.get(name);
    if (variable?.kind === 'stock') return namesIn(variable.initial);
    if (variable?.kind === 'memory')
      return [...namesIn(variable.initial), ...(variable.delay ? namesIn(variable.delay) : [])];
    return this.#uses(name);
  }

  #checkDelays(): void {
    for (const variable of this.#variables.values()) {
      if (variable.kind !== 'memory' || variable.delay === undefined) continue;
      const varying = this.#varyingName(variable.delay, new Set());
      if (varying === undefined) continue;
      this.#diagnostics.error(
        'expression',
        variable.delay.at,
        `the time of delay_fixed varies with ${varying}`,
        { expected: 'parameters and numbers alone' },
      );
    }
  }

  #varyingName(expr: Expr, seen: Set<string>): string | undefined {
    for (const name of namesIn(expr)) {
      const variable = this.#variables.get(name);
      if (variable === undefined || variable.kind === 'parameter' || seen.has(name)) continue;
      seen.add(name);
      if (variable.kind !== 'auxiliary' || this.#varyingName(variable.equation, seen) !== undefined)
        return name;
    }
    return undefined;
  }

  #checkSize(): void {
    const size = [...this.#variables.values()].reduce((sum, one) => sum + one.size, 0);
    if (size <= MAX_ELEMENTS) return;
    this.#diagnostics.error(
      'size',
      { file: this.#source.file, line: 1, column: 1 },
      `the model has ${size} elements`,
      { expected: `at most ${MAX_ELEMENTS}` },
    );
  }
}

function isEquation(variable: Variable): variable is Flow | Auxiliary {
  return variable.kind === 'flow' || variable.kind === 'auxiliary';
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
