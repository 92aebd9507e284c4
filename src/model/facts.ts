import type { Distribution } from './distribution.js';
import { elementLabels } from './elements.js';
import type { Finding, Grade } from './grade.js';
import type { Loop } from './graph.js';
import { loopsThrough, visibleCauses, visibleEffects } from './graph.js';
import type { Metric, Model, Variable } from './model.js';
import type { Text } from './names.js';
import { formatUnit } from './unit.js';

/** How a metric makes one number of a run. */
export interface GatheredFacts {
  readonly over: Metric['overTime'];
  /** Share a year, 0 when nothing is discounted. */
  readonly discount: number;
  readonly better: Metric['better'];
  /** Whose harm to people it counts, if it does. */
  readonly harm?: 'state' | 'group';
}

/** A row of `evidence.yaml` that a number rests on. */
export interface EvidenceFacts extends Finding {
  readonly id: string;
}

/** What a model says of a variable or a metric, as data: every surface puts it into its own words. */
export interface Facts {
  readonly name: string;
  readonly title: Text;
  readonly kind: Variable['kind'] | 'metric';
  readonly about?: Text;
  /** As the model writes it; `1` for a plain number. */
  readonly unit: string;
  /** The dimensions that it varies over. */
  readonly over: readonly string[];
  /** Of a flow, an auxiliary or a metric. */
  readonly equation?: string;
  /** Of a stock: the flows that change it. */
  readonly flows?: { readonly in: readonly string[]; readonly out: readonly string[] };
  /** Of a parameter: one number, or one for each element. */
  readonly values?: readonly { readonly label: string; readonly value: number }[];
  /** Of a lever. */
  readonly range?: { readonly default: number; readonly min: number; readonly max: number };
  /** Of a lever that costs something: what one unit costs for one unit of time. */
  readonly cost?: string;
  readonly distribution?: Distribution;
  /** Of a metric. */
  readonly gathered?: GatheredFacts;
  /** Names that its equation uses, hidden ones looked through. */
  readonly uses: readonly string[];
  /** Names of variables that use it, and `metric NAME` for metrics. */
  readonly usedBy: readonly string[];
  readonly loops: readonly Loop[];
  /** Whether there are longer loops than those. */
  readonly moreLoops: boolean;
  readonly grade?: Grade;
  readonly evidence: readonly EvidenceFacts[];
  readonly place: { readonly file: string; readonly line: number };
}

/**
 * What a model says of a name.
 * @param first which is meant where a variable and a metric have the same name; the variable when absent.
 * @returns undefined when the model has neither.
 *
 * @example
 * factsOf(model, 'recruits')?.uses // ['fighters', 'grievance', ...]
 */
export function factsOf(
  model: Model,
  name: string,
  first: 'variable' | 'metric' = 'variable',
): Facts | undefined {
  const metric = model.metrics.find((one) => one.name === name);
  const variable = model.variables.get(name);
  if (metric !== undefined && (first === 'metric' || variable === undefined))
    return metricFacts(model, metric);
  return variable === undefined ? undefined : variableFacts(model, variable);
}

/** The names that {@link factsOf} knows: variables that an author wrote, and metrics. */
export function namesWithFacts(model: Model): readonly string[] {
  const variables = [...model.variables.values()].filter((one) => !one.hidden);
  return [...new Set([...variables, ...model.metrics].map((one) => one.name))];
}

function variableFacts(model: Model, variable: Variable): Facts {
  const { name, title, kind, about, unit, dims, place } = variable;
  const { loops, more } = loopsThrough(model, name);
  return {
    name,
    title,
    kind,
    ...(about === undefined ? {} : { about }),
    unit: formatUnit(unit),
    over: dims,
    ...kindFacts(model, variable),
    uses: visibleCauses(model, name),
    usedBy: visibleEffects(model, name),
    loops,
    moreLoops: more,
    ...(variable.grade === undefined ? {} : { grade: variable.grade }),
    evidence: evidenceOf(model, variable.evidence),
    place: { file: place.file, line: place.line },
  };
}

function metricFacts(model: Model, metric: Metric): Facts {
  const { name, title, about, unit, overTime, discount, better, harm, place } = metric;
  const hidden = model.variables.get(metric.variable);
  return {
    name,
    title,
    kind: 'metric',
    ...(about === undefined ? {} : { about }),
    unit: formatUnit(unit),
    over: [],
    ...(hidden?.kind === 'auxiliary' ? { equation: hidden.text } : {}),
    gathered: { over: overTime, discount, better, ...(harm === undefined ? {} : { harm }) },
    uses: visibleCauses(model, metric.variable),
    usedBy: [],
    loops: [],
    moreLoops: false,
    evidence: [],
    place: { file: place.file, line: place.line },
  };
}

function kindFacts(
  model: Model,
  variable: Variable,
): Pick<Facts, 'equation' | 'flows' | 'values' | 'range' | 'cost' | 'distribution'> {
  switch (variable.kind) {
    case 'flow':
    case 'auxiliary':
      return { equation: variable.text };
    case 'stock':
      return {
        flows: {
          in: variable.inflows.map((link) => link.flow),
          out: variable.outflows.map((link) => link.flow),
        },
      };
    case 'lever': {
      const definition = model.definitions.quantities.get(variable.name);
      const cost = definition?.kind === 'lever' ? definition.cost?.text : undefined;
      return {
        range: { default: variable.default, min: variable.min, max: variable.max },
        ...(cost === undefined ? {} : { cost }),
      };
    }
    case 'parameter':
      return {
        values: valuesOf(model, variable),
        ...(variable.distribution === undefined ? {} : { distribution: variable.distribution }),
      };
    default:
      return {};
  }
}

function valuesOf(model: Model, { dims, values }: Variable & { kind: 'parameter' }) {
  const [first = Number.NaN] = values;
  // One number stands for all elements where they have the same.
  if (values.every((one) => one === first)) return [{ label: '', value: first }];
  const labels = elementLabels(dims, model.dimensions);
  return Array.from(values, (value, element) => ({ label: labels[element] ?? '', value }));
}

function evidenceOf(model: Model, ids: readonly string[]): readonly EvidenceFacts[] {
  return ids.flatMap((id) => {
    const row = Object.hasOwn(model.evidence, id) ? model.evidence[id] : undefined;
    return row === undefined ? [] : [{ id, ...row }];
  });
}
