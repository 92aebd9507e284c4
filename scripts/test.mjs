#!/usr/bin/env node
/**
 * Runs every check: types, lint and format, build, tests. All of them run even if one fails.
 * The last line is `N passed, N failed`, with `, N skipped` when some were skipped. A check that
 * fails without a failing test (the type check, say) counts as one failed.
 *
 *   npm test                      everything
 *   npm test -- test/engine       the checks, then only these tests
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const require = createRequire(import.meta.url);

/** Vitest and Biome colour their output even when it goes to a file. */
const plain = !process.stdout.isTTY;

/** Gives the script behind a package's command, so that no shell and no PATH is involved. */
function command(name, bin = name) {
  const manifest = require.resolve(`${name}/package.json`);
  const { bin: bins } = require(manifest);
  return join(dirname(manifest), typeof bins === 'string' ? bins : bins[bin]);
}

/** Runs one check with its output shown as it comes, and says whether it passed. */
function run(title, script, args) {
  console.log(`\n── ${title}`);
  const started = Date.now();
  const { status, signal, error } = spawnSync(process.execPath, [script, ...args], {
    cwd: root,
    stdio: 'inherit',
  });
  if (error) console.error(error.message);
  const passed = status === 0;
  const how = passed ? 'ok' : `FAILED (${signal ?? `exit ${status}`})`;
  console.log(`${title}: ${how}, ${((Date.now() - started) / 1000).toFixed(1)} s`);
  return passed;
}

/** Reads vitest's JSON report. A file that could not be loaded counts as one failed. */
function readCounts(file) {
  try {
    const report = JSON.parse(readFileSync(file, 'utf8'));
    const unloaded = report.testResults.filter(
      (result) =>
        result.status === 'failed' &&
        !result.assertionResults.some((assertion) => assertion.status === 'failed'),
    );
    return {
      passed: report.numPassedTests,
      failed: report.numFailedTests + unloaded.length,
      skipped: report.numPendingTests + report.numTodoTests,
    };
  } catch {
    return { passed: 0, failed: 0, skipped: 0 };
  }
}

const checks = [
  run('type check', command('typescript', 'tsc'), []),
  run('lint and format', command('@biomejs/biome', 'biome'), [
    'ci',
    '--error-on-warnings',
    '--diagnostic-level=warn',
    ...(plain ? ['--colors=off'] : []),
  ]),
  run('build', join(root, 'scripts', 'build.mjs'), []),
];

const scratch = mkdtempSync(join(tmpdir(), 'toguna-test-'));
const reportFile = join(scratch, 'report.json');
const testsPassed = run('tests', command('vitest'), [
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${reportFile}`,
  ...(plain ? ['--no-color'] : []),
  ...process.argv.slice(2),
]);
const { passed, failed: failedTests, skipped } = readCounts(reportFile);
rmSync(scratch, { recursive: true, force: true });

const failedChecks = checks.filter((ok) => !ok).length;
// Vitest can fail with no test failing: an error nobody caught, or no test found.
const failed = failedChecks + Math.max(failedTests, testsPassed ? 0 : 1);
console.log(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = failed === 0 ? 0 : 1;
