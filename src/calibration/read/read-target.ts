import type { Csv } from '../../diagnostics/csv.js';
import { readCsv } from '../../diagnostics/csv.js';
import type { Diagnostics, Place } from '../../diagnostics/diagnostic.js';
import type { Files } from '../../diagnostics/files.js';
import { folderOf, resolveInside } from '../../diagnostics/files.js';
import { nearest } from '../../diagnostics/nearest.js';
import { reportTwice } from '../../diagnostics/twice.js';
import type { YamlFile } from '../../diagnostics/yaml.js';
import type { Model } from '../../model/model.js';
import type { Target } from '../calibration.js';
import type { CalibrationDocument, ObservationDocument } from './document.js';
import { readNoise } from './noise.js';
import type { Observed } from './observed.js';
import { joined, readObserved } from './observed.js';
import type { ColumnReader } from './parameters.js';
import type { Subject } from './read-subject.js';

/** Reads one observed series and how it comes from an output of the model. */
export function readTarget(
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
  const placeOf = (...keys: (string | number)[]) => yaml.placeOf(['observations', name, ...keys]);
  const output = model.variables.get(document.output);
  if (output === undefined || output.hidden) {
    const known = [...model.variables.values()].flatMap((one) => (one.hidden ? [] : [one.name]));
    diagnostics.error(
      'unknown-name',
      placeOf('output'),
      `no output of the model maps to the series ${name}: there is no variable ${JSON.stringify(document.output)}`,
      { nearest: () => nearest(document.output, known) },
    );
    return undefined;
  }
  const summed = document.sum_over ?? [];
  reportTwice(summed, (index) => placeOf('sum_over', index), diagnostics);
  for (const one of summed) {
    if (output.dims.includes(one)) continue;
    diagnostics.error(
      'unknown-name',
      placeOf('sum_over'),
      `${output.name} does not vary over ${one}`,
      { nearest: () => nearest(one, output.dims) },
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
    partial: document.absent === 'unknown',
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
