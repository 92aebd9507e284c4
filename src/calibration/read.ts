import type { Csv } from '../diagnostics/csv.js';
import { readCsv } from '../diagnostics/csv.js';
import type { Diagnostics, Place } from '../diagnostics/diagnostic.js';
import type { Files } from '../diagnostics/files.js';
import { folderOf, resolveInside } from '../diagnostics/files.js';
import { nearest } from '../diagnostics/nearest.js';
import type { YamlFile } from '../diagnostics/yaml.js';
import { readYaml } from '../diagnostics/yaml.js';
import type { RunInputs } from '../engine/engine.js';
import { horizonOf } from '../engine/horizon.js';
import type { Model } from '../model/model.js';
import { momentWord, timeOf } from '../model/series.js';
import { createReaders, readScenario } from '../scenario/read.js';
import type { Calibration, ScoreWish, Target } from './calibration.js';
import type { CalibrationDocument, ObservationDocument } from './document.js';
import { calibrationSchema } from './document.js';
import { readNoise } from './noise.js';
import type { Observed } from './observed.js';
import { joined, readObserved } from './observed.js';
import { ColumnReader } from './parameters.js';

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
  const columns = new ColumnReader(yaml, model, diagnostics);
  columns.readParameters();
  const names = new Set<string>();
  const targets = Object.entries(yaml.value.observations).flatMap(([name, one]) => {
    const more = yaml.value.score?.series === name ? options.data : undefined;
    return readTarget(name, one, yaml, subject, columns, files, diagnostics, names, more) ?? [];
  });
  if (targets.length === 0 && diagnostics.errorCount === before) {
    diagnostics.error(
      'observations',
      yaml.placeOf(['observations']),
      'there is nothing to fit to',
      {
        expected: 'at least one observed series',
      },
    );
  }
  const from = reportAt(yaml, ['fit', 'from'], yaml.value.fit.from, subject, diagnostics);
  const to = reportAt(yaml, ['fit', 'to'], yaml.value.fit.to, subject, diagnostics);
  const score = readScore(yaml, subject, diagnostics);
  if (from === undefined || to === undefined || diagnostics.errorCount > before) return undefined;
  checkWindow(yaml, from, to, targets, diagnostics);
  const last = Math.max(to, ...targets.map(({ observed }) => observed.first + observed.count - 1));
  if (subject.reports !== undefined && subject.reports <= to) {
    const place = yaml.placeOf(['fit', 'to']);
    diagnostics.error('window', place, 'the scenario ends before the months that are fitted');
  }
  if (diagnostics.errorCount > before) return undefined;
  const end = subject.start + last * model.time.report;
  const { worlds, seed } = yaml.value.method;
  const fresh = targets.find((one) => one.freshFrom !== undefined)?.freshFrom;
  return {
    file: path,
    title: yaml.value.title,
    model,
    inputs: subject.inputs,
    horizon: horizonOf(model.time, subject.start, end),
    from,
    to,
    columns: columns.columns,
    targets,
    worlds,
    seed,
    ...(score === undefined ? {} : { score }),
    ...(fresh === undefined ? {} : { freshFrom: fresh }),
    files: [path, ...subject.files, ...names],
  };
}

/** The model that runs and what a scenario gives it. */
interface Subject {
  readonly model: Model;
  readonly inputs: RunInputs;
  /** Time of report 0, and how many reports there are at most. */
  readonly start: number;
  readonly reports?: number;
  readonly files: readonly string[];
}

function readSubject(
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

function readTarget(
  name: string,
  document: ObservationDocument,
  yaml: YamlFile<CalibrationDocument>,
  { model, start }: Subject,
  columns: ColumnReader,
  files: Files,
  diagnostics: Diagnostics,
  names: Set<string>,
  data: string | undefined,
): (Target & { readonly freshFrom?: number }) | undefined {
  const placeOf = (...keys: string[]) => yaml.placeOf(['observations', name, ...keys]);
  const output = model.variables.get(document.output);
  if (output === undefined || output.hidden) {
    const known = [...model.variables.values()].flatMap((one) => (one.hidden ? [] : [one.name]));
    diagnostics.error(
      'unknown-name',
      placeOf('output'),
      `no output of the model maps to the series ${name}: there is no variable ${JSON.stringify(document.output)}`,
      { nearest: nearest(document.output, known) },
    );
    return undefined;
  }
  const summed = document.sum_over ?? [];
  for (const one of summed) {
    if (output.dims.includes(one)) continue;
    diagnostics.error(
      'unknown-name',
      placeOf('sum_over'),
      `${output.name} does not vary over ${one}`,
      { nearest: nearest(one, output.dims) },
    );
    return undefined;
  }
  const dims = output.dims.filter((one) => !summed.includes(one));
  const path = resolveInside(files, folderOf(yaml.file), document.csv, placeOf('csv'), diagnostics);
  if (path !== undefined) names.add(path);
  const read = (from: string, place: Place): Observed | undefined => {
    const csv: Csv | undefined = readCsv(from, files, place, diagnostics);
    return csv && readObserved(csv, document, { model, dims, start }, placeOf, diagnostics);
  };
  const own = path === undefined ? undefined : read(path, placeOf('csv'));
  const noise = readNoise(name, document.observed_as, columns, (...keys) =>
    placeOf('observed_as', ...keys),
  );
  if (own === undefined || noise === undefined) return undefined;
  const place = { file: 'command line', line: 1, column: 1 };
  const more = data === undefined ? undefined : read(data, place);
  if (data !== undefined) names.add(data);
  if (data !== undefined && more === undefined) return undefined;
  const end = own.first + own.count;
  const fresh = more !== undefined && more.first + more.count > end ? { freshFrom: end } : {};
  return {
    ...fresh,
    name,
    title: document.title,
    output: output.name,
    into: intoOf(model, output.dims, dims),
    observed: more === undefined ? own : joined(own, more),
    noise,
  };
}

/** For each element over `all` dimensions the element over those that are kept. */
function intoOf(model: Model, all: readonly string[], kept: readonly string[]): Int32Array {
  const sizes = all.map((dim) => model.dimensions.get(dim)?.elements.length ?? 1);
  const size = sizes.reduce((product, one) => product * one, 1);
  return Int32Array.from({ length: size }, (_, element) => {
    let rest = element;
    let stride = 1;
    let result = 0;
    for (let d = all.length - 1; d >= 0; d--) {
      const n = sizes[d] ?? 1;
      if (kept.includes(all[d] ?? '')) {
        result += (rest % n) * stride;
        stride *= n;
      }
      rest = Math.floor(rest / n);
    }
    return result;
  });
}

function reportAt(
  yaml: YamlFile<CalibrationDocument>,
  path: readonly string[],
  moment: string | number,
  { model, start }: Subject,
  diagnostics: Diagnostics,
): number | undefined {
  const time = timeOf(moment, model.time);
  if (time === undefined) {
    diagnostics.error('time', yaml.placeOf(path), `${moment} is not a time of this model`, {
      expected: momentWord(model.time),
    });
    return undefined;
  }
  return Math.round((time - start) / model.time.report);
}

function readScore(
  yaml: YamlFile<CalibrationDocument>,
  subject: Subject,
  diagnostics: Diagnostics,
): ScoreWish | undefined {
  const wish = yaml.value.score;
  if (wish === undefined) return undefined;
  const known = Object.keys(yaml.value.observations);
  if (!known.includes(wish.series)) {
    const place = yaml.placeOf(['score', 'series']);
    diagnostics.error(
      'unknown-name',
      place,
      `there is no observation ${JSON.stringify(wish.series)}`,
      {
        nearest: nearest(wish.series, known),
      },
    );
  }
  for (const [index, name] of (wish.known_ahead ?? []).entries()) {
    if (subject.model.variables.get(name)?.kind === 'input') continue;
    const inputs = [...subject.model.variables.values()].filter((one) => one.kind === 'input');
    const place = yaml.placeOf(['score', 'known_ahead', index]);
    diagnostics.error('unknown-name', place, `the model has no input ${JSON.stringify(name)}`, {
      nearest: nearest(
        name,
        inputs.map((one) => one.name),
      ),
    });
  }
  const from = reportAt(yaml, ['score', 'from'], wish.from, subject, diagnostics);
  const to =
    wish.to === undefined
      ? undefined
      : reportAt(yaml, ['score', 'to'], wish.to, subject, diagnostics);
  if (from === undefined) return undefined;
  const { series, leads, reweight } = wish;
  const ahead = wish.known_ahead ?? [];
  return { series, from, ...(to === undefined ? {} : { to }), leads, reweight, knownAhead: ahead };
}

function checkWindow(
  yaml: YamlFile<CalibrationDocument>,
  from: number,
  to: number,
  targets: readonly Target[],
  diagnostics: Diagnostics,
): void {
  const place = yaml.placeOf(['fit']);
  if (from > to) diagnostics.error('window', place, 'the window ends before it begins');
  if (from < 0) {
    diagnostics.error(
      'window',
      yaml.placeOf(['fit', 'from']),
      'the window begins before the model',
      {
        expected: 'a time from the start of the model on',
      },
    );
  }
  for (const { name, observed } of targets) {
    const end = observed.first + observed.count - 1;
    if (from >= observed.first && to <= end) continue;
    const none = to < observed.first || from > end;
    const what = none ? `holds no data of ${name}` : `is not covered by the data of ${name}`;
    diagnostics.error('window', place, `the window ${what}`, {
      expected: 'months that are all in the series',
    });
  }
}
