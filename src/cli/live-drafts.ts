import { Diagnostics } from '../diagnostics/diagnostic.js';
import type { Model } from '../model/model.js';
import { checkAssumptions } from '../plan/validate.js';
import { withFile } from '../scenario/draft.js';
import { createReaders, readScenario } from '../scenario/read.js';
import type { Scenario } from '../scenario/scenario.js';
import { DiskFiles } from './disk-files.js';
import { homeFolder } from './home.js';
import type { LiveWish } from './live-message.js';

/**
 * Reads a draft as it would be read from the disk.
 * @returns why it cannot run, if so.
 */
export function readDraft(wish: NonNullable<LiveWish['draft']>, model: Model): Scenario | string {
  const files = new DiskFiles();
  const diagnostics = new Diagnostics();
  const overlay = withFile(files, wish.path, wish.text);
  const readers = { ...createReaders(overlay, diagnostics, [homeFolder()]), model: () => model };
  const scenario = readScenario(wish.path, readers, overlay, diagnostics);
  if (scenario !== undefined) {
    checkAssumptions(scenario.assumptions, { file: wish.path, line: 1, column: 1 }, diagnostics);
  }
  const [problem] = diagnostics.list().filter((one) => one.severity === 'error');
  if (problem !== undefined) return problem.message;
  return scenario === undefined ? 'it cannot be read' : { ...scenario, model: known(scenario) };
}

const MOST_KNOWN = 30;
const models = new Map<string, Model>();

// Events and triggers make a model of their own at each reading. One with the same equations as another is taken to
// be that other, which is compiled already.
function known({ base, model }: Scenario): Model {
  if (model === base) return base;
  const own = [...model.variables].filter(([name, one]) => base.variables.get(name) !== one);
  const gone = [...base.variables.keys()].filter((name) => !model.variables.has(name));
  const key = JSON.stringify([own, gone, [...model.variables.keys()].length, model.metrics], plain);
  const found = models.get(key);
  if (found !== undefined) return found;
  if (models.size >= MOST_KNOWN) models.clear();
  models.set(key, model);
  return model;
}

// Where an equation stands in its file changes nothing.
function plain(name: string, value: unknown): unknown {
  if (name === 'place' || name === 'at') return undefined;
  return value instanceof Float64Array ? [...value] : value;
}
