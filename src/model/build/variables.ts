import { Diagnostics } from '../../diagnostics/diagnostic.js';
import type { Definition, LinkDefinition, StockDefinition } from '../definitions.js';
import type { Auxiliary, Flow, Lever, Stock } from '../model.js';
import { Resolver } from '../resolve.js';
import { DIMENSIONLESS } from '../unit.js';
import type { Building } from './building.js';
import { resolveEquation } from './building.js';
import { linkOf } from './links.js';

/** Resolves a definition and adds the variable that it makes. */
export function addDefinition(b: Building, definition: Definition): void {
  if (b.source.uncertain.has(definition.name)) return;
  switch (definition.kind) {
    case 'parameter':
    case 'input':
      b.variables.set(definition.name, definition);
      return;
    case 'lever': {
      const { cost, unit = DIMENSIONLESS, ...rest } = definition;
      // For show only: what runs, and is checked aloud, is the auxiliary that `withCosts` made.
      const resolved =
        cost &&
        new Resolver(b.names, cost.stream, undefined, new Diagnostics()).resolve(
          cost,
          definition.dims,
        );
      const lever: Lever = {
        ...rest,
        unit,
        ...(resolved === undefined ? {} : { cost: resolved }),
      };
      b.variables.set(definition.name, lever);
      return;
    }
    case 'stock':
      addStock(b, definition);
      return;
    default: {
      const equation = resolveEquation(b, definition.equation, definition.dims, definition.name);
      if (equation === undefined) return;
      const { unit = DIMENSIONLESS } = definition;
      const made: Flow | Auxiliary = {
        ...definition,
        unit,
        equation,
        text: definition.equation.text,
      };
      b.variables.set(definition.name, made);
    }
  }
}

function addStock(b: Building, definition: StockDefinition): void {
  const initial = new Resolver(
    b.names,
    definition.initial.stream,
    undefined,
    b.diagnostics,
  ).resolve(definition.initial, definition.dims);
  const links = (list: readonly LinkDefinition[]) =>
    list.flatMap((link) => linkOf(b, link, definition) ?? []);
  const [inflows, outflows] = [links(definition.inflows), links(definition.outflows)];
  if (initial === undefined) return;
  const { unit = DIMENSIONLESS } = definition;
  const stock: Stock = { ...definition, unit, initial, inflows, outflows };
  checkFloor(b, stock);
  b.variables.set(definition.name, stock);
}

function checkFloor(b: Building, stock: Stock): void {
  const { floor, initial } = stock;
  if (floor === undefined) return;
  const parameter = initial.op === 'ref' ? b.source.quantities.get(initial.name) : undefined;
  const values =
    initial.op === 'number'
      ? [initial.value]
      : parameter?.kind === 'parameter'
        ? [...parameter.values]
        : [];
  const low = values.find((value) => value < floor);
  if (low !== undefined) {
    b.diagnostics.error('range', initial.at, `${stock.name} starts at ${low}, below its floor`, {
      expected: `at least ${floor}`,
    });
  }
}
