import type { Place } from '../diagnostics/diagnostic.js';
import type { Calendar } from './calendar.js';
import type { Definitions } from './definitions.js';
import type { Distribution } from './distribution.js';
import type { Expr } from './expr.js';
import type { Evidence, Grade } from './grade.js';
import type { Text } from './names.js';
import type { Unit } from './unit.js';

/** A checked model: names resolved, units consistent, equations ordered. Plain data, never changed. */
export interface Model {
  /** The name it is known by: `sahel`, `lanchester_square_1916`. */
  readonly name: string;
  readonly file: string;
  readonly title: Text;
  readonly about?: Text;
  /** Citation of the paper that a published model comes from. */
  readonly source?: string;
  readonly time: ModelTime;
  /** False when the file says `units: unchecked`; the user is told so on every run. */
  readonly unitsChecked: boolean;
  readonly dimensions: ReadonlyMap<string, Dimension>;
  readonly tables: ReadonlyMap<string, Table>;
  /** Every quantity by name, hidden ones included. */
  readonly variables: ReadonlyMap<string, Variable>;
  readonly metrics: readonly Metric[];
  /** Names of the metrics that a scenario is judged by, where it says so; they come first among the metrics. */
  readonly outcomes?: readonly string[];
  /** Names of the variables whose paths are summarised. */
  readonly report: readonly string[];
  /** Flows and auxiliaries in an order in which each comes after what it uses. */
  readonly order: readonly string[];
  /** At the start: stocks and memories (their initial values) and auxiliaries, in order of use. */
  readonly initialOrder: readonly string[];
  readonly evidence: Evidence;
  /** Files that were read to make it, the model file first, for the manifest. */
  readonly files: readonly string[];
  /** What it was built from, so that a scenario can add equations and build it anew. */
  readonly definitions: Definitions;
}

export interface ModelTime {
  readonly unit: string;
  /** Present when time counts calendar months: `time` is then months since `start`. */
  readonly calendar?: Calendar;
  /** First and last time, in `unit`. With a calendar `start` is 0 and `end` the number of the last month. */
  readonly start: number;
  readonly end: number;
  /** Steps in a reporting interval; with a calendar the interval is a month. */
  readonly stepsPerReport: number;
  /** Length of the reporting interval, in `unit`. */
  readonly report: number;
  readonly method: 'euler' | 'rk4';
}

export interface Dimension {
  readonly name: string;
  readonly title: Text;
  readonly elements: readonly string[];
  readonly elementTitles: readonly Text[];
  /** The dimension whose elements this one repeats, for pairs (`x[other]`). */
  readonly like?: string;
  readonly networks: ReadonlyMap<string, Network>;
}

/** Weights between elements: `weights[r * n + s]` is the weight of s in the sum for r. */
export interface Network {
  readonly name: string;
  readonly weights: Float64Array;
}

/** A function given by points: straight lines (or steps) between them, held at both ends. */
export interface Table {
  readonly name: string;
  readonly title: Text;
  readonly xs: Float64Array;
  readonly ys: Float64Array;
  readonly interpolation: 'linear' | 'step';
  readonly unit: Unit;
  readonly share?: ShareWord;
  readonly xUnit: Unit;
  readonly place: Place;
}

interface Named {
  readonly name: string;
  readonly title: Text;
  readonly about?: Text;
  readonly unit: Unit;
  /** The word for a plain number that the file uses as the unit, where it says that values lie between 0 and 1. */
  readonly share?: ShareWord;
  /** Dimensions in the order of the model's `dimensions`; elements are counted with the last one fastest. */
  readonly dims: readonly string[];
  /** Number of elements: the product over `dims`. */
  readonly size: number;
  /** Made by toguna, not written by the author. */
  readonly hidden: boolean;
  readonly place: Place;
  readonly evidence: readonly string[];
  readonly grade?: Grade;
}

/** Units that are plain numbers between 0 and 1. */
export type ShareWord = 'share' | 'probability';

export interface Parameter extends Named {
  readonly kind: 'parameter';
  /** The name that worlds and assumptions know it by; `name`, unless a scenario replaced the variable. */
  readonly source: string;
  readonly values: Float64Array;
  readonly distribution?: Distribution;
  /** Where the distribution stands. */
  readonly distributionAt?: Place;
  /** Whether its value switches something off in single runs: the distribution need not give it then. */
  readonly neutral?: boolean;
  /** Where its values stand: one place for all elements, or one for each. */
  readonly valuesAt?: readonly Place[];
}

/** An exogenous series. `values[k * size + element]` holds at `times[k]`; the ends are held. */
export interface Input extends Named {
  readonly kind: 'input';
  readonly times: Float64Array;
  readonly values: Float64Array;
  readonly interpolation: 'linear' | 'step';
  /** How its series was given; absent when it is one value. */
  readonly given?: 'csv' | 'points';
  /** Its author means its first and last value to hold outside its points. */
  readonly held?: boolean;
}

export interface Lever extends Named {
  readonly kind: 'lever';
  /** The name that policies know it by; `name`, unless a scenario replaced the variable. */
  readonly source: string;
  readonly default: number;
  readonly min: number;
  readonly max: number;
  /** The smallest sensible change, for a slider. */
  readonly step: number;
  /** What it is: jobs, policing, dialogue...; levers of a kind stand together. */
  readonly group: string;
  /** Cost of one unit of the lever for one unit of time. */
  readonly cost?: Expr;
}

export interface Stock extends Named {
  readonly kind: 'stock';
  readonly initial: Expr;
  readonly inflows: readonly Link[];
  readonly outflows: readonly Link[];
  /** The stock never falls below this: its outflows share what is left. */
  readonly floor?: number;
}

/** How a flow meets a stock: element `at[k]` of the stock takes element k of the flow. */
export interface Link {
  readonly flow: string;
  readonly at: Int32Array;
}

export interface Flow extends Named {
  readonly kind: 'flow';
  readonly equation: Expr;
  readonly text: string;
}

export interface Auxiliary extends Named {
  readonly kind: 'auxiliary';
  readonly equation: Expr;
  readonly text: string;
}

/**
 * The past of an expression: its value `delay` ago, `initial` before that. `delay` is in time units and
 * rounds to whole steps, one at least; without it, one step. It depends on parameters alone.
 */
export interface Memory extends Named {
  readonly kind: 'memory';
  readonly input: Expr;
  readonly delay?: Expr;
  readonly initial: Expr;
}

/** Any quantity of a model; `kind` says which. */
export type Variable = Parameter | Input | Lever | Stock | Flow | Auxiliary | Memory;

/** What outcomes are judged by: a scalar variable, gathered over time to one number a run. */
export interface Metric {
  readonly name: string;
  readonly title: Text;
  readonly about?: Text;
  readonly unit: Unit;
  /** Name of the scalar (hidden) auxiliary that it gathers. */
  readonly variable: string;
  readonly better: 'lower' | 'higher' | 'neither';
  /** `sum` integrates over time; `mean` divides that by the length; the rest look at reported times. */
  readonly overTime: 'sum' | 'mean' | 'start' | 'end' | 'change' | 'min' | 'max';
  /** Yearly discount rate of a sum. */
  readonly discount: number;
  /** Whether it counts what the policy costs: that a policy costs more than none is no warning. */
  readonly isCost?: boolean;
  /** Whose harm to people it counts, if it does. */
  readonly harm?: 'state' | 'group';
  readonly place: Place;
}
