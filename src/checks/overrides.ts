import type { Diagnostics, Place } from '../diagnostics/diagnostic.js';
import { buildModel } from '../model/build/index.js';
import type { Definition, StockDefinition } from '../model/definitions.js';
import type { Model } from '../model/model.js';
import { DIMENSIONLESS } from '../model/unit.js';

/** Values for all elements of a quantity, and the place that gave them. */
export interface Override {
  readonly values: Float64Array;
  readonly place: Place;
}

/** What differs from the model: parameters and inputs, and stocks at the start. */
export interface Overrides {
  readonly set: ReadonlyMap<string, Override>;
  readonly initial: ReadonlyMap<string, Override>;
}

/**
 * The model with other values of parameters and inputs (constant from then on) and of stocks at the start. A
 * parameter that is set has no distribution any more. The model given stays as it is.
 * @returns undefined after diagnostics, e.g. for a stock that starts below its floor.
 */
export function withOverrides(
  model: Model,
  overrides: Overrides,
  diagnostics: Diagnostics,
): Model | undefined {
  if (overrides.set.size === 0 && overrides.initial.size === 0) return model;
  const quantities = new Map(model.definitions.quantities);
  for (const [name, { values }] of overrides.set) {
    const definition = quantities.get(name);
    if (definition !== undefined) quantities.set(name, withValues(definition, values));
  }
  for (const [name, override] of overrides.initial) {
    const stock = quantities.get(name);
    if (stock?.kind !== 'stock') continue;
    for (const made of withInitial(stock, override)) quantities.set(made.name, made);
  }
  return buildModel({ ...model.definitions, quantities }, diagnostics);
}

function withValues(definition: Definition, values: Float64Array): Definition {
  if (definition.kind === 'input') {
    const { given: _series, ...rest } = definition;
    return { ...rest, times: Float64Array.of(0), values };
  }
  if (definition.kind !== 'parameter') return definition;
  const { distribution: _none, ...rest } = definition;
  return { ...rest, values };
}

// The values become a hidden parameter, which can differ by element and has the stock's unit.
function withInitial(stock: StockDefinition, override: Override): Definition[] {
  const { values, place } = override;
  const name = `${stock.name}__start`;
  const initial = {
    ...stock.initial,
    text: name,
    syntax: { kind: 'name', name, at: place },
  } as const;
  const { title, dims, size, unit = DIMENSIONLESS } = stock;
  const described = { name, title, unit, dims, size, hidden: true, place, evidence: [] };
  return [
    { ...described, kind: 'parameter', source: name, values },
    { ...stock, initial },
  ];
}
