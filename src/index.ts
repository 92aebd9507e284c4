/**
 * The library: read models and scenarios, run them over many worlds, compare, write, fit and score. Only what this file
 * names is public. docs/library.md is made from it.
 */

// What goes into the verbs, and comes out of them.
export type { MetricComparison } from './analysis/comparison.js';
// Beside them: what reads an ensemble, and what tells problems.
// Building blocks under the verbs: for programs that read models from texts, or hold the two engines against each other.
export { compareScenarios, compareWith, metricColumn } from './analysis/comparison.js';
export type { PathSummary } from './analysis/paths.js';
export { meanOf, pathSummary, SUMMARY_PROBABILITIES } from './analysis/paths.js';
export {
  quantile,
  quantileOfSorted,
  quantiles,
  quantilesInPlace,
  quantilesOf,
} from './analysis/quantile.js';
export { rankByDifference } from './analysis/rank.js';
export type { Alarm, Verdict } from './analysis/verdict.js';
export { alarmOf, verdictOf } from './analysis/verdict.js';
export type { ScoreRow } from './calibration/score/score.js';
export type { CheckResult } from './checks/run.js';
export type { Diagnostic, Place, Severity } from './diagnostics/diagnostic.js';
export { Diagnostics, InputError } from './diagnostics/diagnostic.js';
export type { Files, FileText } from './diagnostics/files.js';
export { TextFiles } from './diagnostics/files.js';
export { formatDiagnostics } from './diagnostics/format.js';
export type {
  Engine,
  Horizon,
  Program,
  RunBlock,
  RunInputs,
  RunRequest,
  WorldBlock,
} from './engine/engine.js';
export { horizonOf } from './engine/horizon.js';
export { kernelEngine } from './engine/kernel/index.js';
export { referenceEngine } from './engine/reference/index.js';
export type { Ensemble, Progress, ScenarioRuns } from './ensemble/ensemble.js';
export type { PathRequest } from './ensemble/path-request.js';
export { runInPool } from './ensemble/pool.js';
export { runEnsemble } from './ensemble/run.js';
export type { Facts } from './model/facts.js';
export type { Metric, Model, Variable } from './model/model.js';
export { readModel } from './model/read.js';
export type { Plan, Worlds } from './plan/plan.js';
export { makeWorlds } from './plan/worlds.js';
export type { WrittenFile } from './results/atomic-file.js';
export { NOTICE } from './results/notice.js';
export { OutputError } from './results/output-error.js';
export type { Design } from './scenario/designs.js';
export { readScenarios, scenariosOfModel } from './scenario/gather.js';
export { createReaders, readScenario } from './scenario/read.js';
export type { Scenario } from './scenario/scenario.js';
export type { CheckedFile, CheckOptions, CheckReport } from './study/check.js';
// The verbs.
export { check } from './study/check.js';
export type { AssumedShare, Findings } from './study/compare.js';
export { compare, worldColumn } from './study/compare.js';
export { diskFiles } from './study/disk-files.js';
export type { ReadingOptions } from './study/explain.js';
export { explain, loadModel } from './study/explain.js';
export type { EarlierFit, FinishedFit, Fit, FitOptions, FitProgress } from './study/fit.js';
export { fit, writeFit } from './study/fit.js';
export type { LoadOptions, Study } from './study/load.js';
export { load } from './study/load.js';
export type { RunOptions } from './study/run.js';
export { run } from './study/run.js';
export type { ScoreOptions } from './study/score.js';
export { score, writeScore } from './study/score.js';
export type { ScoreSummary } from './study/score-report.js';
export { shippedModels, shippedScenarios } from './study/shipped.js';
export type { ResultOptions } from './study/write-results.js';
export { writeResults } from './study/write-results.js';
