import type { Diagnostics, Place } from '../diagnostics/diagnostic.js';
import { nearest } from '../diagnostics/nearest.js';
import type { Definition } from './definitions.js';
import type { Expr, Index } from './expr.js';
import { isFunctionName } from './functions.js';
import type { Dimension, ModelTime, Table } from './model.js';
import type { Name } from './syntax.js';

/** What names can mean while equations are resolved. */
export interface NameTable {
  readonly time: ModelTime;
  readonly dimensions: ReadonlyMap<string, Dimension>;
  readonly tables: ReadonlyMap<string, Table>;
  readonly quantities: ReadonlyMap<string, Pick<Definition, 'dims' | 'kind'>>;
  /** Names whose entries could not be read: nothing more is said of them. */
  readonly unread: ReadonlySet<string>;
  /** Quantities over dimensions that are not known: what varies over them cannot be judged. */
  readonly uncertain: ReadonlySet<string>;
}

/** The dimensions whose element is at hand; `any` inside a reduction over all dimensions of its argument. */
export type AtHand = readonly string[] | 'any';

/** A name, with the elements picked from it if any; undefined after a diagnostic. */
export function resolveReference(
  names: NameTable,
  diagnostics: Diagnostics,
  name: string,
  picks: readonly Name[],
  at: Place,
  hand: AtHand,
): Expr | undefined {
  const quantity = names.quantities.get(name);
  if (quantity === undefined) {
    reportUnknownName(names, diagnostics, name, at);
    return undefined;
  }
  if (names.uncertain.has(name)) return undefined;
  const index = indexOf(names, diagnostics, name, quantity.dims, picks);
  if (index === undefined) return undefined;
  const loops = index.flatMap((one) => ('loop' in one ? [one.loop] : []));
  const missing = hand === 'any' ? [] : loops.filter((loop) => !hand.includes(loop));
  if (missing.length > 0) {
    const [first] = missing;
    const element = names.dimensions.get(first ?? '')?.elements[0] ?? 'element';
    diagnostics.error(
      'dimension',
      at,
      `${name} varies over ${missing.join(' and ')}, and this equation does not`,
      {
        expected: `a reduction such as sum(${name}, ${first}), or one element such as ${name}[${element}]`,
      },
    );
    return undefined;
  }
  return { op: 'ref', name, index, at, dims: unionOf(names, [loops]) };
}

/** Dimensions of several parts together, in the order of the model. */
export function unionOf(
  names: NameTable,
  lists: readonly (readonly string[])[],
): readonly string[] {
  const all = new Set(lists.flat());
  return all.size === 0 ? [] : [...names.dimensions.keys()].filter((name) => all.has(name));
}

// Each pick takes the first dimension of the variable, not yet picked, that it can belong to.
function indexOf(
  names: NameTable,
  diagnostics: Diagnostics,
  name: string,
  dims: readonly string[],
  picks: readonly Name[],
): Index[] | undefined {
  const surplus = picks[dims.length];
  if (surplus !== undefined && dims.length > 0) {
    diagnostics.error('dimension', surplus.at, `${name} varies over ${dims.join(' and ')} only`, {
      expected: `one element of ${dims.length === 1 ? dims[0] : 'each'}`,
    });
    return undefined;
  }
  const index: (Index | undefined)[] = dims.map(() => undefined);
  for (const [position, pick] of picks.entries()) {
    const fits = dims.flatMap((dim, d) =>
      index[d] === undefined && canPick(names, dim, pick.name) ? [d] : [],
    );
    const d = picks.length === dims.length && fits.includes(position) ? position : fits[0];
    if (d === undefined) {
      const elements = dims.flatMap((dim) => names.dimensions.get(dim)?.elements ?? []);
      const over =
        dims.length === 0
          ? `${name} has no elements`
          : `${JSON.stringify(pick.name)} is not an element of ${dims.join(' or ')}`;
      diagnostics.error('unknown-name', pick.at, over, {
        nearest: () => nearest(pick.name, elements),
      });
      return undefined;
    }
    if (fits.length > 1 && picks.length !== dims.length) {
      diagnostics.error(
        'ambiguous',
        pick.at,
        `${pick.name} may belong to ${fits.map((one) => dims[one]).join(' or ')}`,
        {
          expected: `an element for each of ${dims.join(', ')}`,
        },
      );
      return undefined;
    }
    const element = names.dimensions.get(dims[d] ?? '')?.elements.indexOf(pick.name) ?? -1;
    index[d] = element >= 0 ? { element } : { loop: pick.name };
  }
  return index.map((one, d) => one ?? { loop: dims[d] ?? '' });
}

function canPick(names: NameTable, dim: string, word: string): boolean {
  const dimension = names.dimensions.get(dim);
  if (dimension?.elements.includes(word)) return true;
  const other = names.dimensions.get(word);
  return other !== undefined && (other.like ?? other.name) === (dimension?.like ?? dimension?.name);
}

function reportUnknownName(
  names: NameTable,
  diagnostics: Diagnostics,
  name: string,
  at: Place,
): void {
  if (names.unread.has(name)) return;
  if (names.dimensions.has(name)) {
    diagnostics.error('unknown-name', at, `${name} is a dimension, not a quantity`);
  } else if (names.tables.has(name) || isFunctionName(name)) {
    diagnostics.error(
      'unknown-name',
      at,
      `${name} is a ${names.tables.has(name) ? 'table' : 'function'} and needs an argument`,
      { expected: `${name}(...)` },
    );
  } else {
    diagnostics.error('unknown-name', at, `there is no quantity ${JSON.stringify(name)}`, {
      nearest: () => nearest(name, visible(names.quantities.keys())),
    });
  }
}

/** Names that an author can have written. */
function visible(names: Iterable<string>): string[] {
  return [...names].filter((name) => !name.includes('__'));
}
