import { headlineMetrics } from '../analysis/headline.js';
import type { Diagnostics } from '../diagnostics/diagnostic.js';
import { nearest } from '../diagnostics/nearest.js';
import type { PathRequest } from '../ensemble/path-request.js';
import type { Model } from '../model/model.js';
import type { WriteOptions } from '../results/write.js';

/** What the command line asks of the tables of a run. */
export interface TableOptions {
  /** The folder that files are written into. */
  readonly out?: string | undefined;
  /** All metrics, in the printed table and with their months in `summary`. */
  readonly all?: boolean | undefined;
  /** Name of the metric that scenarios are ranked by. */
  readonly sort?: string | undefined;
  /** Every reported variable, by region and whatever else it has. */
  readonly detail?: 'regions' | undefined;
  /** Names of variables, parted by commas. */
  readonly variables?: string | undefined;
  readonly trajectories?: 'csv' | 'parquet' | undefined;
  readonly long?: boolean | undefined;
  readonly format?: 'csv' | 'parquet' | undefined;
}

/** Which paths a run must keep, and what is written of them. */
export interface ChosenTables {
  readonly paths: PathRequest;
  readonly write: Pick<WriteOptions, 'metrics' | 'detail' | 'trajectories' | 'shape' | 'format'>;
}

/**
 * Checks the names that the command line gives, and works out which paths they need. Problems go to `diagnostics`,
 * with their place in the text of the option.
 */
export function chooseTables(
  options: TableOptions,
  model: Model,
  diagnostics: Diagnostics,
): ChosenTables {
  checkFolder(options, diagnostics);
  if (options.sort !== undefined) checkMetric(options.sort, model, diagnostics);
  const named = options.variables === undefined ? [] : readNames(options, model, diagnostics);
  const reported = options.detail === undefined ? [] : model.report;
  const detail = [...new Set([...reported, ...named])];
  // Without a word of which variables, trajectories are those that the model reports.
  const traced = detail.length > 0 ? detail : model.report;
  const { trajectories: format } = options;
  const kept = format === undefined ? detail : traced;
  const shown = options.all === true ? model.metrics : headlineMetrics(model);
  const monthly = shown.map((one) => one.name);
  return {
    paths: options.out === undefined ? NO_PATHS : { variables: kept, metrics: monthly },
    write: {
      metrics: options.all === true ? 'all' : 'headline',
      detail: options.detail !== undefined || named.length > 0 ? detail : undefined,
      trajectories: format === undefined ? undefined : { format, variables: traced },
      shape: options.long === true ? 'long' : 'wide',
      format: options.format ?? 'csv',
    },
  };
}

// The printed table needs no paths.
const NO_PATHS: PathRequest = { variables: [], metrics: [] };

// What is only said of files is a slip when none are written.
function checkFolder(options: TableOptions, diagnostics: Diagnostics): void {
  if (options.out !== undefined) return;
  for (const name of ['detail', 'variables', 'trajectories', 'long', 'format'] as const) {
    if (options[name] === undefined || options[name] === false) continue;
    const place = { file: `--${name}`, line: 1, column: 1 };
    diagnostics.error('no-folder', place, `--${name} says what is written, and nothing is`, {
      expected: 'a folder too, as in --out results',
    });
  }
}

function checkMetric(name: string, model: Model, diagnostics: Diagnostics): void {
  const names = model.metrics.map((one) => one.name);
  if (names.includes(name)) return;
  diagnostics.addSource('--sort', name.replace(/[\r\n]/g, ' '));
  const place = { file: '--sort', line: 1, column: 1, length: Math.max(1, name.length) };
  diagnostics.error('unknown-metric', place, `there is no metric ${JSON.stringify(name)}`, {
    expected: `a metric of the model ${model.name}`,
    nearest: () => nearest(name, names),
  });
}

function readNames(
  { variables = '' }: TableOptions,
  model: Model,
  diagnostics: Diagnostics,
): readonly string[] {
  const text = variables.replace(/[\r\n]/g, ' ');
  diagnostics.addSource('--variables', text);
  const open = [...model.variables.values()].filter((one) => !one.hidden).map((one) => one.name);
  const known = new Set(open);
  let column = 1;
  const names: string[] = [];
  for (const part of text.split(',')) {
    const name = part.trim();
    const at = column + part.indexOf(name);
    column += part.length + 1;
    if (known.has(name)) {
      names.push(name);
      continue;
    }
    const place = { file: '--variables', line: 1, column: at, length: Math.max(1, name.length) };
    diagnostics.error('unknown-name', place, unknown(name), {
      expected: expectedFor(name, model),
      nearest: () => nearest(name, open),
    });
  }
  return names;
}

function unknown(name: string): string {
  return name === '' ? 'a name is missing' : `there is no variable ${JSON.stringify(name)}`;
}

function expectedFor(name: string, model: Model): string {
  const isMetric = model.metrics.some((one) => one.name === name);
  return isMetric
    ? 'a variable; this is a metric, whose months are in summary.csv with --all'
    : `variables of the model ${model.name}, parted by commas`;
}
