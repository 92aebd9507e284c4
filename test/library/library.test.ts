import { describe, expect, it } from 'vitest';
import { formatDiagnostics } from '../../src/diagnostics/format.js';
import { checksOf, expectToPass, files, models, readWithChecks } from './models.js';

describe.each(models)('%s', (path) => {
  const { model, checks, checksPath, diagnostics } = readWithChecks(path);

  it('reads without a diagnostic, and so do its checks', () => {
    expect(formatDiagnostics(diagnostics)).toBe('');
    expect(checks?.checks.length).toBeGreaterThan(0);
  });

  it('has all its units checked', () => {
    expect(model?.unitsChecked).toBe(true);
  });

  it.each([
    ['model', path],
    ['checks', checksPath ?? ''],
  ])('names the %s schema in its first line', (schema, file) => {
    const found = files.read(file, 1e6);
    const first = 'text' in found ? found.text.split('\n', 1)[0] : '';
    const line = `^# yaml-language-server: \\$schema=[./]+/schemas/${schema}\\.schema\\.json$`;
    expect(first).toMatch(new RegExp(line));
  });

  const fast = checksOf(checks, 'fast');
  if (fast.length > 0) it.each(fast)('%s', (_, check) => expectToPass(checks, check));
});

describe('models/library', () => {
  const shipped = models.filter((path) => path.startsWith('models/library/'));

  it('ships twelve published models, the discrete form of one and a model with a threshold', () => {
    expect(shipped).toHaveLength(14);
  });

  it.each(shipped)('%s cites its source and says what its numbers are', (path) => {
    const { model } = readWithChecks(path);
    expect(model?.source).toMatch(/\b(19|20)\d\d\b|GitHub/);
    expect(String(model?.about)).toMatch(/illustrative|from memory|those of the code/);
  });

  it.each(shipped)('%s grades every number as published or illustrative', (path) => {
    const parameters = [...(readWithChecks(path).model?.variables.values() ?? [])].filter(
      (one) => one.kind === 'parameter',
    );
    expect(parameters.length).toBeGreaterThan(0);
    for (const one of parameters) expect(['published', 'illustrative']).toContain(one.grade);
  });
});
