import { Diagnostics } from '../diagnostics/diagnostic.js';
import { nearest } from '../diagnostics/nearest.js';
import { printable } from '../diagnostics/printable.js';
import { elementLabels } from '../model/elements.js';
import { GRADE_WORDS, TAG_WORDS } from '../model/grade.js';
import { loopsThrough, visibleCauses, visibleEffects } from '../model/graph.js';
import type { Metric, Model, Variable } from '../model/model.js';
import { inLanguage } from '../model/names.js';
import { readModel } from '../model/read.js';
import { formatUnit } from '../model/unit.js';
import { DiskFiles } from './disk-files.js';
import { EXIT, print, printJson, say, showDiagnostics, stopOnErrors } from './output.js';
import { findShippedModel } from './shipped.js';

export interface ExplainOptions {
  readonly json?: boolean | undefined;
  readonly language: string;
}

/** `toguna explain`: what a variable is, what it follows from, what follows from it, and what it rests on. */
export async function explain(
  modelName: string,
  name: string | undefined,
  options: ExplainOptions,
): Promise<number> {
  const diagnostics = new Diagnostics();
  const files = new DiskFiles();
  const path = findShippedModel(modelName, files, diagnostics);
  const model = path === undefined ? undefined : readModel(path, files, diagnostics);
  stopOnErrors(diagnostics);
  if (model === undefined) throw new Error('the model was not read');
  await showDiagnostics(diagnostics);
  if (name === undefined) {
    await print(listOf(model, options.language));
    return EXIT.done;
  }
  const metric = model.metrics.find((one) => one.name === name);
  const variable = model.variables.get(name) ?? (metric && model.variables.get(metric.variable));
  if (variable === undefined) {
    const known = [...model.variables.keys()].filter((one) => !one.includes('__'));
    const near = nearest(name, [...known, ...model.metrics.map((one) => one.name)]);
    say(
      `the model ${model.name} has no variable ${printable(name)}${near === undefined ? '' : `; did you mean ${near}?`}`,
    );
    return EXIT.wrongInput;
  }
  const facts = factsOf(model, variable, options.language);
  await (options.json === true
    ? printJson(JSON.stringify(facts, undefined, 2))
    : print(textOf(facts)));
  return EXIT.done;
}

/** The same for one lever, parameter, metric or variable, line by line; empty when there is none of the name. */
export function explainLines(model: Model, name: string, language: string): readonly string[] {
  const metric = model.metrics.find((one) => one.name === name);
  if (metric !== undefined) return metricLines(model, metric, language);
  const variable = model.variables.get(name);
  return variable === undefined ? [] : textOf(factsOf(model, variable, language)).split('\n');
}

// A metric gathers a variable over time: what that follows from is what one wants to know.
function metricLines(model: Model, metric: Metric, language: string): readonly string[] {
  const hidden = model.variables.get(metric.variable);
  const equation = hidden?.kind === 'auxiliary' ? hidden.equation : undefined;
  const gathered = equation?.op === 'ref' ? model.variables.get(equation.name) : hidden;
  if (gathered === undefined) return [];
  const facts = textOf(factsOf(model, gathered, language)).split('\n');
  const discount = metric.discount === 0 ? '' : `, discounted at ${100 * metric.discount} % a year`;
  return [
    printable(`${metric.name}: ${inLanguage(metric.title, language)}`),
    row('over time', `${metric.overTime}${discount}`),
    row('better', metric.better),
    row('gathers', printable(`${gathered.name}: ${inLanguage(gathered.title, language)}`)),
    ...facts.slice(1),
  ];
}

function factsOf(model: Model, variable: Variable, language: string) {
  const { loops, more } = loopsThrough(model, variable.name);
  return {
    name: variable.name,
    title: inLanguage(variable.title, language),
    kind: variable.kind,
    about: variable.about === undefined ? undefined : inLanguage(variable.about, language),
    unit: formatUnit(variable.unit),
    over: variable.dims,
    equation: equationOf(variable),
    value: valueText(model, variable),
    distribution: variable.kind === 'parameter' ? variable.distribution : undefined,
    uses: visibleCauses(model, variable.name),
    usedBy: visibleEffects(model, variable.name),
    loops,
    moreLoops: more,
    grade:
      variable.grade === undefined
        ? undefined
        : `${variable.grade} (${GRADE_WORDS[variable.grade]})`,
    evidence: variable.evidence.flatMap((id) => {
      const row = model.evidence[id];
      return row === undefined ? [] : [{ id, ...row, tag: `${row.tag} (${TAG_WORDS[row.tag]})` }];
    }),
    place: `${variable.place.file}:${variable.place.line}`,
  };
}

type Facts = ReturnType<typeof factsOf>;

function equationOf(variable: Variable): string | undefined {
  switch (variable.kind) {
    case 'flow':
    case 'auxiliary':
      return variable.text;
    case 'stock': {
      const sum = [
        ...variable.inflows.map((link) => `+ ${link.flow}`),
        ...variable.outflows.map((link) => `- ${link.flow}`),
      ];
      return `change per unit of time: ${sum.join(' ').replace(/^\+ /, '') || '0'}`;
    }
    default:
      return undefined;
  }
}

function valueText(model: Model, variable: Variable): string | undefined {
  if (variable.kind === 'lever')
    return `${variable.default}, from ${variable.min} to ${variable.max}`;
  if (variable.kind !== 'parameter') return undefined;
  const labels = elementLabels(variable.dims, model.dimensions);
  const values = [...variable.values];
  if (values.every((one) => one === values[0])) return String(values[0]);
  return values.map((value, element) => `${labels[element]} ${value}`).join(', ');
}

function textOf(facts: Facts): string {
  const lines = [
    `${facts.name}: ${facts.title}`,
    row('kind', facts.kind),
    row('unit', facts.unit),
    row('over', facts.over.join(', ')),
    row('equation', facts.equation),
    row('value', facts.value),
    row('uncertain', facts.distribution && JSON.stringify(facts.distribution)),
    row('about', facts.about),
    row('uses', facts.uses.join(', ')),
    row('used by', facts.usedBy.join(', ')),
    ...facts.loops.map((loop) => row('loop', [...loop, loop[0]].join(' -> '))),
    facts.moreLoops ? row('', 'and longer loops') : '',
    row('grade', facts.grade),
    ...facts.evidence.map((one) =>
      row(one.id, `${one.finding} (${one.citation}; ${one.grade}; ${one.tag})`),
    ),
    row('defined in', facts.place),
  ];
  return printableLines(lines.filter((line) => line !== ''));
}

function row(label: string, text: string | undefined): string {
  return text === undefined || text === '' ? '' : `  ${label.padEnd(11)}${text}`;
}

function printableLines(lines: readonly string[]): string {
  return lines.map(printable).join('\n');
}

function listOf(model: Model, language: string): string {
  const shown = [...model.variables.values()].filter((one) => !one.hidden);
  const width = Math.max(...shown.map((one) => one.name.length));
  const lines = shown.map(
    (one) =>
      `${one.kind.padEnd(10)} ${one.name.padEnd(width)}  ${inLanguage(one.title, language)}, ${formatUnit(one.unit)}`,
  );
  return printableLines(lines);
}
