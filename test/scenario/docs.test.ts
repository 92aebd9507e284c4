import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Diagnostics } from '../../src/diagnostics/diagnostic.js';
import { TextFiles } from '../../src/diagnostics/files.js';
import { readScenarios } from '../../src/scenario/gather.js';
import { createReaders } from '../../src/scenario/read.js';
import { levels, problemsOf, scenarioOf } from './small-model.js';

const PAGE = readFileSync('docs/scenarios.md', 'utf8');

// The quantities that the page speaks of.
const MODEL = `title: Of the page
time: {unit: month, start: 2022-01, end: 2024-12}
units: [person, USD]
dimensions: {region: {elements: [mopti, segou, gao]}}
parameters:
  contact: {title: Contact, unit: 1/month, value: 0.05, grade: assumed}
  exit_rate: {title: Exit, unit: 1/month, value: 0.02, grade: assumed}
  trust: {title: Trust, unit: 1, over: region, value: 0.5, grade: assumed}
inputs:
  gold_price: {title: Gold, unit: USD, over: region, value: 1800}
levers:
  jobs: {title: Jobs, unit: person, over: region, max: 5000}
  dialogue: {title: Dialogue, unit: 1, max: 1}
stocks:
  presence: {title: Presence, unit: 1, over: region, initial: trust}
  fighters: {title: Fighters, unit: person, over: region, initial: 100}
auxiliaries:
  deaths: {title: Deaths, unit: person, over: region, equation: fighters}
report: [presence, deaths, jobs, dialogue, gold_price, contact, exit_rate]
`;
const BASELINE = 'model: page\nbaseline: true\npolicy: {dialogue: {lever: dialogue, level: 0.5}}\n';

const blocks = [...PAGE.matchAll(/```yaml\n([\s\S]*?)```/g)].map((match) => match[1] ?? '');

/** Every example of the page, as files beside one another. */
function filesOfThePage() {
  const named = blocks.map((text, index): [string, string] => [
    index === 0 ? 's/jobs_first.yaml' : `s/example_${index}.yaml`,
    text,
  ]);
  const files = new TextFiles({
    'models/page/model.yaml': MODEL,
    's/baseline.yaml': BASELINE,
    ...Object.fromEntries(named),
  });
  return { files, paths: named.map(([path]) => path) };
}

describe('docs/scenarios.md', () => {
  it('shows scenarios that can be read, without a warning', () => {
    const { files, paths } = filesOfThePage();
    const diagnostics = new Diagnostics();
    const readers = createReaders(files, diagnostics);
    const set = [...PAGE.matchAll(/--set (\S+=\S+?)`/g)].map((match) => match[1] ?? '');
    const scenarios = readScenarios(paths, readers, files, diagnostics, { set });
    expect(problemsOf(diagnostics)).toEqual([]);
    expect(paths).toHaveLength(4);
    expect(scenarios?.map((one) => one.name)).toEqual([
      'baseline',
      'jobs_first',
      'example_1',
      'example_2',
      'example_3',
      'set',
    ]);
    expect(set).toEqual(['jobs=4000@mopti+segou']);
  });

  const rows = [...PAGE.matchAll(/^\| `(start: [^`]+)` \|(.+)\|$/gm)].map(
    (match): [string, number[]] => [match[1] ?? '', (match[2] ?? '').split('|').map(Number)],
  );
  it('has a table of months', () => expect(rows).toHaveLength(5));
  it.each(rows)('tells truly what %s delivers', (keys, shares) => {
    const scenario = scenarioOf(`policy: {a: {lever: jobs, level: 100, ${keys}}}\n`);
    expect(levels(scenario, 'jobs').slice(0, 8)).toEqual(shares.map((share) => 100 * share));
  });
});
