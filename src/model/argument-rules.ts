/** How an argument must compare with a number, or with another argument of the same call. */
export interface Bound {
  readonly is: 'gt' | 'ge' | 'lt' | 'le' | 'ne';
  readonly than: number | { readonly argument: number };
  /** It holds for numbers that are written down; what quantities may do instead, `docs/language.md` says. */
  readonly written?: true;
}

/** What an argument of a function must be. */
export interface ArgumentRule {
  /** As the language calls it: `sd` in `normal(mean, sd)`. */
  readonly name: string;
  readonly bounds: readonly Bound[];
  /** Written as a number it must be whole; of a quantity the part after the point is dropped. */
  readonly whole?: true;
}

const atLeast = (than: number): Bound => ({ is: 'ge', than });
const above = (than: number): Bound => ({ is: 'gt', than });
const atMost = (than: number): Bound => ({ is: 'le', than });
const below = (than: number): Bound => ({ is: 'lt', than });
const notZero: Bound = { is: 'ne', than: 0 };

const any = (name: string): ArgumentRule => ({ name, bounds: [] });
const one = (name: string, ...bounds: readonly Bound[]): ArgumentRule => ({ name, bounds });

const INFINITY = Number.POSITIVE_INFINITY;
const FINITE = [above(-INFINITY), below(INFINITY)];
const SHARE = [atLeast(0), atMost(1)];
// Counts above this are no longer told apart from their neighbours.
const COUNT = [atLeast(0), below(1e15)];

/**
 * What the arguments of each function must be: the one table for `check`, for the reference and for the kernel.
 * Functions that are not here take any number. What is written as numbers is checked when the file is read; what
 * comes from quantities has no value (NaN) in a run, so the world fails.
 */
export const ARGUMENT_RULES: ReadonlyMap<string, readonly ArgumentRule[]> = new Map<
  string,
  readonly ArgumentRule[]
>([
  ['uniform', [one('low', { is: 'le', than: { argument: 1 } }), any('high')]],
  ['normal', [any('mean'), one('sd', atLeast(0))]],
  ['lognormal', [one('median', above(0)), one('sigma', atLeast(0))]],
  ['exponential', [one('mean', atLeast(0))]],
  ['gamma', [one('shape', above(0)), one('scale', atLeast(0))]],
  ['bernoulli', [one('p', ...SHARE)]],
  ['binomial', [{ name: 'n', bounds: COUNT, whole: true }, one('p', ...SHARE)]],
  ['poisson', [one('mean', ...COUNT)]],
  ['negative_binomial', [one('mean', atLeast(0)), one('k', above(0))]],
  ['step', [any('height'), one('start', ...FINITE)]],
  [
    'ramp',
    [
      any('slope'),
      one('start', ...FINITE),
      one('end', ...FINITE, { is: 'ge', than: { argument: 1 }, written: true }),
    ],
  ],
  [
    'pulse',
    [
      any('height'),
      one('start', ...FINITE),
      one('length', atLeast(0), below(INFINITY)),
      one('every', atLeast(0), below(INFINITY)),
    ],
  ],
  ['smooth', [any('x'), one('time', above(0), below(INFINITY))]],
  ['delay', [any('x'), one('time', above(0), below(INFINITY))]],
  ['delay_fixed', [any('x'), one('time', atLeast(0), below(INFINITY))]],
  // These have no finite value for other arguments, so that a run needs no rule.
  ['log', [one('x', above(0))]],
  ['log10', [one('x', above(0))]],
  ['sqrt', [one('x', atLeast(0))]],
  ['mod', [any('a'), one('b', notZero)]],
  ['divide', [any('dividend'), one('divisor', notZero)]],
]);

/** What the run must look at: a bound of an argument, by its number. */
export interface RunBound {
  readonly argument: number;
  readonly bound: Bound;
}

/** The bounds of a function that hold in a run too. */
export function runBounds(rules: readonly ArgumentRule[]): readonly RunBound[] {
  return rules.flatMap(({ bounds }, argument) =>
    bounds.flatMap((bound) => (bound.written === true ? [] : [{ argument, bound }])),
  );
}

/** Whether numbers are arguments that a function can have in a run. NaN never is, where there is a bound. */
export function fits(bounds: readonly RunBound[], args: readonly number[]): boolean {
  return bounds.every(({ argument, bound }) => {
    const value = args[argument];
    return value === undefined || holds(bound, value, otherOf(bound, args) ?? Number.NaN);
  });
}

function otherOf({ than }: Bound, args: readonly (number | undefined)[]): number | undefined {
  return typeof than === 'number' ? than : args[than.argument];
}

function holds({ is }: Bound, value: number, other: number): boolean {
  switch (is) {
    case 'gt':
      return value > other;
    case 'ge':
      return value >= other;
    case 'lt':
      return value < other;
    case 'le':
      return value <= other;
    case 'ne':
      return value !== other;
  }
}

const WRONG: Readonly<Record<Bound['is'], string>> = {
  gt: 'is not above',
  ge: 'is below',
  lt: 'is not below',
  le: 'is above',
  ne: 'is',
};

const RIGHT: Readonly<Record<Bound['is'], string>> = {
  gt: 'above',
  ge: 'at least',
  lt: 'below',
  le: 'at most',
  ne: 'a number other than',
};

/** What is wrong with an argument, and what would be right. */
export interface ArgumentProblem {
  readonly argument: number;
  readonly message: string;
  readonly expected: string;
}

/** The first argument that breaks a rule; arguments that are not known are passed over. */
export function argumentProblem(
  fn: string,
  args: readonly (number | undefined)[],
): ArgumentProblem | undefined {
  const rules = ARGUMENT_RULES.get(fn) ?? [];
  for (const [argument, { name, bounds, whole }] of rules.entries()) {
    const value = args[argument];
    if (value === undefined) continue;
    for (const bound of bounds) {
      const other = otherOf(bound, args);
      if (other === undefined || holds(bound, value, other)) continue;
      const than = nameOf(bound, rules);
      const shown = typeof bound.than === 'number' ? than : `${than} (${other})`;
      const what = bound.is === 'ne' ? name : `${name} (${value})`;
      const message = `${what} ${WRONG[bound.is]} ${shown}`;
      return { argument, message, expected: `${name} ${RIGHT[bound.is]} ${than}` };
    }
    if (whole === true && !Number.isInteger(value))
      return {
        argument,
        message: `${name} (${value}) is not a whole number`,
        expected: `a whole number for ${name}`,
      };
  }
  return undefined;
}

function nameOf({ than }: Bound, rules: readonly ArgumentRule[]): string {
  return typeof than === 'number' ? String(than) : (rules[than.argument]?.name ?? '');
}
