import { describe, expect, test } from 'vitest';
import { Diagnostics } from '../../src/diagnostics/diagnostic.js';
import { TextFiles } from '../../src/diagnostics/files.js';
import { createReaders, readScenario } from '../../src/scenario/read.js';
import { levels, MODEL, problemsOf } from './small-model.js';

const BASE = 'model: small\npolicy:\n  works: {lever: jobs, level: 40}\n';

function read(path: string, texts: Record<string, string>, roots: readonly string[] = []) {
  const files = new TextFiles({ 'home/models/small/model.yaml': MODEL, ...texts });
  const diagnostics = new Diagnostics();
  const readers = createReaders(files, diagnostics, ['home', ...roots]);
  const scenario = readScenario(path, readers, files, diagnostics);
  return { scenario, problems: problemsOf(diagnostics) };
}

describe('extends: folder/name', () => {
  test.each([
    ['beside', 'mine/a.yaml', 'mine/mali/base.yaml'],
    ['in scenarios', 'a.yaml', 'scenarios/mali/base.yaml'],
    ['above', 'work/mine/a.yaml', 'work/mali/base.yaml'],
    ['among those of toguna', 'work/mine/a.yaml', 'home/scenarios/mali/base.yaml'],
  ])('is found %s', (_, own, base) => {
    const { scenario, problems } = read(own, { [own]: 'extends: mali/base\n', [base]: BASE });
    expect(problems).toEqual([]);
    expect(scenario && levels(scenario, 'jobs')[0]).toBe(40);
  });

  test('the nearest counts, and what it extends is beside it', () => {
    const { scenario } = read('work/a.yaml', {
      'work/a.yaml': 'extends: mali/base\n',
      'work/mali/base.yaml': 'extends: other\n',
      'work/mali/other.yaml': BASE.replace('40', '7'),
      'home/scenarios/mali/base.yaml': BASE,
    });
    expect(scenario && levels(scenario, 'jobs')[0]).toBe(7);
  });

  test('that is nowhere is told of, and never leaves a folder upwards', () => {
    expect(read('a.yaml', { 'a.yaml': 'extends: mali/base\n' }).problems).toEqual([
      'a.yaml:1:10 error: there is no scenario "mali/base" in this folder, in one above it, or among those of toguna; expected a file mali/base.yaml or scenarios/mali/base.yaml there',
    ]);
    for (const name of ['../base', '/etc/base', 'a/b/c', 'mali/', './base', 'mali/../base']) {
      const { scenario, problems } = read('s/a.yaml', {
        's/a.yaml': `extends: ${name}\n`,
        'base.yaml': BASE,
      });
      expect(scenario).toBeUndefined();
      expect(problems[0]).toContain('expected the name of a scenario file');
    }
  });
});
