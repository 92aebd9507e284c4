import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findChecks } from '../../src/checks/find.js';
import { formatChecks } from '../../src/checks/format.js';
import { readChecks } from '../../src/checks/read.js';
import { runChecks } from '../../src/checks/run.js';
import { Diagnostics } from '../../src/diagnostics/diagnostic.js';
import { TextFiles } from '../../src/diagnostics/files.js';
import { formatDiagnostics } from '../../src/diagnostics/format.js';
import { referenceEngine } from '../../src/engine/reference/index.js';
import type { Model } from '../../src/model/model.js';
import { readModel } from '../../src/model/read.js';

const FOLDERS = ['models/library', 'test/library/fixtures'];

const files = new TextFiles(
  Object.fromEntries(
    FOLDERS.flatMap((folder) =>
      readdirSync(folder).map((name) => {
        const path = `${folder}/${name}`;
        return [path, readFileSync(path, 'utf8')] as const;
      }),
    ),
  ),
);

const models = FOLDERS.flatMap((folder) =>
  files
    .list(folder)
    .filter((name) => name.endsWith('.yaml') && !name.endsWith('.checks.yaml'))
    .map((name) => `${folder}/${name}`),
);

function read(path: string): { model: Model | undefined; diagnostics: Diagnostics } {
  const diagnostics = new Diagnostics();
  return { model: readModel(path, files, diagnostics), diagnostics };
}

describe.each(models)('%s', (path) => {
  const { model, diagnostics } = read(path);
  const checksPath = findChecks(path, files);
  const checks = model && checksPath && readChecks(checksPath, model, files, diagnostics);

  it('reads without a diagnostic', () => {
    expect(formatDiagnostics(diagnostics)).toBe('');
  });

  it('has all its units checked', () => {
    expect(model?.unitsChecked).toBe(true);
  });

  it('names its schema in its first line', () => {
    for (const [file, schema] of [
      [path, 'model'],
      [checksPath, 'checks'],
    ] as const) {
      const text = files.read(file ?? '', 1e6);
      const first = 'text' in text ? text.text.split('\n', 1)[0] : '';
      expect(first).toMatch(
        new RegExp(`^# yaml-language-server: \\$schema=[./]+/schemas/${schema}\\.schema\\.json$`),
      );
    }
  });

  if (typeof checks !== 'object') return;
  it.each(checks.checks.map((check) => [check.title, check] as const))('%s', (_, check) => {
    const results = runChecks({ ...checks, checks: [check] }, referenceEngine, noWorlds);
    expect(results).toHaveLength(check.expectations.length);
    expect(
      results.every((one) => one.passed),
      formatChecks(results),
    ).toBe(true);
  });
});

function noWorlds(): never {
  throw new Error('these checks have no worlds');
}

describe('models/library', () => {
  const shipped = models.filter((path) => path.startsWith('models/library/'));

  it('ships twelve published models, the discrete form of one and a model with a threshold', () => {
    expect(shipped).toHaveLength(14);
  });

  it.each(shipped)('%s cites its source and says what is verified', (path) => {
    const { model } = read(path);
    expect(model?.source).toMatch(/\(?\d{4}\)?|github/i);
    expect(String(model?.about)).toMatch(/illustrative|from memory|those of the code/);
  });

  it.each(shipped)('%s grades every number as published or illustrative', (path) => {
    const parameters = [...(read(path).model?.variables.values() ?? [])].filter(
      (one) => one.kind === 'parameter',
    );
    expect(parameters.length).toBeGreaterThan(0);
    for (const one of parameters) expect(['published', 'illustrative']).toContain(one.grade);
  });
});
