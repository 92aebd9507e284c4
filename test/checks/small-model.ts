import { readChecks } from '../../src/checks/read.js';
import type { CheckResult } from '../../src/checks/run.js';
import { runChecks } from '../../src/checks/run.js';
import { Diagnostics } from '../../src/diagnostics/diagnostic.js';
import { TextFiles } from '../../src/diagnostics/files.js';
import { formatDiagnostics } from '../../src/diagnostics/format.js';
import { referenceEngine } from '../../src/engine/reference/index.js';
import { readModel } from '../../src/model/read.js';
import { makeWorlds } from '../../src/plan/worlds.js';

const MODEL = `
title: Recruits
time: {unit: month, start: 2022-01, end: 2022-12, step: 0.5}
units: [person]
dimensions:
  region: {elements: [mopti, segou]}
  group: {elements: [jnim, issp]}
parameters:
  rate:
    title: Recruits a month
    unit: person/month
    over: region
    value: {mopti: 4, segou: 2}
    distribution: {kind: uniform, low: 1, high: 5}
    grade: assumed
  loss: {title: Loss, unit: 1/month, value: 0, grade: assumed}
inputs:
  season: {title: Season, unit: 1, points: [[2022-01, 1], [2022-12, 1]]}
levers:
  jobs: {title: Jobs, unit: person/month, over: region, min: 0, max: 3}
stocks:
  fighters: {unit: person, over: [region, group], initial: 10, inflows: [joins], outflows: [leaves], floor: 0}
flows:
  joins: {unit: person/month, over: [region, group], equation: season * (rate - jobs)}
  leaves: {unit: person/month, over: [region, group], equation: loss * fighters}
auxiliaries:
  all_fighters: {unit: person, equation: sum(fighters)}
  root: {unit: 1, over: region, equation: sqrt(season)}
metrics:
  joined: {title: Joined, unit: person, equation: sum(joins), over_time: sum, better: lower}
`;

/** Reads checks of a small model, given as YAML below `checks:`. */
export function readSmall(checks: string) {
  const files = new TextFiles({ 'm.yaml': MODEL, 'm.checks.yaml': checks });
  const diagnostics = new Diagnostics();
  const model = readModel('m.yaml', files, diagnostics);
  if (model === undefined) throw new Error(formatDiagnostics(diagnostics));
  const read = readChecks('m.checks.yaml', model, files, diagnostics);
  return { checks: read, model, diagnostics };
}

/** Runs checks of the small model, given as YAML below `checks:`. */
export function runSmall(text: string): readonly CheckResult[] {
  const { checks, diagnostics } = readSmall(text);
  if (checks === undefined) throw new Error(formatDiagnostics(diagnostics));
  return runChecks(checks, referenceEngine, makeWorlds);
}
