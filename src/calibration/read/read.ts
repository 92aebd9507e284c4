import type { Diagnostics } from '../../diagnostics/diagnostic.js';
import type { Files } from '../../diagnostics/files.js';
import type { YamlFile } from '../../diagnostics/yaml.js';
import { readYaml } from '../../diagnostics/yaml.js';
import { horizonOf } from '../../engine/horizon.js';
import { labelOfReport } from '../../model/moments.js';
import { timeOfReport } from '../../model/time-grid.js';
import { checkModelValues } from '../../plan/plausible.js';
import { warnOfHeldInputs } from '../../scenario/held-inputs.js';
import type { Calibration } from '../calibration.js';
import type { CalibrationDocument } from './document.js';
import { calibrationSchema } from './document.js';
import { ColumnReader } from './parameters.js';
import { readHandover } from './read-handover.js';
import { readRefits, readScore } from './read-score.js';
import type { Subject } from './read-subject.js';
import { readSubject } from './read-subject.js';
import { readTarget } from './read-target.js';
import { checkWindow, reportAt } from './read-window.js';

/** What the command line may say beside the file. */
export interface ReadOptions {
  /** Folders that shipped models are looked for in. */
  readonly roots: readonly string[];
  /** A CSV whose rows replace and extend those of the scored series. */
  readonly data?: string | undefined;
}

/**
 * Reads a calibration file with its model and series, and looks up every name and month in them.
 * @returns undefined when there is an error; every problem is reported.
 */
export function readCalibration(
  path: string,
  files: Files,
  diagnostics: Diagnostics,
  options: ReadOptions,
): Calibration | undefined {
  const before = diagnostics.errorCount;
  const yaml = readYaml<CalibrationDocument>(path, calibrationSchema, files, diagnostics);
  if (yaml === undefined || diagnostics.errorCount > before) return undefined;
  const subject = readSubject(yaml, files, diagnostics, options.roots);
  if (subject === undefined) return undefined;
  const { model } = subject;
  checkModelValues(model, diagnostics);
  const columns = new ColumnReader(yaml, subject, diagnostics);
  columns.readParameters();
  const names = new Set<string>();
  const targets = Object.entries(yaml.value.observations).flatMap(([name, one]) => {
    const more = yaml.value.score?.series === name ? options.data : undefined;
    return readTarget(name, one, yaml, subject, columns, files, diagnostics, names, more) ?? [];
  });
  if (targets.length === 0 && diagnostics.errorCount === before) {
    const place = yaml.placeOf(['observations']);
    diagnostics.error('observations', place, 'there is nothing to fit to', {
      expected: 'at least one observed series',
    });
  }
  const from = reportAt(yaml, ['fit', 'from'], yaml.value.fit.from, subject, diagnostics);
  const to = reportAt(yaml, ['fit', 'to'], yaml.value.fit.to, subject, diagnostics);
  const score = readScore(yaml, subject, targets, diagnostics);
  const handover = readHandover(yaml, subject, targets, diagnostics);
  if (from === undefined || to === undefined || diagnostics.errorCount > before) return undefined;
  const refits = readRefits(yaml, subject, from, to, diagnostics);
  checkWindow(yaml, from, to, targets, diagnostics);
  const last = Math.max(to, ...targets.map(({ observed }) => observed.first + observed.count - 1));
  checkScenario(yaml, subject, to, last, diagnostics);
  if (diagnostics.errorCount > before) return undefined;
  const end = timeOfReport(last, { ...model.time, start: subject.start });
  const horizon = horizonOf(model.time, subject.start, end);
  // For a scenario this has been said of its own months.
  if (subject.reports === undefined) warnOfHeldInputs(model, horizon, diagnostics);
  const { worlds, seed } = yaml.value.method;
  const fresh = targets.find((one) => one.freshFrom !== undefined)?.freshFrom;
  return {
    file: path,
    title: yaml.value.title,
    model,
    inputs: subject.inputs,
    horizon,
    from,
    to,
    columns: columns.columns,
    targets,
    worlds,
    seed: String(seed),
    refits,
    ...(score === undefined ? {} : { score }),
    ...(handover === undefined ? {} : { handover }),
    ...(fresh === undefined ? {} : { freshFrom: fresh }),
    files: [path, ...subject.files, ...names],
  };
}

function checkScenario(
  yaml: YamlFile<CalibrationDocument>,
  { reports, model, start }: Subject,
  to: number,
  last: number,
  diagnostics: Diagnostics,
): void {
  if (reports === undefined || last < reports) return;
  const fitted = reports <= to;
  const place = yaml.placeOf(fitted ? ['fit', 'to'] : ['scenario']);
  const what = `the scenario ends before the months that are ${fitted ? 'fitted' : 'in the data'}`;
  const until = labelOfReport(last, { ...model.time, start }, model.time);
  diagnostics.error('window', place, what, { expected: `a scenario that runs to ${until}` });
}
