import type { Diagnostics } from '../../diagnostics/diagnostic.js';
import type { Definitions, Equation } from '../definitions.js';
import type { Expr } from '../expr.js';
import { MemoryMaker } from '../memory.js';
import type { Auxiliary, Flow, Variable } from '../model.js';
import type { NameTable } from '../reference.js';
import { Resolver } from '../resolve.js';
import { Budget, MAX_ELEMENTS } from '../size.js';

/** A model while it is built: what is known so far. */
export interface Building {
  readonly source: Definitions;
  readonly diagnostics: Diagnostics;
  readonly names: NameTable;
  /** Filled as definitions are resolved. */
  readonly variables: Map<string, Variable>;
  /** One for each equation, with the hidden variables that it made. */
  readonly memories: MemoryMaker[];
  /** What the model may still have of them; hidden variables count too. */
  readonly elements: Budget;
}

export function startBuilding(source: Definitions, diagnostics: Diagnostics): Building {
  const sizes = [...source.quantities.values()].map((one) => one.size);
  const elements = new Budget(
    MAX_ELEMENTS,
    sizes.reduce((sum, size) => sum + size, 0),
  );
  return { source, diagnostics, names: source, variables: new Map(), memories: [], elements };
}

/** @returns undefined after diagnostics. */
export function resolveEquation(
  b: Building,
  equation: Equation,
  dims: readonly string[],
  host: string,
): Expr | undefined {
  const memory = new MemoryMaker(host, b.source.dimensions, b.elements, b.diagnostics);
  b.memories.push(memory);
  return new Resolver(b.names, equation.stream, memory, b.diagnostics).resolve(equation, dims);
}

export function isEquation(variable: Variable): variable is Flow | Auxiliary {
  return variable.kind === 'flow' || variable.kind === 'auxiliary';
}
