import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { Diagnostics } from '../diagnostics/diagnostic.js';
import { folderOf, joinPath } from '../diagnostics/files.js';
import type { Lever, Model } from '../model/model.js';
import { formatTime } from '../model/series.js';
import { formatUnit } from '../model/unit.js';
import { csvRow } from '../results/csv.js';
import type { Draft } from '../scenario/draft.js';
import { draftText, withFile } from '../scenario/draft.js';
import { createReaders, readScenario } from '../scenario/read.js';
import type { Scenario } from '../scenario/scenario.js';
import type { Bench, LeverHead, ProgrammeHead } from '../tui/bench.js';
import type { Snapshot, ViewHead } from '../tui/snapshot.js';
import type { DiskFiles } from './disk-files.js';
import { explainLines } from './explain.js';
import { shown } from './home.js';
import { tilesOf } from './live-tiles.js';
import type { Comparison } from './load.js';

type Show = (
  drafts: readonly { readonly draft: Draft; readonly scenario: Scenario }[],
  haste: string,
) => void;

/** The levers of a comparison, and what reads, saves and explains drafts. */
export function makeBench(
  comparison: Comparison,
  files: DiskFiles,
  views: readonly ViewHead[],
  showAll: Show,
  latest: () => Snapshot | undefined,
): Bench {
  const [baseline] = comparison.scenarios;
  if (baseline === undefined) throw new Error('a comparison has a baseline');
  const { base: model, horizon } = baseline;
  const saved = new Map<string, string>();
  const sourceOf = (draft: Draft) => comparison.scenarios.find((one) => one.name === draft.source);
  const textOf = (draft: Draft) => {
    const source = sourceOf(draft);
    const alone = source?.file === model.file ? `./${basename(model.file)}` : undefined;
    return draftText(draft, alone, saved.get(draft.name));
  };
  const pathOf = (draft: Draft, name: string) =>
    joinPath(folderOf(sourceOf(draft)?.file ?? ''), `${name}.yaml`);
  const read = (draft: Draft): Scenario | string => {
    const diagnostics = new Diagnostics();
    const path = pathOf(draft, draft.name);
    const overlay = withFile(files, path, textOf(draft));
    const own = { ...createReaders(overlay, diagnostics), model: () => model };
    const scenario = readScenario(path, own, overlay, diagnostics);
    const [problem] = diagnostics.list();
    return scenario ?? problem?.message ?? '';
  };
  const kept = new Map<string, Scenario>();
  return {
    levers: leversOf(model),
    programmes: comparison.scenarios.map((one) => programmesOf(one)),
    tiles: tilesOf(model, files),
    moments: Array.from({ length: horizon.reports }, (_, k) => {
      const time = horizon.start + k * horizon.report;
      return model.time.calendar === undefined ? time : formatTime(time, model.time);
    }),
    interval: horizon.report,
    timeUnit: model.time.calendar === undefined ? model.time.unit : 'month',
    show(drafts, haste) {
      const problems: Record<string, string> = {};
      const running = drafts.flatMap((draft) => {
        const key = JSON.stringify(draft);
        const scenario = kept.get(key) ?? read(draft);
        if (typeof scenario === 'string') {
          problems[draft.name] = scenario;
          return [];
        }
        kept.set(key, scenario);
        return [{ draft, scenario }];
      });
      const used = new Set(drafts.map((one) => JSON.stringify(one)));
      for (const key of kept.keys()) if (!used.has(key)) kept.delete(key);
      showAll(running, haste);
      return problems;
    },
    save(draft, as) {
      const path = pathOf(draft, as);
      const own = saved.has(draft.name) && as === draft.name;
      if (!/^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$/.test(as)) {
        return { saved: false, message: `${as} cannot be the name of a scenario file` };
      }
      if (existsSync(path) && !own) {
        return { saved: false, message: `${shown(path)} exists already: give another name` };
      }
      if (own) saved.set(draft.name, readFileSync(path, 'utf8'));
      const text = textOf(draft);
      try {
        writeFileSync(path, text, { flag: own ? 'w' : 'wx' });
      } catch (error) {
        return { saved: false, message: `cannot write ${shown(path)}: ${reasonOf(error)}` };
      }
      saved.set(as, text);
      return { saved: true, message: shown(path) };
    },
    export: (scenarios, variable) => exportShown(latest(), scenarios, variable, views),
    reason: (name, language) => explainLines(model, name, language),
  };
}

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return code === 'EACCES' || code === 'EROFS' || code === 'EPERM'
    ? 'the folder is read-only'
    : message;
}

function leversOf(model: Model): LeverHead[] {
  const levers = [...model.variables.values()].filter((one): one is Lever => one.kind === 'lever');
  const groups = [...new Set(levers.map((one) => one.group))];
  return groups.flatMap((group) =>
    levers
      .filter((one) => one.group === group)
      .map((lever) => {
        const dim =
          lever.dims.includes('region') || lever.dims.length !== 1 ? 'region' : lever.dims[0];
        const dimension = lever.dims.includes(dim ?? '')
          ? model.dimensions.get(dim ?? '')
          : undefined;
        const unit = formatUnit(lever.unit);
        return {
          name: lever.name,
          title: lever.title,
          unit: unit === '1' ? '' : unit,
          least: lever.min - lever.default,
          most: lever.max - lever.default,
          step: lever.step,
          group,
          cost: costText(model, lever),
          regions: (dimension?.elements ?? []).map((name, i) => ({
            name,
            title: dimension?.elementTitles[i] ?? name,
          })),
        };
      }),
  );
}

// The equation as its file gives it.
function costText(model: Model, lever: Lever): string {
  const definition = model.definitions.quantities.get(lever.name);
  return definition?.kind === 'lever' ? (definition.cost?.text ?? '') : '';
}

function programmesOf({ interventions, horizon }: Scenario): readonly ProgrammeHead[] | undefined {
  // What --set holds is in no file.
  if (interventions.some((one) => one.name === 'set')) return undefined;
  return interventions.map((one) => ({
    name: one.name,
    title: one.title,
    lever: one.lever,
    level: one.level,
    where: one.where,
    start: Math.round((one.start - horizon.start) / horizon.report),
    ramp: Math.round(one.ramp / horizon.report),
    ...(one.when === undefined ? {} : { when: one.when }),
  }));
}

function exportShown(
  snapshot: Snapshot | undefined,
  scenarios: readonly string[],
  variable: string | undefined,
  views: readonly ViewHead[],
): string {
  if (snapshot === undefined) return 'nothing has run yet';
  const names = new Set(scenarios);
  const outcomes = snapshot.comparisons.filter((one) => names.has(one.scenario));
  const keys = [
    'median',
    'p05',
    'p95',
    'differenceMedian',
    'differenceP05',
    'differenceP95',
    'betterWorlds',
    'worseWorlds',
    'worlds',
  ] as const;
  const heads = [
    'median',
    'p05',
    'p95',
    'change_median',
    'change_p05',
    'change_p95',
    'better_worlds',
    'worse_worlds',
    'worlds',
  ];
  const table = [
    csvRow(['scenario', 'metric', 'unit', ...heads]),
    ...outcomes.map((one) =>
      csvRow([one.scenario, one.metric.name, one.unit, ...keys.map((key) => one[key])]),
    ),
  ];
  const quantiles = ['mean', 'p05', 'p25', 'p50', 'p75', 'p95'] as const;
  const unit = views.find((one) => one.variable === variable)?.unit ?? '';
  const paths = [
    csvRow(['scenario', 'variable', 'unit', 'time', ...quantiles]),
    ...snapshot.paths
      .filter((one) => names.has(one.scenario) && one.variable === variable)
      .flatMap((one) =>
        one.labels.map((label, k) =>
          csvRow([
            one.scenario,
            one.variable,
            unit,
            label,
            ...quantiles.map((q) => one[q][k] ?? Number.NaN),
          ]),
        ),
      ),
  ];
  const folder = freshFolder();
  try {
    mkdirSync(folder);
    writeFileSync(joinPath(folder, 'outcomes.csv'), table.join(''));
    writeFileSync(joinPath(folder, 'paths.csv'), paths.join(''));
  } catch (error) {
    return `cannot write ${folder}: ${reasonOf(error)}`;
  }
  return `${folder}/outcomes.csv, ${folder}/paths.csv`;
}

function freshFolder(): string {
  for (let n = 1; ; n += 1) {
    const folder = n === 1 ? 'toguna-export' : `toguna-export-${n}`;
    if (!existsSync(folder)) return folder;
  }
}
