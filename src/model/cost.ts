import type {
  Definition,
  Definitions,
  Equation,
  EquationDefinition,
  LeverDefinition,
} from './definitions.js';
import { inLanguage } from './names.js';
import type { Syntax } from './syntax.js';

/** The name of the cost of all levers together, per unit of time. */
export const POLICY_COST = 'policy_cost';

/** The name of the cost of one lever, per unit of time and element. */
export function costName(lever: string): string {
  return `cost_of_${lever}`;
}

/** Adds `cost_of_<lever>` for each lever with a cost, and their sum `policy_cost` when there are levers. */
export function withCosts(definitions: Definitions): Definitions {
  const levers = [...definitions.quantities.values()].filter((one) => one.kind === 'lever');
  if (levers.length === 0 || definitions.quantities.has(POLICY_COST)) return definitions;
  const costs = levers.flatMap((lever) =>
    lever.cost === undefined ? [] : [costOf(lever, lever.cost)],
  );
  const [first] = levers;
  if (first === undefined) return definitions;
  const quantities = new Map<string, Definition>(definitions.quantities);
  for (const cost of costs) if (!quantities.has(cost.name)) quantities.set(cost.name, cost);
  // By name, so that the sum does not change by a bit when levers are written in another order.
  const inOrder = [...costs].sort((a, b) => (a.name < b.name ? -1 : 1));
  quantities.set(POLICY_COST, sumOf(inOrder, first));
  return { ...definitions, quantities };
}

function costOf(lever: LeverDefinition, cost: Equation): EquationDefinition {
  const at = cost.syntax.at;
  const level: Syntax = { kind: 'name', name: lever.name, at };
  return {
    ...made(costName(lever.name), `Cost of ${inLanguage(lever.title, 'en')}`, lever),
    dims: lever.dims,
    size: lever.size,
    equation: {
      text: `(${cost.text}) * ${lever.name}`,
      syntax: { kind: 'operator', op: '*', args: [cost.syntax, level], at },
      stream: cost.stream,
    },
  };
}

function sumOf(costs: readonly EquationDefinition[], first: LeverDefinition): EquationDefinition {
  const at = first.place;
  const parts = costs.map((cost): Syntax => {
    const name: Syntax = { kind: 'name', name: cost.name, at };
    return cost.dims.length === 0 ? name : { kind: 'call', fn: 'sum', args: [name], at };
  });
  const zero: Syntax = { kind: 'number', value: 0, at };
  const [start = zero, ...rest] = parts;
  const syntax = rest.reduce(
    (sum, part): Syntax => ({ kind: 'operator', op: '+', args: [sum, part], at }),
    start,
  );
  const words = costs.map((cost) => (cost.dims.length === 0 ? cost.name : `sum(${cost.name})`));
  return {
    ...made(POLICY_COST, 'Cost of the policy', first),
    dims: [],
    size: 1,
    equation: { text: words.join(' + ') || '0', syntax, stream: POLICY_COST },
  };
}

function made(name: string, title: string, lever: LeverDefinition) {
  return {
    name,
    title,
    hidden: false,
    place: lever.place,
    evidence: [],
    kind: 'auxiliary' as const,
  };
}
