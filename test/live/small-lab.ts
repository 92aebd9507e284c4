import { compareWith } from '../../src/analysis/comparison.js';
import { Diagnostics } from '../../src/diagnostics/diagnostic.js';
import { TextFiles } from '../../src/diagnostics/files.js';
import type { Engine } from '../../src/engine/engine.js';
import { kernelEngine } from '../../src/engine/kernel/index.js';
import { runEnsemble } from '../../src/ensemble/run.js';
import { Asker, type WrittenDraft } from '../../src/live/asker.js';
import { bandsOf, viewsOf } from '../../src/live/bands.js';
import { Helper, HelperLine } from '../../src/live/helper.js';
import { readDraft } from '../../src/live/read-draft.js';
import { Runner } from '../../src/live/runner.js';
import { resolvePlan } from '../../src/plan/defaults.js';
import { makeWorlds } from '../../src/plan/worlds.js';
import { createReaders, readScenario } from '../../src/scenario/read.js';
import type { Scenario } from '../../src/scenario/scenario.js';
import { MODEL } from '../scenario/small-model.js';
import { MemoryLine } from './memory-line.js';

export const FILES = new TextFiles({
  'models/small/model.yaml': MODEL,
  's/base.yaml': 'title: Base\nmodel: small\nplan: {worlds: 70, seed: s}\n',
  's/works.yaml': 'title: Works\nextends: base\npolicy: {w: {lever: jobs, level: 40}}\n',
});

const read = (name: string): Scenario => {
  const diagnostics = new Diagnostics();
  const readers = createReaders(FILES, diagnostics);
  const scenario = readScenario(`s/${name}.yaml`, readers, FILES, diagnostics);
  if (scenario === undefined) throw new Error(`${name} cannot be read`);
  return scenario;
};

export const base = read('base');
export const works = read('works');
const at = { file: 'a', line: 1, column: 1 };
export const plan = resolvePlan(base.plan, {}, at, new Diagnostics());
export const worlds = makeWorlds(base.base, plan);
export const views = viewsOf(base.model);
const START = { base: base.base, worlds, plan, views };
export const reading = { files: FILES, folders: [] };

/** A draft that gives jobs at this level. */
export function draftOf(name: string, level: number | string, against?: string): WrittenDraft {
  const text = `title: ${name}\nextends: base\npolicy: {w: {lever: jobs, level: ${level}}}\n`;
  return {
    key: `${name} ${level} ${against ?? ''}`,
    draft: { name, title: name, source: 'base', changes: {} },
    path: `s/${name}.yaml`,
    text,
    ...(against === undefined ? {} : { against }),
  };
}

export function looking(...drawn: readonly string[]) {
  const variables = views.slice(0, 1).map((one) => one.variable);
  return { drawn, variables, region: undefined, byRegion: false };
}

/** A helper on the same thread. Messages are copies, but for arrays in shared memory. */
function helperHere(engine: Engine, request: () => number): HelperLine {
  const helper = new Helper(START, engine);
  const line: HelperLine = new HelperLine(base.base, request, (asked) => {
    const copy = structuredClone(asked);
    void helper.run(copy, () => asked.request !== request()).then((given) => line.hear(given));
  });
  return line;
}

/** An asker and a runner on one line, without threads. */
export function open(engine: Engine = kernelEngine, { helped = false } = {}) {
  const line = new MemoryLine();
  const failures: unknown[] = [];
  const startRunner = () =>
    new Runner(START, {
      engine,
      ...(helped ? { helpers: (number: () => number) => helperHere(engine, number) } : {}),
      port: line.runner(),
      readDraft: (draft, model) => readDraft(draft, model, reading),
      failed: (reason) => failures.push(reason),
    });
  startRunner();
  const asker = new Asker(line.asker, [base, works], worlds.count, looking().variables);
  return { line, asker, failures, startRunner };
}

/** The numbers of a plain run: a scenario beside the one that it is compared with. */
export async function plainRun(reference: Scenario, own: Scenario, engine: Engine = kernelEngine) {
  const paths = views.map((one) => one.variable);
  const ensemble = await runEnsemble([reference, own], worlds, plan, { engine, paths });
  const [first, second] = ensemble.scenarios;
  if (first === undefined || second === undefined) throw new Error('two scenarios ran');
  return {
    comparisons: compareWith(first, second, worlds.count),
    bands: (variable: string) => bandsOf(second, worlds.count, variable),
  };
}

export function scenarioOf(draft: WrittenDraft): Scenario {
  const scenario = readDraft(draft, base.base, reading);
  if (typeof scenario === 'string') throw new Error(scenario);
  return scenario;
}
