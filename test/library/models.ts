import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { Check, Checks } from '../../src/checks/check.js';
import { findChecks } from '../../src/checks/find.js';
import { formatChecks } from '../../src/checks/format.js';
import { readChecks } from '../../src/checks/read.js';
import { runChecks } from '../../src/checks/run.js';
import { Diagnostics } from '../../src/diagnostics/diagnostic.js';
import { TextFiles } from '../../src/diagnostics/files.js';
import { referenceEngine } from '../../src/engine/reference/index.js';
import type { Model } from '../../src/model/model.js';
import { readModel } from '../../src/model/read.js';
import { makeWorlds } from '../../src/plan/worlds.js';

const FOLDERS = ['models/library', 'test/library/fixtures'];

/** The shipped library and the fixtures, with their checks. */
export const files = new TextFiles(
  Object.fromEntries(
    FOLDERS.flatMap((folder) =>
      readdirSync(folder).map((name) => {
        const path = `${folder}/${name}`;
        return [path, readFileSync(path, 'utf8')] as const;
      }),
    ),
  ),
);

/** Paths of the models in them. */
export const models = FOLDERS.flatMap((folder) =>
  files
    .list(folder)
    .filter((name) => name.endsWith('.yaml') && !name.endsWith('.checks.yaml'))
    .map((name) => `${folder}/${name}`),
);

export interface ModelWithChecks {
  readonly model: Model | undefined;
  readonly checks: Checks | undefined;
  readonly checksPath: string | undefined;
  readonly diagnostics: Diagnostics;
}

export function readWithChecks(path: string): ModelWithChecks {
  const diagnostics = new Diagnostics();
  const model = readModel(path, files, diagnostics);
  const checksPath = findChecks(path, files);
  const checks =
    model === undefined || checksPath === undefined
      ? undefined
      : readChecks(checksPath, model, files, diagnostics);
  return { model, checks, checksPath, diagnostics };
}

/** Checks with more steps than this, over all worlds, are left to the slow tests. */
const MOST_STEPS = 10_000;

/** The checks that the fast (or the slow) tests run, by title. */
export function checksOf(checks: Checks | undefined, pace: 'fast' | 'slow') {
  const steps = (check: Check) => check.horizon.steps * (check.plan?.worlds ?? 1);
  return (checks?.checks ?? [])
    .filter((check) => steps(check) > MOST_STEPS === (pace === 'slow'))
    .map((check) => [check.title, check] as const);
}

/** Fails with the table of results when any expectation of a check does not hold. */
export function expectToPass(checks: Checks | undefined, check: Check): void {
  if (checks === undefined) throw new Error('there are no checks');
  const results = runChecks({ ...checks, checks: [check] }, referenceEngine, makeWorlds);
  expect(results).toHaveLength(check.expectations.length);
  expect(
    results.every((one) => one.passed),
    formatChecks(results),
  ).toBe(true);
}
