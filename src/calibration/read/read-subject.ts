import type { Diagnostics, Place } from '../../diagnostics/diagnostic.js';
import type { Files } from '../../diagnostics/files.js';
import { folderOf, joinPath, resolveInside } from '../../diagnostics/files.js';
import type { YamlFile } from '../../diagnostics/yaml.js';
import type { RunInputs } from '../../engine/engine.js';
import type { Model } from '../../model/model.js';
import { checkScenarioValues } from '../../plan/plausible.js';
import { createReaders, readScenario } from '../../scenario/read.js';
import type { CalibrationDocument } from './document.js';

/** The model that runs and what a scenario gives it. */
export interface Subject {
  readonly model: Model;
  readonly inputs: RunInputs;
  /** Time of report 0, and how many reports there are at most. */
  readonly start: number;
  readonly reports?: number;
  /** Parameters that the scenario holds at a value. */
  readonly held: ReadonlyMap<string, number>;
  readonly files: readonly string[];
}

/** Reads the model, or the scenario, that a calibration file names. */
export function readSubject(
  yaml: YamlFile<CalibrationDocument>,
  files: Files,
  diagnostics: Diagnostics,
  roots: readonly string[],
): Subject | undefined {
  const { model: name, scenario: story } = yaml.value;
  if ((name === undefined) === (story === undefined)) {
    diagnostics.error('shape', yaml.placeOf([]), 'the file names no model or two', {
      expected: 'either model or scenario',
    });
    return undefined;
  }
  const readers = createReaders(files, diagnostics, roots);
  if (name !== undefined) {
    const place = yaml.placeOf(['model']);
    const model = readers.model(name, yaml.file, place);
    if (model === undefined) return undefined;
    const inputs = { levers: new Map<string, Float64Array>(), jumps: [] };
    return { model, inputs, start: model.time.start, held: new Map(), files: model.files };
  }
  const place = yaml.placeOf(['scenario']);
  const path = scenarioPath(story ?? '', yaml.file, place, files, diagnostics, roots);
  const scenario = path && readScenario(path, readers, files, diagnostics, place);
  if (!scenario) return undefined;
  checkScenarioValues(scenario, diagnostics);
  const held = new Map<string, number>();
  for (const { parameter, elements, change } of scenario.assumptions) {
    if (change.kind === 'fixed' && elements === undefined) held.set(parameter, change.value);
    else {
      const what = `the scenario changes what is assumed of ${parameter}`;
      diagnostics.error('scenario', place, what, {
        expected:
          'assumptions that hold a whole parameter at a value; priors stand under parameters',
      });
    }
  }
  const { model, inputs, horizon } = scenario;
  const { start, reports } = horizon;
  return { model, inputs, start, reports, held, files: scenario.files };
}

/** A scenario in the folder of the file when its path starts with `./` or it is there, else a shipped one. */
function scenarioPath(
  story: string,
  file: string,
  place: Place,
  files: Files,
  diagnostics: Diagnostics,
  roots: readonly string[],
): string | undefined {
  const path = resolveInside(files, folderOf(file), story, place, diagnostics);
  if (path === undefined || story.startsWith('./') || isThere(path, files)) return path;
  const shipped = roots.map((root) => joinPath(root, `scenarios/${story}.yaml`));
  return shipped.find((one) => isThere(one, files)) ?? path;
}

function isThere(path: string, files: Files): boolean {
  return files.list(folderOf(path)).includes(path.slice(path.lastIndexOf('/') + 1));
}
