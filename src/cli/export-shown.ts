import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import type { Exported } from '../live/bench.js';
import type { Snapshot, ViewHead } from '../live/shown.js';
import { csvRow } from '../results/csv.js';
import { shortPath } from './short-path.js';
import { whyNot, writeAll } from './write-whole.js';

/** Writes the outcomes and paths of some scenarios as CSV files into a new folder: both, or none. */
export function exportShown(
  snapshot: Snapshot | undefined,
  scenarios: readonly string[],
  variables: readonly string[],
  views: readonly ViewHead[],
): Exported {
  if (snapshot === undefined) return { kind: 'nothing' };
  const folder = freshFolder();
  const temporary = `.${folder}.${process.pid}.tmp`;
  try {
    mkdirSync(temporary);
    writeAll(join(temporary, 'outcomes.csv'), outcomesCsv(snapshot, scenarios));
    writeAll(join(temporary, 'paths.csv'), pathsCsv(snapshot, scenarios, variables, views));
    renameSync(temporary, folder);
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true });
    return { kind: 'unwritable', path: shortPath(folder), reason: whyNot(error) };
  }
  return { kind: 'exported', files: [shortPath(join(folder, 'outcomes.csv')), 'paths.csv'] };
}

const OUTCOMES = {
  median: 'median',
  p05: 'p05',
  p95: 'p95',
  differenceMedian: 'change_median',
  differenceP05: 'change_p05',
  differenceP95: 'change_p95',
  betterWorlds: 'better_worlds',
  worseWorlds: 'worse_worlds',
  worlds: 'worlds',
} as const;

function outcomesCsv(snapshot: Snapshot, scenarios: readonly string[]): string {
  const keys = Object.keys(OUTCOMES) as (keyof typeof OUTCOMES)[];
  const rows = snapshot.comparisons
    .filter((one) => scenarios.includes(one.scenario))
    .map((one) =>
      csvRow([one.scenario, one.metric.name, one.unit, ...keys.map((key) => one[key])]),
    );
  const head = csvRow(['scenario', 'metric', 'unit', ...keys.map((key) => OUTCOMES[key])]);
  return [head, ...rows].join('');
}

const QUANTILES = ['mean', 'p05', 'p25', 'p50', 'p75', 'p95'] as const;

function pathsCsv(
  snapshot: Snapshot,
  scenarios: readonly string[],
  variables: readonly string[],
  views: readonly ViewHead[],
): string {
  const head = csvRow(['scenario', 'variable', 'region', 'unit', 'time', ...QUANTILES]);
  const rows = snapshot.paths
    .filter((one) => scenarios.includes(one.scenario) && variables.includes(one.variable))
    .flatMap((one) => {
      const unit = views.find((view) => view.variable === one.variable)?.unit ?? '';
      return one.labels.map((label, k) =>
        csvRow([
          one.scenario,
          one.variable,
          one.region ?? '',
          unit,
          label,
          ...QUANTILES.map((q) => one[q][k] ?? Number.NaN),
        ]),
      );
    });
  return [head, ...rows].join('');
}

function freshFolder(): string {
  for (let n = 1; ; n += 1) {
    const folder = n === 1 ? 'toguna-export' : `toguna-export-${n}`;
    if (!existsSync(folder)) return folder;
  }
}
