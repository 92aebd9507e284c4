/** The public library: read models and scenarios, draw worlds, run ensembles, compare. */
export * from './analysis/comparison.js';
export * from './analysis/paths.js';
export * from './analysis/quantile.js';
export type { Diagnostic, Place, Severity } from './diagnostics/diagnostic.js';
export { Diagnostics, InputError } from './diagnostics/diagnostic.js';
export type { Files } from './diagnostics/files.js';
export { TextFiles } from './diagnostics/files.js';
export { formatDiagnostics } from './diagnostics/format.js';
export type {
  Engine,
  Horizon,
  Program,
  RunBlock,
  RunRequest,
  WorldBlock,
} from './engine/engine.js';
export { horizonOf } from './engine/horizon.js';
export { kernelEngine } from './engine/kernel/index.js';
export { referenceEngine } from './engine/reference/index.js';
export type { Ensemble, ScenarioRuns } from './ensemble/ensemble.js';
export { runInPool } from './ensemble/pool.js';
export { runEnsemble } from './ensemble/run.js';
export type { Metric, Model, Variable } from './model/model.js';
export { readModel } from './model/read.js';
export type { Design, Plan, Worlds } from './plan/plan.js';
export { makeWorlds } from './plan/worlds.js';
export { readScenarios, scenariosOfModel } from './scenario/gather.js';
export { createReaders, readScenario } from './scenario/read.js';
export type { Scenario } from './scenario/scenario.js';
