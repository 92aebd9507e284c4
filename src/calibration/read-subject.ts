import type { Diagnostics } from '../diagnostics/diagnostic.js';
import type { Files } from '../diagnostics/files.js';
import { folderOf, resolveInside } from '../diagnostics/files.js';
import type { YamlFile } from '../diagnostics/yaml.js';
import type { RunInputs } from '../engine/engine.js';
import type { Model } from '../model/model.js';
import { createReaders, readScenario } from '../scenario/read.js';
import type { CalibrationDocument } from './document.js';

/** The model that runs and what a scenario gives it. */
export interface Subject {
  readonly model: Model;
  readonly inputs: RunInputs;
  /** Time of report 0, and how many reports there are at most. */
  readonly start: number;
  readonly reports?: number;
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
    return { model, inputs, start: model.time.start, files: model.files };
  }
  const place = yaml.placeOf(['scenario']);
  const path = resolveInside(files, folderOf(yaml.file), story ?? '', place, diagnostics);
  const scenario = path && readScenario(path, readers, files, diagnostics, place);
  if (!scenario) return undefined;
  if (scenario.assumptions.length > 0) {
    diagnostics.error('scenario', place, 'the scenario changes assumptions', {
      expected: 'priors under parameters, where {kind: fixed, value: 1} holds one at a value',
    });
    return undefined;
  }
  const { model, inputs, horizon } = scenario;
  return { model, inputs, start: horizon.start, reports: horizon.reports, files: scenario.files };
}
