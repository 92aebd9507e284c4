/** A whole number from 0 up to, but not, `n`: all choices that make a model are of this kind; 0 is the simplest. */
export type Choose = (n: number) => number;

/** A variable that expressions may use, and the dimensions that it varies over. */
export interface Quantity {
  readonly name: string;
  readonly dims: readonly string[];
}

export const ELEMENTS: Readonly<Record<string, readonly string[]>> = {
  region: ['north', 'mid', 'south'],
  group: ['red', 'blue'],
};

/** Draws of every kind, on both sides of the sizes at which their methods change. */
const DRAWS = [
  'uniform(0, 1) * tanh(X)',
  'normal(tanh(X), 0.1)',
  'poisson(2 + abs(tanh(X)))',
  'poisson(30 + tanh(X))',
  'bernoulli(abs(tanh(X)))',
  'gamma(0.5 + abs(tanh(X)), 1)',
  'gamma(3 + tanh(X), 0.2)',
  'exponential(abs(tanh(X)))',
  'lognormal(1, abs(tanh(X)))',
  'binomial(20, abs(tanh(X)))',
  'binomial(100, 0.3 + 0.1 * tanh(X))',
  'negative_binomial(3, 0.5 + abs(tanh(X)))',
];

/** Expressions without a finite value, or with too large a one, for some arguments. */
const RISKS = [
  '(A) / (B)',
  'log(A)',
  'sqrt(A + 1)',
  'exp(300 * (A))',
  '1 / (1 + exp(1000 * (A)))',
  '(A)^(B)',
  'max(0, log(A))',
  'min(1, 1 / (A - 1))',
  'tanh(1 / (A))',
  'atan(exp(500 * (A)))',
  'if(A > 1, log(A - 1.5), B)',
  'normal(0, A)',
  'uniform(A, B)',
  'pulse(1, 1, A)',
  'if(A > 1, step(1, 1 / (B)), poisson(A))',
];

/**
 * Writes expressions by choices. Values stay within a few hundred, so that differences can be judged, and what
 * is compared or rounded is moved off round numbers, where the last bit would decide.
 */
export class ExpressionWriter {
  readonly #choose: Choose;
  readonly #risky: boolean;
  readonly #known: Quantity[] = [];

  /** @param risky whether some expressions have no finite value in some worlds. */
  constructor(choose: Choose, risky: boolean) {
    this.#choose = choose;
    this.#risky = risky;
  }

  /** Lets expressions from here on use some quantities. */
  know(...quantities: readonly Quantity[]): void {
    this.#known.push(...quantities);
  }

  of<T>(list: readonly T[]): T {
    return list[this.#choose(list.length)] as T;
  }

  number(): string {
    return this.of(['1', '0.2', '0.5', '1.5', '2', '0.75', '3']);
  }

  /**
   * An expression that varies over at most `dims`.
   * @param running whether it is worked out in every step, or only at the start, where there is no past.
   */
  write(dims: readonly string[], depth: number, running: boolean): string {
    if (depth <= 0) return this.#leaf(dims, running);
    const part = () => this.write(dims, depth - 1, running);
    const [a, b] = [part(), part()];
    if (this.#risky && this.#choose(6) === 5)
      return this.of(RISKS).replace('A', a).replace('A', a).replace('B', b);
    return this.of([
      () => this.#leaf(dims, running),
      ...this.#pure(a, b, part),
      ...(running ? this.#moving(a, b) : []),
      ...this.#overElements(dims, depth - 1, running),
    ])();
  }

  /** Functions of numbers alone. */
  #pure(a: string, b: string, part: () => string): (() => string)[] {
    return [
      () => `(${a} + ${b})`,
      () => `(${a} - ${b})`,
      () => `tanh(${a}) * (${b})`,
      () => `(${a}) / (1 + abs(${b}))`,
      () => `-(${a})`,
      () => `min(${a}, ${b})`,
      () => `max(${a}, ${b}, ${this.number()})`,
      () => `exp(min(${a}, 2))`,
      () => `log(0.5 + abs(${a}))`,
      () => `log10(0.5 + abs(${a}))`,
      () => `sqrt(0.1 + abs(${a}))`,
      () => `(abs(${a}) + 0.1)^${this.of(['0.5', '1.5', '0.7', '-1', '2', '3', `tanh(${b})`])}`,
      () => `pow(abs(${a}) + 0.1, tanh(${b}))`,
      () => `sin(${a})`,
      () => `cos(${a})`,
      () => `tan(tanh(${a}))`,
      () => `atan(${a})`,
      () => `abs(${a})`,
      () => `if(${a} ${this.of(['<', '<=', '>', '>='])} ${b} + 0.0123, ${part()}, ${part()})`,
      () => `if(p0 ${this.of(['==', '!='])} ${this.number()}, ${a}, ${b})`,
      () => `if(${a} > 0.0123 and ${b} < 1.0123 or not (${a} > 1.0123), ${a}, ${b})`,
      () => `floor(${a} + 0.0123) + ceil(${b} - 0.0123) - round(${a} + 0.0123)`,
      // A remainder near 0 of a large number would magnify the last bits of that number.
      () => `sign(${a} + 0.0123) * (1 + mod(${b} + 0.0123, ${this.number()}))`,
      () => `${this.of(['line', 'curve', 'even', 'long'])}(${a})`,
      () => `${this.of(['stairs', 'flight'])}(${a} + 0.0123)`,
    ];
  }

  /** What depends on the time, the past and chance. */
  #moving(a: string, b: string): (() => string)[] {
    return [
      () => `step(${a}, ${this.of(['1', '2.5', 'p0'])})`,
      () => `ramp(tanh(${a}), 1, ${this.of(['3', '1 + p0'])})`,
      () => `pulse(${a}, 1, 0.5${this.of(['', ', 2'])})`,
      () => `smooth(${a}, ${this.of(['3', 'p0 + 2', `3 + tanh(${b})`])})`,
      () => `smooth(${a}, 4, ${this.of(['2', '3'])}, ${b})`,
      () => `delay(tanh(${a}), 4${this.of(['', ', 2', ', 3, 0.5'])})`,
      // Stages shorter than a step.
      () => `smooth(${a}, ${this.of(['0.3', 'p0', `1 + 0.9 * tanh(${b})`])}, 3)`,
      () => `delay(tanh(${a}), ${this.of(['0.3', 'p0', `1 + 0.9 * tanh(${b})`])}, 2)`,
      () => `delay_fixed(${a}, ${this.of(['2', '1.5', 'p0', 'p0 * 2'])}${this.of(['', `, ${b}`])})`,
      () => `previous(${a}${this.of(['', `, ${b}`])})`,
      () => this.of(DRAWS).replace('X', a),
    ];
  }

  /** Reductions, networks and weighted sums. */
  #overElements(dims: readonly string[], depth: number, running: boolean): (() => string)[] {
    const missing = ['region', 'group'].filter((dim) => !dims.includes(dim));
    const makers = missing.flatMap((dim) => {
      const inside = ['region', 'group'].filter((one) => one === dim || dims.includes(one));
      const inner = () => this.#varying(inside, dim, depth, running);
      return [
        ...['sum', 'mean', 'min', 'max'].map((fn) => () => `${fn}(${inner()}, ${dim})`),
        () => `product(tanh(${inner()}), ${dim})`,
      ];
    });
    if (!dims.includes('region')) return makers;
    const network = () => this.of(['near', 'far']);
    const local = () => this.of(['p1', 'lever']);
    return [
      ...makers,
      () => `neighbours(${this.#varying(dims, 'region', depth, running)}, ${network()})`,
      () => `sum(${local()} * ${local()}[other], other)`,
    ];
  }

  /** An expression that surely varies over `dim`. */
  #varying(dims: readonly string[], dim: string, depth: number, running: boolean): string {
    return `(${dim === 'region' ? 'p1' : 'p2'} + ${this.write(dims, depth, running)})`;
  }

  /** A number, the time, a quantity, or the middle of one that varies over more. */
  #leaf(dims: readonly string[], running: boolean): string {
    const fits = this.#known.flatMap(({ name, dims: own }) => {
      if (!running && /^[sa]/.test(name)) return [];
      if (own.every((dim) => dims.includes(dim))) return [name];
      if (own.some((dim) => dims.includes(dim))) return [];
      return [`${name}[${own.map((dim) => ELEMENTS[dim]?.[1]).join(', ')}]`];
    });
    if (running) fits.push('time', 'dt');
    return this.#choose(4) === 0 || fits.length === 0 ? this.number() : this.of(fits);
  }
}
