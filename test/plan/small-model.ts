import { Diagnostics } from '../../src/diagnostics/diagnostic.js';
import { TextFiles } from '../../src/diagnostics/files.js';
import type { Model } from '../../src/model/model.js';
import { readModel } from '../../src/model/read.js';

/** `beta`, `trust` by region, `link` by region and group, and `rate`, which is known. */
export const PARAMETERS = [
  '  beta: {title: b, unit: 1, value: 0.3, grade: assumed, distribution: {kind: lognormal, p05: 0.1, p95: 0.9}}',
  '  rate: {title: r, unit: 1, value: 0.02, grade: assumed}',
  '  trust: {title: t, unit: 1, over: region, value: 0.5, grade: assumed, distribution: {kind: uniform, low: 0, high: 1}}',
  '  link: {title: l, unit: 1, over: [region, group], value: 1, grade: assumed, distribution: {kind: normal, mean: 1, sd: 0.1}}',
];

/** One more line for the parameters of the small model. */
export function parameterLine(name: string, distribution: string): string {
  return `  ${name}: {title: x, unit: 1, value: 1, grade: assumed, distribution: {${distribution}}}`;
}

const DIMENSIONS = [
  '  region: {elements: [mopti, segou]}',
  '  group: {elements: [jnim, isgs, other]}',
];

/** A model with two regions, three groups, a lever `jobs` and these parameters, the first on line 10. */
export function smallModel(
  parameters: readonly string[] = PARAMETERS,
  dimensions: readonly string[] = DIMENSIONS,
): Model {
  const text = [
    'title: Small',
    'time: {unit: month, start: 2022-01, end: 2022-12}',
    'dimensions:',
    ...dimensions,
    'levers:',
    '  jobs: {title: j, unit: 1}',
    'auxiliaries: {one: {unit: 1, equation: 1}}',
    'parameters:',
    ...parameters,
  ].join('\n');
  const diagnostics = new Diagnostics();
  const model = readModel('model.yaml', new TextFiles({ 'model.yaml': text }), diagnostics);
  if (model === undefined) throw new Error(diagnostics.list()[0]?.message);
  return model;
}

export const SMALL_COLUMNS = [
  'beta',
  'trust[mopti]',
  'trust[segou]',
  'link[mopti,jnim]',
  'link[mopti,isgs]',
  'link[mopti,other]',
  'link[segou,jnim]',
  'link[segou,isgs]',
  'link[segou,other]',
];
