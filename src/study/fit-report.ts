import seedrandom from 'seedrandom';
import type { Calibration } from '../calibration/calibration.js';
import type { PredictiveCheck } from '../calibration/fit/check-fit.js';
import { predictiveChecks } from '../calibration/fit/check-fit.js';
import type { Informed } from '../calibration/fit/diagnose.js';
import { informed } from '../calibration/fit/diagnose.js';
import type { FitState } from '../calibration/fit/fit.js';
import { runsDone, scoresOf } from '../calibration/fit/fit.js';
import { pathOf, pointOrder } from '../calibration/fit/posterior-density.js';
import { replicate } from '../calibration/fit/replicate.js';
import type { Paths } from '../calibration/fit/runs.js';
import { observedAt } from '../calibration/read/observed.js';
import { labelOfReport } from '../model/moments.js';
import { inLanguage } from '../model/names.js';
import { normalCdf } from '../plan/distributions/normal-function.js';
import { formatWithin } from '../report/number.js';
import type { SvgPanel } from '../report/svg-page.js';
import { svgPage } from '../report/svg-page.js';
import { NOTICE } from '../results/notice.js';

/** What a fit says of itself. */
export interface FitReport {
  readonly json: FitJson;
  readonly svg: string;
}

interface FitJson {
  readonly notice: string;
  readonly method: string;
  readonly worlds: number;
  readonly distinctWorlds: number;
  readonly runs: number;
  readonly seed: string;
  readonly logEvidence: readonly number[];
  readonly stages: FitState['islands'][number]['stages'][];
  readonly parameters: readonly Informed[];
  readonly checks: readonly PredictiveCheck[];
}

export function fitReport(
  calibration: Calibration,
  state: FitState,
  rows: Float64Array,
  paths: Paths,
): FitReport {
  const order = pointOrder(calibration);
  const fitted = order.columns.slice(0, order.walked).flatMap((c) => {
    const { name = '', distribution } = calibration.columns[c] ?? {};
    return distribution === undefined ? [] : [{ name, distribution }];
  });
  const scores = fitted.map((_, d) => scoresOf(state, d, order.columns.length));
  const parameters = fitted.map((column, d) => informed(column, scores[d] ?? []));
  const checks = predictiveChecks(calibration, rows, paths);
  const json: FitJson = {
    notice: NOTICE,
    method: 'tempered sequential Monte Carlo, 4 populations',
    worlds: calibration.worlds,
    distinctWorlds: distinct(rows, calibration.columns.length),
    runs: runsDone(state),
    seed: calibration.seed,
    logEvidence: state.islands.map((one) => one.evidence),
    stages: state.islands.map((one) => one.stages),
    parameters,
    checks,
  };
  const panels = [
    ...parameters.map((one, d) => parameterPanel(one, scores[d] ?? [])),
    ...seriesPanels(calibration, rows, paths),
  ];
  const title = `${inLanguage(calibration.title, 'en')}: what the data said`;
  const notes = [
    'Bars: share of the posterior in each tenth of the prior; the dashed line is the prior. Lines: observed; bands: 50 % and 90 % of series that the posterior gives, with noise.',
    NOTICE,
  ];
  return { json, svg: svgPage({ title, notes, panels }) };
}

function distinct(rows: Float64Array, width: number): number {
  const seen = new Set<string>();
  for (let at = 0; at < rows.length; at += width) seen.add(rows.subarray(at, at + width).join());
  return seen.size;
}

function parameterPanel(one: Informed, scores: readonly Float64Array[]): SvgPanel {
  const bars = new Array<number>(10).fill(0);
  const all = scores.flatMap((island) => Array.from(island));
  for (const score of all) {
    const bin = Math.min(9, Math.floor(normalCdf(score) * 10));
    bars[bin] = (bars[bin] ?? 0) + 1 / all.length;
  }
  const [prior, posterior] = rangesOf(one);
  return {
    title: one.name,
    note: `${one.verdict}: ${posterior.join(' to ')}`,
    bars,
    level: 0.1,
    left: prior[0],
    right: prior[1],
  };
}

function seriesPanels(calibration: Calibration, rows: Float64Array, paths: Paths): SvgPanel[] {
  const { targets, from, to, columns, seed, model, horizon } = calibration;
  const width = columns.length;
  const when = (report: number) => labelOfReport(report, horizon, model.time);
  return targets.flatMap((target, t) =>
    target.observed.labels.map((label, element): SvgPanel => {
      const random = seedrandom(`${seed}/plot/${target.name}/${label}`);
      const all = Array.from({ length: paths.count }, (_, i) =>
        replicate(
          target,
          rows.subarray(i * width, (i + 1) * width),
          pathOf(paths, t, i, element),
          from,
          to,
          random,
        ),
      );
      const reports = Array.from({ length: to - from + 1 }, (_, k) => from + k);
      const at = (share: number) =>
        reports.map((_, k) => {
          const sorted = Float64Array.from(all, (one) => one[k] ?? Number.NaN).sort();
          return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
        });
      const seen = reports.map((report) => observedAt(target.observed, report, element));
      return {
        title: label === '' ? target.name : `${target.name}, ${label}`,
        note: 'observed, and what the posterior gives',
        bands: [
          { low: at(0.05), high: at(0.95) },
          { low: at(0.25), high: at(0.75) },
        ],
        lines: [{ values: seen, color: '#222222' }],
        left: when(from),
        right: when(to),
      };
    }),
  );
}

/** The diagnostics as a table for people. */
export function fitText({ json }: FitReport): string {
  const head = ['', 'prior 5-95 %', 'posterior 5-95 %', 'overlap', 'R-hat', ''];
  const lines = json.parameters.map((one) => [
    one.name,
    ...rangesOf(one).map((range) => range.join(' to ')),
    one.overlap.toFixed(2),
    one.splitRhat.toFixed(3),
    one.verdict,
  ]);
  const failing = json.checks.filter((one) => one.share < 0.025 || one.share > 0.975);
  const worst = Math.max(...json.parameters.map((one) => one.splitRhat));
  const smallest = Math.min(...json.stages.flat().map((one) => one.acceptance));
  return [
    columnsOf([head, ...lines]),
    '',
    `${json.worlds} worlds (${json.distinctWorlds} different) after ${json.runs} runs; lowest acceptance ${(100 * smallest).toFixed(0)} %; largest R-hat ${worst.toFixed(3)}.`,
    `Logarithm of the evidence by population: ${json.logEvidence.map((one) => one.toFixed(2)).join(', ')}.`,
    failing.length === 0
      ? 'Every property that was checked is one that the posterior gives.'
      : `What the posterior does not give (${failing.length} of ${json.checks.length} properties):`,
    ...failing.map(failingLine),
    '',
    NOTICE,
    '',
  ].join('\n');
}

/** Prior and posterior of a fitted number, with the digits that each one's width tells apart. */
function rangesOf(one: Informed): readonly [readonly [string, string], readonly [string, string]] {
  const range = (low: number, high: number) =>
    [formatWithin(low, high - low), formatWithin(high, high - low)] as const;
  return [range(one.priorP05, one.priorP95), range(one.p05, one.p95)];
}

function failingLine({ series, element, property, observed, p05, p95 }: PredictiveCheck): string {
  const name = `${series}${element ? ` ${element}` : ''}, ${property.replaceAll('_', ' ')}`;
  const within = (value: number) => formatWithin(value, p95 - p05);
  return `  ${name}: observed ${within(observed)}, posterior ${within(p05)} to ${within(p95)}`;
}

/** Rows as columns of text: the first to the left, the others to the right. */
export function columnsOf(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]?.map((_, c) => Math.max(...rows.map((row) => row[c]?.length ?? 0))) ?? [];
  return rows
    .map((row) =>
      row
        .map((cell, c) =>
          c === 0 ? cell.padEnd(widths[c] ?? 0) : cell.padStart((widths[c] ?? 0) + 2),
        )
        .join('')
        .trimEnd(),
    )
    .join('\n');
}
