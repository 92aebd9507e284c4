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

const MOST_KNOWN = 8;
const models: Model[] = [];

// Events and triggers make a model of their own at each reading. One with the same equations as another is taken to
// be that other, which is compiled already.
function known({ base, model }: Scenario): Model {
  if (model === base) return base;
  const found = models.find((one) => sameModel(one, model, base));
  if (found !== undefined) return found;
  models.unshift(model);
  models.length = Math.min(models.length, MOST_KNOWN);
  return model;
}

function sameModel(a: Model, b: Model, base: Model): boolean {
  if (a.variables.size !== b.variables.size) return false;
  for (const [name, one] of a.variables) {
    const other = b.variables.get(name);
    // Most are the base model's own.
    if (one !== other && (other === undefined || one === base.variables.get(name))) return false;
    if (!alike(one, other)) return false;
  }
  return alike(a.metrics, b.metrics);
}

// Where an equation stands in its file changes nothing.
const PLACES = new Set(['place', 'at', 'distributionAt']);

function alike(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const [mine, theirs] = [a as Record<string, unknown>, b as Record<string, unknown>];
  const keys = Object.keys(mine);
  if (keys.length !== Object.keys(theirs).length) return false;
  return keys.every((key) => PLACES.has(key) || alike(mine[key], theirs[key]));
}
