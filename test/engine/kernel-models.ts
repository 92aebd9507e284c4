import type { Choose } from './kernel-expressions.js';
import { ELEMENTS, ExpressionWriter } from './kernel-expressions.js';

const DIMS: readonly (readonly string[])[] = [[], ['region'], ['group'], ['region', 'group']];
const OVER_TIME = ['sum', 'mean', 'start', 'end', 'change', 'min', 'max'];

/**
 * The text of a model made by choices: every function of the language, dimensions, reductions, networks, memories,
 * tables, floors, draws, inputs, levers and metrics, under both methods.
 * @param risky whether some equations have no value, or too large a one, in some worlds.
 */
export function modelText(choose: Choose, risky = false): string {
  return new ModelWriter(choose, risky).text();
}

const over = (dims: readonly string[]): string =>
  dims.length === 0 ? '' : `over: [${dims.join(', ')}], `;

class ModelWriter {
  readonly #choose: Choose;
  readonly #expressions: ExpressionWriter;

  constructor(choose: Choose, risky: boolean) {
    this.#choose = choose;
    this.#expressions = new ExpressionWriter(choose, risky);
  }

  text(): string {
    return [
      ...this.#header(),
      ...this.#tables(),
      ...this.#parameters(),
      ...this.#inputs(),
      ...this.#levers(),
      ...this.#system(),
    ].join('\n');
  }

  #number(): string {
    return this.#expressions.number();
  }

  #header(): string[] {
    const step = this.#expressions.of(['1', '0.5', '0.25']);
    const method = this.#expressions.of(['euler', 'rk4']);
    const n = () => this.#number();
    return [
      'title: Made up',
      `time: {unit: month, start: 0, end: 6, step: ${step}, method: ${method}}`,
      'units: unchecked',
      'dimensions:',
      '  region:',
      '    title: Region',
      '    elements: [north, mid, south]',
      '    networks:',
      `      near: {matrix: [[0, ${n()}, 0], [${n()}, 0, ${n()}], [${n()}, ${n()}, 0]]}`,
      '      far: {matrix: [[0, 1, 1], [1, 0, 1], [1, 1, 0]], normalise: rows}',
      '  other: {title: Other region, like: region}',
      '  group: {title: Group, elements: [red, blue]}',
    ];
  }

  /** Tables of few points, which are compared one by one, and of many, which are searched; even and not. */
  #tables(): string[] {
    const points = (count: number, x: (k: number) => number) =>
      Array.from({ length: count }, (_, k) => `[${x(k)}, ${this.#number()}]`).join(', ');
    return [
      'tables:',
      `  line: {points: [${points(2, (k) => 4 * k - 1)}]}`,
      `  curve: {points: [[-2, 0.5], [-0.5, 1], [0.25, 0.75], [1, 2], [3, 1.5]]}`,
      `  even: {points: [${points(17, (k) => k / 4 - 1)}]}`,
      `  long: {points: [${points(21, (k) => Math.round(2 ** (k / 4) * 64) / 64 - 4)}]}`,
      `  stairs: {points: [${points(3, (k) => 1.5 * k - 1)}], interpolation: step}`,
      `  flight: {points: [${points(18, (k) => (k * (k + 1)) / 64 - 1)}], interpolation: step}`,
    ];
  }

  #parameters(): string[] {
    const value = ([dim, ...inner]: readonly string[]): string => {
      if (dim === undefined) return this.#number();
      return `{${(ELEMENTS[dim] ?? []).map((one) => `${one}: ${value(inner)}`).join(', ')}}`;
    };
    const lines = DIMS.map((dims, k) => {
      this.#expressions.know({ name: `p${k}`, dims });
      return `  p${k}: {title: p${k}, ${over(dims)}value: ${value(dims)}, grade: assumed}`;
    });
    return ['parameters:', ...lines];
  }

  #inputs(): string[] {
    this.#expressions.know({ name: 'wave', dims: [] }, { name: 'shift', dims: [] });
    const n = () => this.#number();
    return [
      'inputs:',
      `  wave: {title: Wave, points: [[0, ${n()}], [2, ${n()}], [5, ${n()}]]}`,
      `  shift: {title: Shift, points: [[0, ${n()}], [3, ${n()}]], interpolation: step}`,
    ];
  }

  #levers(): string[] {
    this.#expressions.know({ name: 'lever', dims: ['region'] });
    return ['levers:', '  lever: {title: Lever, over: region, max: 10, default: 0.5}'];
  }

  #system(): string[] {
    const stocks = DIMS.slice(0, 2 + this.#choose(3)).map((dims, k) => ({ name: `s${k}`, dims }));
    const stockLines = stocks.map(({ name, dims }) => {
      const initial = `abs(${this.#expressions.write(dims, 2, false)})`;
      const floor = this.#expressions.of(['', ', floor: 0', ', floor: 0']);
      return `  ${name}: {${over(dims)}initial: '${initial}'${floor}}`;
    });
    this.#expressions.know(...stocks);
    const auxiliaries = this.#auxiliaries(0, 2 + this.#choose(4));
    const flows = stocks.flatMap((stock) => this.#flows(stock, stocks));
    this.#expressions.know(...flows.map(({ name, dims }) => ({ name, dims })));
    auxiliaries.push(...this.#auxiliaries(10, 1 + this.#choose(4)));
    return [
      'stocks:',
      ...stockLines,
      'flows:',
      ...flows.map(({ line }) => line),
      'auxiliaries:',
      ...auxiliaries,
      'metrics:',
      ...OVER_TIME.map((one, k) => this.#metric(one, k)),
    ];
  }

  #auxiliaries(from: number, count: number): string[] {
    return Array.from({ length: count }, (_, k) => {
      const name = `a${from + k}`;
      const dims = this.#expressions.of(DIMS);
      const equation = this.#expressions.write(dims, 3, true);
      this.#expressions.know({ name, dims });
      return `  ${name}: {${over(dims)}equation: '${equation}'}`;
    });
  }

  /** Flows into, out of and between stocks; bounded, so that nothing runs away. */
  #flows(
    { name, dims }: { name: string; dims: readonly string[] },
    stocks: readonly { name: string; dims: readonly string[] }[],
  ): { name: string; dims: readonly string[]; line: string }[] {
    const flow = (suffix: string, ends: string, own: readonly string[]) => {
      const rate = this.#expressions.write(own, 2, true);
      const line = `  f_${name}_${suffix}: {${over(own)}${ends}, equation: 'tanh(${rate})'}`;
      return { name: `f_${name}_${suffix}`, dims: own, line };
    };
    const flows = [flow('in', `to: ${name}`, dims)];
    if (this.#choose(3) > 0) flows.push(flow('out', `from: ${name}`, dims));
    if (name === 's2' && this.#choose(2) > 0) flows.push(flow('one', "to: 's2[red]'", []));
    // Between two stocks of the same kind of place, and between the elements of one.
    if (name === 's1' && this.#choose(2) > 0)
      flows.push(flow('move', "from: 's1[north]', to: 's1[south]'", []));
    if (name === 's3' && stocks.some((one) => one.name === 's2') && this.#choose(2) > 0)
      flows.push(flow('pass', "from: s2, to: 's3[mid]'", ['group']));
    return flows;
  }

  #metric(overTime: string, k: number): string {
    const discount = overTime === 'sum' ? this.#expressions.of([', discount: 0.05', '']) : '';
    const equation = this.#expressions.write([], 2, true);
    return `  m${k}: {title: M${k}, equation: '${equation}', over_time: ${overTime}, better: lower${discount}}`;
  }
}

/**
 * The text of a scenario of such a model: programmes that a trigger, a rule or the calendar governs, and events
 * on a stock, a parameter, an input, a flow and an auxiliary.
 */
export function scenarioText(choose: Choose): string {
  const of = <T>(list: readonly T[]): T => list[choose(list.length)] as T;
  const watched = of([
    'variable: s1, above: 0.5123, until: 0.3123',
    'variable: s0, below: 1.0123',
    'variable: s1, above: 0.7123, of: [mid]',
  ]);
  const change = of(['multiply: 0.5', 'add: 0.25', 'set: 0.7']);
  const place = of(['', ', regions: [north]']);
  return [
    'title: Made up',
    'policy:',
    `  trigger: {lever: lever, level: 1.5, start: ${of([0, 1])}, ramp: ${of([0, 3])}, wind_down: ${of([0, 2])}, when: {${watched}}}`,
    `  rule: {lever: lever, level: 0.75, start: ${of([1, 2])}, regions: {where: '${of(['s1 > 0.4123', 's1 < s0 and wave < 2'])}'}}`,
    `  plan: {lever: lever, level: 2, start: 1, end: 3, ramp: {length: 2, shape: ${of(['linear', 's_curve'])}}, wind_down: 2, regions: [south]}`,
    'events:',
    `  jump: {at: 2, changes: {${of(['s0', 's1'])}: {${change}}}}`,
    `  shock: {at: 1, until: 4, ramp: ${of([0, 2])}, changes: {p1: {${change}${place}}, wave: {multiply: 1.5}, ${of(['f_s1_in', 'p3'])}: {${change}${place}}, a0: {multiply: 0.7}}}`,
  ].join('\n');
}
